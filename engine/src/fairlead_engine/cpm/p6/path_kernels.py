"""The longest path: what drives the last finish of a project."""

from fairlead_engine.cpm.link_kernels import end_asked
from fairlead_engine.cpm.p6.remaining_kernels import is_remaining
from fairlead_engine.cpm.p6.said import P6Projects, P6Tasks
from fairlead_engine.cpm.p6.spanning_kernels import is_effort
from fairlead_engine.cpm.shapes import HAS_REST, Dates, Spans
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_INACTIVE, Network
from fairlead_engine.worktime.kernels import Tables, work_at


def find_longest_path(
    network: Network, p6: P6Projects, tables: Tables, dates: Dates, spans: Spans, is_on_path: Ints
) -> None:
    """Mark the tasks that finish last in projects that ask for their longest path, and all that drives them."""
    for v in range(len(network.visits) - 1, -1, -1):
        r = network.visits[v]
        if r < 0 or not is_remaining(r, network, p6) or network.flags[r] & IS_INACTIVE:
            continue
        j = network.project[r]
        if p6.longest_path[j] != 0 and dates.finish[r] == spans.last[j]:
            is_on_path[r] = 1
        if is_on_path[r] == 0:
            continue
        for i in range(network.link_from[r], network.link_from[r + 1]):
            if drives(i, r, network, tables, dates):
                is_on_path[network.origin[i]] = 1


def drives(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> bool:
    """Tell whether task `r` begins as soon as link `i` lets it."""
    count = work_at(end_asked(i, r, network, tables, dates), network.calendar[r], tables)
    if network.code[i] & 2:
        return count >= dates.finish_work[r]
    return count >= dates.start_work[r]


def join_efforts(network: Network, tasks: P6Tasks, tables: Tables, dates: Dates, is_on_path: Ints) -> None:
    """Mark the levels of effort that end just where a task of the longest path needs them to.

    `network` has all links as they came.
    """
    for r in range(len(network.task)):
        if is_on_path[r] == 0 or tasks.spanning[network.task[r]] != 0:
            continue
        for i in range(network.link_from[r], network.link_from[r + 1]):
            q = network.origin[i]
            if is_effort(q, network, tasks) and drives(i, r, network, tables, dates):
                is_on_path[q] = 1


def mark_critical(network: Network, p6: P6Projects, dates: Dates, is_on_path: Ints) -> None:
    """Let the longest path, not slack, say what is critical, in projects that ask for it; what is done is not."""
    for r in range(len(network.task)):
        if is_remaining(r, network, p6) and p6.longest_path[network.project[r]] != 0:
            dates.is_critical[r] = 1 if is_on_path[r] != 0 and dates.progress[r] & HAS_REST else 0
