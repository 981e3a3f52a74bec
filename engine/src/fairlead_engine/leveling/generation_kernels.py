"""Schedules from orders: the serial and the parallel schedule generation scheme."""

from fairlead_engine.leveling.shapes import Net, Room
from fairlead_engine.machine import Ints


def generate(net: Net, room: Room, order: Ints, start: Ints) -> int:
    """Start each activity of `order` as early as links and capacity allow; return the last finish.

    `order` names every activity after its predecessors. The serial scheme of Kelley (1963), as in Kolisch & Hartmann,
    "Heuristic algorithms for the resource-constrained project scheduling problem" (1999), section 2.
    """
    duration, release, before_from, before = net.duration, net.release, net.before_from, net.before
    end = 0
    for i in order:
        earliest = release[i]
        for k in range(before_from[i], before_from[i + 1]):
            j = before[k]
            earliest = max(earliest, start[j] + duration[j])
        start[i] = fit(net, room, i, earliest)
        end = max(end, start[i] + duration[i])
    clear(net, room, end)
    return end


def fit(net: Net, room: Room, i: int, earliest: int) -> int:
    """Return the first time from `earliest` on at which `i` can run to its end, and take its capacity there.

    A window is looked through from its end: behind the last time that is too full the next window begins, and what was
    seen to be free there need not be seen again.
    """
    free, stride, word, need, guard = room.free, room.stride[0], net.word, net.need, net.guard
    d, first, last = net.duration[i], net.need_from[i], net.need_from[i + 1]
    if first == last or d == 0:
        return earliest
    row, amount, bits = word[first] * stride, need[first], guard[word[first]]
    begin, seen, t = earliest, earliest, earliest + d - 1
    while t >= seen:
        # Where a lane of `free` is smaller than the need, the subtraction borrows its guard bit.
        fits = (free[row + t] - amount) & bits == bits
        if fits and last > first + 1:
            for k in range(first + 1, last):
                if (free[word[k] * stride + t] - need[k]) & guard[word[k]] != guard[word[k]]:
                    fits = False
                    break
        if fits:
            t -= 1
        else:
            seen, begin, t = begin + d, t + 1, t + d
    for k in range(first, last):
        row, amount = word[k] * stride, need[k]
        for t in range(row + begin, row + begin + d):
            free[t] -= amount
    return begin


def generate_parallel(net: Net, room: Room, order: Ints, start: Ints) -> int:
    """Go through time and start whatever of `order` can start then, first come first served; return the last finish.

    The parallel scheme of Kolisch & Hartmann (1999), section 2. What runs began before, so that what is free at a time
    stays free after it. `order` may name activities before their predecessors, and is lost.
    """
    duration, left, placed, time, end = net.duration, len(order), room.mark, 0, 0
    for i in range(left):
        placed[i] = 0
    while left:
        kept, soonest = 0, 2**62
        for k in range(left):
            i = order[k]
            ready = ready_at(net, placed, start, i)
            if ready <= time and is_free(net, room, i, time):
                start[i] = fit(net, room, i, time)
                placed[i] = 1
                end = max(end, start[i] + duration[i])
                soonest = min(soonest, time + duration[i])
            else:
                order[kept] = i
                kept += 1
                if ready > time:
                    soonest = min(soonest, ready)
        time, left = next_time(duration, placed, start, time, soonest), kept
    clear(net, room, end)
    return end


def ready_at(net: Net, placed: Ints, start: Ints, i: int) -> int:
    """Return when all that `i` waits for is over; far away where that is not known yet."""
    ready = net.release[i]
    for k in range(net.before_from[i], net.before_from[i + 1]):
        j = net.before[k]
        if placed[j] == 0:
            return 2**62
        ready = max(ready, start[j] + net.duration[j])
    return ready


def is_free(net: Net, room: Room, i: int, time: int) -> bool:
    """Return whether `i` finds what it needs at `time`."""
    if net.duration[i] == 0:
        return True
    for k in range(net.need_from[i], net.need_from[i + 1]):
        w = net.word[k]
        if (room.free[w * room.stride[0] + time] - net.need[k]) & net.guard[w] != net.guard[w]:
            return False
    return True


def next_time(duration: Ints, placed: Ints, start: Ints, time: int, soonest: int) -> int:
    """Return the first finish after `time`, or `soonest` where that comes before."""
    for i in range(len(start)):
        if placed[i] and start[i] + duration[i] > time:
            soonest = min(soonest, start[i] + duration[i])
    return soonest


def clear(net: Net, room: Room, end: int) -> None:
    """Free all capacity before `end`."""
    free, stride = room.free, room.stride[0]
    for w in range(len(net.full)):
        full = net.full[w]
        for t in range(w * stride, w * stride + end):
            free[t] = full


INLINED = (fit,)
