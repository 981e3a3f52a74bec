"""What one link asks of the task at its other end."""

from fairlead_engine.cpm.codes import ELAPSED, PERCENT, PERCENT_ELAPSED
from fairlead_engine.cpm.shapes import Dates, Spans
from fairlead_engine.network.kernels import (
    IS_LAGGED,
    IS_SUMMARY,
    LAG_CALENDAR_SHIFT,
    LAG_KIND_MASK,
    LAG_KIND_SHIFT,
    ON_CALENDAR,
    Network,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at


def start_asked(i: int, r: int, network: Network, tables: Tables, dates: Dates, spans: Spans) -> int:
    """Return the instant before which link `i` does not let task `r` start.

    A link to its finish pulls no task before its project's start.
    """
    at = end_asked(i, r, network, tables, dates)
    if network.code[i] & 2:  # FF, SF
        at = max(start_for(at, r, network, tables), spans.start[network.project[r]])
    return at


def start_for(finish: int, r: int, network: Network, tables: Tables) -> int:
    """Return where task `r` starts to be done by `finish`; a milestone starts then."""
    minutes = network.duration[r]
    if minutes == 0:
        return finish
    c = network.calendar[r]
    return start_at(work_at(finish, c, tables) - minutes, c, tables)


def finish_as_asked(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the finish of task `r`: the very instant that link `i`, without lag, asks for if work ends as late there.

    That is 8 o'clock of a morning where the task's last work is done the evening before.
    """
    q = network.origin[i]
    at = dates.start[q] if network.code[i] & 1 else dates.finish[q]
    if network.lag[i] == 0 and work_at(at, network.calendar[r], tables) == dates.finish_work[r]:
        return max(dates.finish[r], at)
    return dates.finish[r]


def end_asked(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the instant before which link `i` does not let task `r` start (FS, SS) or finish (FF, SF)."""
    code = network.code[i]
    q = network.origin[i]
    at = dates.start[q] if code & 1 else dates.finish[q]
    if not code & IS_LAGGED:
        return at
    lag = lag_of(i, network, dates)
    if lag == 0:
        return at
    kind = code >> LAG_KIND_SHIFT & LAG_KIND_MASK
    if kind == ELAPSED or kind == PERCENT_ELAPSED:
        return at + lag
    c = code >> LAG_CALENDAR_SHIFT if kind == ON_CALENDAR else network.calendar[r]
    count = work_at(at, c, tables) + lag
    return finish_at(count, c, tables) if lag > 0 else start_at(count, c, tables)


def without_lag(at: int, i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the last instant from which link `i`, entering task `r`, leads to `at` or earlier."""
    lag = lag_of(i, network, dates)
    if lag == 0:
        return at
    code = network.code[i]
    kind = code >> LAG_KIND_SHIFT & LAG_KIND_MASK
    if kind == ELAPSED or kind == PERCENT_ELAPSED:
        return at - lag
    c = code >> LAG_CALENDAR_SHIFT if kind == ON_CALENDAR else network.calendar[r]
    return start_at(work_at(at, c, tables) - lag, c, tables)


def lag_of(i: int, network: Network, dates: Dates) -> int:
    """Return the minutes of link `i`'s lag; a percentage is a share of its predecessor's duration."""
    lag = network.lag[i]
    kind = network.code[i] >> LAG_KIND_SHIFT & LAG_KIND_MASK
    if kind != PERCENT and kind != PERCENT_ELAPSED:
        return lag
    q = network.origin[i]
    whole = network.duration[q] - network.pauses[network.task[q]]
    if network.flags[q] & IS_SUMMARY:
        whole = dates.finish_work[q] - dates.start_work[q]
    return (whole * lag + 50) // 100
