from datetime import date, datetime

import pytest

from fairlead_engine import schedule
from fairlead_engine.formats import read
from fairlead_engine.formats.errors import TooComplex
from fairlead_engine.options import LagCalendar, ProgressRule, ScheduleOptions, SlackRule
from fairlead_engine.plan import CalendarException, ConstraintKind, LinkKind, Shift, TaskKind
from fairlead_engine.units import instant_of
from formats.xer_file import (
    SHIFT,
    activity,
    clndr_data,
    link,
    project,
    read_tasks,
    read_text,
    said,
    wbs,
    xer,
)


def at(day, hour, month=3):
    return instant_of(datetime(2026, month, day, hour))


def test_wbs_elements_are_summary_tasks_and_activities_stand_below_them_by_code():
    elements = [wbs(100), wbs(102, 100, seq_num=2), wbs(101, 100, seq_num=1), wbs(103, 101)]
    plan = read_text(
        xer(
            activity(1, 101, task_code="B"),
            activity(2, 101, task_code="A"),
            activity(3, 103),
            activity(4, 100),
            elements=elements,
        )
    ).plan
    assert [(each.id, each.parent) for each in plan.tasks] == [
        ("4", None),
        ("101", None),
        ("2", "101"),
        ("1", "101"),
        ("103", "101"),
        ("3", "103"),
        ("102", None),
    ]
    assert [each.wbs for each in plan.tasks[:3]] == ["W100", "W100.W101", "W100.W101"]
    assert plan.tasks[-1].kind is TaskKind.SUMMARY
    assert (plan.projects[0].name, plan.projects[0].code) == ("Part 100", "P1")


def test_what_is_not_known_of_a_project_or_its_options_is_counted():
    options = {"proj_id": 1, "sched_retained_logic": "Y", "sched_by_moonlight": "Y", "sched_at_night": "N"}
    counted = said(
        read_text(xer(activity(1), projects=[project(proj_url="x", proj_color="7")], SCHEDOPTIONS=[options]))
    )
    assert (counted["project_details"], counted["other_columns"]) == (1, 2)  # proj_color, sched_by_moonlight


def test_an_element_whose_id_an_activity_has_gets_its_own():
    tasks = read_tasks(activity(101, 101), elements=[wbs(100), wbs(101, 100)])
    assert tasks["101"].parent == "W101"


@pytest.mark.parametrize(
    ("word", "kind", "is_milestone"),
    [
        ("TT_Task", TaskKind.TASK, False),
        ("TT_Rsrc", TaskKind.RESOURCE_DEPENDENT, False),
        ("TT_Mile", TaskKind.START_MILESTONE, True),
        ("TT_FinMile", TaskKind.FINISH_MILESTONE, True),
        ("TT_LOE", TaskKind.LEVEL_OF_EFFORT, False),
        ("TT_WBS", TaskKind.WBS_SUMMARY, False),
    ],
)
def test_every_type_of_activity_is_kept(word, kind, is_milestone):
    task = read_tasks(activity(1, task_type=word))["1"]
    assert (task.kind, task.is_milestone) == (kind, is_milestone)
    assert task.ignores_resource_calendars == (word != "TT_Rsrc")


@pytest.mark.parametrize(
    ("word", "first", "second"),
    [
        ("CS_MSOA", "SNET", "ASAP"),
        ("CS_MSOB", "SNLT", "ASAP"),
        ("CS_MEOA", "FNET", "ASAP"),
        ("CS_MEOB", "FNLT", "ASAP"),
        ("CS_MSO", "SNET", "SNLT"),
        ("CS_MEO", "FNET", "FNLT"),
        ("CS_MANDSTART", "MSO", "ASAP"),
        ("CS_MANDFIN", "MFO", "ASAP"),
    ],
)
def test_every_constraint_is_kept_with_its_date(word, first, second):
    task = read_tasks(activity(1, cstr_type=word, cstr_date="2026-03-04 08:00"))["1"]
    assert (task.constraint.name, task.second_constraint.name) == (first, second)
    assert task.constraint_at == at(4, 8)
    assert task.second_constraint_at == (at(4, 8) if second != "ASAP" else None)


def test_a_secondary_constraint_is_kept_beside_the_primary_one():
    said_twice = {"cstr_type": "CS_MSOA", "cstr_date": "2026-03-04 08:00"}
    said_twice |= {"cstr_type2": "CS_MEOB", "cstr_date2": "2026-03-06 17:00"}
    task = read_tasks(activity(1, **said_twice))["1"]
    assert (task.constraint, task.constraint_at) == (ConstraintKind.SNET, at(4, 8))
    assert (task.second_constraint, task.second_constraint_at) == (ConstraintKind.FNLT, at(6, 17))
    result = read_text(xer(activity(1, **{**said_twice, "cstr_type": "CS_MSO"})))
    assert said(result)["third_constraints"] == 1


def test_progress_is_that_of_the_duration():
    begun = {"status_code": "TK_Active", "act_start_date": "2026-03-02 08:00", "target_drtn_hr_cnt": 40}
    tasks = read_tasks(
        activity(1, **begun | {"remain_drtn_hr_cnt": 10}),
        activity(2, **begun | {"remain_drtn_hr_cnt": 56}),
        activity(3, **begun | {"status_code": "TK_Complete", "act_end_date": "2026-03-05 17:00"}),
        activity(4, 100, 40),
    )
    assert (tasks["1"].percent_complete, tasks["1"].remaining) == (75.0, None)  # 30 of 40 hours
    assert (tasks["2"].percent_complete, tasks["2"].remaining) == (0.0, 56 * 60)
    assert (tasks["3"].percent_complete, tasks["3"].actual_finish) == (100.0, at(5, 17))
    assert (tasks["4"].percent_complete, tasks["4"].duration, tasks["4"].remaining) == (0.0, 2400, None)


def test_physical_progress_is_reported():
    result = read_text(xer(activity(1, act_start_date="2026-03-02 08:00", complete_pct_type="CP_Phys")))
    assert said(result)["percent_types"] == 1


def test_links_have_kinds_and_lags():
    links = [link(1, 2), link(1, 2, "PR_SS", 12.5), link(2, 1, "PR_FF", -8), link(2, 1, "PR_SF", "4,5")]
    result = read_text(xer(activity(1), activity(2), links=links))
    assert [(each.kind, each.lag) for each in result.plan.links] == [
        (LinkKind.FS, 0),
        (LinkKind.SS, 750),
        (LinkKind.FF, -480),
        (LinkKind.SF, 270),
    ]


def test_links_that_lead_nowhere_are_counted():
    links = [link(1, 9), link(9, 1), link(1, 1), link(1, 2), link(1, 2), link(1, 2, "PR_SS")]
    result = read_text(xer(activity(1), activity(2), links=links))
    assert len(result.plan.links) == 2
    counted = said(result)
    assert (counted["links_to_nowhere"], counted["links_to_self"], counted["duplicate_links"]) == (2, 1, 1)


def test_a_calendar_has_its_week_and_exceptions():
    holidays = "(0||0(d|46082)())(0||1(d|46083)())(0||2(d|46090)((0||0(s|8:00|f|00:00)())))"
    data = clndr_data(exceptions=holidays).replace(")(", ")\x7f\x7f  (")
    plan = read_text(xer(calendars=[{"clndr_id": 1, "clndr_name": "Site", "clndr_data": data}])).plan
    calendar = plan.calendars[0]
    assert calendar.week[0] == (Shift(480, 720), Shift(780, 1020))  # day 2 of P6 is Monday
    assert calendar.week[5:] == ((), ())
    assert calendar.exceptions == (
        CalendarException(date(2026, 3, 1), date(2026, 3, 3)),  # day 46082 after 1899-12-30, and the next
        CalendarException(date(2026, 3, 9), date(2026, 3, 10), (Shift(480, 1440),)),
    )


def test_a_calendar_that_works_round_the_clock_and_one_over_midnight():
    day = "(0||{}()((0||0(s|{}|f|{})())))"
    always = clndr_data("".join(day.format(number, "00:00", "00:00") for number in range(1, 8)))
    night = clndr_data("".join(day.format(number, "22:00", "06:00") for number in range(1, 8)))
    rows = [
        {"clndr_id": 1, "clndr_name": "24 h", "clndr_data": always},
        {"clndr_id": 2, "clndr_name": "Night", "clndr_data": night},
    ]
    plan = read_text(xer(calendars=rows)).plan
    assert plan.calendars[0].week == ((Shift(0, 1440),),) * 7
    assert plan.calendars[1].week == ((Shift(0, 360), Shift(1320, 1440)),) * 7


def test_a_calendar_of_a_resource_is_based_on_another():
    base = {"clndr_id": 1, "clndr_name": "Standard", "clndr_data": clndr_data()}
    own = clndr_data(f"(0||7()({SHIFT}))")
    rows = [base, {"clndr_id": 2, "clndr_name": "Ana", "base_clndr_id": 1, "clndr_data": own}]
    calendars = {each.id: each for each in read_text(xer(calendars=rows)).plan.calendars}
    assert calendars["2"].base == "1"
    assert calendars["2"].week[:5] == (None,) * 5
    assert calendars["2"].week[5] == (Shift(480, 720), Shift(780, 1020))


@pytest.mark.parametrize("data", ["(0||CalendarData()(", "x", "((((((", "(0||1()())(0||Days", "))))"])
def test_a_broken_calendar_is_reported(data):
    result = read_text(xer(calendars=[{"clndr_id": 1, "clndr_name": "Odd", "clndr_data": data}]))
    assert said(result)["broken_calendars"] == 1


def test_a_calendar_without_end_is_refused():
    with pytest.raises(TooComplex):
        read_text(xer(calendars=[{"clndr_id": 1, "clndr_name": "Odd", "clndr_data": "(0||a()(" * 50_000}]))


def test_the_options_of_the_scheduler_are_kept():
    options = {
        "proj_id": 1,
        "sched_retained_logic": "N",
        "sched_progress_override": "Y",
        "sched_calendar_on_relationship_lag": "rcal_24Hour",
        "sched_float_type": "FT_MF",
        "sched_open_critical_flag": "Y",
    }
    result = read_text(xer(SCHEDOPTIONS=[options], projects=[project(plan_end_date="2026-06-30 17:00")]))
    house = result.plan.projects[0]
    assert house.options == ScheduleOptions(
        ProgressRule.PROGRESS_OVERRIDE, LagCalendar.EVERY_MINUTE, SlackRule.LEAST, opens_critical=True
    )
    assert (house.start, house.status_at, house.must_finish_at) == (at(2, 8), at(2, 8), at(30, 17, 6))


def test_several_projects_of_a_file_are_one_plan():
    result = read_text(
        xer(
            activity(1),
            activity(2, 200, proj_id=2),
            activity(3, 300, proj_id=3),
            projects=[project(1), project(2), project(3, export_flag="N")],
            elements=[wbs(100), wbs(200, project=2), wbs(300, project=3)],
            links=[link(1, 2)],
        )
    )
    assert [(each.id, each.project) for each in result.plan.tasks] == [("1", "1"), ("2", "2")]
    assert (result.plan.name, len(result.plan.links)) == ("Project", 1)
    assert said(result)["projects_not_exported"] == said(result)["tasks_of_no_project"] == 1


def test_resources_roles_and_assignments():
    result = read_text(
        xer(
            activity(1),
            RSRC=[
                {"rsrc_id": 7, "rsrc_name": "Crew", "rsrc_type": "RT_Labor"},
                {"rsrc_id": 8, "parent_rsrc_id": 7, "rsrc_name": "Ana", "clndr_id": 1, "email_addr": "ana@x.example"},
                {"rsrc_id": 9, "rsrc_name": "Sand", "rsrc_type": "RT_Mat"},
            ],
            RSRCRATE=[{"rsrc_id": 8, "max_qty_per_hr": 0.5, "start_date": "2026-01-01 00:00"}],
            ROLES=[{"role_id": 5, "role_name": "Mason"}, {"role_id": 6, "role_name": "Unused"}],
            TASKRSRC=[
                {"task_id": 1, "rsrc_id": 8, "target_qty": 4, "target_qty_per_hr": 0.5, "target_lag_drtn_hr_cnt": 1},
                {"task_id": 1, "rsrc_id": 8, "target_qty": 2, "target_qty_per_hr": 0.25},
                {"task_id": 1, "rsrc_id": 9, "target_qty": 12},
                {"task_id": 1, "role_id": 5, "target_qty": 8, "target_qty_per_hr": 1},
                {"task_id": 2, "rsrc_id": 8},
            ],
        )
    )
    ana = result.plan.resources[1]
    assert (ana.group, ana.calendar, ana.max_units, ana.email) == ("Crew", "1", 0.5, "ana@x.example")
    assert [each.name for each in result.plan.resources] == ["Crew", "Ana", "Sand", "Mason"]
    assert [(each.resource, each.units, each.work, each.delay) for each in result.plan.assignments] == [
        ("8", 0.75, 360, 0),
        ("9", 12.0, None, 0),
        ("R5", 1.0, 480, 0),
    ]
    counted = said(result)
    assert (counted["merged_assignments"], counted["assignments_to_nowhere"], counted["roles"]) == (1, 1, 1)


def test_notebook_topics_become_notes():
    memo = '<HTML><BODY bgcolor=""#ffffff""><P>Ask Ana</P><P>then&nbsp;pour</P></BODY></HTML>'
    result = read_text(xer(activity(1), TASKMEMO=[{"task_id": 1, "task_memo": memo}]))
    assert result.plan.tasks[0].notes == "Ask Ana\nthen pour"
    assert said(result)["formatted_notes"] == 1


def test_tables_and_columns_that_are_not_taken_are_counted():
    result = read_text(
        xer(activity(1, made_up="7"), NONSENSE=[{"a": 1}, {"a": 2}], TASKACTV=[{"task_id": 1}], CURRTYPE=[{"a": 1}])
    )
    counted = said(result)
    assert (counted["other_tables"], counted["activity_codes"], counted["other_columns"]) == (2, 1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_common_encoding_is_read(encoding):
    result = read_text(xer(activity(1, task_name="Dübel €")), encoding)
    assert result.plan.tasks[0].name == "Dübel €"
    assert ("encoding_guessed" in said(result)) == (encoding == "cp1252")


def test_lines_may_end_as_on_any_system_and_a_value_may_hold_quotes_and_tabs():
    text = xer(activity(1, task_name='say ""hi""'), activity(2, task_name='"a\tb"'))
    tasks = read_text(text.replace("\n", "\r\n")).plan.tasks
    assert [each.name for each in tasks] == ['say "hi"', "a b"]


def test_a_file_without_its_end_says_so():
    result = read_text(xer(activity(1)).replace("%E\n", ""))
    assert said(result)["no_end_mark"] == 1
    assert len(result.plan.tasks) == 1


def test_wbs_elements_in_a_circle_are_opened():
    elements = [wbs(100), wbs(101, 103), wbs(102, 101), wbs(103, 102), wbs(104, 999)]
    result = read_text(xer(activity(1, 102), elements=elements))
    assert {each.id for each in result.plan.tasks} == {"1", "101", "102", "103", "104"}
    assert (said(result)["wbs_in_a_circle"], said(result)["unknown_wbs"]) == (1, 1)


def test_what_p6_computed_is_filed():
    dates = {"early_start_date": "2026-03-02 08:00", "early_end_date": "2026-03-02 17:00"}
    dates |= {"late_start_date": "2026-03-03 08:00", "late_end_date": "2026-03-03 17:00"}
    text = xer(activity(1, **dates, total_float_hr_cnt=8, free_float_hr_cnt=4))
    filed = read_text(text).plan.filed["1"]
    assert (filed.start, filed.finish, filed.late_start, filed.late_finish) == (
        at(2, 8),
        at(2, 17),
        at(3, 8),
        at(3, 17),
    )
    assert (filed.total_slack, filed.free_slack, filed.is_critical) == (480, 240, False)


def test_a_plan_out_of_a_file_can_be_scheduled():
    plan = read(xer(activity(1), activity(2), links=[link(1, 2, lag=8)]).encode()).plan
    assert schedule(plan).dates("2").start == at(4, 8)  # a day of work, a day of lag


def test_an_activity_whose_calendar_is_missing_and_words_nobody_knows():
    result = read_text(xer(activity(1, clndr_id=77, task_type="TT_Odd", priority_type="PT_Odd", cstr_type="CS_Odd")))
    counted = said(result)
    assert (counted["unknown_calendars"], counted["unknown_kinds"]) == (1, 3)
    assert result.plan.tasks[0].calendar is None
