"""What only P6's rules read of a plan, turned into columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairlead_engine.network.columns import NONE
from fairlead_engine.options import (
    CriticalRule,
    LagCalendar,
    OutsideLinks,
    ProgressRule,
    ScheduleOptions,
    SlackRule,
)
from fairlead_engine.plan import LagKind, Plan, Project, ProjectId, Task, TaskKind

# The numbers that `Columns` gives to kinds of tasks and to choices.
SPANNING = {TaskKind.LEVEL_OF_EFFORT: 1, TaskKind.WBS_SUMMARY: 2}
PROGRESS = {ProgressRule.RETAINED_LOGIC: 0, ProgressRule.PROGRESS_OVERRIDE: 1, ProgressRule.ACTUAL_DATES: 2}
SLACK = {SlackRule.FINISH: 0, SlackRule.START: 1, SlackRule.LEAST: 2}
_MILESTONE_ENDS = {TaskKind.START_MILESTONE: 1, TaskKind.FINISH_MILESTONE: 2}
_FROM_OUTSIDE = {OutsideLinks.BOTH, OutsideLinks.PREDECESSORS}
_TO_OUTSIDE = {OutsideLinks.BOTH, OutsideLinks.SUCCESSORS}


def p6_columns(plan: Plan, worked: Sequence[int]) -> dict[str, Any]:
    """Return the columns of `plan` that P6's rules read, or read otherwise, by name; none where they hold nowhere.

    `worked` has the index of the calendar that each task is worked in, -1 for its project's. Of tasks only what the
    columns returned say is read, with `id`, `project` and `is_elapsed`; of links only their ends and kind of lag.
    What a project's options leave out of account is absent in its tasks.
    """
    if all(project.options is None for project in plan.projects):
        return {}
    places: dict[str, int] = {task.id: place for place, task in enumerate(plan.tasks)}
    options = {project.id: project.options for project in plan.projects}
    return _of_tasks(plan.tasks, options) | _of_links(plan, worked, places) | _of_projects(plan.projects, places)


def _of_tasks(tasks: Sequence[Task], options: Mapping[ProjectId, ScheduleOptions | None]) -> dict[str, Any]:
    expecting = {id for id, chosen in options.items() if chosen is not None and chosen.uses_expected_finish}
    after = {id for id, chosen in options.items() if chosen is not None and chosen.outside_links in _FROM_OUTSIDE}
    before = {id for id, chosen in options.items() if chosen is not None and chosen.outside_links in _TO_OUTSIDE}
    ends = {id: 0 if chosen is None else 2 for id, chosen in options.items()}  # P6's tasks without work lie at its end
    return {
        "milestone_end": [_MILESTONE_ENDS.get(task.kind, ends[task.project]) for task in tasks],
        "spanning": [SPANNING.get(task.kind, 0) for task in tasks],
        "second_constraint": [int(task.second_constraint) for task in tasks],
        "second_constraint_at": [_instant(task.second_constraint_at) for task in tasks],
        "remaining": [_instant(task.remaining) for task in tasks],
        "expected_finish": [_instant(task.expected_finish if task.project in expecting else None) for task in tasks],
        "outside_start": [_instant(task.outside_start if task.project in after else None) for task in tasks],
        "outside_finish": [_instant(task.outside_finish if task.project in before else None) for task in tasks],
    }


def _of_links(plan: Plan, worked: Sequence[int], places: Mapping[str, int]) -> dict[str, Any]:
    """Return the kind of each link's lag and the calendar that it counts on, as its successor's project chooses."""
    kinds, on = [int(link.lag_kind) for link in plan.links], [-1] * len(plan.links)
    calendars: dict[str, int] = {calendar.id: place for place, calendar in enumerate(plan.calendars)}
    projects = {project.id: project for project in plan.projects}
    for i, link in enumerate(plan.links):
        before, successor = places[link.predecessor], projects[plan.tasks[places[link.successor]].project]
        options = successor.options
        if options is None or link.lag_kind != LagKind.WORKING or options.lag_calendar == LagCalendar.SUCCESSOR:
            continue
        task = plan.tasks[before]
        if options.lag_calendar == LagCalendar.PROJECT:
            on[i] = calendars.get(successor.calendar or "", -1)
        elif options.lag_calendar == LagCalendar.PREDECESSOR and not task.is_elapsed:
            on[i] = worked[before] if worked[before] >= 0 else calendars.get(projects[task.project].calendar or "", -1)
        if on[i] < 0:
            kinds[i] = int(LagKind.ELAPSED)
    return {"lag_kind": kinds, "lag_calendar": on}


def _of_projects(projects: Sequence[Project], places: Mapping[str, int]) -> dict[str, Any]:
    chosen = [project.options or ScheduleOptions() for project in projects]
    paths = [options.float_paths for options in chosen]
    return {
        "project_is_p6": [project.options is not None for project in projects],
        "project_progress": [PROGRESS[options.progress] for options in chosen],
        "project_slack": [SLACK[options.slack] for options in chosen],
        "project_longest_path": [options.critical is CriticalRule.LONGEST_PATH for options in chosen],
        "project_lags_from_actual": [not options.lags_from_early_start for options in chosen],
        "project_slack_to_last": [not options.slack_within_project for options in chosen],
        "project_float_paths": [each.count if each else 0 for each in paths],
        "project_paths_by_free": [each is not None and not each.by_total_slack for each in paths],
        "project_paths_end": [places.get(each.end or "", -1) if each else -1 for each in paths],
    }


def _instant(value: int | None) -> int:
    return NONE if value is None else value
