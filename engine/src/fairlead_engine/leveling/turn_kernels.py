"""In which order tasks are asked for their dates: links and summaries first, then priorities."""

from typing import NamedTuple

from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_SUMMARY, Network


class Turns(NamedTuple):
    """A network of openings and closings, by rank: node r opens or is task r, n + r closes it.

    Nodes `after[k]`, k from `after_from[node]` to `after_from[node + 1]`, wait for `node`.
    """

    after_from: Ints  # (2n + 1)
    after: Ints  # (edges)
    waits: Ints  # (2n) for how many each waits; -1, the closing of a task without children


class Queue(NamedTuple):
    """Room to take turns in."""

    waits: Ints  # (2n)
    heap: Ints  # (2n) nodes that are ready, the least key first
    visits: Ints  # (2n) the order found: r to open or place, ~r to close
    visited: Ints  # (1) how many visits


def closing_of(r: int, network: Network) -> int:
    """Return the node with which task `r` is over."""
    return len(network.task) + r if network.flags[r] & IS_SUMMARY else r


def list_turns(network: Network, is_back: int, turns: Turns) -> None:
    """Fill `turns`, which are all zero; where `is_back` is 1, with every edge turned round."""
    n = len(network.task)
    for r in range(n):
        if not network.flags[r] & IS_SUMMARY:
            turns.waits[n + r] = -1
    at = turns.after_from
    for is_filling in range(2):
        for r in range(n):
            closing = closing_of(r, network)
            if closing != r:
                add_edge(r, closing, is_back, is_filling, turns)
            if network.parent[r] >= 0:
                add_edge(network.parent[r], r, is_back, is_filling, turns)
                add_edge(closing, n + network.parent[r], is_back, is_filling, turns)
            for i in range(network.link_from[r], network.link_from[r + 1]):
                add_edge(closing_of(network.origin[i], network), r, is_back, is_filling, turns)
        if not is_filling:
            for node in range(2 * n):
                at[node + 1] += at[node]
    for node in range(2 * n, 0, -1):  # filling has moved each beginning to its end
        at[node] = at[node - 1]
    at[0] = 0


def add_edge(before: int, after: int, is_back: int, is_filling: int, turns: Turns) -> None:
    """Count the edge, then enter it."""
    one, other = (after, before) if is_back else (before, after)
    if is_filling:
        turns.after[turns.after_from[one]] = other
        turns.after_from[one] += 1
    else:
        turns.after_from[one + 1] += 1
        turns.waits[other] += 1


def take_turns(turns: Turns, key: Ints, queue: Queue) -> None:
    """Fill `queue.visits`: whenever several nodes are ready, that of the least key goes first."""
    n, top, visited = len(turns.waits) // 2, 0, 0
    for node in range(2 * n):
        queue.waits[node] = turns.waits[node]
        if turns.waits[node] == 0:
            top = push(node, key, queue.heap, top)
    while top > 0:
        node = queue.heap[0]
        top = pop(key, queue.heap, top)
        queue.visits[visited] = node if node < n else ~(node - n)
        visited += 1
        for k in range(turns.after_from[node], turns.after_from[node + 1]):
            follower = turns.after[k]
            queue.waits[follower] -= 1
            if queue.waits[follower] == 0:
                top = push(follower, key, queue.heap, top)
    queue.visited[0] = visited


def push(node: int, key: Ints, heap: Ints, top: int) -> int:
    """Add `node` to the heap of `top` nodes; return how many there are then."""
    place = top
    while place > 0:
        above = (place - 1) // 2
        if not goes_before(node, heap[above], key):
            break
        heap[place] = heap[above]
        place = above
    heap[place] = node
    return top + 1


def pop(key: Ints, heap: Ints, top: int) -> int:
    """Take the first node from the heap of `top` nodes; return how many are left."""
    last, place = heap[top - 1], 0
    while 2 * place + 1 < top - 1:
        below = 2 * place + 1
        if below + 1 < top - 1 and goes_before(heap[below + 1], heap[below], key):
            below += 1
        if not goes_before(heap[below], last, key):
            break
        heap[place] = heap[below]
        place = below
    heap[place] = last
    return top - 1


def goes_before(one: int, other: int, key: Ints) -> bool:
    """Tell whether a node of the heap comes before another; of equal ones the first does."""
    return key[one] < key[other] or (key[one] == key[other] and one < other)


def lead_to(turns_back: Turns, is_leading: Ints, stack: Ints) -> None:
    """Mark every node that one of those marked in `is_leading` waits for; `turns_back` has the edges turned round."""
    top = 0
    for node in range(len(is_leading)):
        if is_leading[node]:
            stack[top] = node
            top += 1
    while top > 0:
        top -= 1
        node = stack[top]
        for k in range(turns_back.after_from[node], turns_back.after_from[node + 1]):
            before = turns_back.after[k]
            if not is_leading[before]:
                is_leading[before] = 1
                stack[top] = before
                top += 1


INLINED = (push, pop, goes_before)
