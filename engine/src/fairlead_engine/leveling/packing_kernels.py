"""Schedules in which activities that fit together run together: for scarce resources that few links keep apart."""

from typing import NamedTuple

from fairlead_engine.leveling.random_kernels import below
from fairlead_engine.leveling.shapes import Net, Room
from fairlead_engine.machine import Ints

WHOLE = 1024  # parts of a capacity, a load or a tail
TASTES = 3 * 3 * 3  # ways to choose


class Packing(NamedTuple):
    """What each activity needs of each of `kinds` resources, one after another, and room."""

    need: Ints  # (n * kinds)
    part: Ints  # (n * kinds) in parts of the capacity
    capacity: Ints  # (kinds)
    load: Ints  # (kinds) work for the capacity, in parts of the busiest resource's
    tail: Ints  # (n) time from the start to the end by links alone, in parts of the longest
    free: Ints  # (kinds) room
    weight: Ints  # (kinds) room
    best: Ints  # (2) the least last finish so far, and by which taste


def pack(net: Net, mirror: Net, packing: Packing, room: Room, taste: int, noise: int, start: Ints) -> int:
    """Go through time and start, of what can start, whatever fits best, again and again; return the last finish.

    The parallel scheme with rules of vector packing, of which `taste` chooses one: how much is needed where much is
    free (the dot product of Panigrahy, Talwar, Uyeda & Wieder, "Heuristics for vector bin packing", 2011), how little
    is left over (their norm), or how much is needed; each resource weighs by its load to the power of 0, 1 or 3; and
    longer tails go before, more or less. `noise`, in parts of a choice's worth, makes others of it.
    """
    kinds, n = len(packing.capacity), len(net.duration)
    for k in range(kinds):
        packing.free[k] = packing.capacity[k]
        packing.weight[k] = WHOLE
        for _ in range((0, 1, 3)[taste // 3 % 3]):
            packing.weight[k] = packing.weight[k] * packing.load[k] // WHOLE
    ready, running, waits = room.order, room.back, room.mark
    count, busy, placed, time, end = 0, 0, 0, 0, 0
    for i in range(n):
        waits[i] = net.before_from[i + 1] - net.before_from[i]
        if waits[i] == 0:
            ready[count] = i
            count += 1
    while placed < n:
        place = fittest(net, packing, room, count, time, taste, noise)
        if place >= 0:
            i, count = ready[place], count - 1
            ready[place] = ready[count]
            start[i] = time
            end = max(end, time + net.duration[i])
            if net.duration[i] == 0:
                placed, count = placed + 1, release(mirror, i, waits, ready, count)
            else:
                running[busy], busy = i, busy + 1
                for k in range(kinds):
                    packing.free[k] -= packing.need[i * kinds + k]
            continue
        following = 2**62
        for at in range(busy):
            following = min(following, start[running[at]] + net.duration[running[at]])
        for at in range(count):
            if net.release[ready[at]] > time:
                following = min(following, net.release[ready[at]])
        time, at = following, 0
        while at < busy:
            i = running[at]
            if start[i] + net.duration[i] > time:
                at += 1
                continue
            busy -= 1
            running[at] = running[busy]
            placed, count = placed + 1, release(mirror, i, waits, ready, count)
            for k in range(kinds):
                packing.free[k] += packing.need[i * kinds + k]
    return end


def release(mirror: Net, i: int, waits: Ints, ready: Ints, count: int) -> int:
    """Add what waited for `i` only to the `count` activities that are ready; return how many there are then."""
    for k in range(mirror.before_from[i], mirror.before_from[i + 1]):
        j = mirror.before[k]
        waits[j] -= 1
        if waits[j] == 0:
            ready[count] = j
            count += 1
    return count


def fittest(net: Net, packing: Packing, room: Room, count: int, time: int, taste: int, noise: int) -> int:
    """Return the place of the ready activity to start at `time`, -1 if none can."""
    kinds, best, most = len(packing.capacity), -1, -(2**62)
    whole = kinds * WHOLE * WHOLE
    for at in range(count):
        i = room.order[at]
        if net.release[i] > time:
            continue
        if net.duration[i] == 0:
            return at
        fits, worth = True, 0
        for k in range(kinds):
            need, free, capacity = packing.need[i * kinds + k], packing.free[k], packing.capacity[k]
            if need > free:
                fits = False
                break
            if capacity == 0:
                continue
            part, left = packing.part[i * kinds + k], free * WHOLE // capacity
            if taste % 3 == 0:
                worth += packing.weight[k] * part // WHOLE * left
            elif taste % 3 == 1:
                worth -= packing.weight[k] * (left - part) // WHOLE * (left - part)
            else:
                worth += packing.weight[k] * part
        if fits:
            worth += packing.tail[i] * whole // WHOLE // (10, 3, 1)[taste // 9]
            worth += below(room.random, WHOLE) * whole // WHOLE * noise // WHOLE if noise else 0
            if worth > most:
                best, most = at, worth
    return best
