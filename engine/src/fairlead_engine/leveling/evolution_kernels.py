"""A population of schedules that gets better."""

from fairlead_engine.leveling.generation_kernels import generate_parallel
from fairlead_engine.leveling.justification_kernels import improve, justify
from fairlead_engine.leveling.order_kernels import cross, shake, sort_by, sort_noisy
from fairlead_engine.leveling.packing_kernels import TASTES, Packing, pack
from fairlead_engine.leveling.random_kernels import below
from fairlead_engine.leveling.shapes import Net, Population, Room
from fairlead_engine.machine import Ints

SHAKEN_PERCENT = 20
PACKED = 2  # every second schedule of a new population is packed
PACKS = 3  # of which the best is taken
NOISE = 100  # at most, in parts of what a choice is worth


def settle(
    net: Net,
    mirror: Net,
    room: Room,
    packing: Packing,
    population: Population,
    rules: Ints,
    span: int,
    first: int,
    last: int,
) -> None:
    """Fill the places `first` to `last` - 1 of `population` by the priorities of `rules`, ever more noisy.

    `rules` has a value of 0 to `span` for each activity and rule, rule after rule. The first of each rule is not noisy.
    Three schemes take turns: the serial one reaches some best schedule always, the parallel one good ones sooner, and
    the packing one where capacities decide more than links.
    """
    n = len(net.duration)
    count = len(rules) // n
    for who in range(first, last):
        rule = who % count
        noise = 0 if who < 2 * count else 1 + below(room.random, span)
        sort_noisy(net, rules[rule * n : rule * n + n], noise, 2 * span, room, room.order)
        if who % PACKED == 1 and len(packing.capacity) > 0:
            end = pack_some(net, mirror, packing, room, population, who)
            end = justify(net, mirror, room, room.order, room.start, end)
        elif who // count % 2:
            end = generate_parallel(net, room, room.order, room.start)
            end = justify(net, mirror, room, room.order, room.start, end)
        else:
            end = improve(net, mirror, room, room.order, room.start)
        keep(room, population, who, end, digest_of(room.start))


def pack_some(net: Net, mirror: Net, packing: Packing, room: Room, population: Population, who: int) -> int:
    """Leave the best of some packed schedules in `room`, by way of the place `who`; return its last finish.

    Some are made by any taste, others by the one that was best so far, with noise.
    """
    n, least = len(net.duration), 2**62
    for number in range(PACKS):
        taste, noise = below(room.random, TASTES), 0
        if number > 0:
            taste, noise = packing.best[1], 1 + below(room.random, NOISE)
        end = pack(net, mirror, packing, room, taste, noise, room.start)
        if end < packing.best[0]:
            packing.best[0], packing.best[1] = end, taste
        if end < least:
            least = end
            for i in range(n):
                population.start[who * n + i] = room.start[i]
    for i in range(n):
        room.start[i] = population.start[who * n + i]
    return least


def evolve(net: Net, mirror: Net, room: Room, population: Population, rounds: int, target: int) -> int:
    """Recombine schedules `rounds` times, or until one ends at `target`; return how often that was.

    A child that is not worse takes the place of its worse parent, so that unlike schedules live side by side: the
    crowding of De Jong (1975). One that is there already is left out.
    """
    n, size = len(net.duration), len(population.end)
    for done in range(rounds):
        mother, father = chosen(room, population), chosen(room, population)
        cross(population.order, mother * n, father * n, room, room.order)
        if below(room.random, 100) < SHAKEN_PERCENT:
            shake(net, room, room.order)
        end = improve(net, mirror, room, room.order, room.start)
        worse = father if population.end[father] > population.end[mother] else mother
        if end > population.end[worse]:
            continue
        digest = digest_of(room.start)
        if not is_known(population, size, end, digest):
            keep(room, population, worse, end, digest)
            if end <= target:
                return done + 1
    return rounds


def chosen(room: Room, population: Population) -> int:
    """Return the better of two schedules."""
    size = len(population.end)
    one, other = below(room.random, size), below(room.random, size)
    return other if population.end[other] < population.end[one] else one


def keep(room: Room, population: Population, who: int, end: int, digest: int) -> None:
    """Put the schedule in `room` at the place `who`."""
    n = len(room.start)
    population.end[who], population.digest[who] = end, digest
    sort_by(room.start, end, room, room.order)
    for i in range(n):
        population.start[who * n + i] = room.start[i]
        population.order[who * n + i] = room.order[i]
    if end < population.best[0]:
        population.best[0], population.best[1] = end, who


def is_known(population: Population, size: int, end: int, digest: int) -> bool:
    """Return whether the population has this schedule."""
    for who in range(size):
        if population.digest[who] == digest and population.end[who] == end:
            return True
    return False


def digest_of(start: Ints) -> int:
    """Return a number of 31 bits that two different schedules seldom share."""
    digest = 0
    for value in start:
        digest = (digest * 1_000_003 + value + 1) & 0x7FFFFFFF
    return digest
