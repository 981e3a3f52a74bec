from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead_engine.formats.mspdi import durations
from fairlead_engine.plan import ConstraintKind, FiledDates
from fairlead_engine.units import instant_of
from formats.mspdi_file import elements, link, mspdi, read_tasks, read_text, said, task


def at(text):
    return instant_of(datetime.fromisoformat(text))


def test_a_task_is_what_its_elements_say():
    (dig,) = read_tasks(
        task(
            7,
            "Dig & pour",
            WBS="1.2",
            Duration="PT12H30M0S",
            ConstraintType=4,
            ConstraintDate="2026-03-04T08:00:00",
            Deadline="2026-03-06T17:00:00",
            Priority=700,
            LevelingDelay=14400,
            IgnoreResourceCalendar=1,
            CalendarUID=1,
            Notes="wear\nboots",
        )
    )
    assert (dig.id, dig.name, dig.wbs, dig.duration) == ("7", "Dig & pour", "1.2", 750)
    assert (dig.constraint, dig.constraint_at) == (ConstraintKind.SNET, at("2026-03-04T08:00"))
    assert (dig.deadline, dig.priority, dig.leveling_delay) == (at("2026-03-06T17:00"), 700, 1440)
    assert (dig.ignores_resource_calendars, dig.calendar, dig.notes) == (True, "1", "wear\nboots")


@pytest.mark.parametrize(
    ("number", "kind"), [(2, "MSO"), (3, "MFO"), (4, "SNET"), (5, "SNLT"), (6, "FNET"), (7, "FNLT")]
)
def test_the_numbers_of_constraints_are_those_of_microsoft_project(number, kind):
    (dig,) = read_tasks(task(1, ConstraintType=number, ConstraintDate="2026-03-04T08:00:00"))
    assert dig.constraint.name == kind


def test_a_constraint_without_its_date_is_left_out_and_reported():
    result = read_text(mspdi(task(1, ConstraintType=4), task(2, ConstraintType=1)))
    assert [each.constraint.name for each in result.plan.tasks] == ["ASAP", "ALAP"]
    assert said(result) == {"constraints_without_date": 1}


def test_the_project_row_is_no_task_and_names_the_project_where_it_has_no_title():
    result = read_text(mspdi(task(0, "Bridge", 0, OutlineNumber=0), task(1), Title=None))
    assert [each.id for each in result.plan.tasks] == ["1"]
    assert result.plan.name == result.plan.projects[0].name == "Bridge"


def test_outline_levels_make_parents():
    tasks = read_tasks(task(1, level=1), task(2, level=2), task(3, level=3), task(4, level=2), task(5, level=1))
    assert [(each.id, each.parent) for each in tasks] == [
        ("1", None),
        ("2", "1"),
        ("3", "2"),
        ("4", "1"),
        ("5", None),
    ]


def test_outline_levels_that_jump_are_closed_up_and_reported():
    result = read_text(mspdi(task(1, level=1), task(2, level=5), task(3, level=5), task(4, level=2)))
    assert [each.parent for each in result.plan.tasks] == [None, "1", "2", "1"]
    assert said(result) == {"outline_jumps": 2}


def test_blank_rows_and_stand_ins_of_other_projects_are_no_tasks():
    result = read_text(mspdi(task(1, IsNull=1), task(2, ExternalTask=1), task(3), "<Task/>"))
    assert [each.id for each in result.plan.tasks] == ["3"]
    assert said(result) == {"blank_rows": 2, "external_tasks": 1}


@pytest.mark.parametrize(
    ("texts", "lost"),
    [
        ({"IsSubproject": 1}, {"subprojects": 1}),
        ({"SubprojectName": "C:\\plans\\roof.mpp"}, {"subprojects": 1}),
        ({"ExtendedAttribute": elements(FieldID=188743731, Value="red")}, {"custom_fields": 1}),
        ({"OutlineCode": elements(FieldID=188744096, ValueID=1)}, {"outline_codes": 1}),
        ({"Recurring": 1}, {"recurring_tasks": 1}),
    ],
)
def test_what_a_task_of_a_plan_has_no_place_for_is_named(texts, lost):
    result = read_text(mspdi(task(1, **texts)))
    assert [each.id for each in result.plan.tasks] == ["1"]
    assert said(result) == lost


@pytest.mark.parametrize("unit", [3, 5, 7, 9, 11, 8, 12, 21, 35, 39, 40, 53])
def test_duration_formats_tell_elapsed_and_estimated(unit):
    (dig,) = read_tasks(task(1, DurationFormat=unit))
    assert dig.is_elapsed == (unit in {8, 12, 40})
    assert dig.is_estimated == (unit >= 35)


def test_a_manual_task_keeps_the_dates_and_duration_typed_for_it():
    (dig,) = read_tasks(
        task(
            1,
            Manual=1,
            Start="2026-03-09T08:00:00",
            Finish="2026-03-09T17:00:00",
            ManualStart="2026-03-10T08:00:00",
            ManualDuration="PT16H0M0S",
        )
    )
    assert (dig.is_manual, dig.duration) == (True, 960)
    assert (dig.manual_start, dig.manual_finish) == (at("2026-03-10T08:00"), at("2026-03-09T17:00"))


def test_progress_is_as_exact_as_actual_and_remaining_duration():
    (dig,) = read_tasks(
        task(
            1,
            Duration="PT5H0M0S",
            PercentComplete=33,
            ActualDuration="PT1H40M0S",
            RemainingDuration="PT3H20M0S",
            ActualStart="2026-03-02T08:00:00",
            Stop="2026-03-02T09:40:00",
            Resume="2026-03-03T08:00:00",
        )
    )
    assert dig.percent_complete == pytest.approx(100 / 3)
    assert (dig.actual_start, dig.stop_at) == (at("2026-03-02T08:00"), at("2026-03-02T09:40"))
    assert dig.resume_at == at("2026-03-03T08:00")


def test_a_little_progress_of_a_long_task_is_not_rounded_away():
    (dig,) = read_tasks(task(1, PercentComplete=0, ActualDuration="PT8H0M0S", RemainingDuration="PT3200H0M0S"))
    assert dig.percent_complete == pytest.approx(100 * 8 / 3208)


def test_progress_that_disagrees_with_its_durations_is_taken_as_written():
    (dig,) = read_tasks(task(1, PercentComplete=80, ActualDuration="PT1H", RemainingDuration="PT7H"))
    assert dig.percent_complete == 80


def test_the_progress_of_an_automatic_summary_is_left_to_its_children():
    tasks = read_tasks(task(1, ActualStart="2026-03-02T08:00:00", Milestone=1), task(2, level=2))
    assert (tasks[0].actual_start, tasks[0].is_milestone) == (None, False)


def test_dates_the_program_had_computed_are_kept_apart():
    result = read_text(
        mspdi(
            task(
                1,
                Start="2026-03-02T08:00:00",
                Finish="2026-03-02T17:00:00",
                LateFinish="2026-03-03T17:00:00",
                TotalSlack=4800,
                Critical=0,
            ),
            task(2),
        )
    )
    assert result.plan.filed["1"] == FiledDates(
        start=at("2026-03-02T08:00"),
        finish=at("2026-03-02T17:00"),
        late_finish=at("2026-03-03T17:00"),
        total_slack=480,
        free_slack=0,
        is_critical=False,
    )
    assert result.plan.filed["2"] == FiledDates()


def test_negative_durations_are_none_and_absurd_numbers_are_bounded():
    result = read_text(mspdi(task(1, Duration="-PT8H0M0S", Priority=99999, PercentComplete=-5)))
    (dig,) = result.plan.tasks
    assert (dig.duration, dig.priority, dig.percent_complete) == (0, 1000, 0)
    assert said(result) == {"negative_durations": 1, "numbers_out_of_bounds": 2}


def test_dates_in_the_year_9999_are_left_out_and_reported():
    result = read_text(mspdi(task(1, Deadline="9999-12-31T00:00:00", ConstraintType=4, ConstraintDate="0001-01-01")))
    assert (result.plan.tasks[0].deadline, result.plan.tasks[0].constraint) == (None, ConstraintKind.ASAP)
    assert said(result)["dates_out_of_range"] == 2


def test_a_date_that_is_none_is_reported_with_its_place():
    result = read_text(mspdi(task(1, "dig", Deadline="soon")))
    (line,) = result.report.lines
    assert (line.kind, line.count, line.examples) == ("unreadable_values", 1, ("task dig: Deadline soon",))


def test_time_zones_are_dropped_and_midnight_may_be_written_as_24_hours():
    result = read_text(mspdi(task(1, Deadline="2026-03-04T17:00:00+02:00"), task(2, Deadline="2026-03-04T24:00:00")))
    assert [each.deadline for each in result.plan.tasks] == [at("2026-03-04T17:00"), at("2026-03-05T00:00")]
    assert said(result) == {"time_zones": 1}


def test_seconds_are_rounded_and_reported():
    result = read_text(mspdi(task(1, Duration="PT8H38M24S")))
    assert (result.plan.tasks[0].duration, said(result)) == (518, {"seconds": 1})


def test_a_negative_delay_is_none_and_reported():
    text = mspdi(
        task(1, "dig", LevelingDelay=-4800),
        assignments="<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Delay>-600</Delay></Assignment>",
        resources="<Resource><UID>1</UID><Name>Ana</Name></Resource>",
    )
    result = read_text(text)
    plan = result.plan
    assert (plan.tasks[0].leveling_delay, plan.assignments[0].delay) == (0, 0)
    assert said(result)["negative_durations"] == 2


def test_a_name_of_ten_thousand_characters_is_cut_and_reported():
    result = read_text(mspdi(task(1, "x" * 10_000)), name_length=300)
    assert (len(result.plan.tasks[0].name), said(result)) == (300, {"long_texts": 1})


def test_script_in_a_name_stays_a_name():
    (dig,) = read_tasks(task(1, "<script>alert(1)</script>".replace("<", "&lt;")))
    assert "script" in dig.name


def test_ids_used_twice_or_missing_are_replaced_and_links_keep_to_the_first():
    result = read_text(mspdi(task(1), task(1, "again"), task("", "bare"), task(4, PredecessorLink=link(1))))
    assert [each.id for each in result.plan.tasks] == ["1", "new1", "new2", "4"]
    assert [(each.predecessor, each.successor) for each in result.plan.links] == [("1", "4")]
    assert said(result) == {"duplicate_ids": 1, "missing_ids": 1}


def test_a_task_without_a_duration_is_estimated_at_one_day_of_the_project():
    text = mspdi(task(1, Duration=""), task(2, Duration="", Milestone=1), MinutesPerDay=360)
    result = read_text(text)
    assert [(each.duration, each.is_estimated) for each in result.plan.tasks] == [(360, True), (0, False)]
    assert said(result) == {"missing_durations": 1}


def test_a_calendar_that_the_file_lacks_is_left_out_of_the_task():
    result = read_text(mspdi(task(1, CalendarUID=99)))
    assert (result.plan.tasks[0].calendar, said(result)) == (None, {"unknown_calendars": 1})


@pytest.mark.parametrize("text", ["P", "PT", "8h", "", "PT8H0M0S0", "PTNaNH", "P1Y", "PT" + "9" * 100 + "H"])
def test_what_is_no_duration_is_none(text):
    assert durations.duration_minutes(text) is None


@given(st.integers(0, 10**6), st.integers(0, 59), st.booleans())
def test_every_duration_is_read_as_it_is_written(hours, minutes, is_negative):
    text = f"{'-' if is_negative else ''}PT{hours}H{minutes}M0S"
    assert durations.duration_minutes(text) == (hours * 60 + minutes) * (-1 if is_negative else 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [({}, None), ({"Type": 0}, "fixed_units"), ({"Type": 1}, "fixed_duration"), ({"Type": 2}, "fixed_work")],
)
def test_types_say_what_stays_when_work_is_edited(written, expected):
    (found,) = read_text(mspdi(task(1, EffortDriven=1, **written))).plan.tasks
    assert (found.type and found.type.value, found.is_effort_driven) == (expected, True)
