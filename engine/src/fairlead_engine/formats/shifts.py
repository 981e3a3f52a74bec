"""Working times of days and weeks, put in order."""

from collections.abc import Sequence
from datetime import time

from fairlead_engine.formats import kinds
from fairlead_engine.formats.values import Reading
from fairlead_engine.plan import DayShifts, Shift, standard_calendar
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import Span, joined

USUAL_DAY = ((480, 720), (780, 1020))
USUAL_WEEK = standard_calendar().week


def week_of(days: Sequence[list[Span] | None], reading: Reading, subject: str) -> tuple[DayShifts | None, ...]:
    """Return a week pattern of seven days, Monday first; one that is None stays so.

    A time that runs past midnight continues on the next day; it is cut off where that day comes from a base.
    """
    spans = [None if day is None else list(day) for day in days]
    for number, day in enumerate(days):
        tomorrow = spans[(number + 1) % 7]
        for _, finish in [span for span in day or () if span[1] > MINUTES_PER_DAY]:
            if tomorrow is None:
                reading.notes.add(kinds.CUT_AT_MIDNIGHT, subject)
            else:
                tomorrow.append((0, finish - MINUTES_PER_DAY))
    return tuple(None if day is None else _shifts_of(day, reading, subject) for day in spans)


def shifts_of(spans: list[Span], reading: Reading, subject: str) -> DayShifts:
    """Return the working times of one day; what runs past midnight is cut off and counted."""
    if any(finish > MINUTES_PER_DAY for _, finish in spans):
        reading.notes.add(kinds.CUT_AT_MIDNIGHT, subject)
    return _shifts_of(spans, reading, subject)


def span_of(start: str, finish: str) -> Span | None:
    """Return a working time between two times of the day, or None where they are none.

    A finish that is not after its start lies on the next day, above 1440 minutes; midnight to midnight is a whole day.
    """
    first, last = _minute_of(start), _minute_of(finish)
    if first is None or last is None or first == last != 0:
        return None
    return (first, last if last > first else last + MINUTES_PER_DAY)


def _shifts_of(spans: list[Span], reading: Reading, subject: str) -> DayShifts:
    """Return the part of `spans` before midnight in order; those that overlap are joined and counted."""
    within = [(start, min(finish, MINUTES_PER_DAY)) for start, finish in spans if start < MINUTES_PER_DAY]
    found = joined(within)
    if _minutes(found) < _minutes(within):
        reading.notes.add(kinds.OVERLAPPING_TIMES, subject)
    return tuple(Shift(*span) for span in found)


def _minutes(spans: list[Span]) -> int:
    return sum(finish - start for start, finish in spans)


def _minute_of(text: str) -> int | None:
    """Return the minute of the day of a time such as 08:30:00, or None where it is none."""
    if text.startswith("24:00"):
        return MINUTES_PER_DAY
    try:
        moment = time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError:
        return None
    return moment.hour * 60 + moment.minute
