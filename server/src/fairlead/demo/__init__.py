"""The demo workspace: an agency with programs, projects and people to explore."""
