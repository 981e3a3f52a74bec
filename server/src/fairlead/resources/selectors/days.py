"""When somebody works, day by day, and why not where they do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairlead.resources.models import Resource
from fairlead.resources.selectors.calendars import calendar_default_id, engine_calendars
from fairlead.resources.selectors.time_off import TimeOffRow
from fairlead.resources.worked import chain_of, days_within, others, usual
from fairlead_engine import plan


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
    """Return the days in [start, finish) of the calendar `id` among `calendars`; on those of `off` nobody works.

    On days that are off in part, what is left of them is among the calendar's own exceptions.
    """
    chain = chain_of({str(calendar.id): calendar for calendar in calendars}, id)
    other = others(chain, start, finish)
    away, in_part = set[date](), set[date]()
    for each in off:
        days = days_within(each.start_on, each.finish_on, start, finish)
        (away if each.from_minute is None else in_part).update(days)
    away |= {day for day in in_part if day in other and not other[day].shifts}
    return [_day(day, chain, other.get(day), is_away=day in away) for day in days_within(start, finish, start, finish)]


def week_of(calendars: Sequence[plan.Calendar], id: str) -> list[plan.DayShifts]:
    """Return the working times of each weekday, Monday first, of the calendar `id` among `calendars`."""
    chain = chain_of({str(calendar.id): calendar for calendar in calendars}, id)
    return [usual(day, chain) for day in range(7)]


def _day(day: date, chain: Sequence[plan.Calendar], other: plan.CalendarException | None, *, is_away: bool) -> Day:
    shifts = usual(day.weekday(), chain)
    if is_away:
        return Day(day, DayKind.AWAY if shifts else DayKind.FREE, ())
    if other is None:
        return Day(day, DayKind.WORK if shifts else DayKind.FREE, shifts)
    return Day(day, DayKind.WORK if other.shifts else DayKind.HOLIDAY, other.shifts, other.name)
