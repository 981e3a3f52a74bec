"""Roles, responsibilities and authority by the names of programs and projects: who decides what, who answers for it."""
