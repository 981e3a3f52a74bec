"""A schedule at once, then better ones for as long as somebody waits."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from fairlead_engine.leveling.arranging import Arranged, arranged, packing_of, room_of
from fairlead_engine.leveling.bounds import lower_bound
from fairlead_engine.leveling.evolution_kernels import evolve, settle
from fairlead_engine.leveling.instance import Instance
from fairlead_engine.leveling.justification_kernels import improve
from fairlead_engine.leveling.order_kernels import sort_by
from fairlead_engine.leveling.packing_kernels import Packing
from fairlead_engine.leveling.shapes import Population, Room
from fairlead_engine.machine import Ints, Machine, compiled_machine, machine_for

ISLANDS = 2  # populations that live apart, each on a core of its own; their number is part of what a seed means
_LEAST, _MOST = 16, 1_000  # schedules of one population
_CHILDREN = 150  # of each of them, before a population has become much alike
_STEPS = 40  # of plain Python for an activity of the first schedule, in tasks scheduled without leveling
_ROUND = 0.03  # seconds that one round of all islands is meant to take


@dataclass(frozen=True, slots=True)
class Leveled:
    """A schedule that keeps links and capacities: `starts` by activity, in the instance's order and time units.

    No schedule ends before `lower_bound`; where `makespan`, the last finish, is as low, none is better.
    """

    starts: tuple[int, ...]
    makespan: int
    lower_bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no schedule can end sooner."""
        return self.makespan <= self.lower_bound


def level_instance(instance: Instance, *, seconds: float, seed: int = 0) -> Iterator[Leveled]:
    """Yield a schedule at once, then the best one found so far every few hundredths of a second.

    It ends only where the best is proven; who has waited long enough stops asking. `seconds` is how long that
    will be: the search spreads wider where there is more time. The same `seconds` and `seed` give the same schedules in
    the same order, however fast the machine.
    Raises: CycleFound.
    """
    yield (best := _first(instance, machine_for(len(instance.activities) * _STEPS)))
    if best.is_proven:
        return
    machine = compiled_machine()
    given = arranged(instance, machine)
    best = replace(best, lower_bound=lower_bound(instance, given, machine))
    islands = [Island.made(instance, given, seed * ISLANDS + k, seconds, machine) for k in range(ISLANDS)]
    with ThreadPoolExecutor(ISLANDS) as pool:
        while not best.is_proven:
            best = min((best, *_round(islands, best, pool)), key=lambda found: found.makespan)
            yield best


def _first(instance: Instance, machine: Machine) -> Leveled:
    """Return the schedule of the first priority, pulled back and forth."""
    given = arranged(instance, machine)
    room = room_of(given, 0, machine)
    machine.kernel(sort_by)(machine.as_indexes(_rules(given)[0]), given.span, room, room.order)
    end = machine.kernel(improve)(given.net, given.mirror, room, room.order, room.start)
    return _leveled(room.start, 0, end, lower_bound(instance, given, machine), given)


def _round(islands: "list[Island]", best: Leveled, pool: ThreadPoolExecutor) -> Iterator[Leveled]:
    runs: list[Future[None]] = [pool.submit(island.live, best.lower_bound) for island in islands]
    for run, island in zip(runs, islands, strict=True):
        run.result()
        yield island.best(best.lower_bound)


def _rules(given: Arranged) -> list[list[int]]:
    """Return the priorities to start from, less going first, by links alone.

    The latest finish and the latest start of Kolisch, "Efficient priority rules for the resource-constrained project
    scheduling problem" (1996); and the latest start that does not delay the activity's own project, which is the least
    slack of Lova & Tormos, "Analysis of scheduling schemes and heuristic rules" (2001), at any time of the parallel
    scheme.
    """
    starts, duration = [given.span - tail for tail in given.tail], given.net.duration
    finishes = [start + int(d) for start, d in zip(starts, duration, strict=True)]
    return [finishes, starts, [given.ends[p] - tail for p, tail in zip(given.project, given.tail, strict=True)]]


def _leveled(starts: Ints, at: int, end: int, bound: int, given: Arranged) -> Leveled:
    by_activity = [0] * len(given.order)
    for place, i in enumerate(given.order):
        by_activity[i] = int(starts[at + place])
    return Leveled(tuple(by_activity), int(end), bound)


@dataclass(slots=True)
class Island:
    """A population, the room it works in, and how far it has come."""

    given: Arranged
    room: Room
    packing: Packing
    population: Population
    rules: Ints
    children: int  # in one round
    settled: int
    machine: Machine

    @classmethod
    def made(cls, instance: Instance, given: Arranged, seed: int, seconds: float, machine: Machine) -> "Island":
        """Return an island that has yet to be settled."""
        n = len(given.order)
        each = 5e-7 * n * (n / 120) ** 0.8  # seconds for one schedule pulled back and forth, roughly
        size = int(min(_MOST, max(_LEAST, seconds / each / _CHILDREN)))
        end, digest, start, order = machine.indexes((size, 0), (size, 0), (size * n, 0), (size * n, 0))
        best = machine.instants((2, 2**62))[0]
        rules = machine.as_indexes([value for rule in _rules(given) for value in rule])
        children = max(1, int(_ROUND / each))
        population = Population(end, digest, start, order, best)
        packing = packing_of(instance, given, machine)
        return cls(given, room_of(given, seed, machine), packing, population, rules, children, 0, machine)

    def live(self, target: int) -> None:
        """Settle some more, or have children, for about the time of one round."""
        given, size = self.given, len(self.population.end)
        if self.settled < size:
            last = min(size, self.settled + self.children)
            arrays = given.net, given.mirror, self.room, self.packing, self.population, self.rules
            self.machine.kernel(settle)(*arrays, given.span, self.settled, last)
            self.settled = last
        else:
            self.machine.kernel(evolve)(given.net, given.mirror, self.room, self.population, self.children, target)

    def best(self, bound: int) -> Leveled:
        """Return the best schedule of the island."""
        end, who = (int(value) for value in self.population.best)
        return _leveled(self.population.start, who * len(self.given.order), end, bound, self.given)
