"""The project itself: where it starts, its calendar, and the settings its dates depend on."""

from fairlead_engine.formats.errors import NothingToRead
from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.tasks import TaskRows
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.plan import Calendar, CalendarId, Project, standard_calendar
from fairlead_engine.units import Instant

USUAL_DAY = 480


def minutes_per_day(fields: dict[str, str], reading: Reading) -> int:
    """Return the minutes that a day of duration stands for."""
    return reading.values(fields, "project").whole("MinutesPerDay", USUAL_DAY, 1, 1440)


def project_of(row: Values, rows: TaskRows, name: str, calendar: CalendarId) -> Project:
    """Return the project that the root's own elements describe; `name` is used where the file has none.

    Raises: NothingToRead where neither the file nor any task says when it starts.
    """
    from_finish = not row.flag("ScheduleFromStart", default=True)
    days_of_slack = row.whole("CriticalSlackLimit", 0, -10_000, 10_000)
    day = row.whole("MinutesPerDay", USUAL_DAY, 1, 1440)
    return Project(
        id=rows.project,
        name=_name(row, rows.title, name),
        start=_start(row, rows),
        calendar=calendar,
        finish=_finish(row, rows) if from_finish else None,
        from_finish=from_finish,
        status_at=row.instant("StatusDate"),
        honors_constraints=row.flag("HonorConstraints", default=True),
        critical_limit=days_of_slack * day,
        has_multiple_paths=row.flag("MultipleCriticalPaths"),
        minutes_per_day=day,
        minutes_per_week=row.whole("MinutesPerWeek", 5 * USUAL_DAY, 1, 10_080),
        days_per_month=row.whole("DaysPerMonth", 20, 1, 31),
    )


def project_calendar(row: Values, calendars: tuple[Calendar, ...]) -> Calendar:
    """Return the calendar the project names, else the first that is not based on another, else the standard one."""
    for calendar in calendars:
        if calendar.id == row.fields.get("CalendarUID"):
            return calendar
    taken = {calendar.id for calendar in calendars}
    spare = next(id for number in range(len(taken) + 1) if (id := f"standard{number or ''}") not in taken)
    calendar = next((calendar for calendar in calendars if calendar.base is None), standard_calendar(spare))
    row.reading.notes.add(kinds.NO_CALENDAR, calendar.name)
    return calendar


def _name(row: Values, title: str, name: str) -> str:
    most = row.reading.limits.title_length
    return row.text("Title", most) or title or row.text("Name", most).removesuffix(".xml") or name[:most]


def _start(row: Values, rows: TaskRows) -> Instant:
    start = row.instant("StartDate")
    if start is not None:
        return start
    starts = [filed.start for filed in rows.filed.values() if filed.start is not None]
    if not starts:
        raise NothingToRead("start date, neither of the project nor of a task")
    row.reading.notes.add(kinds.NO_START)
    return min(starts)


def _finish(row: Values, rows: TaskRows) -> Instant | None:
    finish = row.instant("FinishDate")
    if finish is not None:
        return finish
    return max((filed.finish for filed in rows.filed.values() if filed.finish is not None), default=None)
