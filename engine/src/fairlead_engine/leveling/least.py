"""Below which no leveled plan can score."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import ceil

from fairlead_engine.leveling.delaying_kernels import MOVES
from fairlead_engine.leveling.least_kernels import count_together
from fairlead_engine.leveling.load import most_of, parts_of
from fairlead_engine.leveling.matching import least_matching
from fairlead_engine.leveling.program import Program
from fairlead_engine.leveling.wishes import Objective
from fairlead_engine.machine import Ints
from fairlead_engine.plan import ResourceId
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import Tables

_ROUNDING = 1e-6  # minutes by which a sum of shares may be off
_BUSIEST = 8  # people whose work is matched with projects
_MOST_PROJECTS = 60  # that are matched; more would take its time


@dataclass(frozen=True, slots=True)
class Piece:
    """Work of a task that may move: its project, its minutes in shares of the person, and its start by links alone."""

    project: int
    minutes: float
    head: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked of one person, and the minutes before each day in which one of those calendars works."""

    person: ResourceId
    pieces: tuple[Piece, ...]
    before: Sequence[int]
    alike: Sequence[int]  # by day, the shape of all calendars that work then; -1 where they differ
    tables: Tables

    def at(self, instant: int) -> int:
        """Return at most as many minutes as there are before `instant`."""
        day, minute = divmod(instant - int(self.tables.span[0]), MINUTES_PER_DAY)
        if not 0 <= day < len(self.alike):
            return int(self.before[-1 if day > 0 else 0])
        shape = self.alike[day]
        return int(self.before[day] + (0 if shape < 0 else self.tables.before[shape + minute]))

    def end(self, count: float) -> int:
        """Return an instant before which there are no `count` minutes."""
        count -= _ROUNDING
        day, first = bisect_left(self.before, count) - 1, int(self.tables.span[0])
        if not 0 <= day < len(self.alike):
            return first + max(0, min(day, len(self.alike))) * MINUTES_PER_DAY
        rest = ceil(count - self.before[day])
        shape = self.alike[day]
        return first + day * MINUTES_PER_DAY + (rest if shape < 0 else int(self.tables.minute[shape + rest - 1]) + 1)


class Bounds:
    """What links, calendars and the work of single people make sure of, whatever goes first.

    People who stay overloaded in a proposal say nothing about it: it could be better than their work allows.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._goal = program.search.given.goal
        self._ends = program.alone
        self._works: list[Work] | None = None

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
        return max([self._delay(()), *(self._matched(work) for work in works[:_BUSIEST])])

    def _delay(self, without: Iterable[int]) -> float:
        """Return the delay of projects whose tasks wait for nobody."""
        skipped = set(without)
        return sum(self._late(j, end) for j, end in enumerate(self._ends) if j not in skipped)

    def _late(self, j: int, end: int) -> float:
        project, weights = self._program.wanted.plan.projects[j], self._program.wanted.wishes.weights
        return weights.get(project.id, 1.0) * max(0, end - int(self._goal.target[j]))

    def _matched(self, work: Work) -> float:
        """Return the least delay when one person works for one project after another.

        The k-th project that they are through with is not over before the k-th end by the shortest remaining work
        (Schrage 1968), whichever it is; so the cheapest matching of projects and ends is a bound, as that of Chu, "A
        branch-and-bound algorithm to minimize total tardiness with different release dates" (1992), with weights.
        """
        projects = sorted({piece.project for piece in work.pieces})
        if len(projects) > _MOST_PROJECTS:
            return 0.0
        ends = [work.end(count) for count in _ends_by_shortest(work, projects)]
        costs = [[self._late(j, max(end, self._ends[j])) for end in ends] for j in projects]
        return self._delay(projects) + least_matching(costs)


def _end_of_all(work: Work) -> int:
    """Return where the work that cannot start before some time ends at the earliest, at most, whatever that time."""
    minutes, latest = 0.0, 0
    for piece in sorted(work.pieces, key=lambda piece: -piece.head):
        minutes += piece.minutes
        latest = max(latest, work.end(work.at(piece.head) + minutes))
    return latest


def _ends_by_shortest(work: Work, projects: Sequence[int]) -> list[float]:
    """Return when projects are over, in working minutes, if the one with the least work left always goes on."""
    left = dict.fromkeys(projects, 0.0)
    heads: dict[int, int] = {}
    for piece in work.pieces:
        left[piece.project] += piece.minutes
        heads[piece.project] = min(heads.get(piece.project, piece.head), piece.head)
    coming = sorted((work.at(head), j) for j, head in heads.items())
    ready: list[tuple[float, int]] = []
    ends, now = [], 0.0
    for (count, j), (following, _) in pairwise([*coming, (float("inf"), -1)]):
        now = max(now, count)
        heappush(ready, (left[j], j))
        while ready and now < following:
            rest, first = heappop(ready)
            done = min(rest, following - now)
            now += done
            if done < rest:
                heappush(ready, (rest - done, first))
            else:
                ends.append(now)
    return ends


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
