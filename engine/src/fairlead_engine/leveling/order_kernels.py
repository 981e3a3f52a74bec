"""Orders of activities, each after its predecessors: sorted, recombined and shaken."""

from fairlead_engine.leveling.random_kernels import below
from fairlead_engine.leveling.shapes import Net, Room
from fairlead_engine.machine import Ints


def sort_by(values: Ints, end: int, room: Room, order: Ints) -> None:
    """Fill `order` with the activities by rising `values`, which are 0 to `end`; equal ones in the net's order."""
    begins = room.begins
    for t in range(end + 2):
        begins[t] = 0
    for i in range(len(values)):
        begins[values[i] + 1] += 1
    for t in range(end + 1):
        begins[t + 1] += begins[t]
    for i in range(len(values)):
        place = begins[values[i]]
        order[place] = i
        begins[values[i]] = place + 1


def sort_by_finish(start: Ints, duration: Ints, end: int, room: Room, order: Ints) -> None:
    """Fill `order` by falling finish, which is at most `end`; equal ones against the net's order."""
    begins = room.begins
    for t in range(end + 2):
        begins[t] = 0
    for i in range(len(start)):
        begins[end - start[i] - duration[i] + 1] += 1
    for t in range(end + 1):
        begins[t + 1] += begins[t]
    for i in range(len(start) - 1, -1, -1):
        t = end - start[i] - duration[i]
        order[begins[t]] = i
        begins[t] += 1


def sort_noisy(net: Net, values: Ints, noise: int, end: int, room: Room, order: Ints) -> None:
    """Fill `order` by `values` plus up to `noise`, both of 0 to `end` / 2, every activity after its predecessors."""
    keys = room.back
    for i in range(len(values)):
        key = values[i] + below(room.random, noise + 1)
        for k in range(net.before_from[i], net.before_from[i + 1]):
            key = max(key, keys[net.before[k]])
        keys[i] = key
    sort_by(keys, end, room, order)


def cross(orders: Ints, mother: int, father: int, room: Room, order: Ints) -> None:
    """Fill `order` with a beginning and an end of the mother's and, between them, what is missing as the father has it.

    `mother` and `father` are where their orders begin in `orders`. The two-point crossover of Hartmann, "A competitive
    genetic algorithm for resource-constrained project scheduling" (1998), section 3.4; it keeps links.
    """
    n, taken = len(order), room.mark
    p, q = below(room.random, n), below(room.random, n)
    if p > q:
        p, q = q, p
    for i in range(n):
        taken[i] = 0
    for k in range(p):
        order[k] = orders[mother + k]
        taken[order[k]] = 1
    k, f = p, father
    while k < q:
        if taken[orders[f]] == 0:
            order[k] = orders[f]
            taken[order[k]] = 1
            k += 1
        f += 1
    for m in range(mother + p, mother + n):
        if taken[orders[m]] == 0:
            order[k] = orders[m]
            k += 1


def shake(net: Net, room: Room, order: Ints) -> None:
    """Move activities forward at random within one stretch of `order`, at most a quarter of it.

    A window that is made anew while the rest stays is the neighborhood of Palpant, Artigues & Michelon, "LSSPER"
    (2004), here left to chance and to the forward-backward improvement that follows.
    """
    n = len(order)
    low = below(room.random, n)
    high = min(n, low + 4 + below(room.random, n // 4 + 1))
    for _ in range(high - low):
        place = low + below(room.random, high - low)
        advance(net, order, place, max(low, place - below(room.random, high - low)))


def advance(net: Net, order: Ints, place: int, goal: int) -> None:
    """Move the activity at `place` of `order` forward to `goal`, or until one of its predecessors is met."""
    i = order[place]
    while place > goal and not follows(net, i, order[place - 1]):
        order[place] = order[place - 1]
        place -= 1
    order[place] = i


def follows(net: Net, i: int, j: int) -> bool:
    """Return whether a link leads from `j` to `i`."""
    for k in range(net.before_from[i], net.before_from[i + 1]):
        if net.before[k] == j:
            return True
    return False
