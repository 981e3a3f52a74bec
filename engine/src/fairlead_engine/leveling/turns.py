"""In which order tasks are asked for their dates: links and summaries first, then priorities."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from fairlead_engine.network import Arranged
from fairlead_engine.network.kernels import IS_SUMMARY

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """A network of openings and closings, by rank: r opens or is task r, n + r closes it."""

    after: tuple[tuple[int, ...], ...]  # (2n) what waits for each
    waits: tuple[int, ...]  # (2n) for how many each waits; -1, the closing of a task without children
    count: int

    @classmethod
    def of(cls, given: Arranged) -> "Turns":
        """Return the turns of a network."""
        network = given.network
        n = len(given.rank)
        is_summary = [bool(flags & IS_SUMMARY) for flags in network.flags]
        after: list[list[int]] = [[] for _ in range(2 * n)]
        for r in range(n):
            closing = n + r if is_summary[r] else r
            parent = int(network.parent[r])
            if is_summary[r]:
                after[r].append(n + r)
            if parent >= 0:
                after[parent].append(r)
                after[closing].append(n + parent)
            for i in range(int(network.link_from[r]), int(network.link_from[r + 1])):
                origin = int(network.origin[i])
                after[n + origin if is_summary[origin] else origin].append(r)
        waits = [0 if node < n or is_summary[node - n] else -1 for node in range(2 * n)]
        for followers in after:
            for node in followers:
                waits[node] += 1
        return cls(tuple(map(tuple, after)), tuple(waits), n)

    def visits(self, keys: Sequence[Key]) -> list[int]:
        """Return the order of a pass, rank r or ~r to close: whenever several are ready, the least of `keys` (2n)."""
        waits = list(self.waits)
        ready = [(keys[node], node) for node, count in enumerate(waits) if count == 0]
        heapify(ready)
        visits = []
        while ready:
            _, node = heappop(ready)
            visits.append(node if node < self.count else ~(node - self.count))
            for follower in self.after[node]:
                waits[follower] -= 1
                if waits[follower] == 0:
                    heappush(ready, (keys[follower], follower))
        return visits

    def leading_to(self, goals: Sequence[int]) -> set[int]:
        """Return `goals` and every opening and closing that one of them waits for."""
        if not goals:
            return set()
        before: list[list[int]] = [[] for _ in self.after]
        for node, followers in enumerate(self.after):
            for follower in followers:
                before[follower].append(node)
        found, stack = set(goals), list(goals)
        while stack:
            for node in before[stack.pop()]:
                if node not in found:
                    found.add(node)
                    stack.append(node)
        return found
