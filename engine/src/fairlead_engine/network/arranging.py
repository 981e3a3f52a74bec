"""Columns put into the order of the passes."""

from dataclasses import dataclass

from fairlead_engine.errors import PlanError
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network.columns import DEFAULTS, NONE, WIDE, Columns, Numbers, check
from fairlead_engine.network.cycle import CycleFound, cycle_path
from fairlead_engine.network.inherited import with_inactive_children
from fairlead_engine.network.kernels import (
    Network,
    Said,
    SaidLinks,
    SaidProjects,
    Scratch,
    enter_links,
    order,
    renumber,
)
from fairlead_engine.network.pauses import with_pauses
from fairlead_engine.network.uncompleted import with_uncompleted_work
from fairlead_engine.plan import LagKind


class OutlineBroken(PlanError):
    """A task whose summary does not stand before it; `task` is an index, or an id where a plan was scheduled."""

    def __init__(self, task: int | str) -> None:
        super().__init__(f"Task {task} stands before its summary task, or is its own.")
        self.task = task


@dataclass(frozen=True, slots=True)
class Arranged:
    """A network ready for the passes, with the columns as they came for what only few tasks need."""

    network: Network
    said: Said
    links: SaidLinks
    projects: SaidProjects
    rank: Ints  # (n) rank of each task


def arranged(columns: Columns, machine: Machine) -> Arranged:
    """Return `columns` checked and put into the order of the passes, in the memory of `machine`.

    Raises: ColumnBroken, AbsurdNumber, OutlineBroken, CycleFound.
    """
    check(columns)
    said, links, projects = _said(columns, machine), _said_links(columns, machine), _said_projects(columns, machine)
    _check_outline(said.parent, machine)
    n, m = columns.tasks, columns.links
    scratch = _scratch(n, m, machine)
    (visits,) = machine.indexes((2 * n, None))
    count = machine.kernel(order)(said.parent, links, scratch, visits)
    if count < 0:
        raise CycleFound(cycle_path(columns.parent, columns.predecessor, columns.successor, scratch.waits))
    network = _empty_network(n, m, visits[:count], said.pauses, machine)
    machine.kernel(renumber)(said, projects, scratch, network)
    machine.kernel(enter_links)(said, links, scratch.rank, network)
    return Arranged(network, said, links, projects, scratch.rank)


def _said(columns: Columns, machine: Machine) -> Said:
    given = columns.percent
    percent = machine.floats(columns.tasks) if given is None else machine.as_floats(given)
    whole = {
        name: (_instants if name in WIDE else _indexes)(columns, name, columns.tasks, machine)
        for name in Said._fields
        if name not in ("percent", "waits_until", "pauses", "pauses_left")
    }
    whole["pauses"] = whole["pauses_left"] = machine.same_instants(columns.tasks, 0)
    whole["waits_until"] = machine.same_instants(columns.tasks, NONE)
    said = Said(percent=percent, **whole)
    if columns.project_reschedules is not None and any(columns.project_reschedules):
        said = with_uncompleted_work(said, columns, machine)
    if columns.splits:
        said = with_pauses(said, columns, machine)
    if columns.is_active is not None and 0 in machine.distinct(said.is_active):
        said = with_inactive_children(said, machine)
    return said


def _said_links(columns: Columns, machine: Machine) -> SaidLinks:
    kinds = _indexes(columns, "lag_kind", columns.links, machine)
    if columns.is_elapsed is not None and LagKind.PERCENT in machine.distinct(kinds):
        kinds = machine.as_indexes(_kinds_of_lags(kinds, columns.predecessor, columns.is_elapsed))
    return SaidLinks(
        predecessor=machine.as_indexes(columns.predecessor),
        successor=machine.as_indexes(columns.successor),
        kind=_indexes(columns, "link_kind", columns.links, machine),
        lag=_instants(columns, "lag", columns.links, machine),
        lag_kind=kinds,
        lag_calendar=_indexes(columns, "lag_calendar", columns.links, machine),
    )


def _kinds_of_lags(kinds: Ints, predecessor: Numbers, elapsed: Numbers) -> list[int]:
    """Return the kinds of lags, where a share of an elapsed task is elapsed too."""
    return [
        int(LagKind.PERCENT_ELAPSED if kind == LagKind.PERCENT and elapsed[q] else kind)
        for kind, q in zip(kinds, predecessor, strict=True)
    ]


def _said_projects(columns: Columns, machine: Machine) -> SaidProjects:
    count = columns.projects
    return SaidProjects(
        start=machine.as_instants(columns.project_start),
        calendar=_indexes(columns, "project_calendar", count, machine),
        finish=_instants(columns, "project_finish", count, machine),
        from_finish=_indexes(columns, "project_from_finish", count, machine),
        critical_limit=_instants(columns, "project_critical_limit", count, machine),
        honors_constraints=_indexes(columns, "project_honors_constraints", count, machine),
        must_finish_at=_instants(columns, "project_must_finish_at", count, machine),
        slack_to_last=_indexes(columns, "project_slack_to_last", count, machine),
        opens_critical=_indexes(columns, "project_opens_critical", count, machine),
    )


def _instants(columns: Columns, name: str, count: int, machine: Machine) -> Ints:
    given = getattr(columns, name)
    return machine.same_instants(count, DEFAULTS.get(name, 0)) if given is None else machine.as_instants(given)


def _indexes(columns: Columns, name: str, count: int, machine: Machine) -> Ints:
    given = getattr(columns, name)
    return machine.same_indexes(count, DEFAULTS.get(name, 0)) if given is None else machine.as_indexes(given)


def _check_outline(parent: Ints, machine: Machine) -> None:
    late = machine.first_not_below(parent)
    if late >= 0:
        raise OutlineBroken(late)


def _scratch(n: int, m: int, machine: Machine) -> Scratch:
    return Scratch(*machine.indexes((2 * n, 0), (n + 2, 0), (m, None), (n, -1), (n, None), (2 * n, None), (n, None)))


def _empty_network(n: int, m: int, visits: Ints, pauses: Ints, machine: Machine) -> Network:
    task, parent, project, calendar, flags, link_from, origin, code, link = machine.indexes(
        *((n, None) for _ in range(5)), (n + 2, 0), *((m, None) for _ in range(3))
    )
    duration, lag = machine.instants((n, None), (m, None))
    return Network(visits, task, parent, project, calendar, duration, flags, link_from, origin, code, lag, link, pauses)
