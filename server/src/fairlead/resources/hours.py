"""What may be said of working times: a week of days, each with shifts in minutes of the day. Pure."""

from collections.abc import Sequence

Shifts = Sequence[Sequence[int]]
DAYS_A_WEEK = 7
DAY = 24 * 60


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
