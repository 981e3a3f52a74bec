"""Open ends without slack, where their project says so."""

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.shapes import Bounds, Dates
from fairlead_engine.network.kernels import IS_INACTIVE, IS_SUMMARY, Network, SaidProjects


def close_open_ends(network: Network, projects: SaidProjects, dates: Dates, bounds: Bounds) -> None:
    """Let no task be later than it is that nothing follows, in projects whose open ends are critical.

    What follows a summary follows all below it.
    """
    followed = bounds.free  # FAR, until the backward pass fills it
    for r in range(len(network.task)):
        if network.flags[r] & IS_INACTIVE == 0:
            for i in range(network.link_from[r], network.link_from[r + 1]):
                followed[network.origin[i]] = 0
    for r in range(len(network.task)):
        if network.parent[r] >= 0 and followed[network.parent[r]] != FAR:
            followed[r] = 0
    for r in range(len(network.task)):
        is_open = followed[r] == FAR and network.flags[r] & IS_SUMMARY == 0
        followed[r] = FAR
        if is_open and projects.opens_critical[network.project[r]] != 0:
            bounds.late[r] = dates.start_work[r]
            bounds.late_start[r] = dates.start[r]
