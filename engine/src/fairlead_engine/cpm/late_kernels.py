"""How late one task may be, and its slack, once those that wait for it are settled."""

from fairlead_engine.cpm.codes import FAR, FNET, FNLT, MFO, MSO, PINNED_FINISH, PINNED_START, SNET, SNLT
from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Bounds, Dates, Spans
from fairlead_engine.network.kernels import (
    ABSENT,
    HAS_DEADLINE,
    IS_AT_END,
    IS_AT_START,
    IS_CONSTRAINED,
    IS_DONE,
    IS_MANUAL,
    IS_STARTED,
    IS_SUMMARY,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at


def is_counted(r: int, network: Network) -> bool:
    """Tell whether task `r` is a piece of work, whose bounds are compared as counts of working minutes."""
    return network.flags[r] & (IS_SUMMARY | IS_MANUAL) == 0 and network.duration[r] != 0


def settle_counted(
    r: int, end: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds
) -> None:
    """Find how late a piece of work may be; `end` counts the working minutes before its project's finish."""
    c = network.calendar[r]
    p = network.parent[r]
    minutes = dates.finish_work[r] - dates.start_work[r]
    count = min(bounds.late[r], end - minutes)
    if p >= 0 and bounds.late_finish[p] < FAR and not is_let_go(r, network, said):
        count = min(count, work_at(bounds.late_finish[p], c, tables) - minutes)
    if network.flags[r] & (IS_CONSTRAINED | HAS_DEADLINE):
        count = held_back(network.task[r], count, minutes, c, said, tables)
    slack = count - dates.start_work[r]
    dates.total_slack[r] = slack
    dates.free_slack[r] = max(0, min(bounds.free[r], slack))
    dates.late_start[r] = start_at(count, c, tables)
    dates.late_finish[r] = finish_at(count + minutes, c, tables)
    if network.flags[r] & IS_STARTED:
        settle_started(r, dates)


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
        if said.constraint_at[t] != ABSENT and (kind == SNLT or kind == FNLT):
            late = min(late, said.constraint_at[t])
        elif said.constraint_at[t] != ABSENT and is_pinned(kind):
            late = said.constraint_at[t]
    elif said.manual_start[t] != ABSENT:
        late = max(late, dates.finish[r])
    count = work_at(late, c, tables) - minutes
    is_at_an_end = network.flags[r] & IS_AT_END or (
        network.flags[r] & IS_AT_START and start_at(count, c, tables) != late
    )
    if is_at_an_end:
        late = finish_at(count, c, tables)
    dates.total_slack[r] = count - dates.start_work[r]
    dates.free_slack[r] = max(0, min(bounds.free[r], dates.total_slack[r]))
    dates.late_finish[r] = late
    dates.late_start[r] = start_at(count, c, tables) if minutes > 0 else late
    if network.flags[r] & IS_STARTED and (network.flags[r] & IS_MANUAL == 0 or dates.progress[r] == HAS_BEGUN):
        settle_started(r, dates)


def is_let_go(r: int, network: Network, said: Said) -> bool:
    """Tell whether task `r` keeps a date of its own below a manual summary: nothing that holds summaries holds it."""
    p = network.parent[r]
    if network.flags[r] & IS_CONSTRAINED == 0 or p < 0 or network.flags[p] & IS_MANUAL == 0:
        return False
    t = network.task[r]
    kind = said.constraint[t]
    is_dated = said.manual_start[network.task[p]] != ABSENT and said.constraint_at[t] != ABSENT
    return is_dated and (kind == SNET or kind == FNET)


def held_back(t: int, count: int, minutes: int, c: int, said: Said, tables: Tables) -> int:
    """Return the late start, counted in working minutes, that deadline and constraint leave of `count`.

    A date that a task must start or finish on is its late date, whatever waits for it.
    """
    if said.deadline[t] != ABSENT:
        count = min(count, work_at(said.deadline[t], c, tables) - minutes)
    kind = said.constraint[t]
    at = said.constraint_at[t]
    if at == ABSENT:
        return count
    if kind == SNLT:
        count = min(count, work_at(at, c, tables))
    elif kind == FNLT:
        count = min(count, work_at(at, c, tables) - minutes)
    elif kind == MSO or kind == PINNED_START:
        count = work_at(at, c, tables)
    elif kind == MFO or kind == PINNED_FINISH:
        count = work_at(at, c, tables) - minutes
    return count


def is_pinned(kind: int) -> bool:
    """Tell whether a constraint's date is a late date too, whatever waits for the task."""
    return kind == MSO or kind == MFO or kind == PINNED_START or kind == PINNED_FINISH


def note_critical(r: int, network: Network, projects: SaidProjects, dates: Dates) -> None:
    """Note whether the slack of task `r` is within its project's limit; what is done is not critical."""
    limit = projects.critical_limit[network.project[r]]
    dates.is_critical[r] = 1 if dates.total_slack[r] <= limit and not network.flags[r] & IS_DONE else 0


INLINED = (is_counted, settle_counted, note_critical)  # called for every task
