"""Levels of effort: their dates come from the tasks that they are linked with, which they do not drive."""

from fairlead_engine.cpm.codes import BY_LINK, BY_PROJECT, FAR
from fairlead_engine.cpm.link_kernels import end_asked, without_lag
from fairlead_engine.cpm.p6.said import P6Tasks
from fairlead_engine.cpm.shapes import Causes, Dates, Spans
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import Network
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

LEVEL_OF_EFFORT = 1
WBS_SUMMARY = 2


def is_effort(r: int, network: Network, tasks: P6Tasks) -> bool:
    """Tell whether the task of rank `r` lasts from its predecessors to its successors."""
    return tasks.spanning[network.task[r]] == LEVEL_OF_EFFORT


def span_efforts(network: Network, tasks: P6Tasks, tables: Tables, dates: Dates, causes: Causes, spans: Spans) -> None:
    """Find the early dates of levels of effort, and what set each start; `network` has all links as they came."""
    reach_forward(network, tasks, tables, dates)
    for r in range(len(network.task)):
        if not is_effort(r, network, tasks):
            continue
        reach_back(r, network, tables, dates)
        blame_first(r, network, tables, dates, causes, spans)
        if dates.start[r] == FAR:
            dates.start[r] = spans.start[network.project[r]]
        c = network.calendar[r]
        dates.start_work[r] = work_at(dates.start[r], c, tables)
        dates.finish_work[r] = max(dates.start_work[r], work_at(dates.finish[r], c, tables))
        settle_span(r, dates.start_work[r], dates.finish_work[r], c, tables, dates)


def span_late_efforts(network: Network, tasks: P6Tasks, tables: Tables, dates: Dates, late: Dates, ends: Ints) -> None:
    """Find the late dates of levels of effort, which are start and finish of `late`; `ends` are those of projects."""
    reach_forward(network, tasks, tables, late)
    for r in range(len(network.task)):
        if not is_effort(r, network, tasks):
            continue
        reach_back(r, network, tables, late)
        c = network.calendar[r]
        if late.finish[r] == -FAR:
            late.finish[r] = ends[network.project[r]]
        last = work_at(late.finish[r], c, tables)
        first = last - dates.finish_work[r] + dates.start_work[r]
        if late.start[r] != FAR:
            first = min(last, work_at(late.start[r], c, tables))
        settle_span(r, first, last, c, tables, late)


def reach_forward(network: Network, tasks: P6Tasks, tables: Tables, at: Dates) -> None:
    """Let levels of effort last until the tasks that wait for them let them: to their finish, or to their start."""
    for r in range(len(network.task)):
        if is_effort(r, network, tasks):
            at.start[r] = FAR
            at.finish[r] = -FAR
    for r in range(len(network.task)):
        if tasks.spanning[network.task[r]] != 0:
            continue
        for i in range(network.link_from[r], network.link_from[r + 1]):
            q = network.origin[i]
            if network.code[i] & 1 == 0 and is_effort(q, network, tasks):
                end = at.finish[r] if network.code[i] & 2 else at.start[r]
                at.finish[q] = max(at.finish[q], without_lag(end, i, r, network, tables, at))


def reach_back(r: int, network: Network, tables: Tables, at: Dates) -> None:
    """Let level of effort `r` begin with the first of its predecessors, and last as long as they ask."""
    for i in range(network.link_from[r], network.link_from[r + 1]):
        end = end_asked(i, r, network, tables, at)
        if network.code[i] & 2:
            at.finish[r] = max(at.finish[r], end)
        else:
            at.start[r] = min(at.start[r], end)


def settle_span(r: int, first: int, last: int, c: int, tables: Tables, at: Dates) -> None:
    """Put level of effort `r` between two counts of working minutes."""
    at.start[r] = start_at(first, c, tables)
    at.finish[r] = finish_at(last, c, tables) if last > first else at.start[r]


def blame_first(r: int, network: Network, tables: Tables, dates: Dates, causes: Causes, spans: Spans) -> None:
    """Note which link lets level of effort `r` begin, the first of those that ask for the same."""
    causes.kind[r] = BY_PROJECT
    causes.link[r] = causes.other[r] = -1
    causes.at[r] = spans.start[network.project[r]]
    for i in range(network.link_from[r + 1] - 1, network.link_from[r] - 1, -1):
        if network.code[i] & 2 == 0 and end_asked(i, r, network, tables, dates) == dates.start[r]:
            causes.kind[r] = BY_LINK
            causes.link[r] = network.link[i]
            causes.other[r] = network.task[network.origin[i]]
            causes.at[r] = dates.start[r]
