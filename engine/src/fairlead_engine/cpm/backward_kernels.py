"""The backward pass: how late every task may be, and its slack."""

from fairlead_engine.cpm.codes import BY_MANUAL, FAR, FNET, FNLT, MFO, MSO, SNET, SNLT
from fairlead_engine.cpm.link_kernels import without_lag
from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Bounds, Causes, Dates, Spans
from fairlead_engine.network.kernels import (
    ABSENT,
    HAS_DEADLINE,
    IS_AT_END,
    IS_AT_START,
    IS_CONSTRAINED,
    IS_DONE,
    IS_INACTIVE,
    IS_LAGGED,
    IS_LEVELED,
    IS_MANUAL,
    IS_SHARED,
    IS_STARTED,
    IS_SUMMARY,
    IS_WORK,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

IS_HELD_BACK_BY_MORE = IS_INACTIVE | IS_STARTED | IS_SUMMARY | IS_LEVELED  # than its own late dates


def backward(
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Find late dates and slacks of every task whose early dates are found."""
    flags, visits, parent, calendar = network.flags, network.visits, network.parent, network.calendar
    link_from, origin, code, lag = network.link_from, network.origin, network.code, network.lag
    start, finish, start_work, finish_work = dates.start, dates.finish, dates.start_work, dates.finish_work
    late, late_finish, free, total_slack = bounds.late, bounds.late_finish, bounds.free, dates.total_slack
    end_calendar = end_project = -2
    end = 0
    for v in range(len(visits) - 1, -1, -1):
        r = visits[v]
        if r < 0:
            inherit(~r, network, said, dates, bounds)
            continue
        j = network.project[r]
        c = calendar[r]
        if j != end_project or c != end_calendar:
            end = work_at(spans.late[j], c, tables)
            end_project = j
            end_calendar = c
        if flags[r] & IS_SUMMARY:
            settle_summary(r, network, tables, dates, causes, bounds, spans)
        elif network.duration[r] == 0 or flags[r] & IS_MANUAL:
            settle_loose(r, network, said, tables, dates, bounds, spans)
        else:
            p = parent[r]
            minutes = finish_work[r] - start_work[r]
            count = min(late[r], end - minutes)
            if p >= 0 and late_finish[p] < FAR and not is_let_go(r, network, said):
                count = min(count, work_at(late_finish[p], c, tables) - minutes)
            if flags[r] & (IS_CONSTRAINED | HAS_DEADLINE):
                count = held_back(network.task[r], count, minutes, c, said, tables)
            total_slack[r] = count - start_work[r]
            dates.free_slack[r] = max(0, min(free[r], total_slack[r]))
            dates.late_start[r] = start_at(count, c, tables)
            dates.late_finish[r] = finish_at(count + minutes, c, tables)
            if flags[r] & IS_STARTED:
                settle_started(r, dates)
            roll_late_up(r, network, dates, bounds)
        dates.is_critical[r] = 1 if total_slack[r] <= projects.critical_limit[j] and not flags[r] & IS_DONE else 0
        if flags[r] & IS_HELD_BACK_BY_MORE:
            push_back_by_more(r, network, said, tables, dates, causes, bounds)
            continue
        last_start = total_slack[r] + start_work[r]
        last_finish = total_slack[r] + finish_work[r]
        for i in range(link_from[r], link_from[r + 1]):
            code_i = code[i]
            if not code_i & IS_WORK:
                push_through(i, r, dates.late_start[r], start[r], network, tables, dates, bounds)
                continue
            q = origin[i]
            late_q = (last_finish if code_i & 2 else last_start) - lag[i]
            free_q = (finish_work[r] if code_i & 2 else start_work[r]) - lag[i]
            if not code_i & IS_SHARED:
                late_at = start_at(late_q, c, tables)
                free_at = finish[r] if code_i & 2 else start[r]
                if lag[i] != 0:
                    free_at = start_at(free_q, c, tables)
                one = code_i & 1  # a start counts to the last minute that begins there or earlier
                late_q = work_at(late_at + one, calendar[q], tables) - one
                free_q = work_at(free_at + one, calendar[q], tables) - one
            if code_i & 1:
                free_q -= start_work[q]
            else:
                free_q -= finish_work[q]
                late_q -= finish_work[q] - start_work[q]
            late[q] = min(late[q], late_q)
            free[q] = min(free[q], free_q)


def inherit(r: int, network: Network, said: Said, dates: Dates, bounds: Bounds) -> None:
    """Hand the bounds of the summary above, and its own deadline, to a summary before its children ask."""
    p = network.parent[r]
    if p >= 0:
        bounds.late_finish[r] = min(bounds.late_finish[r], bounds.late_finish[p])
    t = network.task[r]
    if said.deadline[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.deadline[t])
    if said.constraint[t] == FNLT and said.constraint_at[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.constraint_at[t])
    dates.late_start[r] = FAR
    dates.late_finish[r] = -FAR


def settle_started(r: int, dates: Dates) -> None:
    """Hold the late dates of a task that has started at what has happened; a finished one has no slack left."""
    dates.late_start[r] = dates.start[r]
    dates.late_finish[r] = max(dates.late_finish[r], dates.finish[r])
    if not dates.progress[r] & HAS_REST:
        dates.late_finish[r] = dates.finish[r]
        dates.total_slack[r] = 0
        dates.free_slack[r] = 0


def settle_loose(
    r: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds, spans: Spans
) -> None:
    """Find how late a milestone or a manual task may be: until the very instant that others name, worked or not.

    A manual task stays where people put it, so it is never too late.
    """
    c = network.calendar[r]
    p = network.parent[r]
    t = network.task[r]
    late = min(spans.late[network.project[r]], bounds.late_finish[r])
    if p >= 0 and not is_let_go(r, network, said):
        late = min(late, bounds.late_finish[p])
    if said.deadline[t] != ABSENT:
        late = min(late, said.deadline[t])
    minutes = dates.finish_work[r] - dates.start_work[r]
    if network.flags[r] & IS_MANUAL == 0:
        late = min(late, bounds.late_start[r])
        kind = said.constraint[t]
        if said.constraint_at[t] != ABSENT and (kind == SNLT or kind == FNLT or kind == MSO or kind == MFO):
            late = min(late, said.constraint_at[t])
    elif said.manual_start[t] != ABSENT:
        late = max(late, dates.finish[r])
    count = work_at(late, c, tables) - minutes
    if network.flags[r] & IS_AT_START:
        late = start_at(count, c, tables)
    elif network.flags[r] & IS_AT_END:
        late = finish_at(count, c, tables)
    dates.total_slack[r] = count - dates.start_work[r]
    dates.free_slack[r] = max(0, min(bounds.free[r], dates.total_slack[r]))
    dates.late_finish[r] = late
    dates.late_start[r] = start_at(count, c, tables) if minutes > 0 else late
    if network.flags[r] & IS_STARTED and (network.flags[r] & IS_MANUAL == 0 or dates.progress[r] == HAS_BEGUN):
        settle_started(r, dates)
    roll_late_up(r, network, dates, bounds)


def is_let_go(r: int, network: Network, said: Said) -> bool:
    """Tell whether task `r` keeps a date of its own below a manual summary: nothing that holds summaries holds it."""
    p = network.parent[r]
    if network.flags[r] & IS_CONSTRAINED == 0 or p < 0 or network.flags[p] & IS_MANUAL == 0:
        return False
    t = network.task[r]
    kind = said.constraint[t]
    is_dated = said.manual_start[network.task[p]] != ABSENT and said.constraint_at[t] != ABSENT
    return is_dated and (kind == SNET or kind == FNET)


def roll_late_up(r: int, network: Network, dates: Dates, bounds: Bounds) -> None:
    """Widen the late dates of the summary above around those of task `r`; a manual one stays where it is.

    What is above a manual summary, or before it, still waits for the first of its children, but no summary begins
    before its start for that.
    """
    p = network.parent[r]
    flags = network.flags[r]
    if p < 0 or flags & IS_INACTIVE:
        return
    late = bounds.late
    late[p] = min(late[p], late[r] if flags & IS_SUMMARY else dates.late_finish[r])
    if network.flags[p] & IS_MANUAL:
        bounds.late_start[p] = min(bounds.late_start[p], dates.start[r])
    if flags & IS_MANUAL and flags & IS_SUMMARY:
        dates.late_start[p] = min(dates.late_start[p], max(bounds.late_start[r], dates.start[p]))
        dates.late_finish[p] = max(dates.late_finish[p], dates.late_finish[r])
    elif flags & IS_MANUAL:
        dates.late_start[p] = min(dates.late_start[p], dates.start[r])
        dates.late_finish[p] = max(dates.late_finish[p], dates.finish[r])
    else:
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


def settle_summary(
    r: int, network: Network, tables: Tables, dates: Dates, causes: Causes, bounds: Bounds, spans: Spans
) -> None:
    """Find a summary's late dates from its children's, and its slacks.

    A manual one stays where people put it, so it is never too late; its first child's dates are kept in its bounds.
    """
    c = network.calendar[r]
    end = spans.late[network.project[r]]
    if dates.late_start[r] == FAR:
        dates.late_start[r] = dates.late_finish[r] = min(bounds.late_finish[r], end)
    if causes.kind[r] == BY_MANUAL:
        bounds.late_start[r] = min(bounds.late_start[r], dates.start[r], dates.late_start[r])
        dates.late_start[r] = max(dates.late_start[r], dates.start[r])
        dates.late_finish[r] = max(dates.late_finish[r], dates.finish[r])
    start_slack = work_at(dates.late_start[r], c, tables) - dates.start_work[r]
    finish_slack = work_at(dates.late_finish[r], c, tables) - dates.finish_work[r]
    dates.total_slack[r] = finish_slack if dates.progress[r] & HAS_BEGUN else min(start_slack, finish_slack)
    dates.free_slack[r] = max(0, min(bounds.free[r], dates.total_slack[r]))
    roll_late_up(r, network, dates, bounds)


def push_back_by_more(
    r: int, network: Network, said: Said, tables: Tables, dates: Dates, causes: Causes, bounds: Bounds
) -> None:
    """Tell the predecessors of a summary, or of a task that has started, how late it lets them be.

    A finished or inactive task no longer holds anything; one in progress holds by what remains of it.
    """
    flags = network.flags[r]
    t = network.task[r]
    if flags & IS_INACTIVE or not dates.progress[r] & HAS_REST:
        return
    late_start = dates.late_start[r]
    if causes.kind[r] == BY_MANUAL and flags & IS_SUMMARY:
        late_start = bounds.late_start[r]
    early_start = dates.start[r]
    if flags & IS_LEVELED and not flags & IS_STARTED:
        late_start -= said.leveling_delay[t]
        early_start = min(early_start, causes.at[r] - said.leveling_delay[t])
    if flags & IS_STARTED and not flags & IS_SUMMARY:
        c = network.calendar[r]
        minutes = network.duration[r]
        remaining = minutes - int(minutes * said.percent[t] / 100 + 0.5)
        late_start = start_at(work_at(dates.late_finish[r], c, tables) - remaining, c, tables)
    for i in range(network.link_from[r], network.link_from[r + 1]):
        if not (dates.progress[r] & HAS_BEGUN and network.code[i] & 1):
            push_through(i, r, late_start, early_start, network, tables, dates, bounds)


def push_through(
    i: int,
    r: int,
    late_start: int,
    early_start: int,
    network: Network,
    tables: Tables,
    dates: Dates,
    bounds: Bounds,
) -> None:
    """Tell the predecessor of link `i` how late task `r`, by its own late dates, lets it be."""
    q = network.origin[i]
    code = network.code[i]
    is_loose = network.flags[q] & (IS_SUMMARY | IS_MANUAL) != 0 or network.duration[q] == 0
    late = late_start
    early = early_start
    if code & 2:
        late = bounds.late[r] if network.flags[r] & IS_SUMMARY else dates.late_finish[r]
        early = dates.finish[r]
    if code & IS_LAGGED:
        late = without_lag(late, i, r, network, tables, dates)
        early = without_lag(early, i, r, network, tables, dates)
    elif network.duration[r] > 0 and not (network.flags[r] & IS_SUMMARY or is_loose):
        c = network.calendar[r]  # over time that it does not work, task r can wait for its predecessor
        late = start_at(work_at(late, c, tables), c, tables)
    c = network.calendar[q]
    holds_start = code & 1 != 0 and network.duration[q] > 0
    if holds_start:
        free = last_start(early, c, tables) - dates.start_work[q]
    else:
        free = work_at(early, c, tables) - dates.finish_work[q]
    bounds.free[q] = min(bounds.free[q], free)
    if is_loose:
        if not code & 1:
            bounds.late_finish[q] = min(bounds.late_finish[q], late)
        elif not network.flags[q] & (IS_SUMMARY | IS_MANUAL):
            bounds.late_start[q] = min(bounds.late_start[q], late)
        return
    if holds_start:
        count = last_start(late, c, tables)
    else:
        count = work_at(late, c, tables) - dates.finish_work[q] + dates.start_work[q]
    bounds.late[q] = min(bounds.late[q], count)


def last_start(instant: int, calendar: int, tables: Tables) -> int:
    """Return the working minutes before the last one that begins at `instant` or earlier."""
    return work_at(instant + 1, calendar, tables) - 1


INLINED = (roll_late_up,)  # called for every task
