"""How late a summary lets its children be, and how they widen its late dates."""

from fairlead_engine.cpm.codes import BY_MANUAL, FAR, FNLT
from fairlead_engine.cpm.shapes import HAS_BEGUN, Bounds, Causes, Dates, Spans
from fairlead_engine.network.kernels import ABSENT, IS_INACTIVE, IS_MANUAL, IS_SUMMARY, Network, Said
from fairlead_engine.worktime.kernels import Tables, work_at


def inherit(r: int, network: Network, said: Said, bounds: Bounds) -> None:
    """Hand the bounds of the summary above, and its own deadline, to a summary before its children ask."""
    p = network.parent[r]
    if p >= 0:
        bounds.late_finish[r] = min(bounds.late_finish[r], bounds.late_finish[p])
    t = network.task[r]
    if said.deadline[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.deadline[t])
    if said.constraint[t] == FNLT and said.constraint_at[t] != ABSENT:
        bounds.late_finish[r] = min(bounds.late_finish[r], said.constraint_at[t])


def clear_late(r: int, dates: Dates) -> None:
    """Give a summary the late dates that its children are to widen."""
    dates.late_start[r] = FAR
    dates.late_finish[r] = -FAR


def roll_late_up(r: int, network: Network, dates: Dates, bounds: Bounds) -> None:
    """Widen the late dates of the summary above around those of task `r`; a manual one stays where it is.

    What is above a manual summary, or before it, still waits for the first of its children, but no summary begins
    before its start for that.
    """
    p = network.parent[r]
    flags = network.flags[r]
    if p < 0 or (flags & IS_INACTIVE and not network.flags[p] & IS_INACTIVE):
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


INLINED = (roll_late_up,)  # called for every task
