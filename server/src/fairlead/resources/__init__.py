"""The pool of a workspace: people and other resources, teams, skills, calendars, availability, time off, rates."""
