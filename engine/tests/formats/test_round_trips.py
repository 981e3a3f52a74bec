"""What we write, read by MPXJ and by ourselves: the same plan, and where nothing is said to be lost the same dates."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from fairlead_engine import schedule
from fairlead_engine.formats import Format, read, write
from fairlead_engine.formats.mpxj import Foreign, read_mpxj
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    CalendarException,
    ConstraintKind,
    LagKind,
    Link,
    LinkKind,
    Plan,
    Project,
    Resource,
    Shift,
    Task,
    standard_calendar,
)
from fairlead_engine.units import instant_of
from formats.corpus import FOLDER, content_of, of_corpus, of_xer_corpus
from formats.held import same_times
from formats.mpxj_files import needs_mpxj

MONDAY = instant_of(datetime(2026, 3, 2, 8))
DAY = 1440
ORIGINALS = sorted((FOLDER / "original").glob("*.mpp")) if FOLDER.is_dir() else []
FOUND = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish", "free_slack")


def house():
    """Return a plan with each kind of link, lag and constraint, calendars, a summary, progress and people."""
    early = Calendar(
        "2", "Early", ((Shift(360, 840),),) * 5 + ((),) * 2, (CalendarException(date(2026, 3, 6), date(2026, 3, 9)),)
    )
    tasks = (
        Task("1", "Site", "0"),
        Task("2", "dig", "0", "1", duration=960, actual_start=MONDAY, percent_complete=25.0),
        Task("3", "pour", "0", "1", duration=480, calendar="2", constraint=ConstraintKind.SNET, constraint_at=MONDAY),
        Task("4", "dry", "0", "1", duration=3 * DAY, is_elapsed=True, deadline=MONDAY + 30 * DAY),
        Task("5", "walls", "0", duration=1440, constraint=ConstraintKind.FNLT, constraint_at=MONDAY + 60 * DAY),
        Task("6", "roof", "0", duration=960, constraint=ConstraintKind.ALAP, leveling_delay=DAY),
        Task("7", "done", "0", is_milestone=True),
    )
    links = (
        Link("2", "3"),
        Link("3", "4", LinkKind.FS, 120),
        Link("4", "5", LinkKind.SS, 50, LagKind.PERCENT),
        Link("5", "6", LinkKind.FF, DAY, LagKind.ELAPSED),
        Link("5", "7", LinkKind.FS, -240),
    )
    places = ("1", "1.1", "1.2", "1.3", "2", "3", "4")  # MPXJ makes such where there are none
    return Plan(
        "House",
        (Project("0", "House", MONDAY, "1"),),
        tuple(replace(task, wbs=place) for task, place in zip(tasks, places, strict=True)),
        links,
        (standard_calendar("1"), early),
        (Resource("1", "Ana"), Resource("2", "Jo", max_units=2.0)),
        (Assignment("2", "1", 1.0, 960), Assignment("5", "2", 0.5, 720), Assignment("5", "1", 1.0, 1440)),
    )


def by_mpxj(plan, file_format):
    """Return the plan as it is read from what we write, by ourselves and by MPXJ."""
    content = write(plan, file_format, schedule=schedule(plan)).content
    return read(content).plan, read_mpxj(content, Foreign("a plan"), name="plan")[0]


@needs_mpxj
def test_mpxj_reads_from_our_microsoft_project_xml_what_was_written():
    ours, theirs = by_mpxj(house(), Format.MSPDI)
    assert theirs.tasks == ours.tasks
    assert set(theirs.links) == set(ours.links) == set(house().links)
    assert [(each.name, each.week, each.exceptions) for each in theirs.calendars] == [
        (each.name, each.week, each.exceptions) for each in ours.calendars
    ]
    assert set(theirs.assignments) == set(ours.assignments) == set(house().assignments)
    for task in ours.tasks:
        assert [getattr(theirs.filed[task.id], name) for name in FOUND] == [
            getattr(ours.filed[task.id], name) for name in FOUND
        ], task.name


@needs_mpxj
def test_mpxj_reads_from_our_xer_the_dates_links_and_assignments_that_were_written():
    ours, theirs = by_mpxj(house(), Format.XER)
    assert [(each.name, each.duration) for each in theirs.tasks] == [(each.name, each.duration) for each in ours.tasks]
    names = [{each.id: each.name for each in plan.tasks} for plan in (ours, theirs)]
    links = [
        {(name[each.predecessor], name[each.successor], each.kind, each.lag) for each in plan.links}
        for plan, name in zip((ours, theirs), names, strict=True)
    ]
    assert links[0] == links[1]
    assert len(links[0]) == len(house().links)
    people = [
        {(name[each.task], each.resource, each.units, each.work) for each in plan.assignments}
        for plan, name in zip((ours, theirs), names, strict=True)
    ]
    assert people[0] == people[1]
    for mine, other in zip(ours.tasks, theirs.tasks, strict=True):
        if mine.name != "Site":  # P6 files no dates of WBS elements
            assert [getattr(theirs.filed[other.id], name) for name in FOUND] == [
                getattr(ours.filed[mine.id], name) for name in FOUND
            ], mine.name


@of_corpus
@pytest.mark.parametrize("file_format", Format)
def test_a_real_file_keeps_its_dates_in_every_format_that_loses_nothing(path, file_format):
    assert_kept(read(content_of(path)).plan, file_format)


@of_xer_corpus
@pytest.mark.parametrize("file_format", Format)
def test_a_real_p6_export_keeps_its_dates_in_every_format_that_loses_nothing(path, file_format):
    assert_kept(read(path).plan, file_format)


@pytest.mark.corpus
@needs_mpxj
@pytest.mark.skipif(not ORIGINALS, reason=f"no .mpp files in {FOLDER}")
def test_an_mpp_keeps_in_every_format_what_is_not_named_as_lost():
    plan = read(ORIGINALS[-1]).plan
    for file_format in Format:
        assert_kept(plan, file_format)


def assert_kept(plan, file_format):
    """Fail unless a file is written the same a second time, says the same and finds the same dates, but for losses.

    What is lost has to be named in the report; by kinds that speak of links, of people, of constraints and so on.
    """
    found = schedule(plan)
    result = write(plan, file_format, schedule=found)
    again = read(result.content, name=plan.name).plan
    assert write(again, file_format).content == result.content
    assert len(again.tasks) == len(plan.tasks)
    named = " ".join(line.kind for line in result.report.lines)
    for what, words in SAID.items():
        assert what(again) == what(plan) or any(word in named for word in words), (what.__name__, named)
    if result.report.is_complete:
        dates = [(each.start, each.finish, each.total_slack, each.free_slack) for each in found]
        assert [(each.start, each.finish, each.total_slack, each.free_slack) for each in schedule(again)] == dates


def named_tasks(plan):
    return {task.id: task.name or f"Task {task.id}" for task in plan.tasks}  # as tables name those without a name


def links(plan):
    names = named_tasks(plan)
    return Counter((names[each.predecessor], names[each.successor], each.kind, each.lag) for each in plan.links)


def assignments(plan):
    names, people = named_tasks(plan), {resource.id: resource.name for resource in plan.resources}
    return Counter((names[each.task], people[each.resource], each.units, each.work) for each in plan.assignments)


def constraints(plan):
    names = named_tasks(plan)
    return Counter((names[task.id], task.constraint, task.constraint_at, task.deadline) for task in plan.tasks)


def working_times(plan):
    return {(each.week, each.exceptions) for each in map(same_times, plan.calendars)}


SAID = {
    links: ("links", "lags"),
    assignments: ("assignment", "work_not", "units", "resource"),
    constraints: ("constraint", "deadline", "manual", "summary_details"),
    working_times: ("calendar", "exception"),
}
