"""A link more or less in a network that is in order: what stands behind it moves by one place."""

from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import Network, SaidLinks, enter_link


def put_link_in(i: int, q: int, r: int, links: SaidLinks, network: Network, around: Around) -> None:
    """Enter link `i`, the last one said, from the task of rank `q` to that of `r`; there must be room for one more."""
    count = network.link_from[len(network.task)]
    at = network.link_from[r + 1]
    open_place(network.origin, at, count)
    open_place(network.code, at, count)
    open_place(network.lag, at, count)
    open_place(network.link, at, count)
    open_place(around.target, at, count)
    add_from(network.link_from, r + 1, 1)
    for o in range(count):
        if around.leaving[o] >= at:
            around.leaving[o] += 1
    out = around.leave_from[q + 1]
    open_place(around.leaving, out, count)
    add_from(around.leave_from, q + 1, 1)
    network.origin[at] = q
    network.link[at] = i
    around.target[at] = r
    around.leaving[out] = at
    enter_link(at, q, r, i, links, network)


def take_link_out(at: int, network: Network, around: Around) -> None:
    """Forget the link at place `at` of the network; the number of each that was said after it is one less."""
    count = network.link_from[len(network.task)]
    i = network.link[at]
    q = network.origin[at]
    r = around.target[at]
    close_place(network.origin, at, count)
    close_place(network.code, at, count)
    close_place(network.lag, at, count)
    close_place(network.link, at, count)
    close_place(around.target, at, count)
    add_from(network.link_from, r + 1, -1)
    out = around.leave_from[q]
    while around.leaving[out] != at:
        out += 1
    close_place(around.leaving, out, count)
    add_from(around.leave_from, q + 1, -1)
    for k in range(count - 1):
        if around.leaving[k] > at:
            around.leaving[k] -= 1
        if network.link[k] > i:
            network.link[k] -= 1


def place_of_link(i: int, network: Network) -> int:
    """Return the place of link `i` in the network, or -1."""
    for at in range(network.link_from[len(network.task)]):
        if network.link[at] == i:
            return at
    return -1


def renumber_causes(numbers: Ints, gone: int) -> None:
    """Let numbers of links stay those of the same links when `gone` is gone, and become -2 where they were its."""
    for k in range(len(numbers)):
        if numbers[k] > gone:
            numbers[k] -= 1
        elif numbers[k] == gone:
            numbers[k] = -2


def open_place(values: Ints, at: int, count: int) -> None:
    """Move the values from `at` on, of `count` in all, up by one place."""
    for k in range(count, at, -1):
        values[k] = values[k - 1]


def close_place(values: Ints, at: int, count: int) -> None:
    """Move the values behind `at`, of `count` in all, down by one place."""
    for k in range(at + 1, count):
        values[k - 1] = values[k]


def add_from(values: Ints, first: int, more: int) -> None:
    """Add `more` to all values from `first` on."""
    for k in range(first, len(values)):
        values[k] += more
