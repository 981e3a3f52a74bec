"""What remains of the tasks of P6's projects, from their data dates on, as a network of its own."""

from dataclasses import replace

from fairlead_engine.cpm.p6.bounds_kernels import bind
from fairlead_engine.cpm.p6.remaining_kernels import Lower, keep_links, keep_remaining
from fairlead_engine.cpm.p6.said import P6
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import NONE, Arranged
from fairlead_engine.network.kernels import Network, Said, SaidLinks, enter_links
from fairlead_engine.worktime import Tables


def remaining_of(given: Arranged, p6: P6, tables: Tables, machine: Machine) -> tuple[Arranged, Ints]:
    """Return `given` with only what remains of P6's tasks, and which of them, in their own order, wait as ALAP does.

    The order stays; tasks keep what is left of their work, links what is left of their lags; what has happened,
    constraints and dates from outside become bounds. `given` itself is not changed.
    """
    n, m = len(given.rank), len(given.links.predecessor)
    network, said = _own(given.network, n, m, machine), _own_said(given.said)
    start, finish = machine.instants((n, NONE), (n, NONE))
    lower = Lower(start, finish, *machine.indexes((n, 0)))
    kept, place = _room_for(m, machine)
    machine.kernel(keep_remaining)(network, said, p6.tasks, p6.projects)
    begin = machine.as_instants([max(start, at) if is_p6 else start for start, at, is_p6 in _beginnings(given, p6)])
    count = machine.kernel(keep_links)(
        network, said, given.links, p6.tasks, p6.projects, begin, given.rank, tables, kept, place, lower
    )
    machine.kernel(bind)(network, said, p6.tasks, p6.projects, begin, tables, lower)
    kept = SaidLinks._make(column[:count] for column in kept)
    machine.kernel(enter_links)(said, kept, given.rank, network)
    link = machine.taken(place, network.link[: network.link_from[n]])
    network = network._replace(link=machine.as_indexes(link))
    projects = given.projects._replace(start=begin)
    return replace(given, network=network, said=said, links=kept, projects=projects), lower.is_alap


def _own(network: Network, n: int, m: int, machine: Machine) -> Network:
    """Return a network whose tasks may be changed and whose links are yet to be entered."""
    link_from, origin, code, link = machine.indexes((n + 2, 0), *((m, None) for _ in range(3)))
    (lag,) = machine.instants((m, None))
    return network._replace(
        duration=network.duration.copy(),
        flags=network.flags.copy(),
        link_from=link_from,
        origin=origin,
        code=code,
        link=link,
        lag=lag,
    )


def _own_said(said: Said) -> Said:
    return said._replace(
        constraint=said.constraint.copy(), constraint_at=said.constraint_at.copy(), deadline=said.deadline.copy()
    )


def _room_for(m: int, machine: Machine) -> tuple[SaidLinks, Ints]:
    predecessor, successor, kind, lag_kind, lag_calendar, place = machine.indexes(*((m, None) for _ in range(6)))
    (lag,) = machine.instants((m, None))
    return SaidLinks(predecessor, successor, kind, lag, lag_kind, lag_calendar), place


def _beginnings(given: Arranged, p6: P6) -> list[tuple[int, int, int]]:
    return list(zip(given.projects.start, p6.projects.data_date, p6.projects.is_p6, strict=True))
