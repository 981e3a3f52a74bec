"""What a file says is kept: the dates of a project are those of the file's plan, and it leaves as it came."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cast import NOW, Cast
from exchange.conftest import Upload
from fairlead.exchange.exporting import exported
from fairlead.exchange.findings import Findings
from fairlead.exchange.services import Choice, import_confirm
from fairlead.schedule.models import TaskDates
from fairlead.schedule.services import task_edit
from fairlead.work.models import Project
from fairlead_engine import schedule
from fairlead_engine.formats import write_native
from fairlead_engine.plan import (
    Link,
    Plan,
    ProjectId,
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
