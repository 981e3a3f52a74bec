"""Working times of a day or a week as Microsoft Project XML writes them."""

from collections.abc import Iterable

from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.shifts import USUAL_DAY, shifts_of, span_of, week_of
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import DayShifts
from fairlead_engine.worktime import Span


def week_of_days(
    days: Iterable[Record], *, has_base: bool, reading: Reading, subject: str
) -> tuple[DayShifts | None, ...]:
    """Return a week pattern, Monday first, from WeekDay records; days that none of them names are None."""
    spans: list[list[Span] | None] = [None] * 7
    for day in days:
        number = reading.values(day.fields, subject).whole("DayType", 0, 0, 7)
        if number:
            spans[(number + 5) % 7] = spans_of(day, reading, subject)
    if not has_base and any(day is not None for day in spans):
        spans = [day or [] for day in spans]
    return week_of(spans, reading, subject)


def day_shifts(record: Record, reading: Reading, subject: str) -> DayShifts:
    """Return the working times of an exception; what runs past midnight is cut off and counted."""
    return shifts_of(spans_of(record, reading, subject), reading, subject)


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
        span = span_of(one.fields.get("FromTime", ""), one.fields.get("ToTime", ""))
        if span is None:
            reading.notes.add(kinds.BAD_VALUE, f"{subject}: working time")
        else:
            spans.append(span)
    return spans
