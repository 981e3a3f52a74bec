"""Pauses within tasks, found in the day-by-day work of their assignments."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from fairlead_engine.formats.mspdi.durations import duration_minutes
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import Split, TaskId
from fairlead_engine.units import Instant

_WORK_TYPES = {"1", "2"}  # remaining and actual work of an assignment

Span = tuple[Instant, Instant]


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

    def splits(self) -> Iterator[tuple[TaskId, tuple[Split, ...]]]:
        """Yield the tasks with pauses: gaps in the work of all their assignments in which one is said to do none."""
        for task, written in self._idle.items():
            idle = _joined(written)
            ends = [finish for _, finish in idle]
            found = []
            for start, finish in _gaps(_joined(self._busy.get(task, []))):
                next_idle = bisect_right(ends, start)
                if next_idle < len(idle) and idle[next_idle][0] < finish:
                    found.append(Split(start, finish))
            if found:
                yield task, tuple(found)


def _gaps(busy: list[Span]) -> Iterator[Span]:
    """Yield the spans between those of `busy`."""
    for before, after in pairwise(busy):
        yield before[1], after[0]


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for start, finish in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        else:
            joined.append((start, finish))
    return joined
