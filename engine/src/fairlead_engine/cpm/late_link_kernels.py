"""How late one link lets the task be from which it leads."""

from fairlead_engine.cpm.codes import BY_MANUAL
from fairlead_engine.cpm.link_kernels import without_lag
from fairlead_engine.cpm.placing_kernels import minutes_left
from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Bounds, Causes, Dates
from fairlead_engine.network.kernels import (
    IS_AT_END,
    IS_AT_START,
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
)
from fairlead_engine.worktime.kernels import Tables, start_at, work_at

IS_HELD_BACK_BY_MORE = IS_INACTIVE | IS_STARTED | IS_SUMMARY | IS_LEVELED  # do not hold by their late dates alone


def hold_back(
    i: int,
    r: int,
    network: Network,
    said: Said,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
) -> None:
    """Tell the predecessor of link `i` how late task `r`, which is settled, lets it be.

    A start that has happened is held no longer.
    """
    if network.code[i] & 1 and network.flags[network.origin[i]] & (IS_STARTED | IS_MANUAL) == IS_STARTED:
        return
    if network.flags[r] & IS_HELD_BACK_BY_MORE:
        hold_back_by_more(i, r, network, said, tables, dates, causes, bounds)
        return
    code = network.code[i]
    if not code & IS_WORK:
        push_through(i, r, dates.late_start[r], dates.start[r], network, tables, dates, bounds)
        return
    q = network.origin[i]
    lag = network.lag[i]
    count = dates.finish_work[r] if code & 2 else dates.start_work[r]
    late = count + dates.total_slack[r] - lag
    free = count - lag
    if not code & IS_SHARED:
        c = network.calendar[r]
        late_at = dates.late_finish[r] if lag == 0 and code & 2 else start_at(late, c, tables)
        free_at = dates.finish[r] if code & 2 else dates.start[r]
        if lag != 0:
            free_at = start_at(free, c, tables)
        one = code & 1  # a start counts to the last minute that begins there or earlier
        late = work_at(late_at + one, network.calendar[q], tables) - one
        free = work_at(free_at + one, network.calendar[q], tables) - one
    if code & 1:
        free -= dates.start_work[q]
    else:
        free -= dates.finish_work[q]
        late -= dates.finish_work[q] - dates.start_work[q]
    bounds.late[q] = min(bounds.late[q], late)
    bounds.free[q] = min(bounds.free[q], free)


def hold_back_by_more(
    i: int,
    r: int,
    network: Network,
    said: Said,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
) -> None:
    """Tell the predecessor of link `i` how late a summary, or a task that has started or was leveled, lets it be.

    A finished or inactive task no longer holds anything; one in progress holds by what remains of it.
    """
    flags = network.flags[r]
    t = network.task[r]
    if (
        flags & IS_INACTIVE
        or not dates.progress[r] & HAS_REST
        or (dates.progress[r] & HAS_BEGUN and network.code[i] & 1)
    ):
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
        late_start = start_at(work_at(dates.late_finish[r], c, tables) - minutes_left(t, said), c, tables)
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
    elif network.duration[r] > 0 and not (code & 2 or network.flags[r] & IS_SUMMARY or is_loose):
        c = network.calendar[r]  # over time that it does not work, task r can wait to start
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
        elif network.flags[q] & (IS_AT_START | IS_AT_END):
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


INLINED = (hold_back,)  # called for every link
