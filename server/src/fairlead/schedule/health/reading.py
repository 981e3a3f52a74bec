"""Reading what the rules of health rest on, in bulk: a fixed number of queries for any number of things."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.expressions import Combinable

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
    """What a program has not decided in time, and how its `benefits` stand."""

    gates: int = 0
    benefits: tuple[BenefitStand, ...] = ()

    @property
    def benefits_off(self) -> int:
        return sum(each.stand.standing in OFF_PROFILE for each in self.benefits)

    @property
    def benefits_unmeasured(self) -> int:
        return sum(each.stand.standing is Standing.UNMEASURED for each in self.benefits)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What people say in a workspace of how things stand, by their ids."""

    projects: dict[int, Override]
    programs: dict[int, Override]
    objectives: dict[int, Override]


def held_at(now: datetime, prefix: str = "") -> Q:
    """Return which projects' dates know what is late at `now`; `prefix` leads to the dates."""
    until = f"{prefix}late_until"
    return Q(**{f"{prefix}late_from__lte": now}) & (Q(**{until: None}) | Q(**{f"{until}__gte": now}))


def late_found(now: datetime, prefix: str = "") -> tuple[Combinable, Combinable]:
    """Return the columns of what is known to be late at `now`, as `late_of` takes them: both null where it is not."""
    held = held_at(now, prefix)
    overdue, missed = F(f"{prefix}overdue_count"), F(f"{prefix}missed_milestone_count")
    return Case(When(held, then=overdue)), Case(When(held, then=missed))


def late_of(
    found: Mapping[int, tuple[int | None, int | None]], *, now: datetime, workspace_id: int | None = None
) -> dict[int, Late]:
    """Return what needs somebody in the projects of `found`, at `now`, the wall clock; none where nothing does.

    `found` has of each what is known to be late, which is counted here where it is not known; projects without dates
    have none. Where they are many, their `workspace_id` has the rest counted in all of it. Two queries at most.
    """
    unknown = [id for id, (overdue, _missed) in found.items() if overdue is None]
    counted = late_counts(unknown, now=now) if unknown else {}
    where = {"project_id__in": list(found)} if workspace_id is None else {"project__workspace_id": workspace_id}
    stuck, gates = _beside(where, now.date())
    rows = {}
    for id, (overdue, missed) in found.items():
        late = counted.get(id, (0, 0)) if overdue is None else (overdue, missed or 0)
        if any(late) or id in stuck or id in gates:
            rows[id] = Late(*late, stuck.get(id, 0), gates.get(id, 0))
    return rows


def late_counts(project_ids: Collection[int], *, now: datetime) -> dict[int, tuple[int, int]]:
    """Count the overdue tasks and the milestones among them of the projects that have any. One query.

    Rows are counted, not a column of theirs, so that indexes answer.
    """
    late = TaskDates.objects.filter(open_finish_at__lt=now).order_by()
    overdue = late.filter(project_id__in=project_ids).values_list("project_id", Value(0))
    missed = late.filter(task__is_milestone=True, task__project_id__in=project_ids)
    missed = missed.values_list("task__project_id", Value(1)).annotate(count=Count("*"))
    rows: Any = overdue.annotate(count=Count("*")).union(missed, all=True)
    found: dict[int, list[int]] = {}
    for id, place, count in rows:
        found.setdefault(id, [0, 0])[place] = count
    return {id: (overdue, missed) for id, (overdue, missed) in found.items()}


def _beside(where: Mapping[str, Any], today: date) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many tasks are blocked and how many gates overdue, by project; in closed ones none. One query."""
    phases = Phase.objects.filter(UNDECIDED, **where, gate__due_on__lt=today).order_by()
    gates = phases.values_list("project_id", Value(1)).annotate(count=Count("*"))
    there = {f"task__{name}": value for name, value in where.items()}
    blockers = Blocker.objects.filter(**there, resolved_at=None, task__project__closed_at=None).order_by()
    stuck = blockers.values_list("task__project_id", Value(0)).annotate(count=Count("*"))
    found: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for id, place, count in stuck.union(gates, all=True):
        found[place][id] = count
    return found


def ahead_counts(program_ids: Any, *, today: date) -> dict[int, Ahead]:
    """Return what the programs, given as ids or as a query, have not done in time by `today`. Four queries."""
    gates = Gate.objects.open().filter(program_id__in=program_ids, due_on__lt=today).order_by()
    overdue = dict(gates.values_list("program_id").annotate(count=Count("pk")))
    return ahead_of(overdue, benefit_stands(program_ids, today=today))


def ahead_of(overdue: Mapping[int, int], stands: Iterable[BenefitStand]) -> dict[int, Ahead]:
    """Return by program what is not done in time: its `overdue` gates, and benefits by how they stand."""
    benefits: dict[int, list[BenefitStand]] = {}
    for each in stands:
        benefits.setdefault(each.program_id, []).append(each)
    return {id: Ahead(overdue.get(id, 0), tuple(benefits.get(id, ()))) for id in {*overdue, *benefits}}


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
