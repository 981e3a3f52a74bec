"""Activities: kinds, durations, constraints, progress, and the dates P6 had computed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.values import Values
from fairlead_engine.formats.xer import codes, kinds
from fairlead_engine.formats.xer.outline import Outline
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import kind_in, lag_in
from fairlead_engine.options import CriticalRule
from fairlead_engine.plan import CalendarId, ConstraintKind, FiledDates, Project, ProjectId, Task, TaskId, TaskKind
from fairlead_engine.units import Instant

_MILESTONES = {TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE}
_FIXED_UNITS = ("DT_FixedRate", "DT_FixedQty")
_UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}

Bound = tuple[ConstraintKind, Instant | None]


@dataclass(slots=True)
class TaskRows:
    """The activities of one file, put below the WBS elements that they name."""

    outline: Outline
    projects: dict[ProjectId, Project]
    calendars: set[CalendarId]
    notes: dict[str, str]
    ids: Ids = field(default_factory=Ids)
    filed: dict[TaskId, FiledDates] = field(default_factory=dict)

    def take(self, table: Table) -> None:
        """Take the rows of the activities.

        Raises: TooComplex.
        """
        reading = self.outline.reading
        for number, fields in enumerate(table.rows(reading)):
            if number >= reading.limits.max_tasks:
                raise TooComplex("tasks", reading.limits.max_tasks)
            row = reading.values(fields, f"task {fields.get('task_code') or fields.get('task_name', '')}"[:80])
            project = self.projects.get(ProjectId(fields.get("proj_id", "")))
            if project is None:
                reading.notes.add(kinds.NO_PROJECT, row.subject)
                continue
            task = self._task(row, project)
            self.filed[task.id] = _filed(row, project)
            self.outline.above(row, project.id).tasks.append(task)

    def _task(self, row: Values, project: Project) -> Task:
        limits = row.reading.limits
        kind = kind_in(row, "task_type", codes.TASK_KINDS, TaskKind.TASK)
        first, second = _constraints(row)
        duration = row.minutes("target_drtn_hr_cnt") or 0
        percent, remaining = _progress(row, duration)
        _note_details(row)
        key = row.fields.get("task_id", "")
        return Task(
            id=TaskId(self.ids.take(row, "task_id")),
            name=row.text("task_name", limits.name_length),
            project=project.id,
            duration=duration,
            is_milestone=kind in _MILESTONES,
            calendar=self._calendar(row, project),
            ignores_resource_calendars=kind is not TaskKind.RESOURCE_DEPENDENT,
            constraint=first[0],
            constraint_at=first[1],
            second_constraint=second[0],
            second_constraint_at=second[1],
            actual_start=row.instant("act_start_date"),
            actual_finish=row.instant("act_end_date"),
            percent_complete=percent,
            remaining=remaining,
            stop_at=row.instant("suspend_date"),
            resume_at=row.instant("resume_date"),
            expected_finish=row.instant("expect_end_date"),
            outside_start=row.instant("external_early_start_date"),
            outside_finish=row.instant("external_late_end_date"),
            priority=_priority(row),
            notes=row.cut(self.notes.get(key, ""), limits.notes_length),
            kind=kind,
            code=row.text("task_code", limits.title_length),
        )

    def _calendar(self, row: Values, project: Project) -> CalendarId | None:
        """Return the activity's calendar, None where it is the project's."""
        calendar = CalendarId(row.fields.get("clndr_id", ""))
        if calendar not in self.calendars:
            row.reading.notes.add(kinds.UNKNOWN_CALENDAR, row.subject)
            return None
        return None if calendar == project.calendar else calendar


def _constraints(row: Values) -> tuple[Bound, Bound]:
    """Return the primary and the secondary constraint; *start on* and *finish on* are two already."""
    bounds = [*_bounds(row, "cstr_type", "cstr_date"), *_bounds(row, "cstr_type2", "cstr_date2")]
    if len(bounds) > 2:
        row.reading.notes.add(kinds.CONSTRAINTS, row.subject)
    bounds += [(ConstraintKind.ASAP, None)] * 2
    return bounds[0], bounds[1]


def _bounds(row: Values, type_column: str, date_column: str) -> Iterator[Bound]:
    word = row.fields.get(type_column)
    if word is None:
        return
    if word not in codes.CONSTRAINTS:
        row.reading.notes.add(kinds.UNKNOWN_WORDS, f"{row.subject}: {word[:24]}")
        return
    at = row.instant(date_column)
    for kind in codes.CONSTRAINTS[word]:
        if kind in _UNDATED:
            yield kind, None
        elif at is None:
            row.reading.notes.add(kinds.NO_CONSTRAINT_DATE, row.subject)
        else:
            yield kind, at


def _progress(row: Values, duration: int) -> tuple[float, int | None]:
    """Return the percent of the duration that is done, and what remains where that percent does not say it."""
    status = row.fields.get("status_code", "TK_NotStart")
    if status == "TK_Complete" or "act_end_date" in row.fields:
        return 100.0, None
    remaining = row.minutes("remain_drtn_hr_cnt")
    if remaining is None:
        return 0.0, None
    is_begun = "act_start_date" in row.fields and duration > 0
    percent = 100 * max(0, duration - remaining) / duration if is_begun else 0.0
    left = duration - int(duration * percent / 100 + 0.5)
    return percent, None if left == remaining else remaining


def _priority(row: Values) -> int:
    word = row.fields.get("priority_type", "PT_Normal")
    if word not in codes.PRIORITIES:
        row.reading.notes.add(kinds.UNKNOWN_WORDS, f"{row.subject}: {word[:24]}")
    return codes.PRIORITIES.get(word, 500)


def _note_details(row: Values) -> None:
    """Count what an activity says that is not part of a plan."""
    fields, notes = row.fields, row.reading.notes
    is_begun = "act_start_date" in fields and "act_end_date" not in fields
    if is_begun and fields.get("complete_pct_type", "CP_Drtn") != "CP_Drtn":
        notes.add(kinds.PERCENT_TYPES, row.subject)
    if fields.get("duration_type", "").startswith(_FIXED_UNITS):
        notes.add(kinds.DURATION_TYPES, row.subject)
    if "external_early_start_date" in fields or "external_late_end_date" in fields:
        notes.add(kinds.EXTERNAL_DATES, row.subject)


def _filed(row: Values, project: Project) -> FiledDates:
    early_start, early_finish = row.instant("early_start_date"), row.instant("early_end_date")
    start, finish = row.instant("act_start_date"), row.instant("act_end_date")
    slack = _slack(row, "total_float_hr_cnt")
    return FiledDates(
        start=start if start is not None else early_start,
        finish=finish if finish is not None else early_finish,
        early_start=early_start,
        early_finish=early_finish,
        late_start=row.instant("late_start_date"),
        late_finish=row.instant("late_end_date"),
        total_slack=slack,
        free_slack=_slack(row, "free_float_hr_cnt"),
        is_critical=_is_critical(row, project, slack),
    )


def _slack(row: Values, column: str) -> int | None:
    return lag_in(row, column, row.reading) if column in row.fields else None


def _is_critical(row: Values, project: Project, slack: int | None) -> bool | None:
    if "act_end_date" in row.fields:
        return False
    if project.options is not None and project.options.critical is CriticalRule.LONGEST_PATH:
        return row.fields.get("driving_path_flag") == "Y"
    return None if slack is None else slack <= project.critical_limit
