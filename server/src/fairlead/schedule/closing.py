"""Closing a project as it stands: what is not settled, and the facts that its closing report keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fairlead.access.rules import Actor
from fairlead.programs.models import Benefit
from fairlead.schedule.facts import rows_of
from fairlead.schedule.models import Recalculation
from fairlead.schedule.phases import phase_rows
from fairlead.schedule.recalculation import Trigger, recalculate
from fairlead.schedule.scope import Scope, scope_lock, scope_of
from fairlead.work.models import Blocker, Closure, Lesson, Output, Project
from fairlead.work.phases import success_of
from fairlead.work.selectors import project_get
from fairlead.work.services import NewClosure, closure_end, closure_write


class Loose(StrEnum):
    """What may be left loose when a project is closed; only success criteria must be judged."""

    TASKS = "tasks"  # that are not done
    BLOCKERS = "blockers"
    CRITERIA = "criteria"  # of success, not judged
    GATES = "gates"  # not decided
    BENEFITS = "benefits"  # that depend on its outputs, and that nobody owns and so measures
    LESSONS = "lessons"  # none was written


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many of something are loose, of how many; settled where none is."""

    what: Loose
    count: int
    total: int

    @property
    def must(self) -> bool:
        """Whether the project cannot be closed before."""
        return self.what is Loose.CRITERIA and self.count > 0


def unsettled(project: Project, *, actor: Actor, now: datetime) -> list[Unsettled]:
    """Return what is settled and what is loose in `project`, each in the order to see to it. Fourteen queries.

    `now` is the wall clock.
    """
    return list(_counted(project, actor, now))


def closures_of(project: Project) -> QuerySet[Closure]:
    """Return how often `project` was closed, newest first, with who did. One query."""
    return Closure.objects.filter(project=project).select_related("by", "reopened_by")


@transaction.atomic
def project_close(
    *, actor: Actor, project_id: int, version: int, new: NewClosure, now: datetime, wall_clock: datetime
) -> Closure:
    """Close a project, keeping how it stands by `wall_clock`.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it is closed, without a summary, and while a success
    criterion is not judged.
    """
    scope = _locked(project_id, actor)
    project = project_get(id=project_id, actor=actor, lock=True)
    facts = _facts(project, actor, wall_clock)
    closure = closure_write(actor=actor, project=project, version=version, new=new, facts=facts, now=now)
    recalculate(scope, Trigger(Recalculation.Cause.PROJECT, now, actor))
    return closure


@transaction.atomic
def project_reopen(*, actor: Actor, project_id: int, version: int, reason: str, now: datetime) -> Project:
    """Open a closed project again; the record of its closing stays.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it is open, and without a reason.
    """
    scope = _locked(project_id, actor)
    project = closure_end(actor=actor, project_id=project_id, version=version, reason=reason, now=now)
    recalculate(scope, Trigger(Recalculation.Cause.PROJECT, now, actor))
    return project


def _locked(project_id: int, actor: Actor) -> Scope:
    """Lock what the project is scheduled with: what is open there asks for people, and is late, or is not any more."""
    scope = scope_of(project_get(id=project_id, actor=actor))
    scope_lock(scope)
    return scope


def _counted(project: Project, actor: Actor, now: datetime) -> Iterator[Unsettled]:
    facts = rows_of([project], actor=actor, now=now)[0].facts
    yield Unsettled(Loose.TASKS, facts.task_count - facts.done_count, facts.task_count)
    blockers = Blocker.objects.filter(task__project=project, resolved_at=None).count()
    yield Unsettled(Loose.BLOCKERS, blockers, blockers)
    judged = [each.is_met is not None for each in success_of(project)]
    yield Unsettled(Loose.CRITERIA, judged.count(False), len(judged))
    gates = [row.phase.gate for row in phase_rows(project, today=now.date()) if row.phase.gate]
    yield Unsettled(Loose.GATES, sum(gate.is_open for gate in gates), len(gates))
    benefits = list(_benefits(project))
    yield Unsettled(Loose.BENEFITS, sum(each.owner_id is None for each in benefits), len(benefits))
    lessons = Lesson.objects.filter(project=project).count()
    yield Unsettled(Loose.LESSONS, 0 if lessons else 1, lessons)


def _benefits(project: Project) -> QuerySet[Benefit]:
    outputs = Output.objects.filter(project=project).order_by().values("benefit")
    return Benefit.objects.filter(pk__in=outputs).select_related("owner")


def _facts(project: Project, actor: Actor, now: datetime) -> dict[str, Any]:
    row = rows_of([project], actor=actor, now=now)[0]
    return {
        "start": _day(row.facts.start_at),
        "finish": _day(row.facts.finish_at),
        "promised": _day(project.finish_by_at),
        "task_count": row.facts.task_count,
        "done_count": row.facts.done_count,
        "percent": row.facts.percent_complete,
        "benefits": [
            {"id": each.pk, "name": each.name, "owner": each.owner.name if each.owner else None}
            for each in _benefits(project)
        ],
        "gates": [
            {"name": each.phase.gate.name, "phase": each.phase.name, "is_passed": each.phase.gate.passed_at is not None}
            for each in phase_rows(project, today=now.date())
            if each.phase.gate
        ],
    }


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")
