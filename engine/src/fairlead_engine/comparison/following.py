"""Differences that a task only takes over from another, and with which task they began."""

from collections.abc import Mapping, Sequence

from fairlead_engine.comparison.records import Difference, Field
from fairlead_engine.cpm import DriverKind, TaskDates
from fairlead_engine.plan import LinkKind, Plan, Task, TaskId

Differences = Mapping[TaskId, tuple[Difference, ...]]

_STARTS = {Field.START, Field.EARLY_START}
_FINISHES = {Field.FINISH, Field.EARLY_FINISH}
_BY_FINISH = {LinkKind.FS, LinkKind.FF}


def followed(plan: Plan, found: Sequence[TaskDates], differences: Differences) -> dict[TaskId, TaskId]:
    """Return for each task that takes its difference over from another one which that is.

    A task takes over what drives its start where that moved; a summary what the first of its moved children has.
    """
    fields = {id: {each.field for each in some} for id, some in differences.items()}
    moved_child: dict[TaskId, TaskId] = {}
    for task in plan.tasks:
        if task.parent is not None and fields.get(task.id, set()) & (_STARTS | _FINISHES):
            moved_child.setdefault(task.parent, task.id)
    return {
        task.id: other
        for task, dates in zip(plan.tasks, found, strict=True)
        if (other := _followed(plan, task, dates, fields, moved_child)) is not None
    }


def origins(follows: Mapping[TaskId, TaskId]) -> dict[TaskId, TaskId]:
    """Return for each task that follows another the one at the end of that chain, which follows none."""
    found: dict[TaskId, TaskId] = {}
    for task in follows:
        path: dict[TaskId, None] = {}
        at = task
        while at in follows and at not in found and at not in path:
            path[at] = None
            at = follows[at]
        found |= dict.fromkeys(path, found.get(at, at))
    return found


def _followed(
    plan: Plan,
    task: Task,
    dates: TaskDates,
    fields: Mapping[TaskId, set[Field]],
    moved_child: Mapping[TaskId, TaskId],
) -> TaskId | None:
    own = fields.get(task.id, set())
    if dates.driver_kind is DriverKind.CHILD:
        return moved_child.get(task.id) if own & (_STARTS | _FINISHES) else None
    if dates.driver_task is None or not own & _STARTS:
        return None
    return dates.driver_task if fields.get(dates.driver_task, set()) & _that_drives(plan, dates) else None


def _that_drives(plan: Plan, dates: TaskDates) -> set[Field]:
    """Return the figures of the driver that a start depends on."""
    if dates.driver_kind is DriverKind.LINK and dates.driver_link is not None:
        return _FINISHES if plan.links[dates.driver_link].kind in _BY_FINISH else _STARTS
    return _STARTS | _FINISHES
