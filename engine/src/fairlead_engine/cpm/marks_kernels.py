"""Which visits of the passes have to be made again, and which tasks have changed."""

from typing import NamedTuple

from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import Network

BLOCK = 8  # bits of a visit's place within its block of marks


class Marks(NamedTuple):
    """Visits to make again, and how many of them there are in each block of places, so that gaps are leapt over."""

    ahead: Ints  # (visits) of the forward pass
    ahead_in: Ints  # (blocks)
    back: Ints  # (visits) of the backward pass
    back_in: Ints  # (blocks)
    is_changed: Ints  # (n)
    changed: Ints  # (n) ranks of tasks of which something has changed
    counts: Ints  # (1) how many there are
    ends: Ints  # (p) projects whose first start or last finish has to be looked for again


def mark(v: int, marks: Ints, count_in: Ints) -> None:
    """Mark visit `v`."""
    if marks[v] == 0:
        marks[v] = 1
        count_in[v >> BLOCK] += 1


def unmark(v: int, marks: Ints, count_in: Ints) -> None:
    """Take the mark from visit `v`."""
    marks[v] = 0
    count_in[v >> BLOCK] -= 1


def next_mark(v: int, marks: Ints, count_in: Ints) -> int:
    """Return the first marked visit at or after `v`, or -1."""
    while v < len(marks):
        if count_in[v >> BLOCK] == 0:
            v = ((v >> BLOCK) + 1) << BLOCK
        elif marks[v] != 0:
            return v
        else:
            v += 1
    return -1


def last_mark(v: int, marks: Ints, count_in: Ints) -> int:
    """Return the last marked visit at or before `v`, or -1."""
    while v >= 0:
        if count_in[v >> BLOCK] == 0:
            v = ((v >> BLOCK) << BLOCK) - 1
        elif marks[v] != 0:
            return v
        else:
            v -= 1
    return -1


def note_changed(r: int, marks: Marks) -> None:
    """Note that something of task `r` has changed."""
    if marks.is_changed[r] == 0:
        marks.is_changed[r] = 1
        marks.changed[marks.counts[0]] = r
        marks.counts[0] += 1


def ask_again(r: int, network: Network, around: Around, marks: Marks) -> None:
    """Mark all visits in which what was said of task `r`, or what links ask of it, is looked at."""
    mark(around.opening[r], marks.ahead, marks.ahead_in)
    mark(around.closing[r], marks.ahead, marks.ahead_in)
    mark(around.opening[r], marks.back, marks.back_in)
    for c in range(around.child_from[r], around.child_from[r + 1]):
        child = around.child[c]
        mark(around.opening[child], marks.ahead, marks.ahead_in)
        mark(around.closing[child], marks.back, marks.back_in)
    spread_ahead(r, network, around, marks)


def spread_ahead(r: int, network: Network, around: Around, marks: Marks) -> None:
    """Mark the visits that look at the early dates of task `r`."""
    mark(around.closing[r], marks.back, marks.back_in)
    for o in range(around.leave_from[r], around.leave_from[r + 1]):
        mark(around.opening[around.target[around.leaving[o]]], marks.ahead, marks.ahead_in)
    p = network.parent[r]
    if p >= 0:
        mark(around.closing[p], marks.ahead, marks.ahead_in)
    spread_back(r, network, around, marks)


def spread_back(r: int, network: Network, around: Around, marks: Marks) -> None:
    """Mark the visits that look at the late dates of task `r`."""
    for i in range(network.link_from[r], network.link_from[r + 1]):
        mark(around.closing[network.origin[i]], marks.back, marks.back_in)
    p = network.parent[r]
    if p >= 0:
        mark(around.opening[p], marks.back, marks.back_in)
