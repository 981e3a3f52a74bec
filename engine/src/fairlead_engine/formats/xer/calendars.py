"""Calendars: the week, dated exceptions and bases, out of P6's calendar texts."""

from collections.abc import Iterator
from datetime import date, timedelta

from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.identity import Ids
from fairlead_engine.formats.shifts import shifts_of, span_of, week_of
from fairlead_engine.formats.values import Reading, Values
from fairlead_engine.formats.xer import kinds
from fairlead_engine.formats.xer.clndr import Part, parts_of
from fairlead_engine.formats.xer.tables import Table
from fairlead_engine.plan import Calendar, CalendarException, CalendarId, DayShifts
from fairlead_engine.worktime import Span

SERIAL_START = date(1899, 12, 30)
_LAST_SERIAL = (date(9999, 12, 30) - SERIAL_START).days


def calendars_of(table: Table, reading: Reading) -> Iterator[Calendar]:
    """Yield the calendars of a file, their bases not yet looked up.

    Raises: TooComplex.
    """
    ids, total = Ids(), 0
    for number, fields in enumerate(table.rows(reading)):
        if number >= reading.limits.max_calendars:
            raise TooComplex("calendars", reading.limits.max_calendars)
        row = reading.values(fields, f"calendar {fields.get('clndr_name', '')}"[:80])
        text = fields.get("clndr_data", "")
        top, is_whole = parts_of(text, reading.limits.max_record_elements)
        data = top.find("CalendarData") or top
        if text and (not is_whole or not data.parts):
            reading.notes.add(kinds.BROKEN_CALENDAR, row.subject)
        exceptions = tuple(_exceptions(data.find("Exceptions"), row))
        total += len(exceptions)
        if total > reading.limits.max_exceptions:
            raise TooComplex("exceptions of calendars", reading.limits.max_exceptions)
        yield Calendar(
            id=CalendarId(ids.take(row, "clndr_id")),
            name=row.text("clndr_name", reading.limits.title_length),
            week=_week(data.find("DaysOfWeek"), row),
            exceptions=exceptions,
            base=CalendarId(base) if (base := fields.get("base_clndr_id")) else None,
        )


def _week(part: Part | None, row: Values) -> tuple[DayShifts | None, ...]:
    """Return the week, Monday first; P6 counts days from Sunday as 1. Days that are not named are None."""
    spans: list[list[Span] | None] = [None] * 7
    for day in part.parts if part else ():
        if day.name in {"1", "2", "3", "4", "5", "6", "7"}:
            spans[(int(day.name) + 5) % 7] = _spans(day, row)
        else:
            row.reading.notes.add(kinds.BROKEN_CALENDAR, row.subject)
    if "base_clndr_id" not in row.fields and any(day is not None for day in spans):
        spans = [day or [] for day in spans]
    return week_of(spans, row.reading, row.subject)


def _exceptions(part: Part | None, row: Values) -> Iterator[CalendarException]:
    """Yield the exceptions in order of days, those of following days with the same times as one."""
    days: dict[date, DayShifts] = {}
    for one in part.parts if part else ():
        day = _day(one, row)
        if day is None:
            continue
        days[day] = shifts_of(_spans(one, row), row.reading, row.subject)
    run: list[date] = []
    for day in sorted(days):
        if run and (day - run[-1] != timedelta(days=1) or days[day] != days[run[-1]]):
            yield CalendarException(run[0], run[-1] + timedelta(days=1), days[run[-1]])
            run = []
        run.append(day)
    if run:
        yield CalendarException(run[0], run[-1] + timedelta(days=1), days[run[-1]])


def _day(part: Part, row: Values) -> date | None:
    """Return the day of an exception, written as days since 1899-12-30."""
    text = part.value("d")
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) <= _LAST_SERIAL or len(text) > 9:
        row.reading.notes.add(kinds.BROKEN_CALENDAR, row.subject)
        return None
    day = SERIAL_START + timedelta(days=int(text))
    if not row.reading.limits.first_year <= day.year <= row.reading.limits.last_year:
        row.reading.notes.add(kinds.BAD_YEAR, row.subject)
        return None
    return day


def _spans(day: Part, row: Values) -> list[Span]:
    spans: list[Span] = []
    for part in day.parts:
        span = span_of(part.value("s"), part.value("f"))
        if span is None:
            row.reading.notes.add(kinds.BROKEN_CALENDAR, row.subject)
        else:
            spans.append(span)
    return spans
