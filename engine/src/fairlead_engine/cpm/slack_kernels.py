"""Start slack and finish slack, for who asks for them apart."""

from collections.abc import Callable

from fairlead_engine.cpm.shapes import Dates
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import IS_STARTED, IS_SUMMARY, Network
from fairlead_engine.worktime.kernels import Tables, work_at

SlackKernel = Callable[[Network, Tables, Dates, Ints], None]


def count_start_slack(network: Network, tables: Tables, dates: Dates, slack: Ints) -> None:
    """Count the working minutes from each start to its late start."""
    for r in range(len(slack)):
        slack[r] = work_at(dates.late_start[r], network.calendar[r], tables) - dates.start_work[r]


def count_finish_slack(network: Network, tables: Tables, dates: Dates, slack: Ints) -> None:
    """Count the working minutes from each finish to its late finish; negative in a task in progress that is too late.

    Its late finish is shown at its finish then.
    """
    for r in range(len(slack)):
        slack[r] = work_at(dates.late_finish[r], network.calendar[r], tables) - dates.finish_work[r]
        if network.flags[r] & IS_STARTED and not network.flags[r] & IS_SUMMARY:
            slack[r] = dates.total_slack[r]
