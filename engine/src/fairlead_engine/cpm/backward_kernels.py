"""The backward pass: how late every task may be, and its slack."""

from fairlead_engine.cpm.forward_kernels import (
    ELAPSED,
    FAR,
    FNLT,
    MFO,
    MSO,
    PERCENT_ELAPSED,
    SNLT,
    lag_of,
)
from fairlead_engine.cpm.shapes import Bounds, Dates, Spans
from fairlead_engine.network.kernels import (
    ABSENT,
    HAS_DEADLINE,
    IS_CONSTRAINED,
    IS_INACTIVE,
    IS_LAGGED,
    IS_STARTED,
    IS_SUMMARY,
    LAG_KIND_SHIFT,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at


def backward(
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Find late dates and slacks of every task whose early dates are found."""
    flags, visits = network.flags, network.visits
    for v in range(len(visits) - 1, -1, -1):
        r = visits[v]
        if r < 0:
            inherit(~r, network, said, dates, bounds)
            continue
        if flags[r] & IS_SUMMARY:
            settle_summary(r, network, tables, dates, bounds, spans)
        else:
            settle_leaf(r, network, said, tables, dates, bounds, spans)
        t = network.task[r]
        is_open = said.percent[t] < 100
        within = dates.total_slack[r] <= projects.critical_limit[network.project[r]]
        dates.is_critical[r] = 1 if is_open and within else 0
        if not flags[r] & IS_INACTIVE:
            push_back(r, network, said, tables, dates, bounds)


def inherit(r: int, network: Network, said: Said, dates: Dates, bounds: Bounds) -> None:
    """Hand the bounds of the summary above, and its own deadline, to a summary before its children ask."""
    p = network.parent[r]
    if p >= 0:
        bounds.late_finish[r] = min(bounds.late_finish[r], bounds.late_finish[p])
        bounds.free_finish[r] = min(bounds.free_finish[r], bounds.free_finish[p])
        if dates.start[r] <= dates.start[p]:
            bounds.late_start[r] = min(bounds.late_start[r], bounds.late_start[p])
            bounds.free_start[r] = min(bounds.free_start[r], bounds.free_start[p])
    t = network.task[r]
    if said.deadline[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.deadline[t])
    if said.constraint[t] == FNLT and said.constraint_at[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.constraint_at[t])
    dates.late_start[r] = FAR
    dates.late_finish[r] = -FAR


def settle_leaf(
    r: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds, spans: Spans
) -> None:
    """Find the late dates and slacks of a leaf task from what its successors and summaries allow."""
    c = network.calendar[r]
    p = network.parent[r]
    end = spans.late[network.project[r]]
    late_finish = min(bounds.late_finish[r], end)
    late_start = bounds.late_start[r]
    free_finish = bounds.free_finish[r]
    free_start = bounds.free_start[r]
    if p >= 0:
        late_finish = min(late_finish, bounds.late_finish[p])
        free_finish = min(free_finish, bounds.free_finish[p])
        if dates.start[r] <= dates.start[p]:  # only a child that begins its summary holds the summary's start
            late_start = min(late_start, bounds.late_start[p])
            free_start = min(free_start, bounds.free_start[p])
    if free_finish == FAR and free_start == FAR:
        free_finish = end
    minutes = dates.finish_work[r] - dates.start_work[r]
    count = work_at(late_finish, c, tables) - minutes
    if late_start < FAR:
        count = min(count, work_at(late_start, c, tables))
    flags = network.flags[r]
    if flags & (IS_CONSTRAINED | HAS_DEADLINE):
        count = held_back(network.task[r], count, minutes, c, said, tables)
    dates.total_slack[r] = count - dates.start_work[r]
    free = work_at(free_finish, c, tables) - dates.finish_work[r] if free_finish < FAR else FAR
    if free_start < FAR:
        free = min(free, work_at(free_start, c, tables) - dates.start_work[r])
    dates.free_slack[r] = max(free, 0)
    dates.late_finish[r] = finish_at(count + minutes, c, tables)
    dates.late_start[r] = start_at(count, c, tables) if minutes > 0 else dates.late_finish[r]
    if flags & IS_STARTED:
        dates.late_start[r] = dates.start[r]
        if said.actual_finish[network.task[r]] != ABSENT:
            dates.late_finish[r] = dates.finish[r]
            dates.total_slack[r] = 0
            dates.free_slack[r] = 0
    if p >= 0 and not flags & IS_INACTIVE:
        dates.late_start[p] = min(dates.late_start[p], dates.late_start[r])
        dates.late_finish[p] = max(dates.late_finish[p], dates.late_finish[r])


def held_back(t: int, count: int, minutes: int, c: int, said: Said, tables: Tables) -> int:
    """Return the late start, counted in working minutes, that deadline and constraint leave of `count`."""
    if said.deadline[t] != ABSENT:
        count = min(count, work_at(said.deadline[t], c, tables) - minutes)
    kind = said.constraint[t]
    at = said.constraint_at[t]
    if at == ABSENT:
        return count
    if kind == SNLT or kind == MSO:
        count = min(count, work_at(at, c, tables))
    elif kind == FNLT or kind == MFO:
        count = min(count, work_at(at, c, tables) - minutes)
    return count


def settle_summary(r: int, network: Network, tables: Tables, dates: Dates, bounds: Bounds, spans: Spans) -> None:
    """Find a summary's late dates from its children's, and its slacks."""
    c = network.calendar[r]
    end = spans.late[network.project[r]]
    if dates.late_start[r] == FAR:
        dates.late_start[r] = dates.late_finish[r] = min(bounds.late_finish[r], end)
    start_slack = work_at(dates.late_start[r], c, tables) - dates.start_work[r]
    finish_slack = work_at(dates.late_finish[r], c, tables) - dates.finish_work[r]
    dates.total_slack[r] = min(start_slack, finish_slack)
    free_finish = bounds.free_finish[r]
    free_start = bounds.free_start[r]
    if free_finish == FAR and free_start == FAR:
        free_finish = end
    free = work_at(free_finish, c, tables) - dates.finish_work[r] if free_finish < FAR else FAR
    if free_start < FAR:
        free = min(free, work_at(free_start, c, tables) - dates.start_work[r])
    dates.free_slack[r] = max(free, 0)
    p = network.parent[r]
    if p >= 0 and not network.flags[r] & IS_INACTIVE:
        dates.late_start[p] = min(dates.late_start[p], dates.late_start[r])
        dates.late_finish[p] = max(dates.late_finish[p], dates.late_finish[r])


def push_back(r: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds) -> None:
    """Tell every predecessor how late this task lets it be; a finished task no longer does."""
    if network.link_from[r] == network.link_from[r + 1]:
        return
    t = network.task[r]
    late_start = dates.late_start[r]
    late_finish = dates.late_finish[r]
    has_started = network.flags[r] & IS_STARTED != 0
    if has_started:
        if said.actual_finish[t] != ABSENT:
            return
        c = network.calendar[r]
        minutes = network.duration[r]
        remaining = minutes - int(minutes * said.percent[t] / 100 + 0.5)
        late_start = start_at(work_at(late_finish, c, tables) - remaining, c, tables)
    for i in range(network.link_from[r], network.link_from[r + 1]):
        q = network.origin[i]
        code = network.code[i]
        late = late_finish if code & 2 else late_start
        early = dates.finish[r] if code & 2 else dates.start[r]
        if code >= IS_LAGGED:
            late = without_lag(late, i, r, network, tables, dates)
            early = without_lag(early, i, r, network, tables, dates)
        if not code & 1:
            bounds.late_finish[q] = min(bounds.late_finish[q], late)
            bounds.free_finish[q] = min(bounds.free_finish[q], early)
        elif not has_started:
            bounds.late_start[q] = min(bounds.late_start[q], late)
            bounds.free_start[q] = min(bounds.free_start[q], early)


def without_lag(at: int, i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the last instant from which link `i`, entering task `r`, leads to `at` or earlier."""
    lag = lag_of(i, network, dates)
    kind = network.code[i] >> LAG_KIND_SHIFT
    if kind == ELAPSED or kind == PERCENT_ELAPSED:
        return at - lag
    c = network.calendar[r]
    return start_at(work_at(at, c, tables) - lag, c, tables)
