"""What people are booked for over time, and when they are free."""

from typing import NamedTuple

from fairlead_engine.machine import Ints


class Diaries(NamedTuple):
    """How much each person w is booked for, in rows `first[w]` to `first[w] + used[w]`, of which the first is empty.

    From `time[row]` until `time[row + 1]` it is `load[row]`; after the last row it is nothing.
    """

    first: Ints  # (people + 1)
    used: Ints  # (people)
    time: Ints  # (rows) rising for each person
    load: Ints  # (rows)
    ended: Ints  # (rows) a task whose booking ends there; -1, none


def copy_diaries(blank: Diaries, diaries: Diaries) -> None:
    """Fill `diaries` with what stands in `blank`."""
    for w in range(len(blank.used)):
        diaries.used[w] = blank.used[w]
        for row in range(blank.first[w], blank.first[w] + blank.used[w]):
            diaries.time[row] = blank.time[row]
            diaries.load[row] = blank.load[row]
            diaries.ended[row] = blank.ended[row]


def row_at(w: int, instant: int, diaries: Diaries) -> int:
    """Return the row of person `w` in which `instant` lies."""
    low, high = diaries.first[w], diaries.first[w] + diaries.used[w]
    while high - low > 1:
        middle = (low + high) // 2
        if diaries.time[middle] <= instant:
            low = middle
        else:
            high = middle
    return low


def row_from(w: int, instant: int, diaries: Diaries) -> int:
    """Return the row of person `w` that begins at `instant`; where none does, one more is made."""
    row = row_at(w, instant, diaries)
    if diaries.time[row] == instant:
        return row
    end = diaries.first[w] + diaries.used[w]
    for later in range(end, row + 1, -1):
        diaries.time[later] = diaries.time[later - 1]
        diaries.load[later] = diaries.load[later - 1]
        diaries.ended[later] = diaries.ended[later - 1]
    diaries.time[row + 1], diaries.load[row + 1], diaries.ended[row + 1] = instant, diaries.load[row], -1
    diaries.used[w] += 1
    return row + 1


def book(w: int, start: int, finish: int, units: int, t: int, diaries: Diaries) -> None:
    """Book `units` of person `w` for task `t` from `start` to `finish`, which is later."""
    begin = row_from(w, start, diaries)
    end = row_from(w, finish, diaries)
    for row in range(begin, end):
        diaries.load[row] += units
    diaries.ended[end] = t


def row_free_again(w: int, start: int, finish: int, left: int, diaries: Diaries) -> int:
    """Return the row with which the last time of `start` to `finish` ends in which `w` has more than `left`; else -1.

    Whatever takes the person between before that row begins, and lasts as long, meets that time too.
    """
    row, end, found = row_at(w, start, diaries), diaries.first[w] + diaries.used[w], -1
    while row < end and diaries.time[row] < finish:
        if diaries.load[row] > left:
            found = row + 1
        row += 1
    while 0 <= found < end and diaries.load[found] > left:
        found += 1
    return found


def row_free_until(w: int, start: int, finish: int, left: int, diaries: Diaries) -> int:
    """Return the row where the first time of `start` to `finish` begins in which `w` has more than `left`, or -1."""
    row, end = row_at(w, start, diaries), diaries.first[w] + diaries.used[w]
    while row < end and diaries.time[row] < finish:
        if diaries.load[row] > left:
            while diaries.load[row - 1] > left:
                row -= 1
            return row
        row += 1
    return -1


INLINED = (row_at,)
