"""Reading how one thing stands."""

from dataclasses import dataclass
from datetime import datetime

from fairlead.access.rules import Actor
from fairlead.schedule.alignment.picture import picture_of
from fairlead.schedule.facts import program_row, project_row
from fairlead.schedule.health.findings import Health
from fairlead.schedule.health.subjects import Subject, SubjectKind, subject_get


@dataclass(frozen=True, slots=True)
class SubjectHealth:
    """How something stands, and whether the actor may say otherwise."""

    subject: Subject
    health: Health
    may_override: bool

    @property
    def version(self) -> int:
        """The version of what somebody says; 0 where nobody does."""
        return self.health.override.version if self.health.override else 0


def subject_health(*, kind: SubjectKind, id: int, actor: Actor, now: datetime) -> SubjectHealth:
    """Return how a project, program or objective that `actor` may see stands. A fixed number of queries.

    `now` is the wall clock. Raises: NotFound.
    """
    subject = subject_get(kind=kind, id=id, actor=actor)
    return SubjectHealth(subject, _health(kind, id, actor, now), subject.may_be_judged_by(actor))


def _health(kind: SubjectKind, id: int, actor: Actor, now: datetime) -> Health:
    if kind is SubjectKind.PROJECT:
        return project_row(id=id, actor=actor, now=now).health
    if kind is SubjectKind.PROGRAM:
        return program_row(id=id, actor=actor, now=now).health
    return picture_of(actor=actor, now=now, within=id).objectives[id].health
