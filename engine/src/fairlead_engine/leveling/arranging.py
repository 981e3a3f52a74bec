"""An instance as its kernels see it: in topological order, capacities packed into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairlead_engine.leveling.instance import Instance
from fairlead_engine.leveling.packing_kernels import WHOLE, Packing
from fairlead_engine.leveling.shapes import Net, Room
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network.cycle import CycleFound, cycle_path

_BITS = 62  # of a word: the sign stays clear, and a lane never reaches it


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a resource's free capacity stands: `bits` bits of a word from `shift` on, and one more that guards them."""

    word: int
    shift: int
    bits: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """An instance in topological order; `order` says which activity stands at each place."""

    net: Net
    mirror: Net
    order: tuple[int, ...]
    tail: tuple[int, ...]  # (n) time from each place's start to the end, by links alone
    head: tuple[int, ...]  # (n) the earliest start, by links and releases alone
    project: tuple[int, ...]  # (n)
    ends: tuple[int, ...]  # by project: its last finish by links and releases alone
    span: int  # from 0 to the end by links and releases alone
    horizon: int


def arranged(instance: Instance, machine: Machine) -> Arranged:
    """Return `instance` arranged for the kernels of `machine`.

    Raises: CycleFound with ids of activities.
    """
    order = _topological(instance)
    place = {activity: at for at, activity in enumerate(order)}
    after = [[place[j] for j in instance.activities[i].followers] for i in order]
    before: list[list[int]] = [[] for _ in order]
    for at, followers in enumerate(after):
        for follower in followers:
            before[follower].append(at)
    duration = [instance.activities[i].duration for i in order]
    earliest = instance.earliest()
    release = [earliest[i] for i in order]
    lengths, none = machine.as_indexes(duration), machine.as_indexes([0] * len(order))
    needs, capacities = _capacities(instance, order, machine)
    net = Net(lengths, machine.as_indexes(release), *_rows(before, machine), *needs, *capacities)
    mirror = Net(lengths, none, *_rows(after, machine), *needs, *capacities)
    head, tail = _heads(duration, release, before), _tails(duration, after)
    project = tuple(instance.activities[i].project for i in order)
    ends = [0] * len(instance.releases)
    for p, first, rest in zip(project, head, tail, strict=True):
        ends[p] = max(ends[p], first + rest)
    return Arranged(net, mirror, order, tail, head, project, tuple(ends), max(ends, default=0), instance.horizon)


def room_of(given: Arranged, seed: int, machine: Machine) -> Room:
    """Return room for one search whose random numbers follow from `seed`."""
    n, words, stride = len(given.order), len(given.net.full), given.horizon + 1
    free, one, random = machine.instants((words * stride, 0), (1, stride), (1, 1))
    for word in range(words):
        free[word * stride : (word + 1) * stride] = machine.same_instants(stride, int(given.net.full[word]))
    random[0] = (seed * 2_654_435_761 + 0x9E3779B9) % 0xFFFFFFFF or 1
    begins, order, start, back, mark = machine.indexes((2 * stride + 4, 0), *((n, 0) for _ in range(4)))
    return Room(free, one, begins, order, start, back, mark, random)


def packing_of(instance: Instance, given: Arranged, machine: Machine) -> Packing:
    """Return what each activity needs of each resource, as packing sees it."""
    capacities = instance.capacities
    rows = [instance.activities[i] for i in given.order]
    need = [amount for each in rows for amount in each.needs]
    part = [amount * WHOLE // max(1, of) for each in rows for amount, of in zip(each.needs, capacities, strict=True)]
    work = [sum(each.duration * each.needs[k] for each in rows) / max(1, of) for k, of in enumerate(capacities)]
    busiest, longest = max([*work, 1e-9]), max([*given.tail, 1])
    free, weight, best = machine.instants((len(capacities), 0), (len(capacities), 0), (2, 2**62))
    best[1] = 0
    return Packing(
        need=machine.as_instants(need),
        part=machine.as_instants(part),
        capacity=machine.as_instants(list(capacities)),
        load=machine.as_instants([int(WHOLE * each / busiest) for each in work]),
        tail=machine.as_instants([WHOLE * tail // longest for tail in given.tail]),
        free=free,
        weight=weight,
        best=best,
    )


def _capacities(
    instance: Instance, order: Sequence[int], machine: Machine
) -> tuple[tuple[Ints, Ints, Ints], tuple[Ints, Ints]]:
    """Return what each place needs of which word, and how much of each word there is, with its guard bits."""
    lanes = _lanes(instance.capacities)
    words = max((lane.word for lane in lanes), default=-1) + 1
    guard, full = [0] * words, [0] * words
    for lane, capacity in zip(lanes, instance.capacities, strict=True):
        guard[lane.word] |= 1 << (lane.shift + lane.bits)
        full[lane.word] |= 1 << (lane.shift + lane.bits) | capacity << lane.shift
    needs = [_packed(instance.activities[i].needs, lanes) for i in order]
    need_from, word = _rows([list(need) for need in needs], machine)
    amounts = machine.as_instants([amount for need in needs for amount in need.values()])
    return (need_from, word, amounts), (machine.as_instants(full), machine.as_instants(guard))


def _lanes(capacities: Sequence[int]) -> list[Lane]:
    """Return a lane for each resource, as many side by side in a word as it holds."""
    lanes: list[Lane] = []
    word, shift = 0, 0
    for capacity in capacities:
        bits = max(1, capacity.bit_length())
        if shift + bits + 1 > _BITS:
            word, shift = word + 1, 0
        lanes.append(Lane(word, shift, bits))
        shift += bits + 1
    return lanes


def _packed(needs: Sequence[int], lanes: Sequence[Lane]) -> dict[int, int]:
    """Return the words of which something is needed, and how much."""
    packed: dict[int, int] = {}
    for need, lane in zip(needs, lanes, strict=True):
        if need:
            packed[lane.word] = packed.get(lane.word, 0) | need << lane.shift
    return packed


def _rows(rows: Iterable[Sequence[int]], machine: Machine) -> tuple[Ints, Ints]:
    """Return where each row begins, and one after the last; and all rows, one after another."""
    begins, values = [0], list[int]()
    for row in rows:
        values.extend(row)
        begins.append(len(values))
    return machine.as_indexes(begins), machine.as_indexes(values)


def _topological(instance: Instance) -> tuple[int, ...]:
    """Return the activities, each after all that it follows, first come first served."""
    waits = [0] * len(instance.activities)
    for activity in instance.activities:
        for follower in activity.followers:
            waits[follower] += 1
    order = [i for i, count in enumerate(waits) if count == 0]
    for i in order:
        for follower in instance.activities[i].followers:
            waits[follower] -= 1
            if waits[follower] == 0:
                order.append(follower)
    if len(order) < len(waits):
        raise CycleFound(_cycle(instance, waits))
    return tuple(order)


def _cycle(instance: Instance, waits: Sequence[int]) -> tuple[str, ...]:
    links = [(i, j) for i, activity in enumerate(instance.activities) for j in activity.followers]
    predecessors, followers = [i for i, _ in links], [j for _, j in links]
    path = cycle_path([-1] * len(waits), predecessors, followers, [*waits, *([0] * len(waits))])
    return tuple(instance.activities[i].id for i in path)


def _heads(duration: Sequence[int], release: Sequence[int], before: Sequence[Sequence[int]]) -> tuple[int, ...]:
    heads = list(release)
    for at, predecessors in enumerate(before):
        heads[at] = max([heads[at], *(heads[j] + duration[j] for j in predecessors)])
    return tuple(heads)


def _tails(duration: Sequence[int], after: Sequence[Sequence[int]]) -> tuple[int, ...]:
    tails = list(duration)
    for at in range(len(after) - 1, -1, -1):
        tails[at] += max((tails[j] for j in after[at]), default=0)
    return tuple(tails)
