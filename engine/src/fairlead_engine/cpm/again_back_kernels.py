"""The backward pass over the visits that are marked, and over those that its changes reach."""

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.late_kernels import is_counted, note_critical, settle_counted, settle_loose
from fairlead_engine.cpm.late_link_kernels import hold_back
from fairlead_engine.cpm.late_summary_kernels import clear_late, inherit, roll_late_up, settle_summary
from fairlead_engine.cpm.marks_kernels import Marks, last_mark, mark, note_changed, spread_back, unmark
from fairlead_engine.cpm.shapes import Bounds, Causes, Dates, Spans
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_SUMMARY, Network, Said, SaidProjects
from fairlead_engine.worktime.kernels import Tables, finish_at, work_at


def backward_again(
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
    around: Around,
    marks: Marks,
) -> None:
    """Make the marked visits of the backward pass in its order, and mark those that look at what changed."""
    for j in range(len(spans.late)):
        if spans.late[j] != spans.last[j]:
            reach(j, min(spans.late[j], spans.last[j]), network, tables, dates, around, marks)
            spans.late[j] = spans.last[j]
    v = last_mark(len(network.visits) - 1, marks.back, marks.back_in)
    while v >= 0:
        unmark(v, marks.back, marks.back_in)
        r = network.visits[v]
        if r < 0:
            inherit_again(~r, network, said, tables, dates, causes, bounds, around, marks)
        else:
            settle_again(r, network, said, projects, tables, dates, causes, bounds, spans, around, marks)
        v = last_mark(v, marks.back, marks.back_in)


def reach(j: int, end: int, network: Network, tables: Tables, dates: Dates, around: Around, marks: Marks) -> None:
    """Mark the tasks of project `j` that may be so late that its last finish, which moved, holds them at `end`."""
    calendar = -2
    least = end
    for r in range(len(network.task)):
        if network.project[r] != j:
            continue
        if network.calendar[r] != calendar:
            calendar = network.calendar[r]
            least = min(end, finish_at(work_at(end, calendar, tables), calendar, tables))
        if dates.late_finish[r] >= least:
            mark(around.closing[r], marks.back, marks.back_in)


def inherit_again(
    r: int,
    network: Network,
    said: Said,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    around: Around,
    marks: Marks,
) -> None:
    """Find again what holds a summary, and ask its children where that has changed."""
    late_finish = bounds.late_finish[r]
    bounds.free[r] = bounds.late_finish[r] = FAR
    hear(r, network, said, tables, dates, causes, bounds, around)
    inherit(r, network, said, bounds)
    mark(around.opening[r], marks.back, marks.back_in)
    if late_finish != bounds.late_finish[r]:
        for c in range(around.child_from[r], around.child_from[r + 1]):
            mark(around.closing[around.child[c]], marks.back, marks.back_in)


def hear(
    r: int,
    network: Network,
    said: Said,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    around: Around,
) -> None:
    """Let all that wait for task `r` say how late they let it be."""
    for o in range(around.leave_from[r], around.leave_from[r + 1]):
        i = around.leaving[o]
        hold_back(i, around.target[i], network, said, tables, dates, causes, bounds)


def settle_again(
    r: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
    around: Around,
    marks: Marks,
) -> None:
    """Settle a task as the backward pass does, and spread what has changed of it."""
    late_start = dates.late_start[r]
    late_finish = dates.late_finish[r]
    total_slack = dates.total_slack[r]
    free_slack = dates.free_slack[r]
    is_critical = dates.is_critical[r]
    handed_up = bounds.late[r]
    handed_before = bounds.late_start[r]
    bounds.late[r] = bounds.late_start[r] = FAR
    if network.flags[r] & IS_SUMMARY:
        clear_late(r, dates)
        for c in range(around.child_from[r], around.child_from[r + 1]):
            roll_late_up(around.child[c], network, dates, bounds)
        settle_summary(r, network, tables, dates, causes, bounds, spans)
    else:
        bounds.free[r] = bounds.late_finish[r] = FAR
        hear(r, network, said, tables, dates, causes, bounds, around)
        if is_counted(r, network):
            end = work_at(spans.late[network.project[r]], network.calendar[r], tables)
            settle_counted(r, end, network, said, tables, dates, bounds)
        else:
            settle_loose(r, network, said, tables, dates, bounds, spans)
    note_critical(r, network, projects, dates)
    is_later = late_start != dates.late_start[r] or late_finish != dates.late_finish[r]
    is_other = is_later or total_slack != dates.total_slack[r]
    if is_other or free_slack != dates.free_slack[r] or is_critical != dates.is_critical[r]:
        note_changed(r, marks)
    is_handed = handed_up != bounds.late[r] or handed_before != bounds.late_start[r]
    if is_other or (is_handed and network.flags[r] & IS_SUMMARY):
        spread_back(r, network, around, marks)
