"""Forward and backward, as often as the plan needs."""

from dataclasses import dataclass, replace

from fairlead_engine.cpm.backward_kernels import backward
from fairlead_engine.cpm.codes import ALAP, FAR
from fairlead_engine.cpm.forward_kernels import forward
from fairlead_engine.cpm.open_kernels import close_open_ends
from fairlead_engine.cpm.shapes import HAS_REST, Bounds, Causes, Dates, Spans
from fairlead_engine.machine import Ints, Machine
from fairlead_engine.network import NONE, Arranged
from fairlead_engine.network.kernels import SaidProjects
from fairlead_engine.worktime import Tables


@dataclass(frozen=True, slots=True)
class Passes:
    """What the passes left, by rank; `is_single` where one pass forward and one back sufficed."""

    dates: Dates
    causes: Causes
    bounds: Bounds
    spans: Spans
    is_single: bool = True


def passed(given: Arranged, tables: Tables, machine: Machine) -> Passes:
    """Return early and late dates, slacks and drivers.

    A plan whose tasks begin as soon as they can needs one pass forward and one back. A project that is planned
    from its finish first asks how late it may begin; tasks that begin as late as they can are moved to their
    late start, which their successors then follow.
    """
    n, p = len(given.rank), len(given.projects.start)
    pushed = machine.same_instants(n, NONE)
    passes = Passes(
        _dates(n, machine), _causes(n, machine), empty_bounds(n, pushed, machine), _spans(p, given, machine)
    )
    pass_forward(given, tables, passes, machine)
    from_finish = [j for j in range(p) if given.projects.from_finish[j] and given.projects.finish[j] != NONE]
    for j in from_finish:
        passes.spans.late[j] = given.projects.finish[j]
    if from_finish:
        _backward(given, tables, passes, machine)
        for j, first in _latest_beginnings(given, passes, from_finish).items():
            passes.spans.start[j] = first
        passes = replace(passes, bounds=empty_bounds(n, pushed, machine), is_single=False)
        pass_forward(given, tables, passes, machine)
    _backward(given, tables, passes, machine)
    if ALAP in machine.distinct(given.said.constraint):
        pushed = machine.as_instants(list(passes.dates.late_start))
        passes = replace(passes, bounds=empty_bounds(n, pushed, machine), is_single=False)
        pass_forward(given, tables, passes, machine)
        _backward(given, tables, passes, machine)
    return passes


def pass_forward(given: Arranged, tables: Tables, passes: Passes, machine: Machine) -> None:
    """Find early dates, drivers and each project's first start and last finish again."""
    spans = passes.spans
    for j in range(len(spans.start)):
        spans.first[j], spans.last[j] = FAR, -FAR
    machine.kernel(forward)(given.network, given.said, given.projects, tables, *_of(passes))
    for j in range(len(spans.start)):
        if spans.first[j] == FAR:
            spans.first[j] = spans.last[j] = spans.start[j]


def _backward(given: Arranged, tables: Tables, passes: Passes, machine: Machine) -> None:
    spans = passes.spans
    last = max(spans.last, default=0)
    for j in range(len(spans.start)):
        if not (given.projects.from_finish[j] and given.projects.finish[j] != NONE):
            spans.late[j] = _end(j, given.projects, spans, last)
    if any(given.projects.opens_critical):
        machine.kernel(close_open_ends)(given.network, given.projects, passes.dates, passes.bounds)
    machine.kernel(backward)(given.network, given.said, given.projects, tables, *_of(passes))


def _of(passes: Passes) -> tuple[Dates, Causes, Bounds, Spans]:
    return passes.dates, passes.causes, passes.bounds, passes.spans


def _end(j: int, projects: SaidProjects, spans: Spans, last: int) -> int:
    """Return where late dates of project `j` begin: where it must finish, else at its finish or the last one of all."""
    if projects.must_finish_at[j] != NONE:
        return projects.must_finish_at[j]
    return last if projects.slack_to_last[j] else spans.last[j]


def _latest_beginnings(given: Arranged, passes: Passes, projects: list[int]) -> dict[int, int]:
    """Return the least late start in each of `projects`."""
    first = dict.fromkeys(projects, FAR)
    for r, j in enumerate(given.network.project):
        if int(j) in first:
            first[int(j)] = min(first[int(j)], int(passes.dates.late_start[r]))
    return {j: start for j, start in first.items() if start < FAR}


def _dates(n: int, machine: Machine) -> Dates:
    return Dates(*machine.instants(*((n, None) for _ in range(8))), *machine.indexes((n, None), (n, HAS_REST)))


def _causes(n: int, machine: Machine) -> Causes:
    return Causes(*machine.indexes((n, None), (n, -1), (n, -1)), *machine.instants((n, None)))


def _spans(p: int, given: Arranged, machine: Machine) -> Spans:
    start = machine.as_instants(list(given.projects.start))
    return Spans(start, *machine.instants((p, FAR), (p, -FAR), (p, 0)))


def empty_bounds(n: int, pushed: Ints, machine: Machine) -> Bounds:
    """Return room for what summaries hand down; an ALAP task starts no earlier than `pushed`."""
    floors = machine.instants(*((n, None) for _ in range(3)))
    sources = machine.indexes(*((n, None) for _ in range(4)))
    backward = machine.instants(*((n, FAR) for _ in range(4)))
    return Bounds._make([*floors, *sources, pushed, *backward])
