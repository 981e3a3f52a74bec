"""The forward pass: every task as early as links, summaries, constraints and progress allow."""

from fairlead_engine.cpm.codes import BY_LINK, BY_PROJECT
from fairlead_engine.cpm.link_kernels import end_asked, finish_as_asked, start_asked, start_for
from fairlead_engine.cpm.placing_kernels import place
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.cpm.summary_kernels import (
    blame_floor,
    blame_floor_finish,
    clear_summary,
    close_summary,
    open_summary,
    roll_up,
)
from fairlead_engine.network.kernels import (
    ABSENT,
    IS_CONSTRAINED,
    IS_LEVELED,
    IS_MANUAL,
    IS_SHARED,
    IS_STARTED,
    IS_STRETCHED,
    IS_SUMMARY,
    IS_UNCOMPLETED,
    LAG_KIND_SHIFT,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

IS_PLACED_BY_MORE = (  # than links
    IS_SUMMARY | IS_MANUAL | IS_STARTED | IS_CONSTRAINED | IS_LEVELED | IS_STRETCHED | IS_UNCOMPLETED
)

BY_FLOOR_FINISH = -2  # held by a link to the finish of a summary above; -1, by none


def forward(
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Find start and finish of every task, and what set each start."""
    begin_calendar = begin_project = -2
    begin = 0
    for r in network.visits:
        if r < 0:
            close_summary(~r, network, tables, dates, causes, bounds, spans)
            roll_up(~r, network, dates, causes, spans)
        elif network.flags[r] & IS_SUMMARY:
            open_summary(r, network, said, tables, dates, bounds)
            clear_summary(r, network, said, dates, causes)
        elif is_plain(r, network):
            c = network.calendar[r]
            j = network.project[r]
            if j != begin_project or c != begin_calendar:
                begin = work_at(spans.start[j], c, tables)
                begin_project = j
                begin_calendar = c
            place_plain(r, begin, network, tables, dates, causes, bounds, spans)
            roll_up(r, network, dates, causes, spans)
        else:
            place_other(r, network, said, projects, tables, dates, causes, bounds, spans)
            roll_up(r, network, dates, causes, spans)


def is_plain(r: int, network: Network) -> bool:
    """Tell whether nothing but links, summaries and the project decide where task `r`, a piece of work, begins."""
    return network.flags[r] & IS_PLACED_BY_MORE == 0 and network.duration[r] != 0


def place_plain(
    r: int,
    begin: int,
    network: Network,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Place a piece of work as early as links and summaries let it, else where its project begins.

    Bounds are compared as counts of working minutes on the task's own calendar, which predecessors on the same
    calendar have at hand; `begin` is such a count. Only what is placed by more goes by instants.
    """
    origin, code, lag = network.origin, network.code, network.lag
    start, finish, start_work, finish_work = dates.start, dates.finish, dates.start_work, dates.finish_work
    floor, floor_finish = bounds.floor, bounds.floor_finish
    kind, because, other, asked_at = causes.kind, causes.link, causes.other, causes.at
    minutes = network.duration[r]
    c = network.calendar[r]
    p = network.parent[r]
    count = ABSENT
    by = -1
    if p >= 0:
        if floor[p] != ABSENT:
            count = work_at(floor[p], c, tables)
        if floor_finish[p] != ABSENT:
            asked = max(begin, work_at(floor_finish[p], c, tables) - minutes)
            if asked > count:
                count = asked
                by = BY_FLOOR_FINISH
    for i in range(network.link_from[r], network.link_from[r + 1]):
        q = origin[i]
        code_i = code[i]
        if code_i & IS_SHARED:
            asked = (start_work[q] if code_i & 1 else finish_work[q]) + lag[i]
        elif code_i >> LAG_KIND_SHIFT == 0:
            asked = work_at(start[q] if code_i & 1 else finish[q], c, tables) + lag[i]
        else:
            asked = work_at(end_asked(i, r, network, tables, dates), c, tables)
        if code_i & 2:
            asked = max(asked - minutes, begin)
        if asked > count:
            count = asked
            by = i
    if count == ABSENT:
        asked_at[r] = spans.start[network.project[r]]
        count = begin
    start_work[r] = count
    finish_work[r] = count + minutes
    start[r] = start_at(count, c, tables)
    finish[r] = finish_at(count + minutes, c, tables)
    if by >= 0:
        q = origin[by]
        code_i = code[by]
        kind[r] = BY_LINK
        because[r] = network.link[by]
        other[r] = network.task[q]
        if code_i >> LAG_KIND_SHIFT != 0:
            asked_at[r] = start_asked(by, r, network, tables, dates, spans)
        elif code_i & 2 or lag[by] < 0:
            asked_at[r] = start[r]
            if code_i & 2:
                finish[r] = finish_as_asked(by, r, network, tables, dates)
        elif lag[by] > 0:
            asked_at[r] = finish_at(count, c, tables)
        else:
            asked_at[r] = start[q] if code_i & 1 else finish[q]
    elif by == BY_FLOOR_FINISH:
        blame_floor_finish(r, p, start[r], network, causes, bounds)
    elif p >= 0 and floor[p] != ABSENT:
        blame_floor(r, p, network, causes, bounds)
    else:
        kind[r] = BY_PROJECT


def place_other(
    r: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Place a task that more decides about than links, summaries and its project."""
    bound = instant_asked(r, network, tables, dates, causes, bounds, spans)
    place(r, bound, network, said, projects, tables, dates, causes, bounds)
    if network.flags[r] & (IS_MANUAL | IS_STARTED) == 0 and network.duration[r] > 0:
        for i in range(network.link_from[r], network.link_from[r + 1]):
            if network.code[i] & 2:
                dates.finish[r] = finish_as_asked(i, r, network, tables, dates)


def instant_asked(
    r: int, network: Network, tables: Tables, dates: Dates, causes: Causes, bounds: Bounds, spans: Spans
) -> int:
    """Return the instant before which links, summaries and project do not let task `r` start, and note which."""
    p = network.parent[r]
    bound = ABSENT
    by = -1
    if p >= 0:
        bound = bounds.floor[p]
        if bounds.floor_finish[p] != ABSENT:
            at = max(start_for(bounds.floor_finish[p], r, network, tables), spans.start[network.project[r]])
            if at > bound:
                bound = at
                by = BY_FLOOR_FINISH
    for i in range(network.link_from[r], network.link_from[r + 1]):
        at = start_asked(i, r, network, tables, dates, spans)
        if at > bound:
            bound = at
            by = i
    if by >= 0:
        causes.kind[r] = BY_LINK
        causes.link[r] = network.link[by]
        causes.other[r] = network.task[network.origin[by]]
        causes.at[r] = bound
    elif by == BY_FLOOR_FINISH:
        blame_floor_finish(r, p, bound, network, causes, bounds)
    elif bound != ABSENT:
        blame_floor(r, p, network, causes, bounds)
    else:
        bound = spans.start[network.project[r]]
        causes.kind[r] = BY_PROJECT
        causes.at[r] = bound
    return bound


INLINED = (place_plain, is_plain)  # called for every task
