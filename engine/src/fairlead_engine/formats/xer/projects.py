"""Projects: where they start, their data date, and the options of the scheduler."""

from collections.abc import Iterator
from dataclasses import replace

from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xer import codes, kinds
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.formats.xer.values import is_set, kind_in, number_in
from fairlead_engine.options import (
    CriticalRule,
    FloatPaths,
    LagCalendar,
    OutsideLinks,
    ProgressRule,
    ScheduleOptions,
    SlackRule,
)
from fairlead_engine.plan import Calendar, CalendarId, Project, ProjectId
from fairlead_engine.units import Instant

_USUAL_DAY, _USUAL_WEEK, _USUAL_MONTH = 480, 2400, 20
_MOST_PATHS = 1000
_LEVELING = {"level_outer_assign_flag": "N", "level_within_float_flag": "N"}


def projects_of(tables: dict[str, Table], calendars: dict[CalendarId, Calendar], reading: Reading) -> Iterator[Project]:
    """Yield the exported projects of a file with their options; a name comes later, from the WBS."""
    options = {fields.get("proj_id", ""): fields for fields in tables["SCHEDOPTIONS"].rows(reading)}
    rows = {fields.get("clndr_id", ""): fields for fields in tables["CALENDAR"].rows(reading)}
    usual = CalendarId(next((id for id, fields in rows.items() if fields.get("default_flag") == "Y"), ""))
    ids = Ids()
    for fields in tables["PROJECT"].rows(reading):
        row = reading.values(fields, f"project {fields.get('proj_short_name', '')}"[:80])
        if fields.get("export_flag") == "N":
            reading.notes.add(kinds.UNEXPORTED, row.subject)
            continue
        if fields.get("proj_id") in ids.taken:
            reading.notes.add(kinds.DUPLICATE_ID, row.subject)
            continue
        chosen = options.get(fields.get("proj_id", ""))
        if chosen is None:
            reading.notes.add(kinds.NO_OPTIONS, row.subject)
        calendar = _calendar(row, calendars, usual)
        lengths = reading.values(rows.get(calendar or "", {}), row.subject)
        yield replace(
            _project(row, ProjectId(ids.take(row, "proj_id")), calendar, lengths),
            options=_options(reading.values(chosen or {}, row.subject), fields),
        )


def _calendar(row: Values, calendars: dict[CalendarId, Calendar], usual: CalendarId) -> CalendarId | None:
    """Return the calendar the project names, else the usual one of the file, else the first."""
    calendar = CalendarId(row.fields.get("clndr_id", ""))
    if calendar in calendars:
        return calendar
    row.reading.notes.add(kinds.NO_CALENDAR, row.subject)
    return usual if usual in calendars else next(iter(calendars), None)


def _project(row: Values, id: ProjectId, calendar: CalendarId | None, lengths: Values) -> Project:
    limits = row.reading.limits
    code = row.text("proj_short_name", limits.title_length)
    status_at = row.instant("last_recalc_date")
    day = _minutes(lengths, "day_hr_cnt", _USUAL_DAY, 1440)
    return Project(
        id=id,
        name=code,
        start=_start(row, status_at),
        calendar=calendar,
        status_at=status_at,
        critical_limit=_minutes(row, "critical_drtn_hr_cnt", 0, 10_000_000, least=-10_000_000),
        minutes_per_day=day,
        minutes_per_week=_minutes(lengths, "week_hr_cnt", _USUAL_WEEK, 10_080),
        days_per_month=max(1, min(31, _minutes(lengths, "month_hr_cnt", _USUAL_MONTH * day, 44_640) // day)),
        code=code,
        must_finish_at=row.instant("plan_end_date"),
    )


def _start(row: Values, status_at: Instant | None) -> Instant:
    start = row.instant("plan_start_date")
    if start is not None:
        return start
    row.reading.notes.add(kinds.NO_START, row.subject)
    return Instant(0) if status_at is None else status_at


def _minutes(row: Values, column: str, usual: int, most: int, least: int = 1) -> int:
    hours = number_in(row, column, least / 60, most / 60)
    return usual if hours is None else round(hours * 60)


def _options(row: Values, project: dict[str, str]) -> ScheduleOptions:
    if any(row.fields.get(column, usual) != usual for column, usual in _LEVELING.items()):
        row.reading.notes.add(kinds.LEVELING, row.subject)
    by = row.reading.values(project, row.subject)
    return ScheduleOptions(
        progress=_progress(row),
        lag_calendar=kind_in(row, "sched_calendar_on_relationship_lag", codes.LAG_CALENDARS, LagCalendar.PREDECESSOR),
        slack=kind_in(row, "sched_float_type", codes.SLACK_RULES, SlackRule.FINISH),
        critical=kind_in(by, "critical_path_type", codes.CRITICAL_RULES, CriticalRule.SLACK),
        outside_links=kind_in(row, "sched_outer_depend_type", codes.OUTSIDE_LINKS, OutsideLinks.BOTH),
        uses_expected_finish=is_set(row, "sched_use_expect_end_flag", default=True),
        lags_from_early_start=is_set(row, "sched_lag_early_start_flag", default=True),
        slack_within_project=is_set(row, "sched_use_project_end_date_for_float", default=True),
        opens_critical=is_set(row, "sched_open_critical_flag"),
        float_paths=_float_paths(row),
    )


def _progress(row: Values) -> ProgressRule:
    """Return the rule that two flags choose between; where neither is set, actual dates count."""
    if is_set(row, "sched_progress_override"):
        return ProgressRule.PROGRESS_OVERRIDE
    is_retained = is_set(row, "sched_retained_logic", default=True)
    return ProgressRule.RETAINED_LOGIC if is_retained else ProgressRule.ACTUAL_DATES


def _float_paths(row: Values) -> FloatPaths | None:
    if not is_set(row, "enable_multiple_longest_path_calc"):
        return None
    is_limited = is_set(row, "limit_multiple_longest_path_calc", default=True)
    return FloatPaths(
        count=row.whole("max_multiple_longest_path", 10, 1, _MOST_PATHS) if is_limited else _MOST_PATHS,
        by_total_slack=is_set(row, "use_total_float_multiple_longest_paths", default=True),
        end=row.fields.get("key_activity_for_multiple_longest_paths"),
    )
