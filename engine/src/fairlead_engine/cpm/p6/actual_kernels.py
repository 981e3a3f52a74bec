"""What has happened laid over what remains, and what encloses both: summaries, WBS summaries and projects."""

from typing import NamedTuple

from fairlead_engine.cpm.codes import BY_ACTUAL, BY_CHILD, FAR
from fairlead_engine.cpm.p6.remaining_kernels import has_begun, is_remaining
from fairlead_engine.cpm.p6.said import P6Projects, P6Tasks
from fairlead_engine.cpm.p6.spanning_kernels import LEVEL_OF_EFFORT, WBS_SUMMARY
from fairlead_engine.cpm.placing_kernels import because
from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Causes, Dates
from fairlead_engine.machine import Ints
from fairlead_engine.network.kernels import ABSENT, IS_SUMMARY, Network, Said, SaidProjects
from fairlead_engine.worktime.kernels import Tables, work_at

FINISH_SLACK = 0
START_SLACK = 1


class Shown(NamedTuple):
    """Dates with what has happened in them, by rank."""

    start: Ints
    finish: Ints


class Around(NamedTuple):
    """What encloses all tasks of each project."""

    first: Ints
    last: Ints
    early_first: Ints
    early_last: Ints
    late_first: Ints
    late_last: Ints


def lay_over(
    network: Network,
    said: Said,
    tasks: P6Tasks,
    projects: SaidProjects,
    p6: P6Projects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    shown: Shown,
    around: Around,
) -> None:
    """Give P6's tasks their actual dates where they have some, and let summaries and projects enclose them.

    Early and late dates stay those of what remains; what is finished has no slack.
    """
    clear(network, said, tasks, p6, dates, shown)
    for visit in network.visits:
        r = visit if visit >= 0 else ~visit
        if p6.is_p6[network.project[r]] == 0 or (visit >= 0 and network.flags[r] & IS_SUMMARY):
            continue
        if visit < 0:
            close(r, network, projects, p6, tables, dates)
        else:
            show(r, network, said, projects, p6, tables, tasks, dates, causes, shown)
        if encloses(r, network, said, tasks):
            widen(r, network, tasks, dates, causes, shown, around)


def encloses(r: int, network: Network, said: Said, tasks: P6Tasks) -> bool:
    """Tell whether the summary above encloses task `r`: not a WBS summary, which takes its dates from it."""
    t = network.task[r]
    return said.is_active[t] != 0 and tasks.spanning[t] != WBS_SUMMARY


def clear(network: Network, said: Said, tasks: P6Tasks, p6: P6Projects, dates: Dates, shown: Shown) -> None:
    """Note what of each summary has happened and what remains; clear the dates of those with something in them."""
    for r in range(len(network.task)):
        if p6.is_p6[network.project[r]] != 0:
            dates.progress[r] = 0
            if is_remaining(r, network, p6):
                dates.progress[r] = progress_of(network.task[r], said)
    for r in range(len(network.task) - 1, -1, -1):
        p = network.parent[r]
        if p >= 0 and p6.is_p6[network.project[r]] != 0 and encloses(r, network, said, tasks):
            dates.progress[p] |= dates.progress[r]
    for r in range(len(network.task)):
        is_summary = p6.is_p6[network.project[r]] != 0 and network.flags[r] & IS_SUMMARY != 0
        if is_summary and dates.progress[r] != 0:
            shown.start[r] = dates.start[r] = FAR
            shown.finish[r] = dates.finish[r] = -FAR


def progress_of(t: int, said: Said) -> int:
    """Return which of HAS_BEGUN and HAS_REST hold of task `t`."""
    if said.actual_finish[t] != ABSENT:
        return HAS_BEGUN
    return HAS_BEGUN | HAS_REST if has_begun(t, said) else HAS_REST


def show(
    r: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    p6: P6Projects,
    tables: Tables,
    tasks: P6Tasks,
    dates: Dates,
    causes: Causes,
    shown: Shown,
) -> None:
    """Find the dates of a task with what has happened in them, and the slack of a level of effort."""
    t = network.task[r]
    shown.start[r] = dates.start[r]
    shown.finish[r] = dates.finish[r]
    if tasks.spanning[t] == LEVEL_OF_EFFORT:
        find_slack(r, network, projects, p6, tables, dates)
    if dates.progress[r] & HAS_BEGUN:
        shown.start[r] = said.actual_start[t] if said.actual_start[t] != ABSENT else said.actual_finish[t]
        because(causes, r, BY_ACTUAL, shown.start[r])
        shown.finish[r] = max(shown.finish[r], shown.start[r])  # where a mandatory finish lies before it began
    if not dates.progress[r] & HAS_REST:
        shown.finish[r] = said.actual_finish[t]
        dates.total_slack[r] = dates.free_slack[r] = dates.is_critical[r] = 0


def close(r: int, network: Network, projects: SaidProjects, p6: P6Projects, tables: Tables, dates: Dates) -> None:
    """Find the slack of a summary whose tasks are all met; of what is finished there is none."""
    free = dates.free_slack[r]
    find_slack(r, network, projects, p6, tables, dates)
    dates.free_slack[r] = free
    if dates.progress[r] == HAS_BEGUN:
        dates.total_slack[r] = dates.free_slack[r] = dates.is_critical[r] = 0


def find_slack(r: int, network: Network, projects: SaidProjects, p6: P6Projects, tables: Tables, dates: Dates) -> None:
    """Find the slack of what takes its dates from others, at the end that the project chooses; none of it is free."""
    c = network.calendar[r]
    j = network.project[r]
    dates.start_work[r] = work_at(dates.start[r], c, tables)
    dates.finish_work[r] = work_at(dates.finish[r], c, tables)
    at_start = work_at(dates.late_start[r], c, tables) - dates.start_work[r]
    at_finish = work_at(dates.late_finish[r], c, tables) - dates.finish_work[r]
    slack = min(at_start, at_finish)
    if p6.slack[j] == FINISH_SLACK:
        slack = at_finish
    elif p6.slack[j] == START_SLACK:
        slack = at_start
    dates.total_slack[r] = slack
    dates.free_slack[r] = 0
    dates.is_critical[r] = 1 if slack <= projects.critical_limit[j] else 0


def widen(r: int, network: Network, tasks: P6Tasks, dates: Dates, causes: Causes, shown: Shown, around: Around) -> None:
    """Widen the summary above, and the project, around task `r`."""
    j = network.project[r]
    p = network.parent[r]
    around.first[j] = min(around.first[j], shown.start[r])
    around.last[j] = max(around.last[j], shown.finish[r])
    around.early_first[j] = min(around.early_first[j], dates.start[r])
    around.early_last[j] = max(around.early_last[j], dates.finish[r])
    if tasks.spanning[network.task[r]] == 0:
        around.late_first[j] = min(around.late_first[j], dates.late_start[r])
        around.late_last[j] = max(around.late_last[j], dates.late_finish[r])
    if p < 0 or dates.progress[p] == 0:
        return
    dates.start[p] = min(dates.start[p], dates.start[r])
    dates.finish[p] = max(dates.finish[p], dates.finish[r])
    shown.finish[p] = max(shown.finish[p], shown.finish[r])
    if shown.start[r] < shown.start[p]:
        shown.start[p] = shown.start[r]
        because(causes, p, BY_CHILD, shown.start[r])
        causes.other[p] = network.task[r]


def span_wbs(
    network: Network,
    said: Said,
    tasks: P6Tasks,
    projects: SaidProjects,
    p6: P6Projects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    shown: Shown,
    around: Around,
) -> None:
    """Give each WBS summary the dates of the summary it stands in, or of its project."""
    for r in range(len(network.task)):
        if tasks.spanning[network.task[r]] != WBS_SUMMARY or p6.is_p6[network.project[r]] == 0:
            continue
        p = network.parent[r]
        if p >= 0 and dates.progress[p] != 0:
            copy_summary(r, p, dates, causes, shown)
        elif p < 0 and around.first[network.project[r]] != FAR:
            copy_project(r, network.project[r], dates, causes, shown, around)
        find_slack(r, network, projects, p6, tables, dates)
        if dates.progress[r] == HAS_BEGUN:
            shown.start[r] = said.actual_start[network.task[r]]
            shown.finish[r] = said.actual_finish[network.task[r]]
            dates.total_slack[r] = dates.is_critical[r] = 0


def copy_summary(r: int, p: int, dates: Dates, causes: Causes, shown: Shown) -> None:
    """Give WBS summary `r` the dates of the summary above it."""
    shown.start[r] = shown.start[p]
    shown.finish[r] = shown.finish[p]
    dates.start[r] = dates.start[p]
    dates.finish[r] = dates.finish[p]
    dates.late_start[r] = dates.late_start[p]
    dates.late_finish[r] = dates.late_finish[p]
    because(causes, r, BY_CHILD, shown.start[r])
    causes.other[r] = causes.other[p]


def copy_project(r: int, j: int, dates: Dates, causes: Causes, shown: Shown, around: Around) -> None:
    """Give WBS summary `r` the dates of its whole project."""
    shown.start[r] = around.first[j]
    shown.finish[r] = around.last[j]
    dates.start[r] = around.early_first[j]
    dates.finish[r] = around.early_last[j]
    dates.late_start[r] = around.late_first[j]
    dates.late_finish[r] = around.late_last[j]
    because(causes, r, BY_CHILD, shown.start[r])
