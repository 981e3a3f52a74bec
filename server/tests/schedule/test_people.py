"""Duration, work and units of a task follow each other by its type, whichever of them people edit."""

from decimal import Decimal

import pytest

from cast import DAY, NOW, Cast, Stage
from fairlead.kernel.errors import Forbidden, Refused, StaleVersion
from fairlead.resources.models import Resource
from fairlead.schedule.models import TaskDates
from fairlead.schedule.services import people_edit, task_edit
from fairlead.work.models import Assignment, Task
from fairlead.work.services import PersonSaid

HALF = Decimal("0.5")


def say(people: Cast, plan: Stage, *said: PersonSaid, version: int = 1) -> Task:
    draw = plan.tasks["draw"]
    people_edit(actor=people.manager.actor, task_id=draw.pk, version=version, people=said, now=NOW)
    draw.refresh_from_db()
    return draw


def on(task: Task) -> list[tuple[str, Decimal, int | None]]:
    rows = Assignment.objects.filter(task=task).order_by("resource__name")
    return list(rows.values_list("resource__name", "units", "work_minutes"))


def test_half_of_somebody_takes_twice_as_long_and_what_follows_moves(people: Cast, plan: Stage):
    wes = people.resources["Wes Worker"].pk
    draw = say(people, plan, PersonSaid(wes, HALF))
    # 2 days of one person are 16 h; half a person needs 4 days: Monday to Thursday, and Build starts on Friday
    assert draw.duration_minutes == 4 * DAY
    assert on(draw) == [("Wes Worker", HALF, None)]
    build = TaskDates.objects.get(task=plan.tasks["build"])
    assert f"{build.start_at:%a %H:%M}" == "Fri 08:00"


def test_a_task_of_fixed_duration_has_less_work_by_half_of_somebody(people: Cast, plan: Stage):
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(type="fixed_duration")
    Assignment.objects.update(work_minutes=2 * DAY)
    draw = say(people, plan, PersonSaid(people.resources["Wes Worker"].pk, HALF))
    assert (draw.duration_minutes, on(draw)) == (2 * DAY, [("Wes Worker", HALF, DAY)])


def test_more_work_takes_longer_or_more_of_somebody(people: Cast, plan: Stage):
    wes = people.resources["Wes Worker"].pk
    draw = say(people, plan, PersonSaid(wes, work_minutes=3 * DAY))
    assert (draw.duration_minutes, on(draw)) == (3 * DAY, [("Wes Worker", 1, None)])
    Task.objects.filter(pk=draw.pk).update(type="fixed_duration")
    draw = say(people, plan, PersonSaid(wes, work_minutes=6 * DAY), version=draw.version)
    # twice the work in the same 3 days
    assert (draw.duration_minutes, on(draw)) == (3 * DAY, [("Wes Worker", 2, None)])


def test_who_joins_an_effort_driven_task_takes_a_part_of_the_work(people: Cast, plan: Stage):
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(is_effort_driven=True)
    wes, maya = people.resources["Wes Worker"].pk, people.resources["Maya Manager"].pk
    draw = say(people, plan, PersonSaid(wes), PersonSaid(maya))
    # 16 h by two are 8 h each
    assert (draw.duration_minutes, on(draw)) == (DAY, [("Maya Manager", 1, None), ("Wes Worker", 1, None)])
    draw = say(people, plan, PersonSaid(maya), version=draw.version)
    assert (draw.duration_minutes, on(draw)) == (2 * DAY, [("Maya Manager", 1, None)])


def test_another_duration_changes_work_that_was_said_or_units_where_work_is_fixed(people: Cast, plan: Stage):
    draw = plan.tasks["draw"]
    Assignment.objects.update(work_minutes=2 * DAY)
    actor = people.manager.actor
    task_edit(actor=actor, task_id=draw.pk, version=1, edit={"duration_minutes": 3 * DAY}, now=NOW)
    assert on(draw) == [("Wes Worker", 1, 3 * DAY)]
    Task.objects.filter(pk=draw.pk).update(type="fixed_work")
    task_edit(actor=actor, task_id=draw.pk, version=2, edit={"duration_minutes": 6 * DAY}, now=NOW)
    # 3 days of work in 6 days
    assert on(draw) == [("Wes Worker", HALF, 3 * DAY)]


def test_material_is_no_work(people: Cast, plan: Stage):
    paint = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.MATERIAL, name="Paint")
    wes = people.resources["Wes Worker"].pk
    draw = say(people, plan, PersonSaid(wes), PersonSaid(paint.pk, Decimal(12)))
    assert (draw.duration_minutes, on(draw)) == (2 * DAY, [("Paint", 12, None), ("Wes Worker", 1, None)])


def test_a_summary_keeps_its_duration_and_a_stale_or_forbidden_edit_says_so(people: Cast, plan: Stage):
    wes, design = people.resources["Wes Worker"].pk, plan.tasks["design"]
    people_edit(actor=people.manager.actor, task_id=design.pk, version=1, people=[PersonSaid(wes, HALF)], now=NOW)
    assert on(design) == [("Wes Worker", HALF, None)]
    with pytest.raises(StaleVersion):
        people_edit(actor=people.manager.actor, task_id=design.pk, version=1, people=[], now=NOW)
    with pytest.raises(Forbidden):
        people_edit(actor=people.worker.actor, task_id=design.pk, version=2, people=[], now=NOW)
    with pytest.raises(Refused, match="Work lies"):
        say(people, plan, PersonSaid(wes, work_minutes=-1))
