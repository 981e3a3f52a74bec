"""The forward pass over the visits that are marked, and over those that its changes reach."""

from fairlead_engine.cpm.codes import FAR
from fairlead_engine.cpm.forward_kernels import is_plain, place_other, place_plain
from fairlead_engine.cpm.marks_kernels import Marks, mark, next_mark, note_changed, spread_ahead, unmark
from fairlead_engine.cpm.shapes import HAS_REST, Bounds, Causes, Dates, Spans
from fairlead_engine.cpm.summary_kernels import clear_summary, close_summary, is_widening, open_summary, widen
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_INACTIVE, IS_SUMMARY, Network, Said, SaidProjects
from fairlead_engine.worktime.kernels import Tables, work_at


def forward_again(
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
    """Make the marked visits of the forward pass in its order, and mark those that look at what changed."""
    v = next_mark(0, marks.ahead, marks.ahead_in)
    while v >= 0:
        unmark(v, marks.ahead, marks.ahead_in)
        r = network.visits[v]
        if r >= 0 and network.flags[r] & IS_SUMMARY:
            open_again(r, network, said, tables, dates, bounds, around, marks)
        else:
            place_again(r, network, said, projects, tables, dates, causes, bounds, spans, around, marks)
        v = next_mark(v, marks.ahead, marks.ahead_in)
    find_ends(network, dates, spans, marks)


def place_again(
    visit: int,
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
    """Place a task, or close a summary, as the forward pass does, and spread what has changed of it."""
    r = visit if visit >= 0 else ~visit
    start = dates.start[r]
    finish = dates.finish[r]
    start_work = dates.start_work[r]
    finish_work = dates.finish_work[r]
    progress = dates.progress[r]
    kind = causes.kind[r]
    link = causes.link[r]
    other = causes.other[r]
    at = causes.at[r]
    causes.link[r] = causes.other[r] = -1
    dates.progress[r] = HAS_REST
    if visit < 0:
        clear_summary(r, network, said, dates, causes)
        for c in range(around.child_from[r], around.child_from[r + 1]):
            child = around.child[c]
            if is_widening(r, child, network):
                widen(r, child, network, dates, causes)
        close_summary(r, network, tables, dates, causes, bounds, spans)
    elif is_plain(r, network):
        begin = work_at(spans.start[network.project[r]], network.calendar[r], tables)
        place_plain(r, begin, network, tables, dates, causes, bounds, spans)
    else:
        place_other(r, network, said, projects, tables, dates, causes, bounds, spans)
    is_moved = start != dates.start[r] or finish != dates.finish[r]
    is_counted_anew = start_work != dates.start_work[r] or finish_work != dates.finish_work[r]
    if is_moved or at != causes.at[r] or kind != causes.kind[r] or link != causes.link[r] or other != causes.other[r]:
        note_changed(r, marks)
    if is_moved or is_counted_anew or progress != dates.progress[r] or at != causes.at[r]:
        spread_ahead(r, network, around, marks)
    if is_moved:
        note_end(r, start, finish, network, dates, spans, marks)


def open_again(
    r: int, network: Network, said: Said, tables: Tables, dates: Dates, bounds: Bounds, around: Around, marks: Marks
) -> None:
    """Find again what a summary hands down, and ask its children where that has changed."""
    floor = bounds.floor[r]
    linked = bounds.floor_linked[r]
    floor_finish = bounds.floor_finish[r]
    source = bounds.floor_from[r]
    link = bounds.floor_link[r]
    finish_from = bounds.finish_from[r]
    finish_link = bounds.finish_link[r]
    open_summary(r, network, said, tables, dates, bounds)
    is_start = floor == bounds.floor[r] and linked == bounds.floor_linked[r]
    is_start_by = source == bounds.floor_from[r] and link == bounds.floor_link[r]
    is_finish = floor_finish == bounds.floor_finish[r]
    is_finish_by = finish_from == bounds.finish_from[r] and finish_link == bounds.finish_link[r]
    if is_start and is_start_by and is_finish and is_finish_by:
        return
    mark(around.closing[r], marks.ahead, marks.ahead_in)
    for c in range(around.child_from[r], around.child_from[r + 1]):
        mark(around.opening[around.child[c]], marks.ahead, marks.ahead_in)


def note_end(r: int, start: int, finish: int, network: Network, dates: Dates, spans: Spans, marks: Marks) -> None:
    """Widen the project around task `r`, or note that its ends are to be looked for where `r` made them before."""
    if network.flags[r] & IS_INACTIVE:
        return
    j = network.project[r]
    if start == spans.first[j] or finish == spans.last[j]:
        marks.ends[j] = 1
    spans.first[j] = min(spans.first[j], dates.start[r])
    spans.last[j] = max(spans.last[j], dates.finish[r])


def find_ends(network: Network, dates: Dates, spans: Spans, marks: Marks) -> None:
    """Look again for the first start and the last finish of the projects that were noted."""
    noted = 0
    for j in range(len(marks.ends)):
        if marks.ends[j] != 0:
            noted += 1
            spans.first[j] = FAR
            spans.last[j] = -FAR
    if noted == 0:
        return
    for r in range(len(network.task)):
        j = network.project[r]
        if marks.ends[j] != 0 and network.flags[r] & IS_INACTIVE == 0:
            spans.first[j] = min(spans.first[j], dates.start[r])
            spans.last[j] = max(spans.last[j], dates.finish[r])
    for j in range(len(marks.ends)):
        if marks.ends[j] != 0:
            marks.ends[j] = 0
            if spans.first[j] == FAR:
                spans.first[j] = spans.last[j] = spans.start[j]
