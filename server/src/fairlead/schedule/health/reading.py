"""Reading what the rules of health rest on, in bulk: a fixed number of queries for any number of things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from fairlead.access.rules import Actor
from fairlead.programs.models import Gate
from fairlead.programs.rules import Standing
from fairlead.programs.selectors import BenefitStand, benefit_stands
from fairlead.schedule.health.findings import Override, State
from fairlead.schedule.models import HealthOverride, TaskDates
from fairlead.work.models import UNDECIDED, Blocker, Phase

OFF_PROFILE = frozenset({Standing.OFF_TRACK, Standing.AT_RISK})


@dataclass(frozen=True, slots=True)
class Late:
    """What of a project needs somebody by now: overdue tasks, milestones among them, blocked tasks, gates."""

    overdue: int = 0
    milestones: int = 0
    blocked: int = 0
    gates: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a program has not decided, brought or measured in time."""

    gates: int = 0
    benefits_off: int = 0
    benefits_unmeasured: int = 0


@dataclass(frozen=True, slots=True)
class Overrides:
    """What people say in a workspace of how things stand, by their ids."""

    projects: dict[int, Override]
    programs: dict[int, Override]
    objectives: dict[int, Override]


def late_counts(project_ids: Any, *, now: datetime) -> dict[int, Late]:
    """Return what needs somebody in the projects, given as ids or as a query, at `now`, the wall clock. Two queries.

    Rows are counted, not a column of theirs, so that indexes answer.
    """
    late = TaskDates.objects.filter(open_finish_at__lt=now).order_by()
    overdue = late.filter(project_id__in=project_ids).values_list("project_id", Value("overdue"))
    missed = late.filter(task__is_milestone=True, task__project_id__in=project_ids)
    missed = missed.values_list("task__project_id", Value("milestones")).annotate(count=Count("*"))
    phases = Phase.objects.filter(UNDECIDED, project_id__in=project_ids, gate__due_on__lt=now.date()).order_by()
    gates = phases.values_list("project_id", Value("gates")).annotate(count=Count("*"))
    counted: Any = overdue.annotate(count=Count("*")).union(missed, gates, all=True)
    found: dict[int, dict[str, int]] = {}
    for id, what, count in counted:
        found.setdefault(id, {})[what] = count
    for id, count in _stuck(project_ids).annotate(count=Count("*")):
        found.setdefault(id, {})["blocked"] = count
    return {id: Late(**counts) for id, counts in found.items()}


def _stuck(project_ids: Any) -> QuerySet[Any]:
    """Open blockers by their project, those of closed ones left out."""
    rows = Blocker.objects.filter(resolved_at=None, task__project__closed_at=None).order_by()
    if not isinstance(project_ids, QuerySet):
        return rows.filter(task__project_id__in=project_ids).values_list("task__project_id")
    # No index has this sum, so SQLite starts from the few blockers, not from every task of every project.
    return rows.annotate(of=F("task__project_id") + Value(0)).filter(of__in=project_ids).values_list("of")


def ahead_counts(program_ids: Any, *, today: date) -> dict[int, Ahead]:
    """Return what the programs, given as ids or as a query, have not done in time by `today`. Four queries."""
    gates = Gate.objects.open().filter(program_id__in=program_ids, due_on__lt=today).order_by()
    overdue = dict(gates.values_list("program_id").annotate(count=Count("pk")))
    return ahead_of(overdue, benefit_stands(program_ids, today=today))


def ahead_of(overdue: Mapping[int, int], stands: Iterable[BenefitStand]) -> dict[int, Ahead]:
    """Return by program what is not done in time: its `overdue` gates, and benefits by how they stand."""
    off: dict[int, list[int]] = {}
    for each in stands:
        counts = off.setdefault(each.program_id, [0, 0])
        counts[0] += each.stand.standing in OFF_PROFILE
        counts[1] += each.stand.standing is Standing.UNMEASURED
    return {id: Ahead(overdue.get(id, 0), *off.get(id, (0, 0))) for id in {*overdue, *off}}


def overrides_of(actor: Actor, *, today: date) -> Overrides:
    """Return what people of the actor's workspace say of how things stand `today`. One query."""
    found = Overrides({}, {}, {})
    rows = HealthOverride.objects.in_force(today).filter(workspace_id=actor.workspace_id)
    for row in rows.select_related("by"):
        said = override_said(row)
        for ids, id in ((found.projects, row.project_id), (found.programs, row.program_id)):
            if id is not None:
                ids[id] = said
        if row.objective_id is not None:
            found.objectives[row.objective_id] = said
    return found


def override_said(row: HealthOverride) -> Override:
    """Return what `row` says; its `by` is read with it."""
    return Override(State(row.state), row.reason, row.until_on, row.by.name if row.by else "", row.said_at, row.version)
