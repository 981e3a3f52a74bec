"""A preview tells what will be created, who of the file is who in the pool, and where dates differ."""

from datetime import date
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast, Stage, calendar_of
from exchange.conftest import Upload
from exchange.files import assignment, house, mspdi, resource, task
from fairlead.exchange.models import Import
from fairlead.exchange.rules import Entry, code_for, matches, name_from_file
from fairlead.exchange.selectors import Preview, import_preview
from fairlead.exchange.services import Choice, import_confirm
from fairlead.exchange.words import reason_text, shift_text
from fairlead.resources.models import Resource
from fairlead_engine.formats import write_native
from fairlead_engine.plan import (
    CalendarId,
    FiledDates,
    Plan,
    Project,
    ProjectId,
    Task,
    TaskId,
    TaskKind,
    standard_calendar,
)
from fairlead_engine.units import Instant, day_of


def preview(people: Cast, row: Import) -> Preview:
    return import_preview(row, actor=people.owner.actor)


def test_what_will_be_created_is_counted(people: Cast, upload: Upload):
    found = preview(people, upload(people.owner.actor))
    counts = found.findings.counts
    assert (counts.tasks, counts.summaries, counts.milestones, counts.links) == (4, 1, 1, 2)
    assert (counts.resources, counts.assignments, found.new_people, found.new_calendars) == (2, 2, 1, 0)
    # dig Monday and Tuesday, pour on Wednesday
    (project,) = found.findings.projects
    assert (project.name, project.start, project.finish) == ("House", "2026-03-02T08:00", "2026-03-04T17:00")
    assert (found.codes, found.may_stand_alone, found.earlier) == (["HOUSE"], True, None)


def test_a_calendar_of_other_times_is_new(people: Cast, upload: Upload):
    people.calendar.week = [[], *people.calendar.week[1:]]
    people.calendar.save()
    row = upload(people.owner.actor)
    assert preview(people, row).new_calendars == 1
    calendar_of(people.workspace, "  oFFice ", is_default=False)
    assert preview(people, row).new_calendars == 0


def test_people_of_the_file_are_found_in_the_pool(people: Cast, upload: Upload):
    wes, petra = preview(people, upload(people.owner.actor)).people
    assert (wes.chosen, petra.chosen) == (people.resources["Wes Worker"], None)


def test_matching_goes_by_address_then_by_name():
    pool = [
        Entry("1", "Ana Reyes", "person", "ana@harbor.example"),
        Entry("2", "Jo Park", "person"),
        Entry("3", "JO  park", "person"),
        Entry("4", "Crane", "equipment"),
        Entry("5", "Concrete", "material"),
    ]
    file = [
        Entry("a", "A. Reyes", "work", "ANA@harbor.example"),
        Entry("b", "Jo Park", "work"),
        Entry("c", "crane", "work"),
        Entry("d", "Concrete", "work"),
        Entry("e", "Ana Reyes", "work"),
    ]
    found = matches(file, pool)
    assert {id: match.chosen for id, match in found.items()} == {"a": "1", "b": None, "c": "4", "d": None, "e": None}
    assert found["b"].candidates == ("2", "3")  # two of that name: somebody has to say
    assert found["e"].candidates == ("1",)  # taken by the address already


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Gantt", "GANTT"),
        ("New product", "NEWPRODU"),
        ("Microsoft Office Project 2003 deployment", "MOP2D"),
        ("Höhe über Normal-Null", "HUNN"),
        ("план", "PROJECT"),
        ("", "PROJECT"),
        ("House", "HOUSE3"),
    ],
)
def test_codes_are_short_and_free(name: str, code: str):
    assert code_for(name, {"HOUSE", "HOUSE2"}) == code


def test_a_plan_without_a_name_is_called_as_its_file():
    assert name_from_file("C:\\plans\\my_big house.v2.xml") == "my big house.v2"


def test_dates_that_differ_are_shown_with_both_and_the_reason(people: Cast, upload: Upload):
    dates = preview(people, upload(people.owner.actor)).findings.dates
    assert (dates.starts, dates.starts_exact, dates.finishes, dates.finishes_exact) == (2, 1, 2, 1)
    (pour,) = dates.rows  # the file has it on Thursday, a day after digging ends
    assert (dates.differing, pour.name) == (1, "Pour")
    assert pour.start == ["2026-03-05T08:00", "2026-03-04T08:00"]
    assert shift_text(pour.minutes) == "1 day earlier"
    assert "link from “Dig”" in reason_text(pour)


def test_what_the_plan_will_not_keep_is_still_told_as_the_reason(people: Cast, upload: Upload):
    """P6 lets watching last until Wednesday as other tasks do; here it has two days of its own and ends on Tuesday."""
    monday = day_of(date(2026, 3, 2))
    watch = Task(TaskId("1"), "Watch", ProjectId("p"), duration=960, kind=TaskKind.LEVEL_OF_EFFORT)
    project = Project(ProjectId("p"), "House", Instant(monday + 480), CalendarId("standard"))
    filed = FiledDates(Instant(monday + 480), Instant(monday + 2 * 1440 + 1020))
    plan = Plan("House", (project,), (watch,), calendars=(standard_calendar(),), filed={watch.id: filed})
    (row,) = preview(people, upload(people.owner.actor, write_native(plan))).findings.dates.rows
    assert shift_text(row.minutes) == "1 day earlier"
    assert reason_text(row) == "In the file it lasts as long as other tasks do; here it has a duration of its own."


def test_a_summary_is_told_to_follow_the_task_in_it_that_moved(people: Cast, upload: Upload):
    """The file has pouring end on Thursday, a day late, and with it the summary that digging begins."""
    ground = task(1, "Ground", Start="2026-03-02T08:00:00", Finish="2026-03-05T17:00:00")
    dig = task(2, "Dig", 2, 16, Start="2026-03-02T08:00:00", Finish="2026-03-03T17:00:00")
    pour = task(3, "Pour", 2, 8, after=(2,), Start="2026-03-05T08:00:00", Finish="2026-03-05T17:00:00")
    dates = preview(people, upload(people.owner.actor, mspdi(ground, dig, pour))).findings.dates
    assert [reason_text(row) for row in dates.rows if row.is_summary] == ["It follows “Pour”, which differs already."]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute later"),
        (-45, "45 minutes earlier"),
        (90, "1.5 hours later"),
        (-1440, "1 day earlier"),
        (7200, "5 days later"),
    ],
)
def test_a_shift_is_said_in_days_hours_or_minutes(minutes: int, words: str):
    assert shift_text(minutes) == words


def test_only_the_first_two_hundred_rows_are_kept(people: Cast, upload: Upload):
    late = [
        task(uid, f"Task {uid}", Start="2026-03-03T08:00:00", Finish="2026-03-03T17:00:00") for uid in range(1, 251)
    ]
    dates = preview(people, upload(people.owner.actor, mspdi(*late))).findings.dates
    assert (dates.differing, len(dates.rows)) == (250, 200)


def test_a_file_planned_from_its_finish_is_planned_backward_from_it(people: Cast, upload: Upload):
    row = upload(people.owner.actor, house(ScheduleFromStart=0, FinishDate="2026-06-30T17:00:00"))
    findings = preview(people, row).findings
    assert findings.projects[0].finish == "2026-06-30T17:00"
    assert "from_finish" not in {line.kind for line in findings.lines}


def test_a_file_imported_before_says_as_what(people: Cast, plan: Stage, upload: Upload):
    first = upload(people.manager.actor)
    choice = Choice(plan.program.pk)
    project = import_confirm(actor=people.manager.actor, id=first.pk, choice=choice, now=NOW)
    second = upload(people.owner.actor)
    earlier = preview(people, second).earlier
    assert earlier is not None
    assert (earlier.project, preview(people, second).codes) == (project, ["HOUSE2"])


def test_programs_on_offer_are_those_one_may_create_projects_in(plan: Stage, people: Cast, upload: Upload):
    found = import_preview(upload(people.manager.actor), actor=people.manager.actor)
    assert (found.programs, found.may_stand_alone) == ([plan.program], False)


def test_a_preview_costs_the_same_whatever_is_in_the_file(people: Cast, upload: Upload, django_assert_num_queries: Any):
    many = mspdi(
        *(task(uid, f"Task {uid}") for uid in range(1, 100)),
        resources=tuple(resource(uid, f"Person {uid}") for uid in range(1, 100)),
        assignments=tuple(assignment(uid, uid, uid) for uid in range(1, 100)),
    )
    Resource.objects.bulk_create(Resource(workspace=people.workspace, name=f"Pool {n}") for n in range(50))
    actor = people.owner.actor
    for row in (upload(actor), upload(actor, many)):
        counted: CaptureQueriesContext
        with django_assert_num_queries(8) as counted:
            import_preview(row, actor=actor)
        assert counted
