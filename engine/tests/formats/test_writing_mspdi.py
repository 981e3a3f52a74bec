from datetime import datetime

import pytest
from hypothesis import given

from fairlead_engine import schedule
from fairlead_engine.formats import Format, Limits, read, write
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    ConstraintKind,
    FiledDates,
    LagKind,
    Link,
    Plan,
    Project,
    Resource,
    Shift,
    Split,
    Task,
    standard_calendar,
)
from fairlead_engine.units import instant_of
from formats.corpus import content_of, of_corpus
from formats.held import held_by_mspdi, normal
from formats.plans import plans

START = instant_of(datetime(2026, 3, 2, 8))
HOUSE = Project("0", "House", START, "1")
STANDARD = standard_calendar("1")


def house(*tasks, **parts):
    return Plan("House", (HOUSE,), tasks, calendars=(STANDARD,), **parts)


def again(plan, **options):
    """Return the plan that is read from what was written, and what the report on writing says."""
    result = write(plan, Format.MSPDI, **options)
    return read(result.content).plan, {line.kind: line.count for line in result.report.lines}


@given(plans())
def test_reading_what_was_written_gives_the_same_plan(plan):
    plan = held_by_mspdi(plan)
    result = write(plan, Format.MSPDI)
    assert [line for line in result.report.lines if line.kind != "exceptions_parted"] == []
    found = read(result.content)
    assert normal(found.plan) == normal(plan)


@given(plans())
def test_any_plan_is_written_and_a_second_time_the_same(plan):
    content = write(plan, Format.MSPDI).content
    once = read(content).plan
    assert write(once, Format.MSPDI).content == content
    assert len(once.tasks) == len(plan.tasks) + (len(plan.projects) if len(plan.projects) > 1 else 0)


@of_corpus
def test_a_real_file_comes_back_whole(path):
    plan = read(content_of(path)).plan
    result = write(plan, Format.MSPDI)
    assert result.report.is_complete
    found = read(result.content).plan
    assert found.tasks == plan.tasks
    assert found.links == plan.links
    assert (found.resources, found.assignments) == (plan.resources, plan.assignments)
    assert (found.projects, found.filed) == (plan.projects, plan.filed)
    assert set(map(str, found.calendars)) >= set(map(str, plan.calendars)) or not result.report.lines
    assert write(found, Format.MSPDI).content == result.content


def test_dates_found_are_written_for_who_opens_the_file():
    plan = house(Task("1", "dig", "0", duration=960), Task("2", "pour", "0", duration=480), links=(Link("1", "2"),))
    found, said = again(plan, schedule=schedule(plan))
    assert (found.filed["2"].start, found.filed["2"].finish) == (START + 2 * 1440, START + 2 * 1440 + 540)
    assert found.filed["2"].is_critical
    assert said == {}


def test_several_projects_become_summary_tasks_of_one():
    plan = Plan(
        "Program",
        (HOUSE, Project("p", "Road", START + 1440, "2")),
        (Task("1", "dig", "0", duration=480), Task("2", "pave", "p", duration=480)),
        (Link("1", "2"),),
        (STANDARD, standard_calendar("2", "Night")),
    )
    found, said = again(plan)
    assert [(each.name, each.parent) for each in found.tasks] == [
        ("House", None),
        ("dig", "3"),
        ("Road", None),
        ("pave", "4"),
    ]
    road = found.tasks[2]
    assert (road.constraint, road.constraint_at) == (ConstraintKind.SNET, START + 1440)
    assert (found.tasks[1].calendar, found.tasks[3].calendar) == (None, "2")
    assert said == {"merged_projects": 2, "new_ids": 2}
    assert schedule(found).dates("2").start == schedule(plan).dates("2").start


def test_a_project_without_calendar_gets_one_that_always_works():
    found, said = again(Plan("House", (Project("0", "House", START),), (Task("1", "dig", "0", duration=60),)))
    assert found.calendars[0].week == ((Shift(0, 1440),),) * 7
    assert said == {"calendar_made": 1}


def test_pauses_are_written_as_work_that_is_not_done():
    split = Split(480, 480)  # Tuesday is a pause
    task = Task("1", "dig", "0", duration=960, splits=(split,))
    filed = {"1": FiledDates(START, START + 2 * 1440 + 540)}  # Monday to Wednesday
    found, said = again(house(task, filed=filed))
    assert found.tasks[0].splits == (split,)
    assert said == {}
    assert again(house(task))[1] == {"splits_not_written": 1}


def test_resources_that_share_a_calendar_get_their_own():
    plan = house(
        Task("1", "dig", "0", duration=480),
        resources=(Resource("1", "Ana", calendar="1"), Resource("2", "Jo", calendar="1")),
        assignments=(Assignment("1", "1", 0.5, 240), Assignment("1", "2", 1.0, 60)),
    )
    found, said = again(plan)
    assert {each.base for each in found.calendars if each.name in {"Ana", "Jo"}} == {"1"}
    assert said == {"resource_calendars": 2}
    assert found.assignments == plan.assignments


def test_calendars_that_tasks_use_are_written_whole():
    early = Calendar("2", "Early", ((Shift(360, 840),), *(None,) * 6), base="1")
    plan = Plan("House", (HOUSE,), (Task("1", "dig", "0", calendar="2"),), calendars=(STANDARD, early))
    found, said = again(plan)
    assert found.calendars[1].base is None
    assert found.calendars[1].week == ((Shift(360, 840),), *STANDARD.week[1:])
    assert said == {"calendars_resolved": 1}


def test_ids_that_are_no_numbers_are_replaced_and_told():
    plan = house(Task("a", "dig", "0"), Task("7", "pour", "0"), Task("007", "rest", "0"), links=(Link("a", "007"),))
    found, said = again(plan)
    assert [each.id for each in found.tasks] == ["8", "7", "9"]
    assert (found.links[0].predecessor, found.links[0].successor) == ("8", "9")
    assert said == {"new_ids": 2}


def test_what_has_no_place_is_told_field_by_field():
    task = Task("1", "dig", "0", code="A1", second_constraint=ConstraintKind.FNLT, remaining=5, outside_start=START)
    said = again(house(task))[1]
    assert said == {
        "task_code_not_written": 1,
        "task_second_constraint_not_written": 1,
        "task_remaining_not_written": 1,
        "task_outside_start_not_written": 1,
    }


@pytest.mark.parametrize("lag_kind", LagKind)
def test_every_kind_of_lag_comes_back(lag_kind):
    link = Link("1", "2", lag=-50, lag_kind=lag_kind)
    plan = house(Task("1", "dig", "0"), Task("2", "pour", "0"), links=(link,))
    assert again(plan) == (again(plan)[0], {})
    assert again(plan)[0].links == (link,)


def test_texts_with_what_xml_cannot_hold_are_cleaned_and_told():
    found, said = again(
        house(Task("1", "a\x00b\tc", "0", notes="one\r\ntwo"), Task("2", "<&>\"'\u00e9\U0001f3d7", "0"))
    )
    assert [each.name for each in found.tasks] == ["ab c", "<&>\"'\u00e9\U0001f3d7"]
    assert found.tasks[0].notes == "one\ntwo"
    assert said == {"texts_cleaned": 2}


def test_a_large_plan_is_written_within_the_limits_of_reading():
    tasks = tuple(Task(str(number), f"task {number}", "0", duration=480) for number in range(1, 2001))
    links = tuple(Link(str(number), str(number + 1)) for number in range(1, 2000))
    content = write(house(*tasks, links=links), Format.MSPDI).content
    assert len(read(content, limits=Limits(max_tasks=2000)).plan.links) == 1999
