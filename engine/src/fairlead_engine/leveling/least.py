"""Below which no leveled plan can score."""

from collections.abc import Iterable, Iterator

from fairlead_engine.leveling.delaying_kernels import MOVES
from fairlead_engine.leveling.least_delay import Piece, Sharing, Work
from fairlead_engine.leveling.least_kernels import count_together
from fairlead_engine.leveling.load import most_of, parts_of
from fairlead_engine.leveling.program import Program
from fairlead_engine.leveling.wishes import Objective
from fairlead_engine.machine import Ints
from fairlead_engine.plan import ResourceId


class Bounds:
    """What links, calendars and the work of single people make sure of, whatever goes first.

    People who stay overloaded in a proposal say nothing about it: it could be better than their work allows.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._goal = program.search.given.goal
        self._ends = program.alone
        self._works: list[Work] | None = None
        self._delays: dict[frozenset[ResourceId], float] = {}

    def of(self, overloaded: Iterable[ResourceId]) -> float:
        """Return a score that no plan is below in which nobody but `overloaded` is asked for too much."""
        left = set(overloaded)
        objective = self._program.wanted.wishes.objective
        if objective is Objective.CHANGES:
            return 0.0 if left else float(fewest_changes(self._program))
        if self._works is None:
            self._works = sorted(_works(self._program), key=lambda work: -sum(each.minutes for each in work.pieces))
        works = [work for work in self._works if work.person not in left]
        if objective is Objective.MAKESPAN:
            return float(max([*self._ends, *map(_end_of_all, works)], default=0))
        key = frozenset(left)
        if key not in self._delays:
            self._delays[key] = Sharing(works, self._late, self._ends).bound()
        return self._delays[key]

    def _late(self, j: int, end: int) -> float:
        project, weights = self._program.wanted.plan.projects[j], self._program.wanted.wishes.weights
        return weights.get(project.id, 1.0) * max(0, end - int(self._goal.target[j]))


def _end_of_all(work: Work) -> int:
    """Return where the work that cannot start before some time ends at the earliest, at most, whatever that time."""
    minutes, latest = 0.0, 0
    for piece in sorted(work.pieces, key=lambda piece: -piece.head):
        minutes += piece.minutes
        latest = max(latest, work.end(work.at(piece.head) + minutes))
    return latest


def _works(program: Program) -> Iterator[Work]:
    """Yield what is asked of each person by tasks that may move and can be done in one way only."""
    search = program.search
    given, machine, network = search.given, search.machine, search.scene.network
    pieces: dict[int, list[Piece]] = {}
    calendars: dict[int, set[int]] = {}
    for r, t in enumerate(network.task):
        mode = int(given.modes.first[t])
        calendar = int(given.modes.calendar[mode])
        if given.limits.may[t] != MOVES or given.modes.first[t + 1] - mode > 1 or calendar < 0:
            continue
        work = int(search.scene.said.duration[t] - search.scene.said.pauses[t])
        for k in range(int(given.modes.need_from[mode]), int(given.modes.need_from[mode + 1])):
            w = int(given.modes.who[k])
            minutes = work * int(given.modes.units[k]) / max(1, int(given.modes.capacity[w]))
            pieces.setdefault(w, []).append(Piece(int(network.project[r]), minutes, int(program.heads[r])))
            calendars.setdefault(w, set()).add(calendar)
    people, tables = program.people, search.scene.tables
    before: Ints
    alike: Ints
    for w, of_person in pieces.items():
        numbers = machine.as_indexes(sorted(calendars[w]))
        days = int(tables.span[1])
        (last, alike), (before,) = machine.indexes((len(numbers), 0), (days, 0)), machine.instants((days + 1, 0))
        machine.kernel(count_together)(numbers, tables, last, before, alike)
        yield Work(people[w], tuple(of_person), list(before), list(alike), tables)


def fewest_changes(program: Program) -> int:
    """Return how many tasks must move at least: of those that are too much for somebody at some time, all but the most.

    Times are chosen one after another so that no task counts twice; tasks that pause now are left out.
    """
    plan, before = program.wanted.plan, program.before
    places = {task.id: t for t, task in enumerate(plan.tasks)}
    most = {resource.id: parts_of(most_of(resource)) for resource in plan.resources}
    may, counted, changes = program.search.given.limits.may, set[int](), 0
    pausing = {int(t) for t in program.wanted.columns.split_task}
    starts, finishes = before.numbers("start"), before.numbers("finish")
    for person, demands in program.wanted.demands.items():
        asked = ((places[task], parts) for task, parts in demands if places[task] not in pausing)
        rows = sorted((int(starts[t]), t, parts) for t, parts in asked)
        busy: dict[int, int] = {}
        for start, t, parts in rows:
            busy = {other: load for other, load in busy.items() if finishes[other] > start}
            if t in counted or finishes[t] <= start:
                continue
            busy[t] = parts
            if sum(busy.values()) > most[person]:
                moved = _fewest_to_move(busy, most[person], may)
                counted.update(busy if moved else ())
                changes += moved
                busy = {} if moved else busy
    return changes


def _fewest_to_move(busy: dict[int, int], most: int, may: Ints) -> int:
    """Return how many of `busy` must go until they are not too much; 0 where those that stay are too much already."""
    over = sum(busy.values()) - most
    moving = sorted((parts for t, parts in busy.items() if may[t] == MOVES), reverse=True)
    if sum(moving) < over:
        return 0
    for count, parts in enumerate(moving, start=1):
        over -= parts
        if over <= 0:
            return count
    return 0
