"""What may be said of working times: a week of days, each with shifts in minutes of the day. Pure."""

from collections.abc import Iterable, Sequence

from fairlead_engine.plan import Shift

Shifts = Sequence[Sequence[int]]
DAYS_A_WEEK = 7
DAY = 24 * 60
_ROUND = 5  # minutes


def is_day(shifts: Shifts) -> bool:
    """Say whether `shifts` can be the working times of a day: in order, apart, within the day."""
    flat = [minute for shift in shifts for minute in shift]
    within = all(len(shift) == 2 and shift[0] < shift[1] for shift in shifts)
    return within and flat == sorted(flat) and all(0 <= minute <= DAY for minute in flat)


def is_week(week: Sequence[Shifts | None]) -> bool:
    """Say whether `week` has seven days that can be, Monday first; None is as the base calendar says."""
    return len(week) == DAYS_A_WEEK and all(day is None or is_day(day) for day in week)


def plain_week(week: Sequence[Shifts | None]) -> list[list[list[int]] | None]:
    """Return `week` as it is kept: lists of lists, shifts that touch joined into one."""
    return [None if day is None else plain_day(day) for day in week]


def plain_day(shifts: Shifts) -> list[list[int]]:
    """Return the shifts of a day as they are kept: lists, those that touch joined into one."""
    joined: list[list[int]] = []
    for start, finish in shifts:
        if joined and joined[-1][1] == start:
            joined[-1][1] = finish
        else:
            joined.append([start, finish])
    return joined


def week_minutes(week: Iterable[Iterable[Shift]]) -> int:
    """Return the working minutes of a week of the engine's shifts."""
    return sum(shift.finish - shift.start for day in week for shift in day)


def shortened(week: Sequence[Sequence[Shift]], minutes: int) -> list[list[list[int]] | None]:
    """Return `week` with `minutes` in all, as it is kept: each day ends earlier, all by the same share.

    Days keep whole five minutes, and the last of them what is left; a day that stays as it is is None.
    Bounds: 0 < `minutes` <= those of `week`.
    """
    full = week_minutes(week)
    days = [day for day in range(len(week)) if week[day]]
    wanted = dict.fromkeys(days, 0)
    left = minutes
    for place, day in enumerate(days):
        length = week_minutes([week[day]])
        wanted[day] = length * minutes // full // _ROUND * _ROUND if place < len(days) - 1 else min(left, length)
        left -= wanted[day]
    for day in days:  # what rounding left over, where the last day does not hold it
        more = min(left, week_minutes([week[day]]) - wanted[day])
        wanted[day], left = wanted[day] + more, left - more
    return [
        None if day not in wanted or week_minutes([shifts]) == wanted[day] else _cut(shifts, wanted[day])
        for day, shifts in enumerate(week)
    ]


def _cut(day: Sequence[Shift], minutes: int) -> list[list[int]]:
    kept: list[list[int]] = []
    for shift in day:
        length = min(shift.finish - shift.start, minutes)
        if length > 0:
            kept.append([shift.start, shift.start + length])
        minutes -= length
    return kept
