"""What people are booked for, and when they are free."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.machine import Ints


class Demands(NamedTuple):
    """What tasks, by index, ask of people: `units[k]` of `who[k]`, for k in `first[t]` to `first[t + 1]`."""

    first: Ints  # (tasks + 1)
    who: Ints  # (demands)
    units: Ints  # (demands) in the units of `capacity`, never more than that
    capacity: Ints  # (people)


class Bookings(NamedTuple):
    """What each person is booked for: places `first[w]` to `first[w] + taken[w]`, in no order."""

    first: Ints  # (people + 1)
    taken: Ints  # (people)
    start: Ints  # (demands)
    finish: Ints  # (demands)
    units: Ints  # (demands)
    task: Ints  # (demands)


def book(t: int, start: int, finish: int, demands: Demands, bookings: Bookings) -> None:
    """Book everybody whom task `t` asks for."""
    for k in range(demands.first[t], demands.first[t + 1]):
        w = demands.who[k]
        place = bookings.first[w] + bookings.taken[w]
        bookings.start[place], bookings.finish[place] = start, finish
        bookings.units[place], bookings.task[place] = demands.units[k], t
        bookings.taken[w] += 1


def clash(t: int, start: int, finish: int, demands: Demands, bookings: Bookings, found: Ints) -> int:
    """Return the time before which task `t` cannot start if it cannot from `start` to `finish`, and 0 if it can.

    Fills `found` with the person who is not free and the task that keeps them until then.
    """
    until = 0
    for k in range(demands.first[t], demands.first[t + 1]):
        w = demands.who[k]
        begin, end = bookings.first[w], bookings.first[w] + bookings.taken[w]
        left = demands.capacity[w] - demands.units[k]
        for place in range(begin - 1, end):
            # Load grows only where something starts: the task itself, or what begins within it.
            time = start if place < begin else bookings.start[place]
            if start <= time < finish:
                over = released(time, begin, end, left, bookings)
                if over >= 0 and bookings.finish[over] > until:
                    until = bookings.finish[over]
                    found[0], found[1] = w, bookings.task[over]
    return until


def released(time: int, begin: int, end: int, left: int, bookings: Bookings) -> int:
    """Return which booking at `time` ends first, if all of them are more than `left`; else -1."""
    load, first, soonest = 0, -1, FAR
    for place in range(begin, end):
        if bookings.start[place] <= time < bookings.finish[place]:
            load += bookings.units[place]
            if bookings.finish[place] < soonest:
                soonest, first = bookings.finish[place], place
    return first if load > left else -1
