"""What lies around each task in a network: the links that leave it, its children, when it is visited.

The passes meet tasks in one order and need none of this; a pass that visits only some of them does.
"""

from typing import NamedTuple

from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import Network


class Around(NamedTuple):
    """Links leave_from[r] to leave_from[r + 1] of `leaving` leave task r; children likewise, as they close."""

    leave_from: Ints  # (n + 2)
    leaving: Ints  # (links) their places in the network
    target: Ints  # (links) rank of the task that each link of the network enters
    child_from: Ints  # (n + 2)
    child: Ints  # (n) ranks
    opening: Ints  # (n) where in `visits` a task is met first
    closing: Ints  # (n) and where last: the same but for summaries


def look_around(network: Network, around: Around) -> None:
    """Fill `around`, whose counts are all zero."""
    find_visits(network, around)
    find_leaving(network, around)
    find_children(network, around)


def find_visits(network: Network, around: Around) -> None:
    """Note where each task is visited."""
    for v in range(len(network.visits)):
        r = network.visits[v]
        if r >= 0:
            around.opening[r] = v
        around.closing[r if r >= 0 else ~r] = v


def find_leaving(network: Network, around: Around) -> None:
    """List the links that leave each task, in the order of the tasks that they enter."""
    n = len(network.task)
    leave_from = around.leave_from
    for r in range(n):
        for i in range(network.link_from[r], network.link_from[r + 1]):
            around.target[i] = r
            leave_from[network.origin[i] + 2] += 1
    for r in range(2, n + 2):
        leave_from[r] += leave_from[r - 1]
    for i in range(network.link_from[n]):
        q = network.origin[i]
        at = leave_from[q + 1]
        around.leaving[at] = i
        leave_from[q + 1] = at + 1


def find_children(network: Network, around: Around) -> None:
    """List the children of each summary in the order in which they close."""
    n = len(network.task)
    child_from = around.child_from
    for r in range(n):
        if network.parent[r] >= 0:
            child_from[network.parent[r] + 2] += 1
    for r in range(2, n + 2):
        child_from[r] += child_from[r - 1]
    for v in range(len(network.visits)):
        r = network.visits[v]
        r = r if r >= 0 else ~r
        if network.parent[r] >= 0 and around.closing[r] == v:
            at = child_from[network.parent[r] + 1]
            around.child[at] = r
            child_from[network.parent[r] + 1] = at + 1
