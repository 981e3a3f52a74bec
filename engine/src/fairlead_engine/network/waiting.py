"""Pauses of tasks whose people wait for each other."""

from collections.abc import Sequence
from itertools import pairwise

from fairlead_engine.plan import Assignment, Plan, ResourceKind, Split, Task, TaskId
from fairlead_engine.worktime import Rules, joined, rules_of


def splits_of(plan: Plan) -> list[tuple[Split, ...]]:
    """Return the pauses of each task: those said, else those in which nobody works on it because all wait.

    Whoever is delayed begins that much after the first; a task's duration counts the minutes in which somebody works.
    Where it does not count as many, or people have different hours, delays say nothing of pauses.
    """
    people = _people(plan)
    found = [task.splits for task in plan.tasks]
    for place, task in enumerate(plan.tasks):
        if not task.splits and task.id in people and not (task.is_manual or task.actual_start is not None):
            found[place] = _pauses(task, people[task.id])
    return found


def _people(plan: Plan) -> dict[TaskId, list[Assignment]]:
    """Return who works on each task of which somebody is delayed, where all have the same hours."""
    delayed = {one.task for one in plan.assignments if one.delay > 0}
    if not delayed:
        return {}
    calendar = {each.id: each.calendar for each in plan.resources if each.kind is ResourceKind.WORK}
    rules: dict[str | None, Rules] = dict(
        zip((each.id for each in plan.calendars), rules_of(plan.calendars), strict=True)
    )
    found: dict[TaskId, list[Assignment]] = {}
    for one in plan.assignments:
        if one.task in delayed and one.resource in calendar:
            found.setdefault(one.task, []).append(one)
    hours = {task: [rules.get(calendar[one.resource]) for one in people] for task, people in found.items()}
    return {task: people for task, people in found.items() if all(each == hours[task][0] for each in hours[task])}


def _pauses(task: Task, people: Sequence[Assignment]) -> tuple[Split, ...]:
    if any(not one.work or one.units <= 0 for one in people):
        return ()
    spans = joined([(one.delay, one.delay + int((one.work or 0) / one.units + 0.5)) for one in people])
    if sum(finish - start for start, finish in spans) != task.duration:
        return ()
    splits, after = [], 0
    for (start, finish), (resumed, _) in pairwise(spans):
        after += finish - start
        splits.append(Split(after, resumed - finish))
    return tuple(splits)
