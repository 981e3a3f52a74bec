"""What only P6's rules read of a plan, turned into columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairlead_engine.network.columns import NONE
from fairlead_engine.options import (
    CriticalRule,
    OutsideLinks,
    ProgressRule,
    ScheduleOptions,
    SlackRule,
)
from fairlead_engine.plan import Plan, Project, Task, TaskKind

# The numbers that `Columns` gives to kinds of tasks and to choices.
SPANNING = {TaskKind.LEVEL_OF_EFFORT: 1, TaskKind.WBS_SUMMARY: 2}
PROGRESS = {ProgressRule.RETAINED_LOGIC: 0, ProgressRule.PROGRESS_OVERRIDE: 1, ProgressRule.ACTUAL_DATES: 2}
SLACK = {SlackRule.FINISH: 0, SlackRule.START: 1, SlackRule.LEAST: 2}
_FROM_OUTSIDE = {OutsideLinks.BOTH, OutsideLinks.PREDECESSORS}
_TO_OUTSIDE = {OutsideLinks.BOTH, OutsideLinks.SUCCESSORS}


def p6_columns(plan: Plan, places: Mapping[str, int]) -> dict[str, Any]:
    """Return the columns of `plan` that only P6's rules read, by name; none where no project has its options.

    `places` has the index of each task. What a project's options leave out of account is absent in its tasks.
    """
    if all(project.options is None for project in plan.projects):
        return {}
    return _of_tasks(plan.tasks, {project.id: project.options for project in plan.projects}) | _of_projects(
        plan.projects, places
    )


def _of_tasks(tasks: Sequence[Task], options: Mapping[str, ScheduleOptions | None]) -> dict[str, Any]:
    expecting = {id for id, chosen in options.items() if chosen is not None and chosen.uses_expected_finish}
    after = {id for id, chosen in options.items() if chosen is not None and chosen.outside_links in _FROM_OUTSIDE}
    before = {id for id, chosen in options.items() if chosen is not None and chosen.outside_links in _TO_OUTSIDE}
    return {
        "spanning": [SPANNING.get(task.kind, 0) for task in tasks],
        "second_constraint": [int(task.second_constraint) for task in tasks],
        "second_constraint_at": [_instant(task.second_constraint_at) for task in tasks],
        "remaining": [_instant(task.remaining) for task in tasks],
        "expected_finish": [_instant(task.expected_finish if task.project in expecting else None) for task in tasks],
        "outside_start": [_instant(task.outside_start if task.project in after else None) for task in tasks],
        "outside_finish": [_instant(task.outside_finish if task.project in before else None) for task in tasks],
    }


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
