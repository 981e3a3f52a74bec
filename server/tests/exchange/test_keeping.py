"""What a file says is kept: the dates of a project are those of the file's plan, and it leaves as it came."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from cast import NOW, Cast
from exchange.conftest import Upload
from fairlead.exchange.findings import Findings
from fairlead.exchange.selectors import import_preview
from fairlead.exchange.services import Choice, import_confirm
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Resource as PoolResource
from fairlead.resources.selectors import calendars_of
from fairlead.schedule.models import TaskDates
from fairlead.schedule.planning import exported
from fairlead.schedule.selectors import edit_preview
from fairlead.schedule.services import project_edit, task_edit
from fairlead.work.models import Project
from fairlead_engine import schedule
from fairlead_engine.formats import write_native
from fairlead_engine.options import FloatPaths, LagCalendar, OutsideLinks, ProgressRule, ScheduleOptions, SlackRule
from fairlead_engine.plan import (
    Assignment,
    Calendar,
    CalendarId,
    ConstraintKind,
    Link,
    LinkKind,
    Plan,
    ProjectId,
    Resource,
    ResourceId,
    Split,
    Task,
    TaskId,
    TaskKind,
    TaskType,
    standard_calendar,
    week_of,
)
from fairlead_engine.plan import Project as SaidProject
from fairlead_engine.units import Instant, instant_of

DAY = 480


def at(text: str) -> Instant:
    return instant_of(datetime.fromisoformat(text))


def house(*tasks: Task, links: tuple[Link, ...] = (), **project: Any) -> Plan:
    """Return a plan of one project that starts on Monday 2026-03-02 and works 8-12 and 13-17."""
    calendar = standard_calendar()
    said = SaidProject(ProjectId("p"), "House", at("2026-03-02T08:00"), calendar.id)
    return Plan("House", (replace(said, **project),), tasks, links, (calendar,))


def task(name: str, days: float = 1, **more: Any) -> Task:
    return Task(TaskId(name), name, ProjectId("p"), duration=round(days * DAY), **more)


def kept(people: Cast, upload: Upload, plan: Plan) -> tuple[Project, Plan]:
    """Import `plan`, hold the dates found for it to those of the engine, and return its project and how it leaves."""
    row = upload(people.owner.actor, write_native(plan), name="house.json")
    assert [line.kind for line in Findings.of_json(row.reading.findings).lines if line.severity == "lost"] == []
    project = import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)
    expected = schedule(plan)
    for task, dates in zip(plan.tasks, expected, strict=True):
        found = TaskDates.objects.get(project=project, task__name=task.name)
        assert (instant_of(found.start_at), instant_of(found.finish_at)) == (dates.start, dates.finish), task.name
        assert found.total_slack_minutes == dates.total_slack, task.name
    return project, exported([project], name=project.name).plan


def test_a_task_that_pauses_does_so_here(people: Cast, upload: Upload):
    dig = task("Dig", 3, splits=(Split(DAY, 2 * DAY),))  # Mon, pause Tue and Wed, Thu and Fri
    _project, out = kept(people, upload, house(dig, task("Pour"), links=(Link(dig.id, TaskId("Pour")),)))
    assert out.tasks[0].splits == dig.splits
    assert TaskDates.objects.get(task__name="Pour").start_at == datetime.fromisoformat("2026-03-09T08:00")


def test_pauses_after_the_same_work_are_one_and_those_outside_are_none(people: Cast, upload: Upload):
    splits = (Split(DAY, 60), Split(DAY, 60), Split(9 * DAY, DAY))
    _project, out = kept(people, upload, house(task("Dig", 3, splits=splits)))
    assert out.tasks[0].splits == (Split(DAY, 120),)


def test_stretching_a_task_that_pauses_says_its_work(people: Cast, upload: Upload):
    project, _out = kept(people, upload, house(task("Dig", 3, splits=(Split(DAY, 2 * DAY),))))
    dig = project.tasks.get()
    edit = {"finish_at": datetime.fromisoformat("2026-03-09T17:00")}  # a day later
    task_edit(actor=people.owner.actor, task_id=dig.pk, version=dig.version, edit=edit, now=NOW)
    dig.refresh_from_db()
    assert dig.duration_minutes == 4 * DAY
    assert TaskDates.objects.get(task=dig).finish_at == edit["finish_at"]


def test_a_project_planned_from_its_finish_stays_so(people: Cast, upload: Upload):
    dig, pour = task("Dig"), task("Pour")
    links = (Link(dig.id, pour.id),)
    project, out = kept(people, upload, house(dig, pour, links=links, from_finish=True, finish=at("2026-03-13T17:00")))
    assert (out.projects[0].from_finish, out.projects[0].finish) == (True, at("2026-03-13T17:00"))
    # Friday is the 13th: pour on Friday, dig on Thursday.
    assert TaskDates.objects.get(task__name="Dig").start_at == datetime.fromisoformat("2026-03-12T08:00")

    values = {"from_finish": False}
    project_edit(actor=people.owner.actor, project_id=project.pk, version=project.version, changes=values, now=NOW)
    assert TaskDates.objects.get(task__name="Dig").start_at == datetime.fromisoformat("2026-03-02T08:00")


def test_a_project_is_not_planned_backward_from_no_finish(people: Cast, upload: Upload):
    project, _out = kept(people, upload, house(task("Dig"), from_finish=True, finish=at("2026-03-13T17:00")))
    with pytest.raises(Refused) as caught:
        project_edit(
            actor=people.owner.actor,
            project_id=project.pk,
            version=project.version,
            changes={"finish_by_at": None},
            now=NOW,
        )
    assert caught.value.fields == {"finish_by_at": "Needed to plan backward from it"}


def test_people_keep_their_group_and_address_and_are_known_by_it_again(people: Cast, upload: Upload):
    petra = Resource(ResourceId("1"), "Petra New", email="petra@new.example", group="Diggers")
    plan = replace(house(task("Dig")), resources=(petra,), assignments=(Assignment(TaskId("Dig"), petra.id),))
    _project, out = kept(people, upload, plan)
    assert [(each.name, each.email, each.group) for each in out.resources] == [
        ("Petra New", "petra@new.example", "Diggers")
    ]
    again = replace(plan, resources=(replace(petra, name="P. New", group=""),))
    row = upload(people.owner.actor, write_native(again), name="again.json")
    match = import_preview(row, actor=people.owner.actor).people[0]
    assert match.chosen is not None
    assert (match.chosen.name, match.chosen.team and match.chosen.team.name) == ("Petra New", "Diggers")


def test_what_is_no_address_is_told(people: Cast, upload: Upload):
    row = upload(
        people.owner.actor,
        write_native(replace(house(task("Dig")), resources=(Resource(ResourceId("1"), "Petra", email="by phone"),))),
        name="house.json",
    )
    lines = Findings.of_json(row.reading.findings).lines
    assert [(line.kind, line.examples) for line in lines] == [("resource_emails", ["Petra"])]


def test_a_project_of_p6_is_planned_by_its_rules(people: Cast, upload: Upload):
    """Everything that P6 says of tasks and of scheduling at once, as an export of P6 would."""
    options = ScheduleOptions(
        progress=ProgressRule.PROGRESS_OVERRIDE,
        lag_calendar=LagCalendar.EVERY_MINUTE,
        slack=SlackRule.START,
        outside_links=OutsideLinks.PREDECESSORS,
        float_paths=FloatPaths(count=2, end="Roof"),
    )
    tasks = (
        task("Start", 0, code="A1000", kind=TaskKind.START_MILESTONE),
        task("Dig", 5, code="A1010", actual_start=at("2026-03-02T08:00"), percent_complete=40.0, remaining=1700),
        task(
            "Pour",
            2,
            code="A1020",
            constraint=ConstraintKind.SNET,
            constraint_at=at("2026-03-11T08:00"),
            second_constraint=ConstraintKind.FNLT,
            second_constraint_at=at("2026-03-12T17:00"),
        ),
        task("Roof", 3, code="A1030", expected_finish=at("2026-03-27T17:00"), outside_start=at("2026-03-19T08:00")),
        task("Lead", 1, code="A1040", kind=TaskKind.LEVEL_OF_EFFORT),
        task("Done", 0, code="A1050", kind=TaskKind.FINISH_MILESTONE, outside_finish=at("2026-03-25T17:00")),
    )
    links = (
        Link(tasks[0].id, tasks[1].id),
        Link(tasks[1].id, tasks[2].id, lag=2 * 1440),  # over two days of the clock
        Link(tasks[2].id, tasks[3].id),
        Link(tasks[3].id, tasks[5].id),
        Link(tasks[1].id, tasks[4].id, kind=LinkKind.SS),
        Link(tasks[3].id, tasks[4].id, kind=LinkKind.FF),
    )
    plan = house(
        *tasks,
        links=links,
        options=options,
        status_at=at("2026-03-05T08:00"),
        must_finish_at=at("2026-03-31T17:00"),
        code="HSE-1",
    )
    project, out = kept(people, upload, plan)
    assert project.code == "HSE1"
    assert out.projects[0].must_finish_at == plan.projects[0].must_finish_at
    keys = {each.name: each.id for each in out.tasks}
    assert out.projects[0].options == replace(options, float_paths=FloatPaths(count=2, end=keys["Roof"]))
    plain = [replace(each, id=TaskId(each.name), project=ProjectId("p"), is_milestone=False) for each in out.tasks]
    assert plain == [replace(each, is_milestone=False) for each in tasks]


def test_what_remains_holds_until_somebody_says_another_percent(people: Cast, upload: Upload):
    dig = task("Dig", 5, actual_start=at("2026-03-02T08:00"), percent_complete=40.0, remaining=1700)
    plan = house(dig, options=ScheduleOptions(), status_at=at("2026-03-05T08:00"))
    project, _out = kept(people, upload, plan)
    row = project.tasks.get()
    owner = people.owner.actor
    tried = edit_preview(actor=owner, task_id=row.pk, edit={"percent_complete": 50}, now=NOW)
    task_edit(actor=owner, task_id=row.pk, version=row.version, edit={"percent_complete": 50}, now=NOW)
    row.refresh_from_db()
    assert row.remaining_minutes is None
    # Half of five days remains from the data date on: Thursday, Friday and half of Monday.
    assert TaskDates.objects.get(task=row).finish_at == datetime.fromisoformat("2026-03-09T12:00")
    assert tried.moved.finish_after == at("2026-03-09T12:00")


def test_a_project_with_several_critical_paths_keeps_them(people: Cast, upload: Upload):
    plan = house(task("Dig", 5), task("Sort"), has_multiple_paths=True, reschedules_uncompleted=True)
    _project, out = kept(people, upload, plan)
    assert (out.projects[0].has_multiple_paths, out.projects[0].reschedules_uncompleted) == (True, True)
    assert TaskDates.objects.get(task__name="Sort").is_critical


def test_what_stays_when_work_is_edited_is_kept(people: Cast, upload: Upload):
    tasks = (task("Dig", type=TaskType.FIXED_WORK, is_effort_driven=True), task("Pour", type=TaskType.FIXED_DURATION))
    _project, out = kept(people, upload, house(*tasks, task("Roof")))
    assert [(each.type, each.is_effort_driven) for each in out.tasks] == [
        (TaskType.FIXED_WORK, True),
        (TaskType.FIXED_DURATION, False),
        (None, False),
    ]


def test_work_that_was_not_done_waits_for_the_status_date_where_the_file_says_so(people: Cast, upload: Upload):
    plan = house(task("Dig"), reschedules_uncompleted=True, status_at=at("2026-03-11T08:00"))
    kept(people, upload, plan)
    assert TaskDates.objects.get(task__name="Dig").start_at == datetime.fromisoformat("2026-03-11T08:00")


def test_a_task_whose_people_all_wait_pauses(people: Cast, upload: Upload):
    """Petra works on Monday, Wes begins two days after her and works on Wednesday: on Tuesday nobody does."""
    workers = tuple(Resource(ResourceId(name), name) for name in ("Petra", "Wes"))
    dig = task("Dig", 2)
    assignments = (
        Assignment(dig.id, workers[0].id, work=DAY),
        Assignment(dig.id, workers[1].id, work=DAY, delay=2 * DAY),
    )
    _project, out = kept(people, upload, replace(house(dig), resources=workers, assignments=assignments))
    assert out.tasks[0].splits == (Split(DAY, DAY),)
    assert TaskDates.objects.get(task__name="Dig").finish_at == datetime.fromisoformat("2026-03-04T17:00")


def test_a_calendar_that_is_somebodys_alone_is_their_own_hours(people: Cast, upload: Upload):
    office = standard_calendar()
    mornings = week_of(range(5), (480, 720))
    own = Calendar(CalendarId("ana"), "Ana Reyes", (*mornings[:5], None, None), base=office.id)
    night = Calendar(CalendarId("night"), "Night shift", week_of(range(5), (0, 480)), base=office.id)
    plan = replace(
        house(task("Dig", 2), task("Pour")),
        calendars=(office, own, night),
        resources=(
            Resource(ResourceId("a"), "Ana Reyes", calendar=own.id),
            Resource(ResourceId("b"), "Ben Bohm", calendar=night.id),
        ),
        assignments=(Assignment(TaskId("Dig"), ResourceId("a")),),
    )
    row = upload(people.owner.actor, write_native(plan), name="house.json")
    assert import_preview(row, actor=people.owner.actor).new_calendars == 2  # the file's usual one, and the night's
    _project, out = kept(people, upload, plan)
    shared = set(calendars_of(actor=people.owner.actor).values_list("name", flat=True))
    assert "Night shift" in shared
    assert "Ana Reyes" not in shared
    ana = PoolResource.objects.get(name="Ana Reyes")
    assert (ana.calendar.resource, ana.calendar.week[0]) == (ana, [[480, 720]])
    assert {calendar.name for calendar in out.calendars} >= {"Ana Reyes"}
