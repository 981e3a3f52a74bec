"""How late projects are at least, together, when people work for one of them after another."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import ceil

from fairlead_engine.leveling.matching import least_matching
from fairlead_engine.plan import ResourceId
from fairlead_engine.units import MINUTES_PER_DAY
from fairlead_engine.worktime import Tables

_ROUNDING = 1e-6  # minutes by which a sum of shares may be off
_MOST_PROJECTS = 60  # of one person; matching more would take its time

Late = Callable[[int, int], float]  # how late a project is, by its number, that ends at an instant


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


class Sharing:
    """Projects shared out among people, each of whom answers for the delay of theirs.

    `ends` is where each project ends at least though nobody waits. The delay of all projects is the sum over disjoint
    sets of them, and that of a set is at least what the work of any one person on these projects alone makes of it:
    so any sharing out gives a bound. It is made greedily, by the most delay beyond `ends`.
    """

    def __init__(self, works: Sequence[Work], late: Late, ends: Sequence[int]) -> None:
        self._late, self._ends = late, ends
        self._pieces: list[dict[int, list[Piece]]] = []
        self._works, self._gains = list[Work](), dict[tuple[int, frozenset[int]], float]()
        for work in works:
            of_projects: dict[int, list[Piece]] = {}
            for piece in work.pieces:
                of_projects.setdefault(piece.project, []).append(piece)
            if 1 <= len(of_projects) <= _MOST_PROJECTS:
                self._works.append(work)
                self._pieces.append(of_projects)

    def bound(self) -> float:
        """Return a delay that no plan is below."""
        alone = sum(self._late(j, end) for j, end in enumerate(self._ends))
        return alone + sum(self._shared_out())

    def _shared_out(self) -> Iterator[float]:
        """Yield what each person adds who answers for projects, those first who delay theirs most."""
        left = set(range(len(self._ends)))
        while left:
            gains = [(self._gain(w, left & projects.keys()), -w) for w, projects in enumerate(self._pieces)]
            gain, w = max(gains, default=(0.0, 0))
            if gain <= 0:
                return
            yield gain
            left -= self._pieces[-w].keys()

    def _gain(self, w: int, projects: Collection[int]) -> float:
        """Return how much later than their `ends` one person's work makes `projects`, at least.

        The k-th of them that the person is through with is not over before the k-th end by the shortest remaining work
        (Schrage 1968), whichever it is; so the cheapest matching of projects and ends is a bound, as that of Chu, "A
        branch-and-bound algorithm to minimize total tardiness with different release dates" (1992), with weights.
        """
        key = w, frozenset(projects)
        if key not in self._gains:
            work, chosen = self._works[w], sorted(projects)
            pieces = [piece for j in chosen for piece in self._pieces[w][j]]
            ends = [work.end(count) for count in ends_by_shortest(work, pieces)]
            costs = [[self._late(j, max(end, self._ends[j])) for end in ends] for j in chosen]
            self._gains[key] = least_matching(costs) - sum(self._late(j, self._ends[j]) for j in chosen)
        return self._gains[key]


def ends_by_shortest(work: Work, pieces: Sequence[Piece]) -> list[float]:
    """Return when projects are over, in working minutes, if the one with the least work left always goes on."""
    left, heads = dict[int, float](), dict[int, int]()
    for piece in pieces:
        left[piece.project] = left.get(piece.project, 0.0) + piece.minutes
        heads[piece.project] = min(heads.get(piece.project, piece.head), piece.head)
    return list(_ends(sorted((work.at(head), j) for j, head in heads.items()), left))


def _ends(coming: Sequence[tuple[int, int]], left: dict[int, float]) -> Iterator[float]:
    ready: list[tuple[float, int]] = []
    now = 0.0
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
                yield now
