"""Dated exceptions of a calendar: single days and periods, recurring ones, and working weeks."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from fairlead_engine.formats.mspdi import kinds, times
from fairlead_engine.formats.mspdi.recurrence import DAILY, DAY_COUNT, Recurrence
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import CalendarException, DayShifts

_ONE_DAY = timedelta(days=1)
_PLAIN = 9

Period = tuple[date, date]


def exceptions_of(record: Record, reading: Reading, subject: str) -> tuple[CalendarException, ...]:
    """Return a calendar's exceptions, weakest first: working weeks, recurring days, then single days and periods.

    Project saves each exception twice, as a WeekDay of type 0 for older programs and as an Exception;
    the first is dropped where the second says the same.
    """
    found: list[CalendarException] = []
    for week in _children(record, "WorkWeeks", "WorkWeek"):
        found.extend(_work_week(week, reading, subject))
    plain: list[CalendarException] = []
    for day in _children(record, "WeekDays", "WeekDay"):
        if day.fields.get("DayType") == "0":
            plain.extend(_period_exception(day, reading, subject))
    for one in _children(record, "Exceptions", "Exception"):
        values = reading.values(one.fields, subject)
        if _is_plain(values):
            plain.extend(_period_exception(one, reading, subject))
        else:
            found.extend(_recurring(one, values, reading))
    named = {(each.start, each.finish, each.shifts): each for each in plain}
    return (*found, *named.values())


def week_days(record: Record) -> list[Record]:
    """Return the WeekDay records that make a calendar's week pattern."""
    return [day for day in _children(record, "WeekDays", "WeekDay") if day.fields.get("DayType") != "0"]


def _is_plain(values: Values) -> bool:
    """Return whether an exception is one unbroken run of days."""
    number = values.whole("Type", DAILY, 0, 100)
    return number in {0, _PLAIN} or (number in {DAILY, DAY_COUNT} and values.whole("Period", 1, 0, 10_000) <= 1)


def _period_exception(record: Record, reading: Reading, subject: str) -> Iterator[CalendarException]:
    period = _period(record, reading, subject)
    if period is not None:
        name = reading.values(record.fields, subject).text("Name", reading.limits.title_length)
        yield CalendarException(*period, times.day_shifts(record, reading, subject), name)


def _period(record: Record, reading: Reading, subject: str) -> Period | None:
    """Return the days from FromDate through ToDate (or through the last occurrence), or None, which is counted."""
    written = next(iter(record.groups.get("TimePeriod", ())), Record()).fields
    values = reading.values(record.fields, subject)
    first = reading.moment(written.get("FromDate", ""), subject) if "FromDate" in written else None
    last = reading.moment(written.get("ToDate", ""), subject) if "ToDate" in written else None
    if first is None or (last is not None and last < first):
        reading.notes.add(kinds.BAD_EXCEPTION, subject)
        return None
    occurrences = values.whole("Occurrences", 0, 0, 100_000)
    if last is None and occurrences:
        return first.date(), first.date() + timedelta(days=occurrences)
    return first.date(), (last or first).date() + _ONE_DAY


def _recurring(record: Record, values: Values, reading: Reading) -> Iterator[CalendarException]:
    period = _period(record, reading, values.subject)
    if period is None:
        return
    rule = Recurrence(
        type=values.whole("Type", DAILY, 0, 100),
        start=period[0],
        every=max(1, values.whole("Period", 1, 0, 10_000)),
        weekdays=values.whole("DaysOfWeek", 0, 0, 127),
        month=values.whole("Month", 0, 0, 11),
        month_day=values.whole("MonthDay", 1, 1, 31),
        item=values.whole("MonthItem", 0, 0, 9),
        position=values.whole("MonthPosition", 0, 0, 4),
    )
    has_end = any("ToDate" in written.fields for written in record.groups["TimePeriod"])
    occurrences = values.whole("Occurrences", 0, 0, 100_000)
    is_counted = occurrences and (values.flag("EnteredByOccurrences") or not has_end)
    most = occurrences if is_counted else reading.limits.max_exception_days + 1
    end = period[1] if has_end else date(reading.limits.last_year + 1, 1, 1)
    shifts = times.day_shifts(record, reading, values.subject)
    name = values.text("Name", reading.limits.title_length)
    try:
        days = list(_days(rule, end, most, reading, values.subject))
    except KeyError:
        reading.notes.add(kinds.BAD_EXCEPTION, values.subject)
        return
    reading.notes.add(kinds.RECURRING_EXCEPTION, f"{values.subject}: {name}" if name else values.subject)
    yield from _runs(((day, shifts) for day in days), name)


def _days(rule: Recurrence, end: date, most: int, reading: Reading, subject: str) -> Iterator[date]:
    """Yield at most `most` of the rule's days before `end`, as long as the file's budget of days lasts."""
    for day in rule.days():
        if most <= 0 or (day is not None and day >= end):
            return
        if reading.spend_day():
            reading.notes.add(kinds.HORIZON, subject)
            return
        if day is not None:
            most -= 1
            yield day


def _work_week(record: Record, reading: Reading, subject: str) -> Iterator[CalendarException]:
    days = list(_children(record, "WeekDays", "WeekDay"))
    period = _period(record, reading, subject) if days else None
    if period is None:
        return
    week = times.week_of_days(days, has_base=True, reading=reading, subject=subject)
    name = reading.values(record.fields, subject).text("Name", reading.limits.title_length)
    reading.notes.add(kinds.WORK_WEEKS, f"{subject}: {name}" if name else subject)
    yield from _runs(_dated_week(week, period, reading, subject), name)


def _dated_week(
    week: tuple[DayShifts | None, ...], period: Period, reading: Reading, subject: str
) -> Iterator[tuple[date, DayShifts]]:
    for number in range((period[1] - period[0]).days):
        if reading.spend_day():
            reading.notes.add(kinds.HORIZON, subject)
            return
        day = period[0] + timedelta(days=number)
        shifts = week[day.weekday()]
        if shifts is not None:
            yield day, shifts


def _runs(days: Iterable[tuple[date, DayShifts]], name: str) -> Iterator[CalendarException]:
    """Yield one exception for each run of consecutive days with the same working times."""
    run: tuple[date, date, DayShifts] | None = None
    for day, shifts in days:
        if run and run[1] == day and run[2] == shifts:
            run = (run[0], day + _ONE_DAY, shifts)
            continue
        if run:
            yield CalendarException(*run, name)
        run = (day, day + _ONE_DAY, shifts)
    if run:
        yield CalendarException(*run, name)


def _children(record: Record, group: str, tag: str) -> Iterator[Record]:
    for parent in record.groups.get(group, ()):
        yield from parent.groups.get(tag, ())
