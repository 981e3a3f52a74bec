"""Workspaces, people, roles, authority: the only place where rights are decided."""
