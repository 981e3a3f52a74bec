from datetime import datetime

import pytest

from fairlead_engine.formats import Severity, read
from fairlead_engine.formats.errors import NothingToRead
from fairlead_engine.units import instant_of
from formats.mspdi_file import elements, mspdi, read_text, said, task


def at(text):
    return instant_of(datetime.fromisoformat(text))


def project(**texts):
    return read_text(mspdi(task(1), **texts)).plan.projects[0]


def test_a_project_has_the_settings_its_dates_depend_on():
    house = project(
        StatusDate="2026-03-10T17:00:00",
        MinutesPerDay=360,
        MinutesPerWeek=1800,
        DaysPerMonth=22,
        CriticalSlackLimit=2,
        HonorConstraints=0,
    )
    assert (house.name, house.start, house.finish) == ("House", at("2026-03-02T08:00"), None)
    assert (house.status_at, house.honors_constraints, house.critical_limit) == (at("2026-03-10T17:00"), False, 720)
    assert (house.minutes_per_day, house.minutes_per_week, house.days_per_month) == (360, 1800, 22)


def test_a_project_scheduled_from_its_finish_has_one():
    house = project(ScheduleFromStart=0, FinishDate="2026-06-30T17:00:00")
    assert (house.from_finish, house.finish) == (True, at("2026-06-30T17:00"))


def test_a_project_without_a_start_begins_with_its_earliest_task():
    rows = [task(1, Start="2026-03-05T08:00:00"), task(2, Start="2026-03-04T08:00:00")]
    result = read_text(mspdi(*rows, StartDate=None))
    assert (result.plan.projects[0].start, said(result)) == (at("2026-03-04T08:00"), {"no_project_start": 1})


def test_a_file_without_any_start_is_refused():
    with pytest.raises(NothingToRead, match="start date"):
        read_text(mspdi(task(1), StartDate=None))


def test_the_name_given_is_used_where_the_file_has_none():
    assert read(mspdi(task(1), Title=None).encode(), name="bridge").plan.name == "bridge"
    assert read_text(mspdi(task(1), Title=None, Name="tunnel.xml")).plan.name == "tunnel"


def test_what_has_no_place_in_a_plan_is_reported_once_per_topic():
    baseline = elements(Baseline=[elements(Number=0, Start="2026-03-02T08:00:00"), elements(Number=1)])
    custom = elements(ExtendedAttribute=[elements(FieldID=188743731, Value="red")] * 3)
    rich = task(1, "dig", Cost=1200, FixedCost=0).replace("</Task>", f"{baseline}{custom}</Task>")
    result = read_text(
        mspdi(
            rich,
            task(2, "pour", Cost=300, FutureSetting="on"),
            extra="<Views><View><Name>Gantt</Name></View></Views><Maps/>",
            Author="Jo",
        )
    )
    assert said(result) == {
        "costs": 2,
        "baselines": 1,
        "custom_fields": 1,
        "views": 1,
        "unknown_elements": 1,
        "document_properties": 1,
    }
    lines = {line.kind: line for line in result.report.lines}
    assert lines["costs"].examples == ("dig", "pour")
    assert lines["unknown_elements"].examples == ("FutureSetting",)
    assert all(line.severity is Severity.LOST for line in result.report.lines)
    assert not result.report.is_complete


def test_a_file_of_which_all_is_taken_has_an_empty_report():
    result = read_text(mspdi(task(1), Author="", MultipleCriticalPaths=0))
    assert result.report.lines == ()
    assert result.report.is_complete
    assert result.report.format == "Microsoft Project XML"
