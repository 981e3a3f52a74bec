"""Tasks: the outline, durations, constraints, progress, and the dates the saving program had computed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypedDict

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.mspdi import durations, kinds
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import CalendarId, ConstraintKind, FiledDates, ProjectId, Task, TaskId, TaskType
from fairlead_engine.units import Instant

_CONSTRAINTS = (
    ConstraintKind.ASAP,
    ConstraintKind.ALAP,
    ConstraintKind.MSO,
    ConstraintKind.MFO,
    ConstraintKind.SNET,
    ConstraintKind.SNLT,
    ConstraintKind.FNET,
    ConstraintKind.FNLT,
)
_TYPES = (TaskType.FIXED_UNITS, TaskType.FIXED_DURATION, TaskType.FIXED_WORK)
_UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}


_SETTINGS = (
    *("DurationFormat", "Estimated", "Milestone", "Manual", "Active", "IgnoreResourceCalendar", "LevelingDelay"),
    *("Priority", "Type", "EffortDriven", "IsSubproject", "SubprojectName", "Recurring"),
    *("StartText", "FinishText", "DurationText"),
)


class _Settings(TypedDict):
    """What of a task depends on `_SETTINGS` alone: most tasks of a file say the same there."""

    is_elapsed: bool
    is_estimated: bool
    is_milestone: bool
    is_manual: bool
    is_active: bool
    ignores_resource_calendars: bool
    leveling_delay: int
    priority: int
    type: TaskType | None
    is_effort_driven: bool


class _Changes(TypedDict, total=False):
    """What is known of a task only when the whole file has been read."""

    calendar: None
    is_milestone: bool
    actual_start: None
    actual_finish: None
    stop_at: None
    resume_at: None


@dataclass(slots=True)
class TaskRows:
    """The tasks of one file as they come, in outline order."""

    project: ProjectId
    reading: Reading
    tasks: list[Task] = field(default_factory=list)
    filed: dict[TaskId, FiledDates] = field(default_factory=dict)
    written_links: list[tuple[TaskId, list[Record]]] = field(default_factory=list)
    title: str = ""
    _ids: Ids = field(default_factory=Ids)
    _above: list[TaskId] = field(default_factory=list)
    _rows: int = 0

    def take(self, record: Record, minutes_per_day: int) -> None:
        """Take one Task record: a task, or a row that is none.

        Raises: TooComplex.
        """
        self._rows += 1
        if self._rows > self.reading.limits.max_tasks:
            raise TooComplex("tasks", self.reading.limits.max_tasks)
        name = record.fields.get("Name") or record.fields.get("UID", "")
        row = self.reading.values(record.fields, f"task {name}"[:80])
        level = _outline_level(row)
        if level == 0 and record.fields.get("UID", "0") == "0":
            self.title = row.text("Name", self.reading.limits.title_length)
        elif row.flag("IsNull") or not any(record.fields.values()):
            self.reading.notes.add(kinds.BLANK_ROWS)
        elif row.flag("ExternalTask"):
            self.reading.notes.add(kinds.EXTERNAL_TASKS, row.subject)
        else:
            self._add(record, row, level, minutes_per_day)

    def settled(self, calendars: set[CalendarId]) -> Iterator[Task]:
        """Yield the tasks in order, now that all of the file is known: their calendars and children.

        The progress of an automatic summary is that of its children, so what the file says of it is left out.
        """
        summaries = {task.parent for task in self.tasks}
        for task in self.tasks:
            changes = self._changes(task, calendars, is_summary=task.id in summaries)
            yield replace(task, **changes) if changes else task

    def _changes(self, task: Task, calendars: set[CalendarId], *, is_summary: bool) -> "_Changes":
        changes: _Changes = {}
        if task.calendar is not None and task.calendar not in calendars:
            self.reading.notes.add(kinds.UNKNOWN_CALENDAR, task.name[:80])
            changes["calendar"] = None
        if is_summary:
            changes["is_milestone"] = False
        if is_summary and not task.is_manual:
            changes |= {"actual_start": None, "actual_finish": None, "stop_at": None, "resume_at": None}
        return changes

    def _add(self, record: Record, row: Values, level: int, minutes_per_day: int) -> None:
        id = TaskId(self._ids.take(row))
        task = _task(id, row, self.project, self._parent(level, row), minutes_per_day)
        del self._above[self._depth(level) - 1 :]
        self._above.append(id)
        self.tasks.append(task)
        self.filed[id] = _filed(row)
        if links := record.groups.get("PredecessorLink"):
            self.written_links.append((id, links))

    def _parent(self, level: int, row: Values) -> TaskId | None:
        depth = self._depth(level)
        if depth != level:
            self.reading.notes.add(kinds.OUTLINE_JUMP, row.subject)
        return self._above[depth - 2] if depth > 1 else None

    def _depth(self, level: int) -> int:
        """Return the level nearest to `level` at which a task can follow the ones before it."""
        return min(max(level, 1), len(self._above) + 1)


def _outline_level(row: Values) -> int:
    """Return the level in the outline; 0 is the project itself."""
    if "OutlineLevel" in row.fields:
        return row.whole("OutlineLevel", 1, 0, 1_000_000)
    number = row.fields.get("OutlineNumber", "0" if row.fields.get("UID") == "0" else "1")
    return 0 if number == "0" else number.count(".") + 1


def _task(id: TaskId, row: Values, project: ProjectId, parent: TaskId | None, minutes_per_day: int) -> Task:
    limits = row.reading.limits
    settings = row.reading.understood(row, _SETTINGS, _settings)
    duration, is_guessed = _duration(row, minutes_per_day)
    if is_guessed:
        settings = {**settings, "is_estimated": True}
    constraint, constraint_at = _constraint(row)
    calendar = row.fields.get("CalendarUID", "-1")
    return Task(
        id=id,
        name=row.text("Name", limits.name_length),
        project=project,
        parent=parent,
        duration=duration,
        calendar=None if calendar == "-1" else CalendarId(calendar),
        constraint=constraint,
        constraint_at=constraint_at,
        deadline=row.instant("Deadline"),
        manual_start=_first_instant(row, "ManualStart", "Start") if settings["is_manual"] else None,
        manual_finish=_first_instant(row, "ManualFinish", "Finish") if settings["is_manual"] else None,
        actual_start=row.instant("ActualStart"),
        actual_finish=row.instant("ActualFinish"),
        percent_complete=_percent_complete(row),
        stop_at=row.instant("Stop"),
        resume_at=row.instant("Resume"),
        wbs=row.text("WBS", limits.title_length),
        notes=row.cut(row.fields.get("Notes", ""), limits.notes_length),
        **settings,
    )


def _settings(row: Values) -> _Settings:
    _note_specialties(row)
    unit = row.whole("DurationFormat", 7, 0, 255)
    return {
        "is_elapsed": durations.is_elapsed(unit),
        "is_estimated": row.flag("Estimated", default=durations.is_estimated(unit)),
        "is_milestone": row.flag("Milestone"),
        "is_manual": row.flag("Manual"),
        "is_active": row.flag("Active", default=True),
        "ignores_resource_calendars": row.flag("IgnoreResourceCalendar"),
        "leveling_delay": row.delay("LevelingDelay"),
        "priority": row.whole("Priority", 500, 0, 1000),
        "type": _TYPES[row.whole("Type", 0, 0, len(_TYPES) - 1)] if row.fields.get("Type") else None,
        "is_effort_driven": row.flag("EffortDriven"),
    }


def _first_instant(row: Values, *tags: str) -> Instant | None:
    return next((instant for tag in tags if (instant := row.instant(tag)) is not None), None)


def _duration(row: Values, minutes_per_day: int) -> tuple[int, bool]:
    """Return the minutes a task takes and whether they had to be guessed.

    The duration typed for a manual task counts more than the one it was scheduled with.
    """
    minutes = row.minutes("ManualDuration") if row.flag("Manual") else None
    if minutes is None:
        minutes = row.minutes("Duration")
    if minutes is not None:
        return minutes, False
    if row.flag("Milestone") or row.flag("Summary"):
        return 0, False
    row.reading.notes.add(kinds.NO_DURATION, row.subject)
    return minutes_per_day, True


def _constraint(row: Values) -> tuple[ConstraintKind, Instant | None]:
    constraint = _CONSTRAINTS[row.whole("ConstraintType", 0, 0, len(_CONSTRAINTS) - 1)]
    if constraint in _UNDATED:
        return constraint, None
    constraint_at = row.instant("ConstraintDate")
    if constraint_at is None:
        row.reading.notes.add(kinds.NO_CONSTRAINT_DATE, row.subject)
        return ConstraintKind.ASAP, None
    return constraint, constraint_at


def _percent_complete(row: Values) -> float:
    """Return the share of the duration that is done, in hundredths.

    The file rounds it to whole ones; actual and remaining duration give it exactly where they agree with that.
    """
    percent = row.number("PercentComplete", 0, 100) or 0.0
    done = durations.duration_minutes(row.fields.get("ActualDuration", "")) or 0
    left = durations.duration_minutes(row.fields.get("RemainingDuration", "")) or 0
    exact = 100 * done / (done + left) if min(done, left) > 0 else percent
    return exact if abs(exact - percent) <= 1 else percent


def _note_specialties(row: Values) -> None:
    """Count what marks a task as special but is not part of a plan."""
    notes = row.reading.notes
    if row.flag("IsSubproject") or row.fields.get("SubprojectName"):
        notes.add(kinds.SUBPROJECTS, row.subject)
    if row.flag("Recurring"):
        notes.add(kinds.RECURRING_TASKS, row.subject)
    if row.flag("Manual") and any(row.fields.get(tag) for tag in ("StartText", "FinishText", "DurationText")):
        notes.add(kinds.DATE_TEXTS, row.subject)


def _filed(row: Values) -> FiledDates:
    """Return the dates and slacks that the saving program had computed; it leaves out slacks of zero."""
    late_finish = row.instant("LateFinish")
    missing = None if late_finish is None else 0
    total_slack, free_slack = row.tenths("TotalSlack"), row.tenths("FreeSlack")
    return FiledDates(
        start=row.instant("Start"),
        finish=row.instant("Finish"),
        early_start=row.instant("EarlyStart"),
        early_finish=row.instant("EarlyFinish"),
        late_start=row.instant("LateStart"),
        late_finish=late_finish,
        total_slack=missing if total_slack is None else total_slack,
        free_slack=missing if free_slack is None else free_slack,
        is_critical=row.flag("Critical") if row.fields.get("Critical") else None,
    )
