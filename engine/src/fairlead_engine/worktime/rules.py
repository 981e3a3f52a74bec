"""Calendars with everything they inherit from their bases written out."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fairlead_engine.errors import PlanError
from fairlead_engine.plan import Calendar, CalendarId, DayShifts, Shift
from fairlead_engine.units import MINUTES_PER_DAY

_EPOCH_DAY = date(1970, 1, 1).toordinal()


class CalendarCycle(PlanError):
    """Calendars based on each other; `path` ends where it began."""

    def __init__(self, path: tuple[CalendarId, ...]) -> None:
        super().__init__(f"Calendars are based on each other: {' → '.join(path)}.")
        self.path = path


class UnknownCalendar(PlanError):
    """`user` (a task, project, calendar or resource) names a calendar that is not there."""

    def __init__(self, calendar: str, user: str) -> None:
        super().__init__(f"{user} uses calendar {calendar}, which is not in the plan.")
        self.calendar, self.user = calendar, user


class NoWorkingTime(PlanError):
    """A calendar in use that never has working time."""

    def __init__(self, calendar: str) -> None:
        super().__init__(f"Calendar {calendar} has no working time.")
        self.calendar = calendar


class ShiftBroken(PlanError):
    """Working time that ends before it starts, or leaves its day."""

    def __init__(self, calendar: str, shift: Shift) -> None:
        super().__init__(
            f"Calendar {calendar} has working time from minute {shift.start} to minute {shift.finish} of a day."
        )
        self.calendar, self.shift = calendar, shift


Week = tuple[DayShifts, ...]  # Monday first
_NO_WORK: Week = ((),) * 7


@dataclass(frozen=True, slots=True)
class OtherWeek:
    """The week that holds on the days [first_day, end_day), counted from 1970-01-01."""

    first_day: int
    end_day: int
    week: Week


@dataclass(frozen=True, slots=True)
class Rules:
    """When one calendar works: a week, and periods in which another one holds; later ones win."""

    week: Week
    others: tuple[OtherWeek, ...]

    @property
    def has_work(self) -> bool:
        return any(self.week) or any(any(other.week) for other in self.others)


def rules_of(calendars: Sequence[Calendar]) -> list[Rules]:
    """Return each calendar's own rules with those of its bases, in the given order.

    A day that neither a calendar nor its bases describe has no working time.
    Raises: CalendarCycle, UnknownCalendar, ShiftBroken.
    """
    by_id = {calendar.id: calendar for calendar in calendars}
    found: dict[CalendarId, Rules] = {}
    for calendar in calendars:
        for link in reversed(_chain(calendar, by_id)):
            if link.id not in found:
                found[link.id] = _over(found.get(link.base) if link.base is not None else None, link)
    return [found[calendar.id] for calendar in calendars]


def both(one: Rules, other: Rules) -> Rules:
    """Return the rules of the time in which both work."""
    return _joined(one, other, _common)


def either(one: Rules, other: Rules) -> Rules:
    """Return the rules of the time in which one or the other works."""
    return _joined(one, other, _of_either)


def _joined(one: Rules, other: Rules, join: Callable[[DayShifts, DayShifts], DayShifts]) -> Rules:
    """Return the rules of two joined; a period in which their usual week holds is left out."""
    known: dict[tuple[int, int], Week] = {}

    def joined(mine: Week, theirs: Week) -> Week:
        key = id(mine), id(theirs)
        if key not in known:
            known[key] = mine if mine is theirs else _joined_week(mine, theirs, join)
        return known[key]

    usual = joined(one.week, other.week)
    edges = sorted({day for rules in (one, other) for e in rules.others for day in (e.first_day, e.end_day)})
    weeks = map(joined, _weeks_from(edges, one), _weeks_from(edges, other))
    others = (OtherWeek(first, end, week) for (first, end), week in zip(pairwise(edges), weeks, strict=False))
    return Rules(usual, tuple(each for each in others if each.week is not usual))


def _chain(calendar: Calendar, by_id: dict[CalendarId, Calendar]) -> list[Calendar]:
    """Return `calendar`, its base, the base of that, and so on."""
    chain = [calendar]
    while (base := chain[-1].base) is not None:
        if base not in by_id:
            raise UnknownCalendar(base, f"Calendar {chain[-1].id}")
        if by_id[base] in chain:
            path = [link.id for link in chain]
            raise CalendarCycle((*path[path.index(base) :], base))
        chain.append(by_id[base])
    return chain


def _over(base: Rules | None, calendar: Calendar) -> Rules:
    week = base.week if base else _NO_WORK
    if any(shifts is not None for shifts in calendar.week):
        week = tuple(
            week[day] if shifts is None else _tidied(shifts, calendar.id) for day, shifts in enumerate(calendar.week)
        )
    weeks: dict[DayShifts, Week] = {(): _NO_WORK}
    for exception in calendar.exceptions:
        if exception.shifts not in weeks:
            weeks[exception.shifts] = (_tidied(exception.shifts, calendar.id),) * 7
    own = tuple(
        OtherWeek(
            exception.start.toordinal() - _EPOCH_DAY, exception.finish.toordinal() - _EPOCH_DAY, weeks[exception.shifts]
        )
        for exception in calendar.exceptions
    )
    return Rules(week, (base.others if base else ()) + own)


def _tidied(shifts: DayShifts, calendar: CalendarId) -> DayShifts:
    """Return `shifts` in order, those that touch or overlap made one."""
    for shift in sorted(shifts):
        if not 0 <= shift.start < shift.finish <= MINUTES_PER_DAY:
            raise ShiftBroken(calendar, shift)
    return _merged(sorted(shifts))


def _merged(shifts: Sequence[Shift]) -> DayShifts:
    tidy: list[Shift] = []
    for shift in shifts:
        if tidy and shift.start <= tidy[-1].finish:
            tidy[-1] = Shift(tidy[-1].start, max(tidy[-1].finish, shift.finish))
        else:
            tidy.append(shift)
    return tuple(tidy)


def _joined_week(mine: Week, theirs: Week, join: Callable[[DayShifts, DayShifts], DayShifts]) -> Week:
    return tuple(join(one, other) for one, other in zip(mine, theirs, strict=True))


def _common(mine: DayShifts, theirs: DayShifts) -> DayShifts:
    pairs = ((max(a.start, b.start), min(a.finish, b.finish)) for a in mine for b in theirs)
    return tuple(Shift(start, finish) for start, finish in sorted(pairs) if start < finish)


def _of_either(mine: DayShifts, theirs: DayShifts) -> DayShifts:
    return _merged(sorted(mine + theirs))


def _weeks_from(days: Sequence[int], rules: Rules) -> list[Week]:
    """Return the week that holds from each of `days` on, which ascend and have all days on which it changes."""
    weeks = [rules.week] * len(days)
    for other in rules.others:
        for place in range(bisect_left(days, other.first_day), bisect_left(days, other.end_day)):
            weeks[place] = other.week
    return weeks
