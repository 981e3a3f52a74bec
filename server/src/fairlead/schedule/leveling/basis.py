"""What a proposal was made of, and how the plan differs from it now, as far as that matters to the proposal."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fairlead.schedule.leveling.ground import Ground
from fairlead_engine.plan import ResourceKind, Task, TaskId
from fairlead_engine.units import Instant

Basis = Mapping[str, Any]
_PARTS = 10_000  # of one whole person


class Changed(StrEnum):
    """How a task or person differs from what a proposal was made of."""

    GONE = "gone"
    NEW = "new"
    MOVED = "moved"
    BEGUN = "begun"
    DELAYED = "delayed"
    PEOPLE = "people"
    CAPACITY = "capacity"
    ABSENT = "absent"  # somebody who was to fill a role
    OTHERWISE = "otherwise"  # it would not run when the proposal says


@dataclass(frozen=True, slots=True)
class Difference:
    """A task, or for CAPACITY and ABSENT a resource, that is not as it was.

    `start` and `finish` are where a MOVED task is now.
    """

    id: int
    kind: Changed
    start: Instant | None = None
    finish: Instant | None = None


def basis_of(ground: Ground) -> dict[str, Any]:
    """Return, by task, its dates, leveling delay, whether it began, whether it is of the scope, and its people.

    Plain values, for a JSON column; tasks that are summaries, inactive or not scheduled yet are not in it.
    """
    plan = ground.plan
    people: dict[TaskId, list[str]] = {}
    working = {each.id: each for each in plan.resources if each.kind == ResourceKind.WORK}
    for each in plan.assignments:
        if each.resource in working:
            people.setdefault(each.task, []).append(f"{each.resource}:{round(each.units * _PARTS)}")
    summaries = {task.parent for task in plan.tasks}
    rows = {}
    for task in plan.tasks:
        span = span_of(ground, task)
        if span is not None and task.is_active and task.id not in summaries:
            begun, inside = int(task.actual_start is not None), int(ground.is_inside(task))
            who = " ".join(sorted(people.get(task.id, ())))
            rows[str(task.id)] = [*span, task.leveling_delay, begun, inside, who]
    return {"tasks": rows, "people": {str(id): round(each.max_units * _PARTS) for id, each in working.items()}}


def span_of(ground: Ground, task: Task) -> tuple[int, int] | None:
    """Return from when to when a task was last found to run; None for one that was never scheduled."""
    if not ground.is_inside(task):
        return int(task.manual_start or 0), int(task.manual_finish or 0)
    filed = ground.plan.filed.get(task.id)
    return None if filed is None or filed.start is None or filed.finish is None else (filed.start, filed.finish)


def differences(
    before: Basis, now: Basis, *, touched: Collection[int], people: Collection[int] = ()
) -> Iterator[Difference]:
    """Yield what is otherwise than `before` and matters to a proposal that moves the tasks `touched`.

    Of the scope matters what is touched or asks for people; of other work, what asks for people of touched tasks, or
    for the `people` who are to come to them.
    """
    old, new = before["tasks"], now["tasks"]
    leveled = {who for id in touched for who in _who(old.get(str(id)) or new.get(str(id)))} | set(map(str, people))
    for id in sorted(old.keys() | new.keys(), key=int):
        was, is_now = old.get(id), new.get(id)
        if was == is_now or not _matters(int(id), was, is_now, touched, leveled):
            continue
        yield _difference(int(id), was, is_now)
    for id, most in sorted(before["people"].items(), key=lambda pair: int(pair[0])):
        if id in leveled and now["people"].get(id, most) != most:
            yield Difference(int(id), Changed.CAPACITY)


def _matters(id: int, was: Any, is_now: Any, touched: Collection[int], leveled: set[str]) -> bool:
    who = _who(was) | _who(is_now)
    is_inside = any(row is not None and row[4] for row in (was, is_now))
    return id in touched or bool(who if is_inside else who & leveled)


def _who(row: Any) -> set[str]:
    return {each.partition(":")[0] for each in row[5].split()} if row else set()


def _difference(id: int, was: Any, is_now: Any) -> Difference:
    if was is None or is_now is None:
        return Difference(id, Changed.GONE if is_now is None else Changed.NEW)
    if was[:2] != is_now[:2]:
        return Difference(id, Changed.MOVED, Instant(is_now[0]), Instant(is_now[1]))
    for place, kind in ((5, Changed.PEOPLE), (3, Changed.BEGUN)):
        if was[place] != is_now[place]:
            return Difference(id, kind)
    return Difference(id, Changed.DELAYED)
