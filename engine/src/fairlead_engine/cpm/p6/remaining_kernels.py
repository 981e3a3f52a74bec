"""What remains of each task of P6's projects from the data date on: minutes, links and what is left of lags."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import ELAPSED
from fairlead_engine.cpm.p6.said import P6Projects, P6Tasks
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import (
    ABSENT,
    IS_AT_END,
    IS_AT_START,
    IS_INACTIVE,
    IS_STARTED,
    IS_STRETCHED,
    IS_SUMMARY,
    Network,
    Said,
    SaidLinks,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, work_at

RETAINED = 0
OVERRIDE = 1
BY_ACTUAL_DATES = 2


class Lower(NamedTuple):
    """What holds tasks, in their own order, besides links; ABSENT for no bound."""

    start: Ints  # what remains does not start before
    finish: Ints  # and does not finish before
    is_alap: Ints  # whether it waits as long as its successors let it


def is_remaining(r: int, network: Network, p6: P6Projects) -> bool:
    """Tell whether P6's rules hold for the task of rank `r`, which is no summary."""
    return p6.is_p6[network.project[r]] != 0 and network.flags[r] & IS_SUMMARY == 0


def has_begun(t: int, said: Said) -> bool:
    """Tell whether some of task `t` has happened."""
    return said.actual_start[t] != ABSENT or said.actual_finish[t] != ABSENT


def keep_remaining(network: Network, said: Said, tasks: P6Tasks, p6: P6Projects) -> None:
    """Give each task the minutes that remain of it, and forget what has happened.

    A finished one keeps none, so that its links go on holding what follows; one whose dates come from others drives
    nothing.
    """
    for r in range(len(network.task)):
        if not is_remaining(r, network, p6):
            continue
        t = network.task[r]
        network.duration[r] = minutes_left(t, said, tasks)
        flags = network.flags[r] & ~IS_STARTED
        if said.actual_finish[t] != ABSENT:
            flags &= ~(IS_AT_START | IS_AT_END | IS_STRETCHED)
        if tasks.spanning[t] != 0:
            flags |= IS_INACTIVE
        network.flags[r] = flags


def minutes_left(t: int, said: Said, tasks: P6Tasks) -> int:
    """Return the minutes of work that remain of task `t`: as said, else what its percentage leaves."""
    if said.actual_finish[t] != ABSENT:
        return 0
    if tasks.remaining[t] != ABSENT:
        return max(0, tasks.remaining[t])
    if not has_begun(t, said):
        return said.duration[t]
    work = said.duration[t] - said.pauses[t]
    return work - int(work * said.percent[t] / 100 + 0.5) + said.pauses_left[t]


def keep_links(
    network: Network,
    said: Said,
    links: SaidLinks,
    tasks: P6Tasks,
    p6: P6Projects,
    begin: Ints,
    rank: Ints,
    tables: Tables,
    kept: SaidLinks,
    place: Ints,
    lower: Lower,
) -> int:
    """Fill `kept` with the links that still hold, their lags as far as they are left, and `place` with their places.

    Return how many there are. `begin` is where what remains of each project begins. What a start or finish that has
    happened asks for by itself goes into `lower`.
    """
    count = 0
    for i in range(len(links.predecessor)):
        before = links.predecessor[i]
        after = links.successor[i]
        if is_dropped(before, after, network, said, tasks, p6, rank):
            continue
        lag = links.lag[i]
        if is_remaining(rank[before], network, p6):
            if counts_from_actual(before, links.kind[i], said, p6):
                at = lag_end(i, said.actual_start[before], lag, network, links, rank, tables)
                hold(after, at, links.kind[i], lower)
                continue
            if lag != 0 and has_begun(before, said):
                lag = lag_left(i, network, said, links, p6, rank, tables)
        if lag < 0 and is_remaining(rank[after], network, p6):  # a lead reaches no further back than the data date
            lower.start[after] = max(lower.start[after], begin[said.project[after]])
        keep(count, i, lag, links, kept)
        place[count] = i
        count += 1
    return count


def is_dropped(
    before: int, after: int, network: Network, said: Said, tasks: P6Tasks, p6: P6Projects, rank: Ints
) -> bool:
    """Tell whether a link between two tasks holds nothing: for dates that come from others, or for progress."""
    if is_remaining(rank[before], network, p6) and tasks.spanning[before] != 0:
        return True
    if not is_remaining(rank[after], network, p6):
        return False
    return tasks.spanning[after] != 0 or is_overridden(after, said, p6)


def keep(count: int, i: int, lag: int, links: SaidLinks, kept: SaidLinks) -> None:
    """Put link `i`, with what is left of its lag, at place `count` of those that still hold."""
    kept.predecessor[count] = links.predecessor[i]
    kept.successor[count] = links.successor[i]
    kept.kind[count] = links.kind[i]
    kept.lag[count] = lag
    kept.lag_kind[count] = links.lag_kind[i]
    kept.lag_calendar[count] = links.lag_calendar[i]


def is_overridden(t: int, said: Said, p6: P6Projects) -> bool:
    """Tell whether progress overrides what would hold task `t`: it has begun, so it waits for nothing."""
    return p6.progress[said.project[t]] == OVERRIDE and has_begun(t, said)


def counts_from_actual(t: int, kind: int, said: Said, p6: P6Projects) -> bool:
    """Tell whether a link of `kind` counts from the actual start of its predecessor `t`, not from what remains of it.

    So it does where the project chooses it, and where actual dates count for a start after the data date.
    """
    j = said.project[t]
    at = said.actual_start[t]
    if kind & 1 == 0 or at == ABSENT:
        return False
    return p6.lags_from_actual[j] != 0 or (p6.progress[j] == BY_ACTUAL_DATES and at > p6.data_date[j])


def hold(t: int, at: int, kind: int, lower: Lower) -> None:
    """Let task `t` start, or finish, no earlier than `at`, as a link of `kind` does."""
    if kind & 2:
        lower.finish[t] = max(lower.finish[t], at)
    else:
        lower.start[t] = max(lower.start[t], at)


def lag_left(i: int, network: Network, said: Said, links: SaidLinks, p6: P6Projects, rank: Ints, tables: Tables) -> int:
    """Return what is left at the data date of link `i`'s lag, which runs since its predecessor started or finished."""
    t = links.predecessor[i]
    lag = links.lag[i]
    since = said.actual_start[t] if links.kind[i] & 1 else said.actual_finish[t]
    if since == ABSENT and links.kind[i] & 1:
        since = said.actual_finish[t]
    data_date = p6.data_date[said.project[t]]
    if since == ABSENT or data_date == ABSENT or (lag < 0 and said.actual_finish[t] == ABSENT):
        return lag
    if links.lag_kind[i] == ELAPSED:
        return max(0, lag - max(0, data_date - since))
    if links.lag_kind[i] != 0:
        return lag  # a share of a duration, of which less remains
    c = lag_calendar(i, network, links, rank)
    return max(0, lag - max(0, work_at(data_date, c, tables) - work_at(since, c, tables)))


def lag_end(i: int, since: int, lag: int, network: Network, links: SaidLinks, rank: Ints, tables: Tables) -> int:
    """Return where the lag of link `i` ends that runs from `since`."""
    if lag == 0:
        return since
    if links.lag_kind[i] != 0:
        return since + lag
    c = lag_calendar(i, network, links, rank)
    return finish_at(work_at(since, c, tables) + lag, c, tables)


def lag_calendar(i: int, network: Network, links: SaidLinks, rank: Ints) -> int:
    """Return the calendar on which the lag of link `i` counts: its own, else its successor's."""
    return links.lag_calendar[i] if links.lag_calendar[i] >= 0 else network.calendar[rank[links.successor[i]]]
