"""Spans of time, or of minutes of a day: from a start to a finish that they do not hold."""

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, finish in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(finish, found[-1][1]))
        else:
            found.append((start, finish))
    return found
