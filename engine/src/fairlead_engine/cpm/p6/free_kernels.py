"""P6's free slack, and tasks that take theirs up to be as late as possible."""

from fairlead_engine.cpm.codes import BY_ALAP, FAR, PINNED_FINISH, PINNED_START
from fairlead_engine.cpm.late_link_kernels import last_start
from fairlead_engine.cpm.link_kernels import without_lag
from fairlead_engine.cpm.p6.remaining_kernels import is_remaining
from fairlead_engine.cpm.p6.said import P6Projects
from fairlead_engine.cpm.placing_kernels import because
from fairlead_engine.cpm.shapes import Causes, Dates, Spans
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_INACTIVE, IS_LAGGED, Network, Said
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at


def find_free(
    network: Network,
    said: Said,
    p6: P6Projects,
    is_alap: Ints,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    spans: Spans,
) -> None:
    """Find the free slack of P6's tasks, from the last to the first, and move what is to be late by it.

    It is what a task may slip before it moves a successor; one that nothing follows, before it moves the last finish
    of its project. Unlike Microsoft Project's it may be more than the total slack. What is pinned has none.
    """
    free = dates.free_slack
    for r in range(len(network.task)):
        if is_remaining(r, network, p6):
            free[r] = FAR
    for v in range(len(network.visits) - 1, -1, -1):
        r = network.visits[v]
        if r < 0 or network.flags[r] & IS_INACTIVE:
            continue
        if is_remaining(r, network, p6):
            if free[r] == FAR:
                last = spans.last[network.project[r]]
                free[r] = work_at(last, network.calendar[r], tables) - dates.finish_work[r]
            free[r] = 0 if is_pinned(r, network, said) else max(0, free[r])
            if is_alap[network.task[r]] != 0 and free[r] > 0:
                put_off(r, network, tables, dates, causes)
        for i in range(network.link_from[r], network.link_from[r + 1]):
            q = network.origin[i]
            if is_remaining(q, network, p6):
                free[q] = min(free[q], link_slack(i, r, network, tables, dates))


def is_pinned(r: int, network: Network, said: Said) -> bool:
    """Tell whether a mandatory constraint holds the task of rank `r`."""
    kind = said.constraint[network.task[r]]
    return kind == PINNED_START or kind == PINNED_FINISH


def link_slack(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return how many minutes the predecessor of link `i` may slip, on its own calendar, before it moves task `r`."""
    q = network.origin[i]
    code = network.code[i]
    at = dates.finish[r] if code & 2 else dates.start[r]
    if code & IS_LAGGED:
        at = without_lag(at, i, r, network, tables, dates)
    c = network.calendar[q]
    if code & 1 and network.duration[q] > 0:
        return last_start(at, c, tables) - dates.start_work[q]
    return work_at(at, c, tables) - dates.finish_work[q]


def put_off(r: int, network: Network, tables: Tables, dates: Dates, causes: Causes) -> None:
    """Move a task that is to be as late as possible by its free slack, which moves nothing else."""
    c = network.calendar[r]
    slack = dates.free_slack[r]
    dates.start_work[r] += slack
    dates.finish_work[r] += slack
    dates.start[r] = start_at(dates.start_work[r], c, tables)
    dates.finish[r] = finish_at(dates.finish_work[r], c, tables)
    if network.duration[r] == 0:
        dates.start[r] = dates.finish[r]
    dates.total_slack[r] -= slack
    dates.free_slack[r] = 0
    because(causes, r, BY_ALAP, dates.start[r])
