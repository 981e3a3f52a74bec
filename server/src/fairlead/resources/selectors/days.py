"""When somebody works, day by day, and why not where they do not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairlead.resources.models import Resource
from fairlead.resources.selectors.calendars import calendar_default_id, engine_calendars
from fairlead.resources.selectors.time_off import TimeOffRow
from fairlead_engine import plan

_DAY = timedelta(days=1)
_EMPTY: plan.DayShifts = ()


class DayKind(StrEnum):
    """What sort of day it is for somebody."""

    WORK = "work"
    FREE = "free"
    HOLIDAY = "holiday"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of somebody: its working times, and the name of the holiday or of other hours where it has one."""

    date: date
    kind: DayKind
    shifts: plan.DayShifts
    name: str = ""

    @property
    def minutes(self) -> int:
        return sum(shift.finish - shift.start for shift in self.shifts)


def resource_days(resource: Resource, *, start: date, finish: date, off: Sequence[TimeOffRow]) -> list[Day]:
    """Return the days in [start, finish) of `resource`; `off` is their time off.

    Who has no calendar works as the workspace's default does. Three queries, four without a calendar.
    """
    calendar_id = resource.calendar_id or calendar_default_id(resource.workspace_id)
    calendars = engine_calendars(resource.workspace_id)
    return calendar_days(calendars, str(calendar_id), start=start, finish=finish, off=off)


def calendar_days(
    calendars: Sequence[plan.Calendar], id: str, *, start: date, finish: date, off: Iterable[TimeOffRow] = ()
) -> list[Day]:
    """Return the days in [start, finish) of the calendar `id` among `calendars`; on those of `off` nobody works."""
    chain = _chain(calendars, id)
    other = {day: each for each in _exceptions(chain) for day in _within(each.start, each.finish, start, finish)}
    away = {day for each in off for day in _within(each.start_on, each.finish_on, start, finish)}
    return [_day(day, chain, other.get(day), is_away=day in away) for day in _within(start, finish, start, finish)]


def week_of(calendars: Sequence[plan.Calendar], id: str) -> list[plan.DayShifts]:
    """Return the working times of each weekday, Monday first, of the calendar `id` among `calendars`."""
    chain = _chain(calendars, id)
    return [_usual(day, chain) for day in range(7)]


def _day(day: date, chain: Sequence[plan.Calendar], other: plan.CalendarException | None, *, is_away: bool) -> Day:
    usual = _usual(day.weekday(), chain)
    if is_away:
        return Day(day, DayKind.AWAY if usual else DayKind.FREE, ())
    if other is None:
        return Day(day, DayKind.WORK if usual else DayKind.FREE, usual)
    return Day(day, DayKind.WORK if other.shifts else DayKind.HOLIDAY, other.shifts, other.name)


def _usual(weekday: int, chain: Sequence[plan.Calendar]) -> plan.DayShifts:
    return next((shifts for each in chain if (shifts := each.week[weekday]) is not None), _EMPTY)


def _chain(calendars: Sequence[plan.Calendar], id: str) -> list[plan.Calendar]:
    """Return the calendar, its base, and so on."""
    by_id = {str(calendar.id): calendar for calendar in calendars}
    chain = []
    key: str | None = id
    while key is not None and key in by_id:
        chain.append(by_id[key])
        key = chain[-1].base
    return chain


def _exceptions(chain: Sequence[plan.Calendar]) -> Iterator[plan.CalendarException]:
    """Yield all exceptions, those that hold over others later."""
    for calendar in reversed(chain):
        yield from calendar.exceptions


def _within(start: date, finish: date, first: date, end: date) -> Iterator[date]:
    day, end = max(start, first), min(finish, end)
    while day < end:
        yield day
        day += _DAY
