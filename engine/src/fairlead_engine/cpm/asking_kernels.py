"""What was said anew: entered into the network, and the visits marked that look at it."""

from fairlead_engine.cpm.marks_kernels import Marks, ask_again, mark
from fairlead_engine.cpm.shapes import Dates
from fairlead_engine.machine import Ints
from fairlead_engine.network.around_kernels import Around
from fairlead_engine.network.kernels import IS_SUMMARY, Network, Said, SaidLinks, SaidProjects, enter_link, enter_task


def ask_task(
    r: int, said: Said, links: SaidLinks, projects: SaidProjects, network: Network, around: Around, marks: Marks
) -> None:
    """Enter what was said anew of task `r`, and of it only: its links may now count differently."""
    enter_task(r, network.task[r], network.flags[r] & IS_SUMMARY != 0, said, projects, network)
    for i in range(network.link_from[r], network.link_from[r + 1]):
        enter_link(i, network.origin[i], r, network.link[i], links, network)
    for o in range(around.leave_from[r], around.leave_from[r + 1]):
        i = around.leaving[o]
        enter_link(i, r, around.target[i], network.link[i], links, network)
    ask_again(r, network, around, marks)


def ask_link(i: int, r: int, links: SaidLinks, network: Network, around: Around, marks: Marks) -> None:
    """Enter what was said anew of link `i`, which enters task `r`; a link from an inactive task is none."""
    for at in range(network.link_from[r], network.link_from[r + 1]):
        if network.link[at] == i:
            enter_link(at, network.origin[at], r, i, links, network)
            ask_ends(network.origin[at], r, around, marks)


def ask_ends(q: int, r: int, around: Around, marks: Marks) -> None:
    """Mark the visits that look at a link from task `q` to task `r`."""
    mark(around.opening[r], marks.ahead, marks.ahead_in)
    mark(around.closing[q], marks.back, marks.back_in)


def ask_project(j: int, network: Network, around: Around, marks: Marks) -> None:
    """Ask all tasks of a project again."""
    marks.ends[j] = 1
    for r in range(len(network.task)):
        if network.project[r] == j:
            ask_again(r, network, around, marks)


def take_changed(network: Network, dates: Dates, edges: Ints, marks: Marks, tasks: Ints) -> int:
    """Fill `tasks` with the indexes of those that have changed, forget them, and return how many there are.

    Return it negative where a date of one does not lie between the `edges`.
    """
    count = marks.counts[0]
    is_cut_off = False
    for k in range(count):
        r = marks.changed[k]
        marks.is_changed[r] = 0
        tasks[k] = network.task[r]
        first = min(dates.start[r], dates.late_start[r])
        last = max(dates.finish[r], dates.late_finish[r])
        is_cut_off = is_cut_off or first <= edges[0] or last >= edges[1]
    marks.counts[0] = 0
    return -count if is_cut_off else count


def note_differing(one: Ints, other: Ints, is_changed: Ints) -> None:
    """Note where two columns differ."""
    for t in range(len(is_changed)):
        if one[t] != other[t]:
            is_changed[t] = 1
