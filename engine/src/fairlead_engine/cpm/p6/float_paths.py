"""Paths of least slack that lead to a task or to the end of a project: the most pressing one, then the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from fairlead_engine.cpm.p6.free_kernels import link_slack
from fairlead_engine.cpm.p6.said import P6
from fairlead_engine.cpm.passes import Passes
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import Arranged
from fairlead_engine.network.kernels import IS_INACTIVE, IS_SUMMARY
from fairlead_engine.worktime import Tables

Urgency = tuple[int, int, int]  # the slack that counts, the other one, the rank that breaks ties


@dataclass(frozen=True, slots=True)
class FloatPaths:
    """Per rank, the number of the path that a task is on and its place from the path's end; 0 for none."""

    path: Ints
    place: Ints


def float_paths_of(rest: Arranged, p6: P6, passes: Passes, tables: Tables, machine: Machine) -> FloatPaths | None:
    """Return the paths of the projects that ask for some; None where none does. Only tasks on them are visited.

    A path goes back from its end, at each task to the predecessor of least slack: total slack, or that of the link
    to it, as the project chooses, the other one where these are the same. The next path begins with the most urgent
    predecessor of all those before it that is on none.
    """
    if not any(p6.float_paths):
        return None
    found = FloatPaths(*machine.indexes((len(rest.rank), 0), (len(rest.rank), 0)))
    for j, count in enumerate(p6.float_paths):
        end = _end(j, rest, p6, passes) if count and p6.projects.is_p6[j] else -1
        if end >= 0:
            _Search(rest, passes, tables, found, is_by_free=p6.paths_by_free[j]).follow(end, count)
    return found


def _end(j: int, rest: Arranged, p6: P6, passes: Passes) -> int:
    """Return the rank of the task that the paths of project `j` lead to: the one chosen, else the last to finish."""
    network, dates = rest.network, passes.dates
    if p6.paths_end[j] >= 0:
        return int(rest.rank[p6.paths_end[j]])
    ends = (
        (int(dates.finish[r]), -int(dates.total_slack[r]), r)
        for r in range(len(rest.rank))
        if network.project[r] == j and not network.flags[r] & (IS_SUMMARY | IS_INACTIVE)
    )
    return max(ends, default=(0, 0, -1))[2]


@dataclass(slots=True)
class _Search:
    """The paths of one project, and the predecessors of their tasks that are not on one yet."""

    rest: Arranged
    passes: Passes
    tables: Tables
    found: FloatPaths
    is_by_free: bool
    waiting: list[Urgency] = field(default_factory=list)

    def follow(self, end: int, count: int) -> None:
        """Follow up to `count` paths back from `end`."""
        for number in range(1, count + 1):
            self._path(end, number)
            while self.waiting and self.found.path[self.waiting[0][2]]:
                heappop(self.waiting)
            if not self.waiting:
                return
            end = heappop(self.waiting)[2]

    def _path(self, r: int, number: int) -> None:
        place = 0
        while r >= 0:
            place += 1
            self.found.path[r], self.found.place[r] = number, place
            before = sorted(self._before(r))
            for urgency in before[1:]:
                heappush(self.waiting, urgency)
            r = before[0][2] if before else -1

    def _before(self, r: int) -> Iterator[Urgency]:
        """Yield the predecessors of a task that are on no path."""
        network, dates = self.rest.network, self.passes.dates
        for i in range(int(network.link_from[r]), int(network.link_from[r + 1])):
            q = int(network.origin[i])
            if not self.found.path[q] and not network.flags[q] & IS_SUMMARY:
                total = int(dates.total_slack[q])
                free = int(link_slack(i, r, network, self.tables, dates))
                yield (free, total, q) if self.is_by_free else (total, free, q)
