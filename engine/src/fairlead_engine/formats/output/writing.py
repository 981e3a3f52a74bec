"""One plan being written: what is said, what is found, and what had to be changed on the way."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from fairlead_engine.formats.limits import DEFAULT
from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.report import Notes
from fairlead_engine.formats.values import one_line
from fairlead_engine.plan import FiledDates, Link, Plan, ProjectId, Task, TaskId
from fairlead_engine.units import Instant, instant_of, moment_of

if TYPE_CHECKING:
    from fairlead_engine.cpm import Schedule

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST = instant_of(datetime(DEFAULT.first_year, 1, 1))
_LAST = instant_of(datetime(DEFAULT.last_year, 12, 31, 23, 59))
_MOST_NUMBER = 2**31 - 1


@dataclass(slots=True)
class Writing:
    """A plan with the dates to write beside it; `notes` counts what the file will not say as the plan does."""

    plan: Plan
    dates: Mapping[TaskId, FiledDates]
    notes: Notes = field(default_factory=Notes)
    _moments: dict[int, str | None] = field(default_factory=dict)
    _names: dict[TaskId, str] = field(default_factory=dict)

    def moment(self, instant: int | None, subject: str = "") -> str | None:
        """Return an instant as `2026-03-02T08:00`, or None, which is counted, outside the years that are read."""
        if instant is None:
            return None
        if instant not in self._moments:
            self._moments[instant] = _moment(instant)
        text = self._moments[instant]
        if text is None:
            self.notes.add(kinds.YEARS, subject)
        return text

    def between(self, link: Link) -> str:
        """Return which tasks a link joins, by their names."""
        if not self._names:
            self._names = {task.id: task.name for task in self.plan.tasks}
        return f"{self._names[link.predecessor]} to {self._names[link.successor]}"

    def moment_within(self, instant: int, subject: str) -> str:
        """Return an instant as `moment` does, moved to the nearest year that is read where it lies outside."""
        return self.moment(int(self.bounded(instant, _FIRST, _LAST, subject))) or ""

    def line(self, text: str) -> str:
        """Return a text as one line without what cannot be written; a change is counted."""
        return self._told(text, one_line(_UNPRINTABLE.sub("", text).replace("\r", "\n")))

    def title(self, name: str) -> str:
        """Return the name of a project, which has one in every format."""
        clean = self.line(name)
        if not clean:
            self.notes.add(kinds.UNNAMED)
        return clean or "Project"

    def lines(self, text: str) -> str:
        """Return a text of several lines without what cannot be written; a change is counted."""
        clean = _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        return self._told(text, clean.strip())

    def bounded(self, number: float, low: float, high: float, subject: str) -> float:
        """Return a number, moved to a bound where it lies beyond, which is counted."""
        if low <= number <= high:
            return number
        self.notes.add(kinds.BOUNDS, subject)
        return min(max(number, low), high)

    def _told(self, text: str, clean: str) -> str:
        if clean != text:
            self.notes.add(kinds.TEXTS, clean)
        return clean


@dataclass(slots=True)
class Unique:
    """Names that are each given once: for one that was given already, there is one with a number after `mark`."""

    mark: str
    _given: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def take(self, name: str) -> str:
        """Return the name, or the first such one that was not given."""
        unique = name
        while unique in self._given:
            self._counts[name] = self._counts.get(name, 1) + 1
            unique = f"{name}{self.mark}{self._counts[name]}"
        self._given.add(unique)
        return unique


@dataclass(slots=True)
class Numbers:
    """Whole numbers from 1 on for ids: their own where they are such numbers, else new ones, which are counted."""

    given: dict[str, int]
    _last: int | None = None

    @classmethod
    def of(cls, ids: Iterable[str], notes: Notes, *, taken: Iterable[int] = ()) -> "Numbers":
        """Return numbers for `ids`, none of them among those `taken`."""
        wanted = list(ids)
        used = set(taken)
        given = {id: int(id) for id in wanted if _is_number(id) and int(id) not in used}
        used |= set(given.values())
        following = max((number for number in used if number < _MOST_NUMBER - len(wanted)), default=0)
        for id in wanted:
            if id not in given:
                following += 1
                while following in used:
                    following += 1
                given[id] = following
                used.add(following)
                notes.add(kinds.IDS, id)
        return cls(given)

    def __getitem__(self, id: str) -> int:
        return self.given[id]

    def new(self) -> int:
        """Return a number that no id has."""
        if self._last is None:
            self._last = max(self.given.values(), default=0)
        self._last += 1
        self.given[f"new {self._last}"] = self._last
        return self._last


def writing_of(plan: Plan, schedule: "Schedule | None") -> Writing:
    """Return a writing with the dates of `schedule`, or without it those that were filed."""
    if schedule is None:
        return Writing(plan, plan.filed)
    dates = {
        found.id: FiledDates(
            found.start,
            found.finish,
            found.early_start,
            found.early_finish,
            found.late_start,
            found.late_finish,
            found.total_slack,
            found.free_slack,
            found.is_critical,
        )
        for found in schedule
    }
    return Writing(plan, dates)


def of_projects(tasks: Iterable[Task]) -> dict[ProjectId, list[Task]]:
    """Return the tasks of each project that has some, in their order."""
    found: dict[ProjectId, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.project, []).append(task)
    return found


def outlined(tasks: Iterable[Task]) -> Iterator[tuple[Task, int]]:
    """Yield the tasks with their levels from 1 on, each below its summary task and else in the order they stand in."""
    children: dict[TaskId | None, list[Task]] = {}
    for task in tasks:
        children.setdefault(task.parent, []).append(task)
    todo = [(task, 1) for task in reversed(children.get(None, []))]
    while todo:
        task, level = todo.pop()
        yield task, level
        todo.extend((child, level + 1) for child in reversed(children.get(task.id, [])))


def _is_number(id: str) -> bool:
    return id.isascii() and id.isdigit() and len(id) <= 10 and 0 < int(id) <= _MOST_NUMBER and id[0] != "0"


def _moment(instant: int) -> str | None:
    try:
        moment = moment_of(Instant(instant))
    except OverflowError:
        return None
    return moment.isoformat(timespec="minutes") if DEFAULT.first_year <= moment.year <= DEFAULT.last_year else None
