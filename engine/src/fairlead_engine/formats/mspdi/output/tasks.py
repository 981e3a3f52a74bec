"""Tasks and the links at their successors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fairlead_engine.formats.mspdi.output.elements import duration, element, group, moment, seconds
from fairlead_engine.formats.mspdi.output.progress import progress_of
from fairlead_engine.formats.output import kinds
from fairlead_engine.formats.output.writing import Numbers, Writing
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.plan import CalendarId, ConstraintKind, FiledDates, LagKind, Link, LinkKind, Task, TaskId, TaskType

CONSTRAINTS = {
    ConstraintKind.ASAP: 0,
    ConstraintKind.ALAP: 1,
    ConstraintKind.MSO: 2,
    ConstraintKind.MFO: 3,
    ConstraintKind.SNET: 4,
    ConstraintKind.SNLT: 5,
    ConstraintKind.FNET: 6,
    ConstraintKind.FNLT: 7,
}
_LINKS = {LinkKind.FF: 0, LinkKind.FS: 1, LinkKind.SF: 2, LinkKind.SS: 3}
_LAGS = {LagKind.WORKING: 7, LagKind.ELAPSED: 8, LagKind.PERCENT: 19, LagKind.PERCENT_ELAPSED: 20}
_PERCENTS = {LagKind.PERCENT, LagKind.PERCENT_ELAPSED}
_DAYS, _ELAPSED_DAYS, _ESTIMATED = 7, 8, 32
_MOST_PERCENT = 100_000
_TYPES = {TaskType.FIXED_UNITS: 0, TaskType.FIXED_DURATION: 1, TaskType.FIXED_WORK: 2}


@dataclass(slots=True)
class Tasks:
    """What the elements of tasks need to know of the rest of the plan."""

    writing: Writing
    numbers: Numbers
    calendars: Mapping[CalendarId, int]
    summaries: set[TaskId | None]
    fixed: set[TaskId]
    links: dict[TaskId, list[Link]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen: set[tuple[TaskId, TaskId, LinkKind]] = set()
        for link in self.writing.plan.links:
            key = (link.predecessor, link.successor, link.kind)
            if key in seen or link.predecessor == link.successor:
                self.writing.notes.add(kinds.LINKS, self.writing.between(link))
                continue
            seen.add(key)
            self.links.setdefault(link.successor, []).append(link)

    def xml(self, task: Task, row: int, place: str, level: int) -> str:
        """Return the Task element of one task, in the order of the schema."""
        found = self.writing.dates.get(task.id, FiledDates())
        minutes = int(self.writing.bounded(task.duration, 0, MOST_MINUTES, task.name))
        is_summary = task.id in self.summaries
        return group(
            "Task",
            (
                element("UID", self.numbers[task.id]),
                element("ID", row),
                element("Name", self.writing.line(task.name)),
                element("Active", task.is_active),
                element("Manual", task.is_manual),
                element("Type", self._type(task)),
                element("WBS", self.writing.line(task.wbs)),
                element("OutlineNumber", place),
                element("OutlineLevel", level),
                element("Priority", int(self.writing.bounded(task.priority, 0, 1000, task.name))),
                *self._dates(task, found, minutes),
                element("DurationFormat", _format(task)),
                *self._pause(task, is_summary=is_summary),
                element("Estimated", task.is_estimated),
                element("Milestone", task.is_milestone and not is_summary),
                element("Summary", is_summary),
                element("Critical", found.is_critical),
                *self._found(found, task.name),
                *self._progress(task, is_summary=is_summary),
                *self._bounds(task),
                element("LevelingDelay", task.leveling_delay * 10 or None),
                element("LevelingDelayFormat", _ELAPSED_DAYS if task.leveling_delay else None),
                element("EffortDriven", task.is_effort_driven),
                element("IgnoreResourceCalendar", task.ignores_resource_calendars),
                element("Notes", self.writing.lines(task.notes)),
                *map(self._link, self.links.get(task.id, ())),
            ),
        )

    def _type(self, task: Task) -> int:
        """Return the number of a task's type; where none was said, the one with which its dates stay."""
        if task.type is None:
            return _TYPES[TaskType.FIXED_DURATION if task.id in self.fixed else TaskType.FIXED_UNITS]
        return _TYPES[task.type]

    def _moment(self, tag: str, instant: int | None, subject: str) -> str:
        return element(tag, moment(self.writing.moment(instant, subject)))

    def _dates(self, task: Task, found: FiledDates, minutes: int) -> Iterator[str]:
        start, finish = found.start, found.finish
        yield self._moment("Start", start, task.name)
        yield self._moment("Finish", finish, task.name)
        yield element("Duration", duration(minutes))
        if not task.is_manual:
            if task.manual_start is not None or task.manual_finish is not None:
                self.writing.notes.add(kinds.UNUSED_DATES, task.name)
            return
        for tag, own, other in (("Start", task.manual_start, start), ("Finish", task.manual_finish, finish)):
            text = self.writing.moment(own, task.name)
            if text is None and (text := self.writing.moment(other, task.name)) is not None:
                self.writing.notes.add(kinds.MANUAL_DATES, task.name)
            yield element(f"Manual{tag}", moment(text))
        yield element("ManualDuration", duration(minutes))

    def _pause(self, task: Task, *, is_summary: bool) -> Iterator[str]:
        if is_summary and not task.is_manual:
            if any(each is not None for each in _actuals(task)):
                self.writing.notes.add(kinds.SUMMARY_PROGRESS, task.name)
            if task.is_milestone:
                self.writing.notes.add(kinds.UNUSED_MILESTONES, task.name)
            return
        if is_summary and task.is_milestone:
            self.writing.notes.add(kinds.UNUSED_MILESTONES, task.name)
        yield self._moment("Stop", task.stop_at, task.name)
        yield self._moment("Resume", task.resume_at, task.name)

    def _found(self, found: FiledDates, subject: str) -> Iterator[str]:
        yield self._moment("EarlyStart", found.early_start, subject)
        yield self._moment("EarlyFinish", found.early_finish, subject)
        yield self._moment("LateStart", found.late_start, subject)
        yield self._moment("LateFinish", found.late_finish, subject)
        for tag, slack in (("FreeSlack", found.free_slack), ("TotalSlack", found.total_slack)):
            # One that is left out beside late dates is read as zero here, but anew from other tasks by MPXJ.
            yield element(tag, None if slack is None and found.late_finish is None else (slack or 0) * 10)

    def _progress(self, task: Task, *, is_summary: bool) -> Iterator[str]:
        progress = progress_of(task)
        if abs(progress.read - task.percent_complete) > 1e-9:
            self.writing.notes.add(kinds.PROGRESS, task.name)
        yield element("PercentComplete", progress.rounded)
        if not is_summary or task.is_manual:
            yield self._moment("ActualStart", task.actual_start, task.name)
            yield self._moment("ActualFinish", task.actual_finish, task.name)
        if min(progress.done, progress.left) > 0:
            yield element("ActualDuration", seconds(progress.done))
            yield element("RemainingDuration", seconds(progress.left))

    def _bounds(self, task: Task) -> Iterator[str]:
        kind, is_dated = task.constraint, task.constraint not in {ConstraintKind.ASAP, ConstraintKind.ALAP}
        text = self.writing.moment(task.constraint_at, task.name) if is_dated else None
        if is_dated and text is None:
            self.writing.notes.add(kinds.CONSTRAINT_DATES, task.name)
            kind = ConstraintKind.ASAP
        elif not is_dated and task.constraint_at is not None:
            self.writing.notes.add(kinds.UNUSED_DATES, task.name)
        yield element("ConstraintType", CONSTRAINTS[kind])
        yield element("CalendarUID", -1 if task.calendar is None else self.calendars[task.calendar])
        yield element("ConstraintDate", moment(text))
        yield self._moment("Deadline", task.deadline, task.name)

    def _link(self, link: Link) -> str:
        subject = self.writing.between(link)
        if link.lag_kind in _PERCENTS:
            lag = self.writing.bounded(link.lag, -_MOST_PERCENT, _MOST_PERCENT, subject)
        else:
            lag = 10 * self.writing.bounded(link.lag, -MOST_MINUTES, MOST_MINUTES, subject)
        return group(
            "PredecessorLink",
            (
                element("PredecessorUID", self.numbers[link.predecessor]),
                element("Type", _LINKS[link.kind]),
                element("CrossProject", content=False),
                element("LinkLag", int(lag)),
                element("LagFormat", _LAGS[link.lag_kind]),
            ),
        )


def _format(task: Task) -> int:
    unit = _ELAPSED_DAYS if task.is_elapsed else _DAYS
    return unit + _ESTIMATED if task.is_estimated else unit


def _actuals(task: Task) -> tuple[int | None, ...]:
    return task.actual_start, task.actual_finish, task.stop_at, task.resume_at
