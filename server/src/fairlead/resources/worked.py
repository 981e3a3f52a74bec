"""What calendars that derive from each other come to on a day: the hours that are worked. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from fairlead_engine import plan

Windows = Mapping[date, Sequence[tuple[int, int]]]  # from and until, minutes of the day

_DAY = timedelta(days=1)
_EMPTY: plan.DayShifts = ()


def chain_of(calendars: Mapping[str, plan.Calendar], id: str) -> list[plan.Calendar]:
    """Return the calendar `id`, its base, and so on; `calendars` are by id."""
    chain = []
    key: str | None = id
    while key is not None and key in calendars:
        chain.append(calendars[key])
        key = chain[-1].base
    return chain


def usual(weekday: int, chain: Sequence[plan.Calendar]) -> plan.DayShifts:
    """Return the working times of a weekday, Monday 0, without exceptions."""
    return next((shifts for each in chain if (shifts := each.week[weekday]) is not None), _EMPTY)


def others(chain: Sequence[plan.Calendar], start: date, finish: date) -> dict[date, plan.CalendarException]:
    """Return the exception that holds on each day of [start, finish) that has one."""
    said = (each for calendar in reversed(chain) for each in calendar.exceptions)
    return {day: each for each in said for day in days_within(each.start, each.finish, start, finish)}


def days_within(start: date, finish: date, first: date, end: date) -> Iterator[date]:
    """Yield the days of [start, finish) that lie in [first, end)."""
    day, end = max(start, first), min(finish, end)
    while day < end:
        yield day
        day += _DAY


def away_in_part(chain: Sequence[plan.Calendar], windows: Windows, name: str) -> Iterator[plan.CalendarException]:
    """Yield an exception called `name` for each day on which somebody is away in `windows`, with what is left of it."""
    if not windows:
        return
    other = others(chain, min(windows), max(windows) + _DAY)
    for day in sorted(windows):
        worked = other[day].shifts if day in other else usual(day.weekday(), chain)
        left = without(worked, windows[day])
        if left != worked:
            yield plan.CalendarException(day, day + _DAY, left, name)


def without(shifts: plan.DayShifts, windows: Iterable[tuple[int, int]]) -> plan.DayShifts:
    """Return `shifts` without the minutes of the day in `windows`."""
    for start, finish in windows:
        before = [(each.start, min(each.finish, start)) for each in shifts]
        after = [(max(each.start, finish), each.finish) for each in shifts]
        shifts = tuple(plan.Shift(begin, end) for begin, end in sorted(before + after) if begin < end)
    return shifts
