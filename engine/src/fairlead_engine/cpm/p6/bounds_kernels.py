"""P6's constraints, external dates, resumption and data date as the two bounds that the passes know."""

from fairlead_engine.cpm.codes import ALAP, FNET, FNLT, MSO, PINNED_FINISH, PINNED_START, SNET, SNLT
from fairlead_engine.cpm.link_kernels import start_for
from fairlead_engine.cpm.p6.remaining_kernels import BY_ACTUAL_DATES, Lower, has_begun, is_overridden, is_remaining
from fairlead_engine.cpm.p6.said import P6Projects, P6Tasks
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import ABSENT, HAS_DEADLINE, IS_CONSTRAINED, Network, Said
from fairlead_engine.worktime.kernels import Tables, finish_at, work_at


def bind(
    network: Network, said: Said, tasks: P6Tasks, p6: P6Projects, begin: Ints, tables: Tables, lower: Lower
) -> None:
    """Give each task of P6's projects one constraint and one deadline that say all that binds it.

    `said` has columns of its own for constraints and deadlines, which are written; `begin` is where what remains of
    each project begins.
    """
    for r in range(len(network.task)):
        if not is_remaining(r, network, p6):
            continue
        t = network.task[r]
        if said.actual_finish[t] != ABSENT:
            lower.start[t] = actual_bound(t, said.actual_finish[t], said, p6)
            said.constraint[t] = 0
            said.deadline[t] = ABSENT
        else:
            if has_begun(t, said):
                bind_begun(t, said, p6, lower)
            bind_outside(t, said, tasks, p6, lower)
            first = said.constraint[t]
            second = tasks.second_constraint[t]
            at = said.constraint_at[t]
            said.constraint[t] = 0
            bind_by(r, t, first, at, network, said, tables, lower)
            bind_by(r, t, second, tasks.second_constraint_at[t], network, said, tables, lower)
        settle(r, t, begin[network.project[r]], network, said, tables, lower)


def actual_bound(t: int, at: int, said: Said, p6: P6Projects) -> int:
    """Return the bound that an actual date after the data date is where actual dates count, else ABSENT."""
    j = said.project[t]
    return at if p6.progress[j] == BY_ACTUAL_DATES and at > p6.data_date[j] else ABSENT


def bind_begun(t: int, said: Said, p6: P6Projects, lower: Lower) -> None:
    """Let what remains of a task go on no earlier than it is resumed, or than actual dates say."""
    lower.start[t] = max(lower.start[t], said.resume_at[t], actual_bound(t, said.actual_start[t], said, p6))


def bind_outside(t: int, said: Said, tasks: P6Tasks, p6: P6Projects, lower: Lower) -> None:
    """Bind a task by what links with projects outside the plan ask: how early it may start, how late finish."""
    if not is_overridden(t, said, p6):
        lower.start[t] = max(lower.start[t], tasks.outside_start[t])
    lower_deadline(t, tasks.outside_finish[t], said)


def bind_by(r: int, t: int, kind: int, at: int, network: Network, said: Said, tables: Tables, lower: Lower) -> None:
    """Bind a task by one of its constraints; those of a start bind no task that has started.

    *No earlier* bounds its early dates, *no later* its late ones only; a mandatory one pins both.
    """
    is_of_start = kind == SNET or kind == SNLT or kind == MSO or kind == ALAP
    if kind == 0 or (at == ABSENT and kind != ALAP) or (is_of_start and has_begun(t, said)):
        return
    if kind == SNET:
        lower.start[t] = max(lower.start[t], at)
    elif kind == FNET:
        lower.finish[t] = max(lower.finish[t], at)
    elif kind == FNLT:
        lower_deadline(t, at, said)
    elif kind == SNLT:
        lower_deadline(t, finish_after(r, at, network, tables), said)
    elif kind == ALAP:
        lower.is_alap[t] = 1
    else:
        said.constraint[t] = PINNED_START if kind == MSO else PINNED_FINISH
        said.constraint_at[t] = at


def lower_deadline(t: int, at: int, said: Said) -> None:
    """Let task `t` finish no later than `at`."""
    if at != ABSENT:
        said.deadline[t] = at if said.deadline[t] == ABSENT else min(said.deadline[t], at)


def finish_after(r: int, start: int, network: Network, tables: Tables) -> int:
    """Return where a task finishes that begins at `start`."""
    c = network.calendar[r]
    minutes = network.duration[r]
    return start if minutes == 0 else finish_at(work_at(start, c, tables) + minutes, c, tables)


def settle(r: int, t: int, begin: int, network: Network, said: Said, tables: Tables, lower: Lower) -> None:
    """Make one constraint of the bounds of a task, and flag it if it has any; none lies before `begin`."""
    kind = said.constraint[t]
    if kind != PINNED_START and kind != PINNED_FINISH:
        at = lower.start[t]
        if lower.finish[t] != ABSENT:
            at = max(at, start_for(lower.finish[t], r, network, tables))
        said.constraint[t] = 0 if at == ABSENT else SNET
        said.constraint_at[t] = ABSENT if at == ABSENT else max(at, begin)
    flags = network.flags[r] & ~(IS_CONSTRAINED | HAS_DEADLINE)
    if said.constraint[t] != 0:
        flags |= IS_CONSTRAINED
    if said.deadline[t] != ABSENT:
        flags |= HAS_DEADLINE
    network.flags[r] = flags
