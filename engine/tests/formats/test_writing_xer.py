from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from fairlead_engine import schedule
from fairlead_engine.formats import Format, read, write
from fairlead_engine.options import LagCalendar, SlackRule
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    CalendarException,
    ConstraintKind,
    LagKind,
    Link,
    Plan,
    Project,
    Resource,
    ResourceKind,
    Shift,
    Task,
    TaskKind,
    standard_calendar,
)
from fairlead_engine.units import instant_of
from formats.corpus import content_of, of_corpus, of_xer_corpus
from formats.held import held_by_xer, same_times
from formats.plans import plans

START = instant_of(datetime(2026, 3, 2, 8))
DAY = 1440
HOUSE = Project("1", "House", START, "1")
STANDARD = standard_calendar("1")


def house(*tasks, **parts):
    return Plan("House", (HOUSE,), tasks, calendars=(STANDARD,), **parts)


def again(plan, **options):
    """Return the plan that is read from what was written, and what the report on writing says."""
    result = write(plan, Format.XER, **options)
    return read(result.content).plan, {line.kind: line.count for line in result.report.lines}


@given(plans())
def test_reading_what_was_written_gives_the_same_plan(plan):
    plan = held_by_xer(plan)
    result = write(plan, Format.XER)
    expected = {"plan_name"} if len(plan.projects) > 1 else set()
    assert {line.kind for line in result.report.lines} <= expected
    found = read(result.content).plan
    assert replace(found, filed={}, calendars=tuple(map(same_times, found.calendars))) == plan


@given(plans())
def test_any_plan_is_written_and_a_second_time_the_same(plan):
    content = write(plan, Format.XER).content
    once = read(content).plan
    assert write(once, Format.XER).content == content
    assert len(once.tasks) == len(plan.tasks)


@of_xer_corpus
def test_a_real_export_comes_back_whole(path):
    plan = read(path).plan
    result = write(plan, Format.XER)
    assert result.report.lines == ()
    assert read(result.content).plan == plan


@of_corpus
def test_a_real_plan_of_microsoft_project_keeps_its_tasks_and_links(path):
    plan = read(content_of(path)).plan
    found, said = again(plan)
    assert {each.id: each.name for each in found.tasks} == {each.id: each.name for each in plan.tasks}
    assert len(found.links) == len(plan.links) - said.get("summary_links", 0)


def test_dates_found_are_written_for_who_opens_the_file():
    plan = house(Task("1", "dig", "1", duration=960), Task("2", "pour", "1", duration=480), links=(Link("1", "2"),))
    found, _ = again(plan, schedule=schedule(plan))
    filed = found.filed["2"]
    assert (filed.start, filed.early_start, filed.finish) == (START + 2 * DAY, START + 2 * DAY, START + 2 * DAY + 540)
    assert (filed.total_slack, filed.is_critical) == (0, True)


def test_a_plan_without_p6_options_gets_the_nearest():
    found, said = again(house(Task("1", "dig", "1", code="A")))
    assert found.projects[0].options.lag_calendar is LagCalendar.SUCCESSOR
    assert found.projects[0].options.slack is SlackRule.LEAST
    assert said["p6_rules"] == 1


def test_tasks_without_codes_get_codes_that_keep_their_order():
    tasks = [Task(str(number), f"task {number}", "1") for number in range(1, 40)]
    found, said = again(house(*tasks))
    assert [each.id for each in found.tasks] == [each.id for each in tasks]
    assert said["codes_made"] == 40  # the project has none either


def test_codes_of_a_project_are_made_different():
    found, said = again(house(Task("1", "dig", "1", code="A"), Task("2", "pour", "1", code="A")))
    assert [each.code for each in found.tasks] == ["A", "A-2"]
    assert said["codes_changed"] == 1


def test_a_summary_task_shows_its_activities_first():
    plan = house(
        Task("1", "Site", "1"), Task("2", "Hut", "1", "1"), Task("3", "roof", "1", "2"), Task("4", "dig", "1", "1")
    )
    found, said = again(plan)
    assert [each.name for each in found.tasks] == ["Site", "dig", "Hut", "roof"]
    assert said["order"] == 1


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ((ConstraintKind.SNET, ConstraintKind.SNLT), (ConstraintKind.SNET, ConstraintKind.SNLT)),
        ((ConstraintKind.FNET, ConstraintKind.ASAP), (ConstraintKind.FNET, ConstraintKind.ASAP)),
        ((ConstraintKind.MSO, ConstraintKind.FNLT), (ConstraintKind.MSO, ConstraintKind.FNLT)),
        ((ConstraintKind.ALAP, ConstraintKind.ASAP), (ConstraintKind.ALAP, ConstraintKind.ASAP)),
        ((ConstraintKind.ASAP, ConstraintKind.FNET), (ConstraintKind.FNET, ConstraintKind.ASAP)),
    ],
)
def test_constraints_come_back(said, read_as):
    dates = [START if kind not in {ConstraintKind.ASAP, ConstraintKind.ALAP} else None for kind in said]
    task = Task("1", "dig", "1", constraint=said[0], constraint_at=dates[0])
    task = replace(task, second_constraint=said[1], second_constraint_at=dates[1])
    found = again(house(task))[0].tasks[0]
    assert (found.constraint, found.second_constraint) == read_as


def test_a_deadline_becomes_a_secondary_constraint():
    found, said = again(house(Task("1", "dig", "1", deadline=START)))
    assert (found.tasks[0].constraint, found.tasks[0].constraint_at) == (ConstraintKind.FNLT, START)
    assert said["deadlines_as_constraints"] == 1


def test_a_manual_task_is_pinned_to_its_start():
    found, said = again(house(Task("1", "dig", "1", is_manual=True, manual_start=START)))
    assert (found.tasks[0].constraint, found.tasks[0].constraint_at) == (ConstraintKind.MSO, START)
    assert said["manual_as_mandatory"] == 1


def test_an_elapsed_duration_runs_on_a_calendar_that_always_works():
    plan = house(Task("1", "dry", "1", duration=2 * DAY, is_elapsed=True), Task("2", "paint", "1", duration=60))
    plan = replace(plan, links=(Link("1", "2"),))
    found, said = again(plan)
    made = next(each for each in found.calendars if each.id == found.tasks[0].calendar)
    assert made.week == ((Shift(0, 1440),),) * 7
    assert said["elapsed_as_calendar"] == 1
    assert schedule(found).dates("2").start == schedule(plan).dates("2").start


@pytest.mark.parametrize(
    ("kind", "lag", "minutes"),
    [
        (LagKind.WORKING, 90, 90),
        (LagKind.PERCENT, 50, 480),
        (LagKind.ELAPSED, 2 * DAY, 960),
        (LagKind.PERCENT, -25, -240),
    ],
)
def test_lags_become_working_time(kind, lag, minutes):
    plan = house(
        Task("1", "dig", "1", duration=960), Task("2", "pour", "1"), links=(Link("1", "2", lag=lag, lag_kind=kind),)
    )
    found, said = again(plan)
    assert found.links == (Link("1", "2", lag=minutes),)
    assert ("lags_changed" in said) == (kind is not LagKind.WORKING)


def test_progress_needs_a_start():
    tasks = (Task("1", "dig", "1", duration=480, percent_complete=50), Task("2", "pour", "1", percent_complete=50))
    plan = house(*tasks)
    found, said = again(plan, schedule=schedule(plan))
    assert (found.tasks[0].actual_start, found.tasks[0].percent_complete) == (START, 50)
    assert said["actual_starts_made"] == 2
    found, said = again(plan)
    assert found.tasks[0].percent_complete == 0
    assert said["progress_not_written"] == 2


def test_milestones_and_tasks_that_follow_their_people():
    plan = house(
        Task("1", "done", "1", is_milestone=True),
        Task("2", "dig", "1", duration=480),
        resources=(Resource("1", "Ana", calendar="1"), Resource("2", "Travel", ResourceKind.COST, calendar="1")),
        assignments=(Assignment("2", "1", 0.5, 240), Assignment("2", "2", 3.0)),
    )
    found, said = again(plan)
    assert [each.kind for each in found.tasks] == [TaskKind.FINISH_MILESTONE, TaskKind.RESOURCE_DEPENDENT]
    assert found.resources[1].kind is ResourceKind.MATERIAL
    assert found.assignments == plan.assignments
    assert (said["milestones"], said["resource_dependent"], said["cost_resources"]) == (1, 1, 1)


def test_exceptions_of_many_days_come_back_as_one():
    exceptions = (
        CalendarException(date(2026, 12, 24), date(2027, 1, 2)),
        CalendarException(date(2026, 12, 28), date(2026, 12, 29), (Shift(480, 720),)),
    )
    plan = house(Task("1", "dig", "1"))
    plan = replace(plan, calendars=(replace(STANDARD, exceptions=exceptions), Calendar("2", "Own", base="1")))
    found, said = again(plan)
    assert [(each.start.day, each.finish.day) for each in found.calendars[0].exceptions] == [
        (24, 28),
        (28, 29),
        (29, 2),
    ]
    assert found.calendars[1].exceptions == found.calendars[0].exceptions
    assert (said["exceptions_parted"], said["calendars_resolved"]) == (2, 1)


def test_notes_of_several_lines_and_letters_of_anywhere_come_back():
    plan = house(Task("1", "Дом", "1", notes="one\n<b> & two"), Task("2", 'say "hi"', "1", notes="plain"))
    found, said = again(plan)
    assert [each.name for each in found.tasks] == ["Дом", 'say "hi"']
    assert [each.notes for each in found.tasks] == ["one\n<b> & two", "plain"]
    assert said["letters"] == 1


@pytest.mark.parametrize("name", ["Dübel €", "Ã©", "plain"])
def test_western_letters_are_written_as_p6_reads_them(name):
    plan = house(Task("1", name, "1"))
    content = write(plan, Format.XER).content
    assert read(content).plan.tasks[0].name == name
    assert (name.encode("cp1252") in content) == (name != "Ã©")  # which would be taken for UTF-8


def test_groups_are_resources_above_but_never_in_a_circle_and_long_rows_of_them_cost_little():
    names = ("Ana", "Bo", "Cy")
    people = tuple(Resource(str(n), name, group=names[n % 3]) for n, name in enumerate(names, 1))  # each in the next
    result = write(house(Task("1", "dig", "1", duration=480), resources=people), Format.XER)
    assert [each.group for each in read(result.content).plan.resources] == ["Bo", "Cy", ""]
    assert {line.kind: line.count for line in result.report.lines}["groups_not_written"] == 1
    row = tuple(
        Resource(str(n), f"r{n}", group=f"r{n + 1}") for n in range(20_000, 0, -1)
    )  # 200 million steps, if walked
    content = write(house(Task("1", "dig", "1", duration=480), resources=row), Format.XER).content
    assert content.count(b"\tr2\t") >= 1
