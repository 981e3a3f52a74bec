"""The duration, work and units of a task and its people, by the engine's rules.

Work that nobody said is what units and duration come to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fairlead.resources.models import Resource
from fairlead.work.models import Assignment, Task
from fairlead_engine.effort import (
    Effort,
    Share,
    with_person,
    with_units_of,
    with_work_of,
    without_person,
)
from fairlead_engine.plan import TaskType

WORKING = (Resource.Kind.PERSON, Resource.Kind.ROLE, Resource.Kind.EQUIPMENT)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """Somebody to be on a task: with `units`, 1 for a whole person, or `work_minutes`; None stays or follows."""

    resource_id: int
    units: Decimal | None = None
    work_minutes: int | None = None


def effort_of(task: Task, assignments: Iterable[Assignment]) -> Effort[int]:
    """Return the duration of `task` and the shares of those of `assignments` who work; resources must be read."""
    shares = {
        each.resource_id: Share(float(each.units), work_of(each, task.duration_minutes))
        for each in assignments
        if each.resource.kind in WORKING and each.units > 0
    }
    return Effort(task.duration_minutes, shares, TaskType(task.type or TaskType.FIXED_UNITS), task.is_effort_driven)


def work_of(assignment: Assignment, duration: int) -> int:
    """Return the minutes of work of `assignment`: as said, else what its units come to in `duration`."""
    said = assignment.work_minutes
    return int(Decimal(duration) * assignment.units + Decimal("0.5")) if said is None else said


def effort_with(effort: Effort[int], people: Sequence[PersonSaid]) -> Effort[int]:
    """Return `effort` with just `people`: who is not among them goes first, then who stays changes, then others come.

    Raises: AbsurdEffort.
    """
    wanted = {each.resource_id for each in people}
    for who in [each for each in effort.shares if each not in wanted]:
        effort = without_person(effort, who)
    for each in sorted(people, key=lambda each: each.resource_id not in effort.shares):
        effort = _with(effort, each)
    return effort


def assignments_after(task: Task, effort: Effort[int], before: Iterable[Assignment]) -> list[Assignment]:
    """Return what is to be said of everybody who works on `task`; work that units and duration come to is not said."""
    known = {each.resource_id: each for each in before}
    rows = []
    for who, share in effort.shares.items():
        units = Decimal(str(share.units)).quantize(_CENT)
        row = Assignment(task=task, resource_id=who, units=units, work_minutes=share.work)
        was = known.get(who)
        implied = work_of(Assignment(units=units), effort.duration)
        if (was is None or was.work_minutes is None) and abs(implied - share.work) <= 1:
            row.work_minutes = None
        rows.append(row)
    return rows


def _with(effort: Effort[int], said: PersonSaid) -> Effort[int]:
    who = said.resource_id
    share = effort.shares.get(who)
    if share is None:
        effort = with_person(effort, who, float(said.units or 1))
    elif said.units is not None and float(said.units) != share.units:
        effort = with_units_of(effort, who, float(said.units))
    if said.work_minutes is not None and said.work_minutes != effort.shares[who].work:
        effort = with_work_of(effort, who, said.work_minutes)
    return effort
