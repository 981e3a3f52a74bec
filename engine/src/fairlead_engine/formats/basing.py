"""Calendars based on each other: whether every base is there and leads somewhere."""

from dataclasses import replace

from fairlead_engine.formats import kinds
from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.formats.shifts import USUAL_WEEK
from fairlead_engine.formats.values import Reading
from fairlead_engine.plan import Calendar, CalendarId

_NO_BASE = {"", "-1", "0"}
_MOST_BASES = 20


def settled(calendars: list[Calendar], reading: Reading) -> tuple[Calendar, ...]:
    """Return calendars with bases that exist and lead somewhere; those without a base have a week of their own.

    Raises: TooComplex.
    """
    known = {calendar.id: calendar for calendar in calendars}
    bases: dict[CalendarId, int] = {}  # how many calendars each is based on, one on the other
    for calendar in calendars:
        path = _path(calendar.id, known, bases, reading)
        below = bases.get(known[path[-1]].base or CalendarId(""), 0) if path else 0
        bases.update((id, below + number) for number, id in enumerate(reversed(path), 1))
        if path and bases[path[0]] > _MOST_BASES:
            raise TooComplex("calendars based on each other in a row", _MOST_BASES)
    return tuple(_with_week(calendar, reading) for calendar in known.values())


def _path(
    start: CalendarId, known: dict[CalendarId, Calendar], done: dict[CalendarId, int], reading: Reading
) -> list[CalendarId]:
    """Return `start`, its base and so on until one that is `done`; a base that is missing or a circle is removed."""
    path: dict[CalendarId, None] = {}
    step: CalendarId | None = start
    while step is not None and step not in done:
        path[step] = None
        base = known[step].base
        if base is not None and (base not in known or base in path):
            _note_bad_base(known[step], reading, is_loop=base in path)
            known[step] = replace(known[step], base=None)
            base = None
        step = base
    return list(path)


def _note_bad_base(calendar: Calendar, reading: Reading, *, is_loop: bool) -> None:
    if is_loop:
        reading.notes.add(kinds.CALENDAR_LOOP, calendar.name)
    elif calendar.base not in _NO_BASE:
        reading.notes.add(kinds.UNKNOWN_BASE, calendar.name)


def _with_week(calendar: Calendar, reading: Reading) -> Calendar:
    if calendar.base is not None or any(day is not None for day in calendar.week):
        return calendar
    reading.notes.add(kinds.EMPTY_WEEK, calendar.name)
    return replace(calendar, week=USUAL_WEEK)
