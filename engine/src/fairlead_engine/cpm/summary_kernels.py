"""Summaries: what they hand down to their children, and how children widen them."""

from fairlead_engine.cpm.codes import BY_CHILD, BY_MANUAL, BY_PROJECT, BY_SUMMARY, FAR, SNET
from fairlead_engine.cpm.link_kernels import end_asked
from fairlead_engine.cpm.placing_kernels import because
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.network.kernels import ABSENT, IS_INACTIVE, IS_MANUAL, Network, Said
from fairlead_engine.worktime.kernels import Tables, work_at


def open_summary(r: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds) -> None:
    """Find what a summary hands down to its children: before which instants it does not let them start or finish."""
    p = network.parent[r]
    t = network.task[r]
    is_manual = keeps_dates(r, network, said)
    bounds.finish_from[r] = bounds.finish_link[r] = -1
    floor = floor_finish = linked = ABSENT
    source = link = -1
    if p >= 0:
        floor = bounds.floor[p]
        linked = bounds.floor_linked[p]
        floor_finish = bounds.floor_finish[p]
        source = bounds.floor_from[p]
        link = bounds.floor_link[p]
        bounds.finish_from[r] = bounds.finish_from[p]
        bounds.finish_link[r] = bounds.finish_link[p]
    for i in range(network.link_from[r], network.link_from[r + 1]):
        if is_manual:
            continue  # links on it move neither it nor its children
        at = end_asked(i, r, network, tables, dates)
        linked = at if network.code[i] & 2 == 0 and at > linked else linked
        if network.code[i] & 2:
            if at > floor_finish:
                floor_finish = at
                bounds.finish_from[r] = r
                bounds.finish_link[r] = network.link[i]
        elif at > floor:
            floor = at
            source = r
            link = network.link[i]
    if is_manual:
        floor = said.manual_start[t]
        source = r
        link = -1
    elif said.constraint[t] == SNET and said.constraint_at[t] > floor:
        floor = linked = said.constraint_at[t]
        source = r
        link = -1
    bounds.floor_linked[r] = linked
    bounds.floor[r] = floor
    bounds.floor_finish[r] = floor_finish
    bounds.floor_from[r] = source
    bounds.floor_link[r] = link


def clear_summary(r: int, network: Network, said: Said, dates: Dates, causes: Causes) -> None:
    """Give a summary the dates that its children are to widen; a manual one keeps those that people gave it."""
    t = network.task[r]
    dates.start[r] = FAR
    dates.finish[r] = -FAR
    dates.progress[r] = 0
    causes.kind[r] = BY_PROJECT
    if keeps_dates(r, network, said):
        dates.start[r] = said.manual_start[t]
        dates.finish[r] = max(said.manual_start[t], said.manual_finish[t])
        because(causes, r, BY_MANUAL, said.manual_start[t])


def keeps_dates(r: int, network: Network, said: Said) -> bool:
    """Tell whether summary `r` is manual and has dates of its own."""
    return network.flags[r] & IS_MANUAL != 0 and said.manual_start[network.task[r]] != ABSENT


def close_summary(
    r: int,
    network: Network,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Settle a summary once its children are placed; one without active children lies where they would begin."""
    if dates.start[r] == FAR:
        at = bounds.floor[r]
        dates.start[r] = dates.finish[r] = spans.start[network.project[r]] if at == ABSENT else at
        causes.at[r] = dates.start[r]
    c = network.calendar[r]
    dates.start_work[r] = work_at(dates.start[r], c, tables)
    dates.finish_work[r] = work_at(dates.finish[r], c, tables)


def roll_up(r: int, network: Network, dates: Dates, causes: Causes, spans: Spans) -> None:
    """Widen the summary above and the project around a placed task; inactive tasks widen inactive summaries only."""
    p = network.parent[r]
    if p >= 0 and is_widening(p, r, network):
        widen(p, r, network, dates, causes)
    if network.flags[r] & IS_INACTIVE == 0:
        j = network.project[r]
        spans.first[j] = min(spans.first[j], dates.start[r])
        spans.last[j] = max(spans.last[j], dates.finish[r])


def is_widening(p: int, r: int, network: Network) -> bool:
    """Tell whether summary `p` encloses its child `r`: an active one, or any where the summary is inactive."""
    return network.flags[r] & IS_INACTIVE == 0 or network.flags[p] & IS_INACTIVE != 0


def widen(p: int, r: int, network: Network, dates: Dates, causes: Causes) -> None:
    """Widen summary `p` around its child `r`; a manual one keeps its dates.

    Of children that begin together the first in the outline is named, in whatever order they are placed.
    """
    start = dates.start[r]
    finish = dates.finish[r]
    dates.progress[p] |= dates.progress[r]
    if causes.kind[p] == BY_MANUAL:
        return
    if start < dates.start[p] or (start == dates.start[p] and network.task[r] < causes.other[p]):
        dates.start[p] = start
        causes.kind[p] = BY_CHILD
        causes.other[p] = network.task[r]
        causes.at[p] = start
    dates.finish[p] = max(dates.finish[p], finish)


def blame_floor(r: int, p: int, network: Network, causes: Causes, bounds: Bounds) -> None:
    """Note that task `r` starts where a summary's links, constraint or manual start let it."""
    causes.kind[r] = BY_SUMMARY
    causes.link[r] = bounds.floor_link[p]
    causes.other[r] = network.task[bounds.floor_from[p]]
    causes.at[r] = bounds.floor[p]


def blame_floor_finish(r: int, p: int, at: int, network: Network, causes: Causes, bounds: Bounds) -> None:
    """Note that task `r` starts at `at` for a link to the finish of a summary."""
    causes.kind[r] = BY_SUMMARY
    causes.link[r] = bounds.finish_link[p]
    causes.other[r] = network.task[bounds.finish_from[p]]
    causes.at[r] = at


INLINED = (roll_up, is_widening, widen)  # called for every task
