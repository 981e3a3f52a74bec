"""A short way to say a plan in Python: durations as "3d", links as "dig+1d", dates as "2026-03-02"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from fairlead_engine.errors import PlanError
from fairlead_engine.formats.tables.amounts import Amount, Lengths, amount_of
from fairlead_engine.formats.tables.references import Reference, references_of
from fairlead_engine.plan import (
    Calendar,
    ConstraintKind,
    Link,
    Plan,
    Project,
    ProjectId,
    Task,
    TaskId,
    standard_calendar,
)
from fairlead_engine.units import MINUTES_PER_DAY, Instant, instant_of
from fairlead_engine.worktime import WorkCalendar, rules_of

_LENGTHS = Lengths()
_FINISHES = {ConstraintKind.FNET, ConstraintKind.FNLT, ConstraintKind.MFO}


class Unclear(PlanError):
    """`said` cannot be understood as `what`; `task` is the id of the one that it was said of, if one."""

    def __init__(self, said: str, what: str, example: str, task: str | None = None) -> None:
        self.said, self.what, self.task = said, what, task
        of = "" if task is None else f" (said of {task})"
        super().__init__(f"“{said}” is no {what}{of}. Say it as {example}.")


@dataclass(frozen=True, slots=True)
class _Entry:
    task: Task
    after: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """One project as it is written down, task by task; `plan` makes the records of it that the engine takes.

    `start` is a date or a date and time; a date alone is its first working minute. `calendar` is Monday to Friday,
    8 to 12 and 13 to 17, unless given. A day of a duration has 8 hours, a week 5 days, a month 20.
    """

    name: str
    start: str
    calendar: Calendar = field(default_factory=standard_calendar)
    _entries: list[_Entry] = field(default_factory=list, init=False)

    def task(
        self,
        id: str,
        duration: str = "0d",
        *,
        name: str = "",
        after: str | Sequence[str] = (),
        parent: str | None = None,
        constraint: str = "",
        deadline: str = "",
    ) -> None:
        """Write down a task; one without duration is a milestone, one that others have as `parent` a summary.

        `duration` is such as "3d", "4h", "2w", or "1ed" by the clock. `after` names predecessors as planning programs
        do: "dig", "dig+1d", "dig SS", "walls FF-50%", several with commas or as a list. `constraint` is such as
        "SNET 2026-03-04", or "ALAP"; dates may have a time, else a finish is the end of its day.
        Raises: Unclear.
        """
        length = self._length(id, duration)
        kind, at = self._constraint(id, constraint)
        made = Task(
            id=TaskId(id),
            name=name or id,
            project=ProjectId(self.name),
            parent=None if parent is None else TaskId(parent),
            duration=round(length.minutes),
            is_elapsed=length.is_elapsed,
            is_estimated=length.is_estimated,
            is_milestone=length.minutes == 0,
            constraint=kind,
            constraint_at=at,
            deadline=self._moment(deadline, id, is_end=True) if deadline else None,
        )
        self._entries.append(_Entry(made, (after,) if isinstance(after, str) else tuple(after)))

    def plan(self) -> Plan:
        """Return the plan of all that was written down.

        Raises: Unclear where a predecessor is no task, every error of a calendar.
        """
        parents = {entry.task.parent for entry in self._entries}
        ids = {entry.task.id: str(entry.task.id) for entry in self._entries}
        project = Project(ProjectId(self.name), self.name, self._moment(self.start), self.calendar.id)
        return Plan(
            self.name,
            (project,),
            tuple(
                replace(each.task, is_milestone=False) if each.task.id in parents else each.task
                for each in self._entries
            ),
            tuple(
                link for entry in self._entries for link in _links(entry, lambda text: ids.get(TaskId(text.strip())))
            ),
            (self.calendar,),
        )

    def _length(self, id: str, said: str) -> Amount:
        length = amount_of(said, _LENGTHS)
        if length is None or length.minutes < 0:
            raise Unclear(said, "duration", "“3d”, “4h”, “2w” or “1ed”", id)
        return length

    def _constraint(self, id: str, said: str) -> tuple[ConstraintKind, Instant | None]:
        word, _, date = said.partition(" ")
        kind = ConstraintKind.__members__.get(word or "ASAP")
        if kind is None or (kind > ConstraintKind.ALAP) != bool(date):
            raise Unclear(said, "constraint", "“SNET 2026-03-04” or “ALAP”", id)
        return kind, self._moment(date, id, is_end=kind in _FINISHES) if date else None

    def _moment(self, said: str, task: str | None = None, *, is_end: bool = False) -> Instant:
        """Return a moment; of a date alone the first working minute, or the end of its work."""
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            raise Unclear(said, "date", "“2026-03-02” or “2026-03-02 13:00”", task) from None
        at = instant_of(moment.replace(tzinfo=None))
        if len(said) > len("2026-03-02"):
            return at
        clock = WorkCalendar(rules_of([self.calendar])[0], self.calendar.name)
        return clock.finish_after(at + MINUTES_PER_DAY, 0) if is_end else clock.next_start(at)


def _links(entry: _Entry, lookup: Callable[[str], str | None]) -> Iterator[Link]:
    for said in entry.after:
        for found in references_of(said, lookup, _LENGTHS) if said else ():
            if not isinstance(found, Reference):
                raise Unclear(found, "task that was written down", "“dig”, “dig+1d” or “dig SS-4h”", entry.task.id)
            yield Link(TaskId(found.task), entry.task.id, found.kind, found.lag, found.lag_kind)
