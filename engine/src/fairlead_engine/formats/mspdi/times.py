"""Working times of a day or a week as Microsoft Project XML writes them."""

from collections.abc import Iterable

from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.shifts import USUAL_DAY, Span, minute_of, shifts_of
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xmlrecords import Record
from fairlead_engine.plan import DayShifts
from fairlead_engine.units import MINUTES_PER_DAY

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
