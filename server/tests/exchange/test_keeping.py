"""What a file says is kept: the dates of a project are those of the file's plan, and it leaves as it came."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from cast import NOW, Cast
from exchange.conftest import Upload
from fairlead.exchange.exporting import exported
from fairlead.exchange.findings import Findings
from fairlead.exchange.selectors import import_preview
from fairlead.exchange.services import Choice, import_confirm
from fairlead.kernel.errors import Refused
from fairlead.schedule.models import TaskDates
from fairlead.schedule.services import project_edit, task_edit
from fairlead.work.models import Project
from fairlead_engine import schedule
from fairlead_engine.formats import write_native
from fairlead_engine.plan import (
    Assignment,
    Link,
    Plan,
    ProjectId,
    Resource,
    ResourceId,
    Split,
    Task,
    TaskId,
    standard_calendar,
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
