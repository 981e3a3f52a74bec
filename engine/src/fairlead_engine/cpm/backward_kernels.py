"""The backward pass: how late every task may be, and its slack."""

from fairlead_engine.cpm.late_kernels import is_counted, note_critical, settle_counted, settle_loose
from fairlead_engine.cpm.late_link_kernels import hold_back
from fairlead_engine.cpm.late_summary_kernels import clear_late, inherit, roll_late_up, settle_summary
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.network.kernels import IS_SUMMARY, Network, Said, SaidProjects
from fairlead_engine.worktime.kernels import Tables, work_at


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
    end_calendar = end_project = -2
    end = 0
    for v in range(len(network.visits) - 1, -1, -1):
        r = network.visits[v]
        if r < 0:
            inherit(~r, network, said, bounds)
            clear_late(~r, dates)
            continue
        if is_counted(r, network):
            c = network.calendar[r]
            j = network.project[r]
            if j != end_project or c != end_calendar:
                end = work_at(spans.late[j], c, tables)
                end_project = j
                end_calendar = c
            settle_counted(r, end, network, said, tables, dates, bounds)
        elif network.flags[r] & IS_SUMMARY:
            settle_summary(r, network, tables, dates, causes, bounds, spans)
        else:
            settle_loose(r, network, said, tables, dates, bounds, spans)
        note_critical(r, network, projects, dates)
        roll_late_up(r, network, dates, bounds)
        for i in range(network.link_from[r], network.link_from[r + 1]):
            hold_back(i, r, network, said, tables, dates, causes, bounds)
