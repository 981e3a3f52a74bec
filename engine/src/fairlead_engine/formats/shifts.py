"""Working times of one day, put in order."""

from datetime import time

from fairlead_engine.formats import kinds
from fairlead_engine.formats.values import Reading
from fairlead_engine.plan import DayShifts, Shift, standard_calendar
from fairlead_engine.units import MINUTES_PER_DAY

Span = tuple[int, int]

USUAL_DAY = ((480, 720), (780, 1020))
USUAL_WEEK = standard_calendar().week


def shifts_of(spans: list[Span], reading: Reading, subject: str) -> DayShifts:
    """Return the part of `spans` before midnight in order; those that overlap are joined and counted."""
    joined: list[Span] = []
    within = sorted((start, min(finish, MINUTES_PER_DAY)) for start, finish in spans if start < MINUTES_PER_DAY)
    for start, finish in within:
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
        moment = time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError:
        return None
    return moment.hour * 60 + moment.minute
