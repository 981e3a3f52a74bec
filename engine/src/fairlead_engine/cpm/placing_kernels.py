"""Tasks that are placed by more than links and summaries."""

from fairlead_engine.cpm.codes import (
    ALAP,
    BY_ACTUAL,
    BY_ALAP,
    BY_CONSTRAINT,
    BY_LEVELING,
    BY_MANUAL,
    BY_STATUS,
    FNET,
    FNLT,
    MFO,
    MSO,
    PINNED_FINISH,
    PINNED_START,
    SNET,
)
from fairlead_engine.cpm.link_kernels import start_for
from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Bounds, Causes, Dates
from fairlead_engine.network.kernels import (
    ABSENT,
    IS_AT_END,
    IS_AT_START,
    IS_CONSTRAINED,
    IS_LEVELED,
    IS_MANUAL,
    IS_STARTED,
    IS_STRETCHED,
    IS_UNCOMPLETED,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at


def place(
    r: int,
    bound: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
) -> None:
    """Place a milestone, or a task that is manual, has started, is constrained, stretched or was leveled.

    Links, summaries and project ask that it does not start before `bound`.
    """
    t = network.task[r]
    c = network.calendar[r]
    minutes = network.duration[r]
    flags = network.flags[r]
    if flags & IS_STARTED:
        place_started(r, t, c, minutes, said, tables, dates)
        because(causes, r, BY_ACTUAL, said.actual_start[t])
        return
    if flags & IS_MANUAL and said.manual_start[t] != ABSENT:
        place_manual(r, t, c, minutes, said, tables, dates)
        because(causes, r, BY_MANUAL, said.manual_start[t])
        return
    is_late = flags & IS_LEVELED != 0 and is_held_first(t, said)
    if flags & IS_LEVELED and not is_late:
        bound = leveled(r, t, bound, said, causes)
    if flags & IS_UNCOMPLETED and said.waits_until[t] > bound:
        bound = said.waits_until[t]
        because(causes, r, BY_STATUS, bound)
    if flags & IS_CONSTRAINED:
        honors = projects.honors_constraints[network.project[r]] != 0
        held = constrained(r, t, bound, honors, network, said, tables, bounds)
        if held != bound:
            bound = held
            because(causes, r, BY_ALAP if said.constraint[t] == ALAP else BY_CONSTRAINT, bound)
    if is_late:
        bound = leveled(r, t, bound, said, causes)
    count = work_at(bound, c, tables)
    if flags & IS_STRETCHED and minutes > 0:
        minutes = stretched(count, minutes, work_at(said.expected_finish[t], c, tables))
    dates.start_work[r] = count
    dates.finish_work[r] = count + minutes
    if minutes > 0:
        dates.start[r] = start_at(count, c, tables)
        dates.finish[r] = finish_at(count + minutes, c, tables)
    else:
        dates.start[r] = dates.finish[r] = milestone_at(bound, count, c, flags, tables)


def is_held_first(t: int, said: Said) -> bool:
    """Tell whether the leveling delay of task `t` counts from where its own constraint lets it start."""
    return said.constraint[t] == SNET or said.constraint[t] == FNET


def leveled(r: int, t: int, bound: int, said: Said, causes: Causes) -> int:
    """Return `bound` after the task's leveling delay, which is elapsed time."""
    causes.kind[r] = BY_LEVELING
    causes.at[r] = bound + said.leveling_delay[t]
    return causes.at[r]


def stretched(count: int, minutes: int, expected: int) -> int:
    """Return the minutes from the start of a task to its expected finish; one that has passed then counts for nothing.

    `count` and `expected` are the working minutes before the two.
    """
    return expected - count if expected > count else minutes


def milestone_at(bound: int, count: int, c: int, flags: int, tables: Tables) -> int:
    """Return where a milestone lies that nothing lets be before `bound`, with `count` working minutes before it.

    P6's start milestones lie where work starts, its finish milestones in working time or where it ends.
    """
    if flags & IS_AT_START or (flags & IS_AT_END and finish_at(count, c, tables) != bound):
        return start_at(count, c, tables)
    return bound


def place_started(r: int, t: int, c: int, minutes: int, said: Said, tables: Tables, dates: Dates) -> None:
    """Place a task at its actual start; what remains goes on where it is resumed, or at the status date."""
    start = said.actual_start[t]
    finish = said.actual_finish[t]
    count = work_at(start, c, tables)
    if finish == ABSENT:
        left = minutes_left(t, said)
        resumed = count + minutes - left
        if said.resume_at[t] != ABSENT and said.percent[t] < 100:
            resumed = work_at(said.resume_at[t], c, tables)
        if said.waits_until[t] != ABSENT:
            resumed = max(resumed, work_at(said.waits_until[t], c, tables))
        finish = finish_at(resumed + left, c, tables)
        if minutes == 0 or finish < start:
            finish = start
    dates.start[r] = start
    dates.finish[r] = finish
    dates.start_work[r] = count
    dates.finish_work[r] = work_at(finish, c, tables)
    dates.progress[r] = HAS_BEGUN if said.actual_finish[t] != ABSENT else HAS_BEGUN | HAS_REST


def minutes_left(t: int, said: Said) -> int:
    """Return how long what remains of task `t` takes: what is not complete of its work, and the pauses in it."""
    work = said.duration[t] - said.pauses[t]
    return work - int(work * said.percent[t] / 100 + 0.5) + said.pauses_left[t]


def place_manual(r: int, t: int, c: int, minutes: int, said: Said, tables: Tables, dates: Dates) -> None:
    """Place a task where people put it; without a finish of its own it takes its duration."""
    start = said.manual_start[t]
    finish = said.manual_finish[t]
    count = work_at(start, c, tables)
    dates.start[r] = start
    dates.start_work[r] = count
    dates.finish[r] = finish if finish >= start else finish_at(count + minutes, c, tables)
    dates.finish_work[r] = work_at(dates.finish[r], c, tables)


def constrained(
    r: int,
    t: int,
    bound: int,
    honors: bool,  # noqa: FBT001 - Numba passes by place
    network: Network,
    said: Said,
    tables: Tables,
    bounds: Bounds,
) -> int:
    """Return where the task's constraint lets it start, when links ask for `bound`.

    A task without predecessors may begin on its own date before its project, or a manual summary, does.
    A date that the task must not pass holds it against its links only where the project honors constraints.
    """
    kind = said.constraint[t]
    if kind == ALAP:
        return max(bound, bounds.pushed[r])
    at = said.constraint_at[t]
    if at == ABSENT:
        return bound
    if kind == FNET or kind == FNLT or kind == MFO or kind == PINNED_FINISH:
        at = start_for(at, r, network, tables)
    if kind == SNET or kind == FNET:
        p = network.parent[r]
        if network.link_from[r] < network.link_from[r + 1] or (p >= 0 and bounds.floor_finish[p] != ABSENT):
            return max(bound, at)
        return max(at, bounds.floor_linked[p]) if p >= 0 else at
    is_pinned = kind == PINNED_START or kind == PINNED_FINISH
    if kind == MSO or kind == MFO or is_pinned:
        return at if honors or is_pinned else max(bound, at)
    return min(bound, at) if honors else bound


def because(causes: Causes, r: int, kind: int, at: int) -> None:
    """Note that the task itself set its start."""
    causes.kind[r] = kind
    causes.link[r] = -1
    causes.other[r] = -1
    causes.at[r] = at
