"""Which tasks pause, by what is said of them, and which leveling may split."""

from collections.abc import Sequence

from fairlead_engine.leveling.piece_kernels import Pauses
from fairlead_engine.leveling.ways import Wanted
from fairlead_engine.machine import Machine
from fairlead_engine.plan import ConstraintKind, Split, Task

MOST_PAUSES = 4  # that leveling makes in a task; more pieces are more than people keep in mind
_BY_A_DATE = (ConstraintKind.MSO, ConstraintKind.MFO, ConstraintKind.SNLT, ConstraintKind.FNLT, ConstraintKind.ALAP)


def pauses_of(wanted: Wanted, stays: Sequence[bool], machine: Machine) -> Pauses:
    """Return the pauses said, and room for those of tasks that may be split."""
    n, said = len(wanted.plan.tasks), said_pauses(wanted)
    least = [0] * n
    if wanted.wishes.splits:
        least = _shortest_pieces(wanted, stays)
    most = max([*map(len, said.values()), MOST_PAUSES if any(least) else 0], default=0)
    lengths, allowed, number, person, other = machine.indexes((n, 0), (n, 0), (n, 0), (n * most, -1), (n * most, -1))
    after, pause = machine.instants((n * most, 0), (n * most, 0))
    for t, minutes in enumerate(least):
        lengths[t] = minutes
    for t, splits in said.items():
        number[t] = len(splits)
        for row, split in enumerate(splits, t * most):
            after[row], pause[row] = split.after, split.pause
    return Pauses(machine.as_indexes([most]), lengths, allowed, number, person, other, after, pause)


def said_pauses(wanted: Wanted) -> dict[int, list[Split]]:
    """Return the pauses, by place, of tasks that have not begun and are not worked by P6's rules, in order."""
    columns, tasks = wanted.columns, wanted.plan.tasks
    p6 = {project.id for project in wanted.plan.projects if project.options is not None}
    found: dict[int, dict[int, int]] = {}
    for t, after, pause in zip(columns.split_task, columns.split_after, columns.split_pause, strict=True):
        task = tasks[t]
        is_dated = task.actual_start is not None or (task.is_manual and task.manual_start is not None)
        if not is_dated and task.project not in p6 and 0 < after < task.duration and pause > 0:
            of_task = found.setdefault(int(t), {})
            of_task[int(after)] = of_task.get(int(after), 0) + int(pause)
    return {t: [Split(*row) for row in sorted(of_task.items())] for t, of_task in found.items()}


def _shortest_pieces(wanted: Wanted, stays: Sequence[bool]) -> list[int]:
    """Return the minutes of the shortest piece of each task: a working day of its project; 0 where it stays whole."""
    plan, columns = wanted.plan, wanted.columns
    days = {each.id: 0 if each.options is not None else max(1, each.minutes_per_day) for each in plan.projects}
    pausing = {int(t) for t in columns.split_task}
    delayed = {each.task for each in plan.assignments if each.delay > 0}
    asked = {task for rows in wanted.demands.values() for task, _ in rows} | wanted.roles.asked.keys()
    whole = wanted.wishes.whole | delayed
    return [
        days[task.project]
        if task.id in asked
        and not (stay or t in pausing or task.id in whole or is_whole(task))
        and task.duration >= 2 * days[task.project]
        else 0
        for t, (task, stay) in enumerate(zip(plan.tasks, stays, strict=True))
    ]


def is_whole(task: Task) -> bool:
    """Tell whether a task is never split: an elapsed one, or one that must begin or be over by its own date."""
    return task.is_elapsed or task.constraint in _BY_A_DATE
