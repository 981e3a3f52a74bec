"""Projects and the options of P6's scheduler."""

from fairlead_engine.formats.output.writing import Writing
from fairlead_engine.formats.xer import codes
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.calendars import Calendars
from fairlead_engine.formats.xer.output.outline import Outline
from fairlead_engine.formats.xer.output.rows import Rows, Value, columns, hours, moment
from fairlead_engine.options import LagCalendar, ProgressRule, ScheduleOptions, SlackRule
from fairlead_engine.plan import Project, TaskId

_COLUMNS = columns(
    """proj_id fy_start_month_num rsrc_self_add_flag allow_complete_flag rsrc_multi_assign_flag checkout_flag
    project_flag step_complete_flag cost_qty_recalc_flag batch_sum_flag name_sep_char def_complete_pct_type
    proj_short_name clndr_id task_code_base task_code_step priority_num wbs_max_sum_level strgy_priority_num
    critical_drtn_hr_cnt def_cost_per_qty last_recalc_date plan_start_date plan_end_date scd_end_date add_date
    def_duration_type task_code_prefix def_qty_type def_rate_type add_act_remain_flag act_this_per_link_flag
    def_task_type act_pct_link_flag critical_path_type task_code_prefix_flag def_rollup_dates_flag
    use_project_baseline_flag rem_target_link_flag reset_planned_flag allow_neg_act_flag sum_assign_level
    export_flag"""
)
_OPTIONS = columns(
    """schedoptions_id proj_id sched_outer_depend_type sched_open_critical_flag sched_lag_early_start_flag
    sched_retained_logic sched_setplantoforecast sched_float_type sched_calendar_on_relationship_lag
    sched_use_expect_end_flag sched_progress_override level_float_thrs_cnt level_outer_assign_flag
    level_outer_assign_priority level_over_alloc_pct level_within_float_flag level_keep_sched_date_flag
    level_all_rsrc_flag sched_use_project_end_date_for_float enable_multiple_longest_path_calc
    limit_multiple_longest_path_calc max_multiple_longest_path use_total_float_multiple_longest_paths
    key_activity_for_multiple_longest_paths LevelPriorityList"""
)
_USUAL: dict[str, Value] = {
    "fy_start_month_num": 1,
    **dict.fromkeys(("rsrc_self_add_flag", "allow_complete_flag", "rsrc_multi_assign_flag", "project_flag"), True),
    **dict.fromkeys(("checkout_flag", "step_complete_flag", "cost_qty_recalc_flag", "batch_sum_flag"), False),
    "name_sep_char": ".",
    "def_complete_pct_type": "CP_Drtn",
    "task_code_base": 1000,
    "task_code_step": 10,
    "priority_num": 10,
    "wbs_max_sum_level": 2,
    "strgy_priority_num": 500,
    "def_cost_per_qty": "0.0000",
    "def_duration_type": "DT_FixedDUR2",
    "task_code_prefix": "A",
    "def_qty_type": "QT_Hour",
    "def_rate_type": "COST_PER_QTY",
    "def_task_type": "TT_Task",
    **dict.fromkeys(("act_this_per_link_flag", "act_pct_link_flag", "task_code_prefix_flag"), True),
    **dict.fromkeys(("def_rollup_dates_flag", "use_project_baseline_flag", "rem_target_link_flag"), True),
    **dict.fromkeys(("add_act_remain_flag", "reset_planned_flag", "allow_neg_act_flag"), False),
    "sum_assign_level": "SL_Taskrsrc",
    "export_flag": True,
}
# Microsoft Project counts lags on the successor's calendar, and slack at whichever end has less.
_NEAREST = ScheduleOptions(lag_calendar=LagCalendar.SUCCESSOR, slack=SlackRule.LEAST)


def projects_tables(
    writing: Writing,
    projects: list[tuple[Project, int]],
    outline: Outline,
    calendars: Calendars,
    finishes: dict[Value, str],
) -> list[Rows]:
    """Return the table of projects, and that of their options."""
    rows, options = Rows("PROJECT", _COLUMNS), Rows("SCHEDOPTIONS", _OPTIONS)
    for project, number in projects:
        calendars.take_lengths(project)
        own = _project(project, number, outline.projects[project.id], writing, calendars)
        rows.rows.append({**_USUAL, **own, "scd_end_date": finishes.get(number)})
        if project.options is None:
            writing.notes.add(kinds.P6_RULES, project.name)
        options.rows.append(_options(project.options or _NEAREST, number, _path_end(project, outline)))
    return [rows, options]


def _project(project: Project, number: int, code: str, writing: Writing, calendars: Calendars) -> dict[str, Value]:
    start = writing.moment_within(project.start, "project start")
    status = writing.moment(project.status_at, "data date")
    critical = project.options.critical if project.options else _NEAREST.critical
    return {
        "proj_id": number,
        "proj_short_name": code,
        "clndr_id": calendars.number(project.calendar),
        "critical_drtn_hr_cnt": hours(int(writing.bounded(project.critical_limit, -10_000_000, 10_000_000, "slack"))),
        "last_recalc_date": moment(status),
        "plan_start_date": moment(start),
        "plan_end_date": moment(writing.moment(project.must_finish_at, "must finish by")),
        "add_date": moment(start),
        "critical_path_type": codes.word_of(codes.CRITICAL_RULES, critical),
    }


def _path_end(project: Project, outline: Outline) -> int | None:
    """Return the number of the activity that paths of least slack lead to; a summary task cannot be it."""
    end = project.options.float_paths.end if project.options and project.options.float_paths else None
    if end is None:
        return None
    if end in outline.elements:
        outline.writing.notes.add(kinds.SUMMARY_DETAILS, end)
        return None
    return outline.numbers[TaskId(end)]


def _options(options: ScheduleOptions, number: int, end: int | None) -> dict[str, Value]:
    paths = options.float_paths
    return {
        "schedoptions_id": number,
        "proj_id": number,
        "sched_outer_depend_type": codes.word_of(codes.OUTSIDE_LINKS, options.outside_links),
        "sched_open_critical_flag": options.opens_critical,
        "sched_lag_early_start_flag": options.lags_from_early_start,
        "sched_retained_logic": options.progress is ProgressRule.RETAINED_LOGIC,
        "sched_setplantoforecast": False,
        "sched_float_type": codes.word_of(codes.SLACK_RULES, options.slack),
        "sched_calendar_on_relationship_lag": codes.word_of(codes.LAG_CALENDARS, options.lag_calendar),
        "sched_use_expect_end_flag": options.uses_expected_finish,
        "sched_progress_override": options.progress is ProgressRule.PROGRESS_OVERRIDE,
        "level_float_thrs_cnt": 0,
        "level_outer_assign_flag": False,
        "level_outer_assign_priority": 5,
        "level_over_alloc_pct": 25,
        "level_within_float_flag": False,
        "level_keep_sched_date_flag": True,
        "level_all_rsrc_flag": True,
        "sched_use_project_end_date_for_float": options.slack_within_project,
        "enable_multiple_longest_path_calc": paths is not None,
        "limit_multiple_longest_path_calc": True,
        "max_multiple_longest_path": paths.count if paths else 10,
        "use_total_float_multiple_longest_paths": paths.by_total_slack if paths else True,
        "key_activity_for_multiple_longest_paths": end,
        "LevelPriorityList": "priority_type,ASC_BY_FIELD/ASC",
    }
