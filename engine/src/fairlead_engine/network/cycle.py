"""The path of a cycle, for the error that reports it."""

from collections.abc import Sequence
from itertools import pairwise

from fairlead_engine.errors import PlanError


class CycleFound(PlanError):
    """Links that lead back to where they began, through summaries too.

    `path` begins and ends with the same task: indexes where columns were scheduled, ids where a plan was.
    """

    def __init__(self, path: tuple[int, ...] | tuple[str, ...]) -> None:
        super().__init__(f"These tasks wait for each other: {' → '.join(map(str, path))}.")
        self.path = path


def cycle_path(
    parent: Sequence[int], predecessor: Sequence[int], successor: Sequence[int], waits: Sequence[int]
) -> tuple[int, ...]:
    """Return the tasks of one cycle, first and last the same, each before the one that waits for it.

    `waits` (2n) says how many others each opening, then each closing of a task still waits for. A node that
    waits, waits for one that waits as well, so that walking from one to the next must come round.
    """
    n = len(parent)
    predecessors: dict[int, list[int]] = {}
    for before, after in zip(predecessor, successor, strict=True):
        predecessors.setdefault(int(after), []).append(int(before))
    children: dict[int, list[int]] = {}
    for task, summary in enumerate(parent):
        children.setdefault(int(summary), []).append(task)

    def end_of(task: int) -> int:
        return n + task if task in children else task

    def awaited(node: int) -> int:
        if node >= n:
            return next(end_of(child) for child in children[node - n] if waits[end_of(child)] > 0)
        before = (end_of(task) for task in predecessors.get(node, ()))
        return next((end for end in before if waits[end] > 0), int(parent[node]))

    node = next(node for node in range(2 * n) if waits[node] > 0)
    steps: dict[int, int] = {}
    while node not in steps:
        steps[node] = len(steps)
        node = awaited(node)
    walked = [*list(steps)[steps[node] :], node]
    tasks = [step % n for step in reversed(walked)]
    path = [tasks[0], *(after for before, after in pairwise(tasks) if after != before)]
    return tuple(path) if len(path) > 1 else (path[0], path[0])
