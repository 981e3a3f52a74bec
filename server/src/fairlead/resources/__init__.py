"""The pool of a workspace: calendars, people as resources, teams, skills."""
