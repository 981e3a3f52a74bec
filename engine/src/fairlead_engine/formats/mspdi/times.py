"""Working times of a day or a week as Microsoft Project XML writes them."""

from collections.abc import Iterable
from datetime import time

from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.mspdi.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import DayShifts, Shift, standard_calendar
from fairlead_engine.units import MINUTES_PER_DAY

Span = tuple[int, int]

USUAL_DAY = ((480, 720), (780, 1020))
USUAL_WEEK = standard_calendar().week
_DAYS = range(7)


def week_of_days(
    days: Iterable[Record], *, has_base: bool, reading: Reading, subject: str
) -> tuple[DayShifts | None, ...]:
    """Return a week pattern, Monday first, from WeekDay records; days that none of them names are None.

    A time that runs past midnight continues on the next day; it is cut off where that day comes from a base.
    """
    spans: list[list[Span] | None] = [None] * 7
    for day in days:
        number = reading.values(day.fields, subject).whole("DayType", 0, 0, 7)
        if number:
            spans[(number + 5) % 7] = spans_of(day, reading, subject)
    if not has_base and any(day is not None for day in spans):
        spans = [day or [] for day in spans]
    for day_number in _DAYS:
        tomorrow = spans[(day_number + 1) % 7]
        for _, finish in [span for span in spans[day_number] or () if span[1] > MINUTES_PER_DAY]:
            if tomorrow is None:
                reading.notes.add(kinds.CUT_AT_MIDNIGHT, subject)
            else:
                tomorrow.append((0, finish - MINUTES_PER_DAY))
    return tuple(None if day is None else shifts_of(day, reading, subject) for day in spans)


def day_shifts(record: Record, reading: Reading, subject: str) -> DayShifts:
    """Return the working times of an exception; what runs past midnight is cut off and counted."""
    spans = spans_of(record, reading, subject)
    if any(finish > MINUTES_PER_DAY for _, finish in spans):
        reading.notes.add(kinds.CUT_AT_MIDNIGHT, subject)
    return shifts_of(spans, reading, subject)


def spans_of(record: Record, reading: Reading, subject: str) -> list[Span]:
    """Return the working times of a day in minutes; a finish above 1440 lies on the next day."""
    if not reading.values(record.fields, subject).flag("DayWorking"):
        return []
    written = [time for group in record.groups.get("WorkingTimes", ()) for time in group.groups.get("WorkingTime", ())]
    if not written:
        reading.notes.add(kinds.NO_TIMES, subject)
        return list(USUAL_DAY)
    spans = []
    for one in written:
        start, finish = minute_of(one.fields.get("FromTime", "")), minute_of(one.fields.get("ToTime", ""))
        if start is None or finish is None or start == finish != 0:
            reading.notes.add(kinds.BAD_VALUE, f"{subject}: working time")
        else:
            spans.append((start, finish if finish > start else finish + MINUTES_PER_DAY))
    return spans


def shifts_of(spans: list[Span], reading: Reading, subject: str) -> DayShifts:
    """Return the part of `spans` before midnight in order; those that overlap are joined and counted."""
    joined: list[Span] = []
    for start, finish in sorted((start, min(finish, MINUTES_PER_DAY)) for start, finish in spans):
        if joined and start <= joined[-1][1]:
            if start < joined[-1][1]:
                reading.notes.add(kinds.OVERLAPPING_TIMES, subject)
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        else:
            joined.append((start, finish))
    return tuple(Shift(start, finish) for start, finish in joined)


def minute_of(text: str) -> int | None:
    """Return the minute of the day of a time such as 08:30:00, or None where it is none."""
    if text.startswith("24:00"):
        return MINUTES_PER_DAY
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return None
    return moment.hour * 60 + moment.minute
