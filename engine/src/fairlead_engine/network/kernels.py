"""The order of the passes, and the network renumbered in it.

A leaf task is met once. A summary is met twice: it opens after its own predecessors and its own summary,
and closes after all its children; what depends on it waits until it closes. An entry r of `visits` opens
(or, a leaf, is) the task of rank r, an entry ~r closes it. Ranks count the openings.
"""

from typing import NamedTuple

from fairlead_engine.machine import Floats, Ints

# What makes a task more than a plain piece of work: bits of `Network.flags`.
IS_SUMMARY = 1
IS_INACTIVE = 2
IS_MANUAL = 4
IS_STARTED = 8
IS_CONSTRAINED = 16
HAS_DEADLINE = 32
IS_LEVELED = 64
IS_DONE = 128
IS_AT_START = 256  # a milestone that lies where work starts
IS_AT_END = 512  # and where it ends; others lie at their very bound
IS_UNCOMPLETED = 2048  # what is not complete of it waits for the status date
IS_STRETCHED = 1024  # what remains of it lasts until an expected finish

# A link's code is its LinkKind (bit 0: from the predecessor's start; bit 1: to the successor's finish) these bits.
IS_LAGGED = 4
IS_WORK = 8  # between pieces of work; its lag, if any, is working time
IS_SHARED = 16  # and they are worked on the same calendar
LAG_KIND_SHIFT = 5  # and its LagKind, or ON_CALENDAR
LAG_KIND_MASK = 7
LAG_CALENDAR_SHIFT = 8  # and, with ON_CALENDAR, the calendar that its lag counts on
ON_CALENDAR = 4

ABSENT = -(2**63)


class Said(NamedTuple):
    """The columns of tasks as they came, complete, in their own order."""

    project: Ints
    parent: Ints
    duration: Ints  # with pauses: from start to finish
    milestone_end: Ints
    is_elapsed: Ints
    is_manual: Ints
    is_active: Ints
    calendar: Ints
    constraint: Ints
    constraint_at: Ints
    deadline: Ints
    manual_start: Ints
    manual_finish: Ints
    actual_start: Ints
    actual_finish: Ints
    percent: Floats
    stop_at: Ints
    resume_at: Ints
    leveling_delay: Ints
    expected_finish: Ints
    waits_until: Ints  # what is not complete waits for that status date
    pauses: Ints  # minutes of `duration` in which nothing is done
    pauses_left: Ints  # those of them in what remains of a task that has started


class SaidLinks(NamedTuple):
    """The links as they came."""

    predecessor: Ints
    successor: Ints
    kind: Ints
    lag: Ints
    lag_kind: Ints
    lag_calendar: Ints


class SaidProjects(NamedTuple):
    """The projects as they came."""

    start: Ints
    calendar: Ints
    finish: Ints
    from_finish: Ints
    critical_limit: Ints
    honors_constraints: Ints
    must_finish_at: Ints
    slack_to_last: Ints
    opens_critical: Ints


class Network(NamedTuple):
    """Tasks and links in the order of the forward pass; links link_from[r] to link_from[r + 1] enter task r."""

    visits: Ints
    task: Ints  # (n) index of the task of each rank
    parent: Ints  # (n) rank of the summary, or -1
    project: Ints  # (n)
    calendar: Ints  # (n) resolved; -1 works every minute
    duration: Ints  # (n)
    flags: Ints  # (n)
    link_from: Ints  # (n + 2)
    origin: Ints  # (links) rank of the predecessor
    code: Ints  # (links)
    lag: Ints  # (links)
    link: Ints  # (links) index of the link as it came
    pauses: Ints  # (n) minutes of `duration` in which nothing is done, in the order in which tasks came


class Scratch(NamedTuple):
    """Room to find the order in. Of 2n nodes the first n open tasks, the others close summaries."""

    waits: Ints  # (2n) how many nodes each still waits for
    leaves_from: Ints  # (n + 2) where each task's outgoing links begin
    leaves_to: Ints  # (links) their successors
    child: Ints  # (n) last child, or -1
    sibling: Ints  # (n) the child before it, or -1
    stack: Ints  # (2n)
    rank: Ints  # (n)


def order(parent: Ints, links: SaidLinks, scratch: Scratch, visits: Ints) -> int:
    """Fill `visits` with task indexes (ranks come later) and `rank`; return how many there are, or -1 for a cycle.

    Kahn's algorithm with a stack, which keeps chains together and starts at the top of the outline.
    """
    count_waits(parent, links, scratch)
    n = len(parent)
    waits, stack, rank = scratch.waits, scratch.stack, scratch.rank
    leaves_from, leaves_to = scratch.leaves_from, scratch.leaves_to
    child, sibling = scratch.child, scratch.sibling
    expected = n
    top = 0
    for t in range(n - 1, -1, -1):
        if child[t] >= 0:
            expected += 1
        if waits[t] == 0:
            stack[top] = t
            top += 1
    visited = 0
    opened = 0
    while top > 0:
        top -= 1
        t = stack[top]
        if t < n:
            visits[visited] = t
            visited += 1
            rank[t] = opened
            opened += 1
            c = child[t]
            if c >= 0:
                while c >= 0:
                    waits[c] -= 1
                    if waits[c] == 0:
                        stack[top] = c
                        top += 1
                    c = sibling[c]
                continue
        else:
            t -= n
            visits[visited] = ~t
            visited += 1
        p = parent[t]
        if p >= 0:
            waits[n + p] -= 1
            if waits[n + p] == 0:
                stack[top] = n + p
                top += 1
        for i in range(leaves_from[t + 1] - 1, leaves_from[t] - 1, -1):
            s = leaves_to[i]
            waits[s] -= 1
            if waits[s] == 0:
                stack[top] = s
                top += 1
    return visited if visited == expected else -1


def count_waits(parent: Ints, links: SaidLinks, scratch: Scratch) -> None:
    """Count what each node waits for; list the outgoing links of each task and the children of each summary."""
    n = len(parent)
    waits, leaves_from, leaves_to = scratch.waits, scratch.leaves_from, scratch.leaves_to
    child, sibling = scratch.child, scratch.sibling
    predecessor, successor = links.predecessor, links.successor
    for t in range(n):
        p = parent[t]
        if p >= 0:
            waits[t] += 1
            waits[n + p] += 1
            sibling[t] = child[p]
            child[p] = t
    for i in range(len(predecessor)):
        waits[successor[i]] += 1
        leaves_from[predecessor[i] + 2] += 1
    for t in range(2, n + 2):
        leaves_from[t] += leaves_from[t - 1]
    for i in range(len(predecessor)):
        at = leaves_from[predecessor[i] + 1]
        leaves_to[at] = successor[i]
        leaves_from[predecessor[i] + 1] = at + 1


def renumber(said: Said, projects: SaidProjects, scratch: Scratch, network: Network) -> None:
    """Fill the tasks of `network`, whose `visits` hold task indexes and become ranks."""
    rank, child = scratch.rank, scratch.child
    visits = network.visits
    r = 0
    for v in range(len(visits)):
        t = visits[v]
        if t < 0:
            visits[v] = ~rank[~t]
            continue
        visits[v] = r
        network.task[r] = t
        p = said.parent[t]
        network.parent[r] = rank[p] if p >= 0 else -1
        network.project[r] = said.project[t]
        enter_task(r, t, child[t] >= 0, said, projects, network)
        r += 1


def enter_task(r: int, t: int, is_summary: bool, said: Said, projects: SaidProjects, network: Network) -> None:  # noqa: FBT001 - Numba passes by place
    """Note of task `t`, of rank `r`, how long and when it is worked, and what there is to look up about it."""
    network.duration[r] = said.duration[t]
    c = said.calendar[t]
    if said.is_elapsed[t] != 0:
        network.calendar[r] = -1
    else:
        network.calendar[r] = c if c >= 0 else projects.calendar[said.project[t]]
    network.flags[r] = flags_of(said, t, IS_SUMMARY if is_summary else 0)


def flags_of(said: Said, t: int, flags: int) -> int:
    """Return `flags` and the bits that say what to look up about task `t` beyond its duration."""
    if said.is_active[t] == 0:
        flags |= IS_INACTIVE
    if said.is_manual[t] != 0:
        flags |= IS_MANUAL
    if said.actual_start[t] != ABSENT:
        flags |= IS_STARTED
    if said.constraint[t] != 0:
        flags |= IS_CONSTRAINED
    if said.deadline[t] != ABSENT:
        flags |= HAS_DEADLINE
    if said.leveling_delay[t] != 0:
        flags |= IS_LEVELED
    if said.percent[t] >= 100:
        flags |= IS_DONE
    if said.milestone_end[t] != 0 and said.duration[t] == 0:
        flags |= IS_AT_START if said.milestone_end[t] == 1 else IS_AT_END
    if said.expected_finish[t] != ABSENT:
        flags |= IS_STRETCHED
    if said.waits_until[t] != ABSENT:
        flags |= IS_UNCOMPLETED
    return flags


def enter_links(said: Said, links: SaidLinks, rank: Ints, network: Network) -> None:
    """Fill the links of `network` by successor, each task's in the order they came; inactive tasks drive nothing."""
    link_from = network.link_from
    predecessor, successor = links.predecessor, links.successor
    for i in range(len(predecessor)):
        if said.is_active[predecessor[i]] != 0:
            link_from[rank[successor[i]] + 2] += 1
    for r in range(2, len(rank) + 2):
        link_from[r] += link_from[r - 1]
    for i in range(len(predecessor)):
        if said.is_active[predecessor[i]] == 0:
            continue
        r = rank[successor[i]]
        at = link_from[r + 1]
        link_from[r + 1] = at + 1
        q = rank[predecessor[i]]
        network.origin[at] = q
        network.link[at] = i
        enter_link(at, q, r, i, links, network)


def enter_link(at: int, q: int, r: int, i: int, links: SaidLinks, network: Network) -> None:
    """Note at place `at` of the network what link `i` asks, which leads from the task of rank `q` to that of `r`."""
    network.lag[at] = links.lag[i]
    code = links.kind[i]
    if links.lag[i] != 0:
        code += IS_LAGGED + (links.lag_kind[i] << LAG_KIND_SHIFT)
        on = links.lag_calendar[i]
        if links.lag_kind[i] == 0 and on >= 0 and on != network.calendar[r]:
            code += (ON_CALENDAR << LAG_KIND_SHIFT) + (on << LAG_CALENDAR_SHIFT)
    is_work = network.duration[q] > 0 and network.duration[r] > 0 and code >> LAG_KIND_SHIFT == 0
    if is_work and not (network.flags[q] & (IS_SUMMARY | IS_MANUAL) or network.flags[r] & IS_SUMMARY):
        code += IS_WORK
        if network.calendar[q] == network.calendar[r]:
            code += IS_SHARED
    network.code[at] = code


INLINED = (enter_task, enter_link)  # called for every task and link
