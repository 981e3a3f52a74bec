"""Nothing that the engine's plan can say is forgotten: it is kept, it goes out again, and the loader asks for it."""

from dataclasses import fields, replace
from typing import Any

import pytest

from cast import NOW, Cast, program_of
from exchange.conftest import Upload
from exchange.test_keeping import DAY, at, house, task
from fairlead.exchange.services import Choice, import_confirm
from fairlead.schedule.loader import columns_of as loaded_columns
from fairlead.schedule.loader import load_plan
from fairlead.schedule.planning import exported
from fairlead.schedule.scope import scope_of
from fairlead.work.models import Project
from fairlead.work.selectors import activities_of
from fairlead_engine.formats import write_native
from fairlead_engine.network import columns_of
from fairlead_engine.network.columns import DEFAULTS, LINK_COLUMNS, PROJECT_COLUMNS, SPLIT_COLUMNS, Columns
from fairlead_engine.options import LagCalendar, ProgressRule, ScheduleOptions
from fairlead_engine.plan import ConstraintKind, LagKind, Link, LinkKind, Plan, ProjectId, Split, TaskKind, TaskType
from fairlead_engine.plan import Project as SaidProject
from fairlead_engine.plan import Task as SaidTask

# What a file says and the tables do not keep; the preview tells of it.
NOT_KEPT = {"wbs"}


def of_microsoft() -> Plan:
    """Return a plan that uses all that Microsoft Project can say of tasks, links and projects."""
    dig = task(
        "Dig",
        3,
        is_estimated=True,
        ignores_resource_calendars=True,
        deadline=at("2026-03-06T17:00"),
        priority=700,
        notes="mind the pipes",
        type=TaskType.FIXED_WORK,
        is_effort_driven=True,
        splits=(Split(DAY, 60),),
        leveling_delay=1440,
    )
    begun = task(
        "Pour",
        2,
        actual_start=at("2026-03-02T08:00"),
        percent_complete=31.25,
        stop_at=at("2026-03-02T13:00"),
        resume_at=at("2026-03-04T08:00"),
    )
    done = task(
        "Mix", actual_start=at("2026-03-02T08:00"), actual_finish=at("2026-03-02T17:00"), percent_complete=100.0
    )
    hand = task(
        "Paint",
        is_manual=True,
        manual_start=at("2026-03-09T08:00"),
        manual_finish=at("2026-03-10T17:00"),
        is_elapsed=True,
    )
    rest = (
        task("Done", 0, is_milestone=True, constraint=ConstraintKind.SNET, constraint_at=at("2026-03-12T08:00")),
        task("Never", is_active=False, calendar=house().calendars[0].id),
        task("Roof", 0),
        task("Tiles", parent=task("Roof").id),
    )
    tasks = (dig, begun, done, hand, *rest)
    links = (
        Link(dig.id, rest[0].id, LinkKind.FF, 120, LagKind.ELAPSED),
        Link(begun.id, rest[3].id, LinkKind.SS, 50, LagKind.PERCENT),
    )
    return house(
        *tasks,
        links=links,
        code="HSE",
        finish=at("2026-04-30T17:00"),
        from_finish=True,
        status_at=at("2026-03-03T08:00"),
        honors_constraints=False,
        reschedules_uncompleted=True,
        critical_limit=60,
        minutes_per_day=450,
        minutes_per_week=2250,
        days_per_month=21,
        has_multiple_paths=True,
    )


def of_p6() -> Plan:
    """Return a plan that uses what only P6 can say."""
    tasks = (
        task("Start", 0, kind=TaskKind.START_MILESTONE, code="A1000"),
        task("Dig", 3, actual_start=at("2026-03-02T08:00"), percent_complete=40.0, remaining=900),
        task(
            "Pour",
            2,
            constraint=ConstraintKind.SNET,
            constraint_at=at("2026-03-11T08:00"),
            second_constraint=ConstraintKind.FNLT,
            second_constraint_at=at("2026-03-12T17:00"),
            expected_finish=at("2026-03-27T17:00"),
            outside_start=at("2026-03-19T08:00"),
            outside_finish=at("2026-03-25T17:00"),
        ),
        task("Lead", kind=TaskKind.LEVEL_OF_EFFORT),
    )
    links = (
        Link(tasks[0].id, tasks[1].id),
        Link(tasks[1].id, tasks[2].id, lag=60),
        Link(tasks[1].id, tasks[3].id, kind=LinkKind.SS),
    )
    options = ScheduleOptions(
        progress=ProgressRule.ACTUAL_DATES,
        lag_calendar=LagCalendar.PROJECT,
        opens_critical=True,
        lags_from_early_start=False,
    )
    return house(
        *tasks, links=links, options=options, status_at=at("2026-03-04T08:00"), must_finish_at=at("2026-03-31T17:00")
    )


def of_a_program() -> Plan:
    """Return a plan of two: what a program does itself, which waits for the task of its project."""
    house_plan = house(task("Dig", 2))
    own = SaidProject(id=ProjectId("own"), name="Homes", start=at("2026-03-03T08:00"), code="HOM", is_activities=True)
    told = replace(task("Tell"), project=own.id)
    return replace(
        house_plan,
        projects=(*house_plan.projects, own),
        tasks=(*house_plan.tasks, told),
        links=(Link(house_plan.tasks[0].id, told.id),),
    )


PLANS = {"Microsoft Project": of_microsoft(), "P6": of_p6()}


@pytest.mark.parametrize("record", [SaidTask, SaidProject], ids=["tasks", "projects"])
def test_these_plans_say_everything(record: Any):
    """A field that the engine's plan gains belongs into a plan above, and into the tables or NOT_KEPT."""
    kind = "tasks" if record is SaidTask else "projects"
    plain = record("", "", *(("",) if record is SaidTask else (0,)))
    said = {
        field.name
        for plan in (*PLANS.values(), of_a_program())
        for each in getattr(plan, kind)
        for field in fields(each)
        if getattr(each, field.name) != getattr(plain, field.name)
    }
    assert {field.name for field in fields(record)} - said == (NOT_KEPT if record is SaidTask else set())


def imported(people: Cast, upload: Upload, plan: Plan) -> Project:
    row = upload(people.owner.actor, write_native(plan), name="house.json")
    return import_confirm(actor=people.owner.actor, id=row.pk, choice=Choice(None), now=NOW)


@pytest.mark.parametrize("name", PLANS)
def test_everything_goes_out_as_it_came(people: Cast, upload: Upload, name: str):
    plan = PLANS[name]
    out = exported([imported(people, upload, plan)], name="House").plan
    names = {task.id: task.name for task in out.tasks}
    same = {"id": "", "project": "", "calendar": None}
    tasks = [replace(each, parent=names.get(each.parent), **same) for each in out.tasks]
    assert tasks == [replace(each, **same) for each in plan.tasks]
    assert [
        replace(each, predecessor=names[each.predecessor], successor=names[each.successor]) for each in out.links
    ] == list(plan.links)
    codes = {"id": "", "calendar": None, "code": ""}
    assert [replace(each, **codes) for each in out.projects] == [replace(each, **codes) for each in plan.projects]


def test_a_programs_activities_come_back_as_those_of_the_program_that_they_are_imported_into(
    people: Cast, upload: Upload
):
    actor, homes = people.owner.actor, program_of(people.workspace, "Homes", "HOM")
    row = upload(actor, write_native(of_a_program()), name="homes.json")
    project = import_confirm(actor=actor, id=row.pk, choice=Choice(homes.pk), now=NOW)
    own = activities_of(program_id=homes.pk, actor=actor)
    assert own is not None
    assert (project.name, project.is_activities) == ("House", False)
    assert (own.code, own.start_at.isoformat()) == ("HOM", "2026-03-03T08:00:00")
    plans = list(Project.plans.filter(program=homes).order_by("position"))
    out = exported(plans, name="Homes").plan
    assert [(each.name, each.is_activities) for each in out.projects] == [("Homes", True), ("House", False)]
    assert [each.name for each in out.tasks] == ["Tell", "Dig"]
    assert len(out.links) == 1

    # Where the program plans activities already, they are not mixed: those of the file become a project.
    again = upload(actor, write_native(of_a_program()), name="homes.json")
    import_confirm(actor=actor, id=again.pk, choice=Choice(homes.pk, as_copy=True), now=NOW)
    assert sorted(Project.objects.filter(program=homes).values_list("name", flat=True)) == ["Homes", "House", "House"]


@pytest.mark.parametrize("name", PLANS)
def test_the_loader_asks_the_engine_for_all_that_a_plan_says(people: Cast, upload: Upload, name: str):
    project = imported(people, upload, PLANS[name])
    loaded = loaded_columns(load_plan(scope_of(project)))
    plan = columns_of(exported([project], name="House").plan)
    different = [
        field.name
        for field in fields(Columns)
        if field.name not in ("calendars", "percent") and values(loaded, field.name) != values(plan, field.name)
    ]
    assert different == []
    assert list(map(float, loaded.percent)) == pytest.approx(list(plan.percent))


def values(columns: Columns, name: str) -> list[Any]:
    """Return a column as whole numbers, calendars by name; one that is left out holds its default everywhere."""
    given = getattr(columns, name)
    if given is not None and name.endswith("calendar"):
        return [getattr(columns.calendars[place], "name", "") if place >= 0 else "" for place in given]
    if given is not None:
        return [int(value) for value in given]
    size = next(
        size
        for names, size in (
            (LINK_COLUMNS, columns.links),
            (SPLIT_COLUMNS, columns.splits),
            (PROJECT_COLUMNS, columns.projects),
            ((name,), columns.tasks),
        )
        if name in names
    )
    return ["" if name.endswith("calendar") else DEFAULTS.get(name, 0)] * size
