"""Calendars made ready for formats that know less of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from fairlead_engine.plan import Calendar, CalendarException, CalendarId, DayShifts, Shift
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import joined

EVERY_MINUTE: DayShifts = (Shift(0, MINUTES_PER_DAY),)


def whole(calendar: Calendar, calendars: Mapping[CalendarId, Calendar]) -> Calendar:
    """Return a calendar without base that has the same working times; days that nobody names have none."""
    week, exceptions = list(calendar.week), list(calendar.exceptions)
    base = calendar.base
    while base is not None:
        below = calendars[base]
        week = [own if own is not None else based for own, based in zip(week, below.week, strict=True)]
        exceptions = [*below.exceptions, *exceptions]
        base = below.base
    return replace(calendar, week=tuple(day or () for day in week), exceptions=tuple(exceptions), base=None)


def always(id: CalendarId, name: str) -> Calendar:
    """Return a calendar in which every minute works."""
    return Calendar(id, name, (EVERY_MINUTE,) * 7)


def has_overlaps(exceptions: tuple[CalendarException, ...]) -> bool:
    """Return whether two exceptions hold for the same day."""
    spans = sorted((each.start, each.finish) for each in exceptions)
    return any(before[1] > after[0] for before, after in pairwise(spans))


def parted(exceptions: tuple[CalendarException, ...]) -> tuple[CalendarException, ...]:
    """Return exceptions that mean the same and do not overlap, in order of days; the later one of two wins."""
    edges = sorted({edge for each in exceptions for edge in (each.start, each.finish)})
    runs: list[CalendarException] = []
    winners = _winners(exceptions, edges)
    for start, finish in pairwise(edges):
        winner = winners.get(start)
        if winner is None:
            continue
        last = runs[-1] if runs else None
        if last is not None and last.finish == start and (last.shifts, last.name) == (winner.shifts, winner.name):
            runs[-1] = replace(last, finish=finish)
        else:
            runs.append(replace(winner, start=start, finish=finish))
    return tuple(runs)


def _winners(exceptions: tuple[CalendarException, ...], edges: list[date]) -> dict[date, CalendarException]:
    """Return for each span between two edges, by its start, the last exception that covers it."""
    places = {edge: number for number, edge in enumerate(edges)}
    free = list(range(len(edges) + 1))  # where the next span without a winner is, following the chain
    won: dict[date, CalendarException] = {}
    for each in reversed(exceptions):
        place = _next(free, places[each.start])
        while place < places[each.finish]:
            won[edges[place]] = each
            free[place] = place + 1
            place = _next(free, place)
    return won


def _next(free: list[int], place: int) -> int:
    while free[place] != place:
        free[place] = free[free[place]]
        place = free[place]
    return place


def joined_shifts(shifts: DayShifts) -> DayShifts:
    """Return shifts in order, those that touch or overlap as one."""
    return tuple(Shift(*span) for span in joined((shift.start, shift.finish) for shift in shifts))


def days_of(start: date, finish: date) -> list[date]:
    """Return the days of [start, finish)."""
    return [start + timedelta(days=number) for number in range((finish - start).days)]
