"""How far an activity is, as P6 says it: a status, actual dates, and the hours that remain."""

from dataclasses import dataclass

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.writing import Writing
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.plan import FiledDates, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """The status, actual dates as texts, and the minutes that remain."""

    status: str
    actual_start: str | None
    actual_finish: str | None
    remaining: int


def progress_of(task: Task, found: FiledDates, writing: Writing) -> Progress:
    """Return the progress of a task; one that has begun has an actual start, one that is done an actual finish."""
    minutes = min(max(task.duration, 0), MOST_MINUTES)
    start, finish = writing.moment(task.actual_start, task.name), writing.moment(task.actual_finish, task.name)
    if start is None and (finish is not None or task.percent_complete > 0):
        start = writing.moment(found.start) or writing.moment(found.early_start)
        if start is None:
            writing.notes.add(kinds.PROGRESS_LOST, task.name)
            finish = None
        else:
            writing.notes.add(kinds.STARTS_MADE, task.name)
    if finish is not None:
        if task.percent_complete < 100 or task.remaining:
            writing.notes.add(shared.PROGRESS, task.name)
        return Progress("TK_Complete", start, finish, 0)
    left = minutes - int(minutes * task.percent_complete / 100 + 0.5) if start is not None else minutes
    remaining = left if task.remaining is None else min(task.remaining, MOST_MINUTES)
    _check(task, minutes, remaining, writing, is_begun=start is not None)
    return Progress("TK_NotStart" if start is None else "TK_Active", start, None, remaining)


def _check(task: Task, minutes: int, remaining: int, writing: Writing, *, is_begun: bool) -> None:
    """Count where the percent that follows from the hours is not that of the task."""
    read = 100 * max(0, minutes - remaining) / minutes if is_begun and minutes else 0.0
    if is_begun and abs(read - task.percent_complete) > 1e-9:
        writing.notes.add(shared.PROGRESS, task.name)
