"""The order of the visits kept while links are added, of which only what stands between the two tasks is moved.

After D. J. Pearce and P. H. J. Kelly, A dynamic topological sort algorithm for directed acyclic graphs, ACM Journal
of Experimental Algorithmics 11 (2007), section 3: what must come after the link's successor, and what must come before
its predecessor, share the places that they had, the latter first.
"""

from typing import NamedTuple

from fairlead_engine.cpm.marks_kernels import Marks, mark, unmark
from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_SUMMARY, Network

BEFORE = 1
AFTER = 2


class Region(NamedTuple):
    """Room to look at the visits between two."""

    side: Ints  # (visits) BEFORE or AFTER where a visit is to be moved; all 0 between searches
    stack: Ints  # (visits)
    moved: Ints  # (visits) what is met in them
    is_ahead: Ints  # (visits) whether they were marked
    is_back: Ints  # (visits)


def put_before(q: int, r: int, network: Network, around: Around, marks: Marks, region: Region) -> int:
    """Let task `q` be done with before task `r` is met; return -1, nothing moved, where `r` has to be before `q`."""
    first = around.opening[r]
    last = around.closing[q]
    if last < first:
        return 0
    find_after(first, last, network, around, region)
    is_cycle = region.side[last] == AFTER
    if not is_cycle:
        find_before(first, last, network, around, region)
        move_visits(first, last, network, around, marks, region)
    for v in range(first, last + 1):
        region.side[v] = 0
    return -1 if is_cycle else 0


def find_after(first: int, last: int, network: Network, around: Around, region: Region) -> None:
    """Note all visits up to `last` that must come after `first`, and `first` itself."""
    top = note(first, AFTER, 0, region)
    while top > 0:
        top -= 1
        r = network.visits[region.stack[top]]
        if r >= 0 and network.flags[r] & IS_SUMMARY:
            for c in range(around.child_from[r], around.child_from[r + 1]):
                v = around.opening[around.child[c]]
                top = note(v, AFTER, top, region) if v <= last else top
            continue
        r = r if r >= 0 else ~r
        p = network.parent[r]
        if p >= 0 and around.closing[p] <= last:
            top = note(around.closing[p], AFTER, top, region)
        for o in range(around.leave_from[r], around.leave_from[r + 1]):
            v = around.opening[around.target[around.leaving[o]]]
            top = note(v, AFTER, top, region) if v <= last else top


def find_before(first: int, last: int, network: Network, around: Around, region: Region) -> None:
    """Note all visits from `first` on that must come before `last`, and `last` itself."""
    top = note(last, BEFORE, 0, region)
    while top > 0:
        top -= 1
        r = network.visits[region.stack[top]]
        if r < 0:
            for c in range(around.child_from[~r], around.child_from[~r + 1]):
                v = around.closing[around.child[c]]
                top = note(v, BEFORE, top, region) if v >= first else top
            continue
        p = network.parent[r]
        if p >= 0 and around.opening[p] >= first:
            top = note(around.opening[p], BEFORE, top, region)
        for i in range(network.link_from[r], network.link_from[r + 1]):
            v = around.closing[network.origin[i]]
            top = note(v, BEFORE, top, region) if v >= first else top


def note(v: int, side: int, top: int, region: Region) -> int:
    """Note on which side visit `v` is, and lay it on the stack unless that was known; return the stack's height."""
    if region.side[v] != 0:
        return top
    region.side[v] = side
    region.stack[top] = v
    return top + 1


def move_visits(first: int, last: int, network: Network, around: Around, marks: Marks, region: Region) -> None:
    """Share out the places of all noted visits anew, each side in the order that it had; marks go along."""
    count = lift_side(BEFORE, 0, first, last, network, marks, region)
    lift_side(AFTER, count, first, last, network, marks, region)
    k = 0
    for v in range(first, last + 1):
        if region.side[v] != 0:
            lay_down(k, v, network, around, marks, region)
            k += 1


def lift_side(side: int, count: int, first: int, last: int, network: Network, marks: Marks, region: Region) -> int:
    """Take up the visits of one side behind the `count` that are taken up already; return how many there are then."""
    for v in range(first, last + 1):
        if region.side[v] == side:
            region.moved[count] = network.visits[v]
            region.is_ahead[count] = marks.ahead[v]
            region.is_back[count] = marks.back[v]
            count += 1
    return count


def lay_down(k: int, v: int, network: Network, around: Around, marks: Marks, region: Region) -> None:
    """Let what was taken up as number `k` be met in visit `v`."""
    r = region.moved[k]
    network.visits[v] = r
    if r < 0:
        around.closing[~r] = v
    else:
        around.opening[r] = v
        if network.flags[r] & IS_SUMMARY == 0:
            around.closing[r] = v
    if marks.ahead[v] != region.is_ahead[k]:
        move_mark(v, region.is_ahead[k], marks.ahead, marks.ahead_in)
    if marks.back[v] != region.is_back[k]:
        move_mark(v, region.is_back[k], marks.back, marks.back_in)


def move_mark(v: int, is_marked: int, marks: Ints, count_in: Ints) -> None:
    """Mark visit `v`, or take its mark."""
    if is_marked != 0:
        mark(v, marks, count_in)
    else:
        unmark(v, marks, count_in)
