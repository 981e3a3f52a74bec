"""What is scheduled together: a program, or a project that is in none; and the lock that one writer holds on it."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from fairlead.access.rules import ScopeKind
from fairlead.work.models import Project

_LOCK_CLASS = {ScopeKind.PROGRAM: 7001, ScopeKind.PROJECT: 7002}


@dataclass(frozen=True, slots=True)
class Scope:
    """All projects of program `id`, or the one project `id` that is in no program."""

    kind: ScopeKind
    id: int
    workspace_id: int

    @property
    def project_filter(self) -> dict[str, Any]:
        """The condition on `work.Project` that selects the projects of this scope."""
        return {"program_id" if self.kind is ScopeKind.PROGRAM else "id": self.id}


def scope_of(project: Project) -> Scope:
    """Return what `project` is scheduled with."""
    if project.program_id is None:
        return Scope(ScopeKind.PROJECT, project.pk, project.workspace_id)
    return Scope(ScopeKind.PROGRAM, project.program_id, project.workspace_id)


def scope_lock(scope: Scope) -> None:
    """Wait until no other transaction edits or recalculates `scope`, and keep others out until this one ends.

    On SQLite every writing transaction already is alone: it begins with the write lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS[scope.kind], scope.id])
