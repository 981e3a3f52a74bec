"""Pauses within tasks, found in the day-by-day work of their assignments."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fairlead_engine.errors import PlanError
from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.durations import duration_minutes
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.network import calendars_of_tasks
from fairlead_engine.plan import Plan, Split, TaskId
from fairlead_engine.worktime import Span, WorkCalendar, joined

_WORK_TYPES = {"1", "2"}  # remaining and actual work of an assignment


@dataclass(slots=True)
class Spans:
    """When the assignments of each task work, and when they are said to do nothing."""

    reading: Reading
    _busy: dict[TaskId, list[Span]] = field(default_factory=dict)
    _idle: dict[TaskId, list[Span]] = field(default_factory=dict)

    def take(self, task: TaskId, record: Record) -> None:
        """Take the day-by-day work of one Assignment record."""
        for one in record.groups.get("TimephasedData", ()):
            if one.fields.get("Type") not in _WORK_TYPES:
                continue
            row = self.reading.values(one.fields, f"task {task}"[:80])
            start, finish = row.instant("Start"), row.instant("Finish")
            if start is not None and finish is not None and start < finish:
                work = duration_minutes(row.fields.get("Value", "")) or 0
                (self._busy if work > 0 else self._idle).setdefault(task, []).append((start, finish))

    def with_splits(self, plan: Plan) -> Plan:
        """Return `plan` with the pauses of its tasks, counted on the calendars in which they are worked."""
        pauses = {task: found for task in self._idle if (found := self._pauses(task))}
        if not pauses:
            return plan
        calendars = calendars_of_tasks(plan, pauses)
        tasks = []
        for task in plan.tasks:
            splits = self._counted(task.id, pauses[task.id], calendars[task.id]) if task.id in pauses else ()
            if task.id in pauses:
                self.reading.notes.add(kinds.SPLITS if splits else kinds.SPLITS_LEFT_OUT, task.name[:80])
            tasks.append(replace(task, splits=splits) if splits else task)
        return replace(plan, tasks=tuple(tasks))

    def _pauses(self, task: TaskId) -> list[Span]:
        """Return the gaps in the work of all assignments of a task in which one is said to do none."""
        idle = joined(self._idle[task])
        ends = [finish for _, finish in idle]
        found = []
        for start, finish in _gaps(joined(self._busy.get(task, []))):
            next_idle = bisect_right(ends, start)
            if next_idle < len(idle) and idle[next_idle][0] < finish:
                found.append((start, finish))
        return found

    def _counted(self, task: TaskId, pauses: list[Span], calendar: WorkCalendar) -> tuple[Split, ...]:
        """Return pauses with working time in them as minutes after the first work of the task."""
        begun = min(start for start, _ in self._busy[task])
        splits = []
        paused = 0
        try:
            for start, finish in pauses:
                after = calendar.minutes_between(begun, start) - paused
                pause = calendar.minutes_between(start, finish)
                if after > 0 and pause > 0:
                    splits.append(Split(after, pause))
                    paused += pause
        except PlanError:
            return ()
        return tuple(splits)


def _gaps(busy: list[Span]) -> Iterator[Span]:
    """Yield the spans between those of `busy`."""
    for before, after in pairwise(busy):
        yield before[1], after[0]
