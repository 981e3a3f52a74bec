"""What is done by a given moment, of a plan whose dates are found: done, begun or waiting. Pure."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fairlead.demo.outline import After, ProjectOutline
from fairlead_engine.plan import LinkKind

_UNTOLD = 90  # what a task that cannot finish yet may have reached


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a task is planned."""

    start: datetime
    finish: datetime


def percents_at(now: datetime, outlines: Iterable[ProjectOutline], spans: Mapping[str, Span]) -> dict[str, int]:
    """Return the percent complete of every task at `now` by reference; summary tasks have none.

    A task goes as planned, give or take a little, unless it is held or blocked, or what it waits for is not done.
    """
    return _Report(now, tuple(outlines), spans).percents()


class _Report:
    def __init__(self, now: datetime, outlines: tuple[ProjectOutline, ...], spans: Mapping[str, Span]) -> None:
        self.now, self.spans = now, spans
        self.said = {task.ref: task for outline in outlines for task in outline.tasks}
        self.above: dict[str, str | None] = {}
        self.below: dict[str, list[str]] = {}
        for outline in outlines:
            for task, parent in zip(outline.tasks, outline.parents(), strict=True):
                self.above[task.ref] = None if parent is None else outline.tasks[parent].ref
                if parent is not None:
                    self.below.setdefault(outline.tasks[parent].ref, []).append(task.ref)
        self.known: dict[str, int] = {}

    def percents(self) -> dict[str, int]:
        return {ref: self.percent(ref) for ref in self.said if ref not in self.below}

    def percent(self, ref: str) -> int:
        if ref not in self.known:
            self.known[ref] = min((self._planned(ref), *self._limits(ref)))
        return self.known[ref]

    def is_done(self, ref: str) -> bool:
        return all(map(self.is_done, self.below[ref])) if ref in self.below else self.percent(ref) == 100

    def is_begun(self, ref: str) -> bool:
        return any(map(self.is_begun, self.below[ref])) if ref in self.below else self.percent(ref) > 0

    def _planned(self, ref: str) -> int:
        span = self.spans[ref]
        if span.finish <= self.now:
            return 100
        if span.start >= self.now:
            return 0
        share = 100 * (self.now - span.start) / (span.finish - span.start)
        return min(95, max(5, 5 * round(share / 5) + _luck(ref)))

    def _limits(self, ref: str) -> Iterable[int]:
        said = self.said[ref]
        if said.held is not None:
            yield said.held
        if said.block is not None:
            yield _UNTOLD
        summary: str | None = ref
        while summary is not None:
            yield from map(self._limit, self.said[summary].after)
            summary = self.above[summary]

    def _limit(self, after: After) -> int:
        if after.kind is LinkKind.SS:
            return 100 if self.is_begun(after.predecessor) else 0
        if self.is_done(after.predecessor):
            return 100
        return _UNTOLD if after.kind is LinkKind.FF else 0


def _luck(ref: str) -> int:
    """Return how far the work on a task is ahead (+) or behind (-): -10 to 10, always the same for the same task."""
    return 5 * (zlib.crc32(ref.encode()) % 5 - 2)
