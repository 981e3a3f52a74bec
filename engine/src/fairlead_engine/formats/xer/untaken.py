"""What of an XER file does not become part of a plan, counted so that nothing goes missing unseen.

`_SILENT` columns are taken elsewhere, are computed from others, identify a row to a database, or only
change how new rows are made; `_TOPICS` become one line of the report each where they have content.
"""

from fairlead_engine.formats.report import Kind
from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import kinds
from fairlead_engine.formats.xer.tables import Table

_NOTHING = {"", "0", "0.0", "0.00", "0.0000", "N"}
_AUDIT = "guid tmpl_guid create_date create_user update_date update_user last_checksum"

_SILENT = {
    "PROJECT": f"""proj_id fy_start_month_num rsrc_self_add_flag allow_complete_flag rsrc_multi_assign_flag
    checkout_flag project_flag step_complete_flag cost_qty_recalc_flag batch_sum_flag name_sep_char
    def_complete_pct_type proj_short_name orig_proj_id source_proj_id base_type_id clndr_id sum_base_proj_id
    task_code_base task_code_step priority_num wbs_max_sum_level strgy_priority_num
    critical_drtn_hr_cnt def_cost_per_qty last_recalc_date
    plan_start_date plan_end_date scd_end_date add_date last_tasksum_date def_duration_type task_code_prefix
    def_qty_type add_by_name def_rate_type add_act_remain_flag act_this_per_link_flag def_task_type act_pct_link_flag
    critical_path_type task_code_prefix_flag def_rollup_dates_flag use_project_baseline_flag rem_target_link_flag
    reset_planned_flag allow_neg_act_flag sum_assign_level last_fin_dates_id last_baseline_update_date cr_external_key
    apply_actuals_date last_schedule_date location_id loaded_scope_level export_flag new_fin_dates_id
    baselines_to_export baseline_names_to_export next_data_date close_period_flag sum_refresh_date trsrcsum_loaded
    sumtask_loaded sum_only_flag history_interval history_level fintmpl_id {_AUDIT}""",
    "SCHEDOPTIONS": f"""schedoptions_id proj_id sched_outer_depend_type sched_open_critical_flag
    sched_lag_early_start_flag sched_retained_logic sched_setplantoforecast sched_float_type
    sched_calendar_on_relationship_lag sched_use_expect_end_flag sched_progress_override level_float_thrs_cnt
    level_outer_assign_flag level_outer_assign_priority level_over_alloc_pct level_within_float_flag
    level_keep_sched_date_flag level_all_rsrc_flag sched_use_project_end_date_for_float
    enable_multiple_longest_path_calc limit_multiple_longest_path_calc max_multiple_longest_path
    use_total_float_multiple_longest_paths key_activity_for_multiple_longest_paths LevelPriorityList sched_type
    schedhash {_AUDIT}""",
    "TASK": f"""task_id proj_id wbs_id clndr_id rev_fdbk_flag est_wt lock_plan_flag auto_compute_act_flag
    complete_pct_type task_type duration_type status_code task_code task_name rsrc_id total_float_hr_cnt
    free_float_hr_cnt remain_drtn_hr_cnt act_work_qty remain_work_qty target_work_qty target_drtn_hr_cnt
    target_equip_qty act_equip_qty remain_equip_qty cstr_date act_start_date act_end_date late_start_date
    late_end_date expect_end_date early_start_date early_end_date restart_date reend_date target_start_date
    target_end_date rem_late_start_date rem_late_end_date cstr_type priority_type suspend_date resume_date
    float_path float_path_order cstr_date2 cstr_type2 driving_path_flag act_this_per_work_qty
    act_this_per_equip_qty external_early_start_date external_late_end_date location_id phys_complete_pct
    has_resource_flag review_end_date review_type {_AUDIT}""",
    "PROJWBS": f"""wbs_id proj_id obs_id seq_num est_wt proj_node_flag sum_data_flag status_code wbs_short_name
    wbs_name phase_id parent_wbs_id ev_user_pct ev_etc_user_value ev_compute_type ev_etc_compute_type plan_open_state
    {_AUDIT}""",
    "TASKPRED": """task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt float_path aref arls""",
    "RSRC": f"""rsrc_id parent_rsrc_id clndr_id rsrc_seq_num email_addr rsrc_name rsrc_short_name def_qty_per_hr
    cost_qty_type active_flag auto_compute_act_flag def_cost_qty_link_flag ot_flag curr_id unit_id rsrc_type
    location_id load_tasks_flag level_flag obs_id user_id timesheet_flag xfer_complete_day_cnt
    xfer_notstart_day_cnt {_AUDIT}""",
}
_WBS_DETAILS = """orig_cost indep_remain_total_cost ann_dscnt_rate_pct dscnt_period_type indep_remain_work_qty
    anticip_start_date anticip_end_date"""
_PROJECT_DETAILS = "acct_id fcst_start_date proj_url web_local_root_path"
_RSRC_DETAILS = """role_id shift_id pobs_id employee_code office_phone other_phone rsrc_title_name ot_factor
    rsrc_notes"""
_TOPICS: dict[str, dict[str, Kind]] = {
    "PROJECT": dict.fromkeys(_PROJECT_DETAILS.split(), kinds.PROJECT_DETAILS),
    "PROJWBS": dict.fromkeys(_WBS_DETAILS.split(), kinds.WBS_DETAILS),
    "TASKPRED": {"comments": kinds.LINK_COMMENTS},
    "RSRC": dict.fromkeys(_RSRC_DETAILS.split(), kinds.RESOURCE_DETAILS),
}
_TABLES_SILENT = {"CURRTYPE", "FINTMPL", "OBS", "UMEASURE", "MEMOTYPE", "FINDATES", "UDFTYPE", "ACTVTYPE", "PCATTYPE"}
_TABLES_SILENT |= {"RCATTYPE", "PHASE", "LOCATION", "RSRCCURVDATA", "SHIFT", "SHIFTPER", "DOCCATG", "DOCSTAT"}
TAKEN: tuple[str, ...] = ("PROJECT", "SCHEDOPTIONS", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "TASKMEMO")
TAKEN += ("RSRC", "RSRCRATE", "ROLES", "TASKRSRC")
_TABLE_TOPICS = {
    name: kind
    for kind, names in (
        (kinds.ACTIVITY_CODES, "TASKACTV ACTVCODE RSRCRCAT RCATVAL PROJPCAT PCATVAL RLCATTYPE RLCATVAL ROLERCAT"),
        (kinds.ACTIVITY_CODES, "ASGNMNTACAT ASGNMNTCATTYPE ASGNMNTCATVAL"),
        (kinds.CUSTOM_FIELDS, "UDFVALUE"),
        (kinds.PERIODS, "TASKFIN TRSRCFIN TASKSUMFIN"),
        (kinds.COSTS, "PROJCOST ACCOUNT COSTTYPE ROLERATE"),
        (kinds.STEPS, "TASKPROC TASKDOC DOCUMENT TASKFDBK TASKNOTE TASKUSER"),
        (kinds.THRESHOLDS, "PROJTHRS PROJISSU RISK PROJRISK RISKTYPE TASKRISK"),
        (kinds.RESOURCE_DETAILS, "RSRCROLE ROLELIMIT"),
    )
    for name in names.split()
}


def note_untaken(tables: dict[str, Table], reading: Reading) -> None:
    """Count the rows of tables, and per taken table the columns with content, that are not part of the plan."""
    for name, table in tables.items():
        if name in _SILENT:
            _note_columns(table, reading)
        elif name not in TAKEN and name not in _TABLES_SILENT and table.lines:
            kind = _TABLE_TOPICS.get(name, kinds.UNKNOWN_TABLES)
            reading.notes.add(kind, f"{name}: {len(table.lines):,} rows", count=len(table.lines))


def _note_columns(table: Table, reading: Reading) -> None:
    silent, topics = _SILENT[table.name].split(), _TOPICS.get(table.name, {})
    columns = [column for column in table.columns if column not in silent]
    if not columns:
        return
    counts = dict.fromkeys(columns, 0)
    for fields in table.rows(reading):
        for column in columns:
            if fields.get(column, "").strip("\ufeffï»¿") not in _NOTHING:
                counts[column] += 1
    for column, count in counts.items():
        if count:
            kind = topics.get(column, kinds.UNKNOWN_FIELDS)
            reading.notes.add(kind, f"{table.name}.{column}", count=count)
