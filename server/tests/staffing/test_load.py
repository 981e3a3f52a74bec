"""Load: what people offer, what tasks and bookings ask of them, and who may know it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import MONDAY, NOW, Cast, Player, Stage, calendar_of, overload, task_of
from fairlead.access.models import Person, Workspace
from fairlead.access.selectors import actor_of
from fairlead.kernel.errors import NotFound, Refused
from fairlead.resources.models import Availability, Calendar, Rate, Resource, ResourceSkill, Skill, Team, TimeOff
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.load import Filters, LoadMap, RowKind, Zoom, candidates, load_cell, load_map, skill_balance
from fairlead.staffing.selectors import staffing_of
from fairlead.staffing.services import booking_create
from fairlead.work.models import Assignment, Project, Split, Task
from fairlead_engine.formats.native.codec import encoded
from fairlead_engine.options import ScheduleOptions
from staffing.conftest import wes

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 16)
HALF = Decimal("0.5")


def found(who: Player, rows: RowKind = RowKind.PERSON, zoom: Zoom = Zoom.WEEK, **options: Any) -> LoadMap:
    usual = {"start_on": FIRST, "finish_on": LAST}
    return load_map(actor=who.actor, rows=rows, zoom=zoom, **{**usual, **options})


def of(load: LoadMap, name: str, *measures: str) -> list[list[int]]:
    """Return the numbers of the row called `name`, a list for each measure."""
    row = next(at for at, each in enumerate(load.rows) if each.name == name)
    return [load.measures[measure][row].tolist() for measure in measures]


def recalculated(plan: Stage) -> None:
    for project in (plan.shop, plan.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)


def cell(who: Player, kind: RowKind, id: int, start: date = FIRST, finish: date = date(2026, 3, 9)) -> Any:
    return load_cell(actor=who.actor, kind=kind, id=id, start_on=start, finish_on=finish)


def test_a_week_has_forty_hours_of_which_two_days_are_planned(people: Cast, plan: Stage):
    load = found(people.manager)
    assert [each.name for each in load.rows] == ["Maya Manager", "Wes Worker"]
    assert of(load, "Wes Worker", "capacity", "planned", "free") == [[2400, 2400], [960, 0], [1440, 2400]]


def test_two_tasks_on_the_same_days_are_an_overload_within_a_week_that_has_room(people: Cast, plan: Stage):
    overload(people, plan)
    recalculated(plan)
    load = found(people.manager)
    # 32 hours of 40; but Monday and Tuesday are asked for twice, 2 x 8 hours too much, and 3 days are free
    assert of(load, "Wes Worker", "planned", "overload", "free") == [[1920, 0], [960, 0], [1440, 2400]]
    days = found(people.manager, zoom=Zoom.DAY, finish_on=date(2026, 3, 7))
    assert of(days, "Wes Worker", "planned", "overload") == [[960, 960, 0, 0, 0], [480, 480, 0, 0, 0]]


def test_days_weeks_and_months_add_up_to_the_same(people: Cast, plan: Stage):
    overload(people, plan)
    recalculated(plan)
    booking_create(actor=people.manager.actor, new=wes(people, plan, minutes=1000, is_firm=True), now=NOW)
    sums = []
    for zoom in Zoom:
        load = found(people.manager, zoom=zoom, start_on=date(2026, 3, 1), finish_on=date(2026, 4, 1))
        whole = [load.measures[name].sum() for name in ("planned", "overload", "booked", "open")]
        sums.append(whole)
    assert sums[0] == sums[1] == sums[2]


def test_weeks_begin_on_the_day_that_the_workspace_says(people: Cast, plan: Stage):
    Workspace.objects.filter(pk=people.workspace.pk).update(week_start=6)
    load = load_map(
        actor=actor_of(Person.objects.select_related("workspace").get(pk=people.manager.person.pk)),
        rows=RowKind.PERSON,
        zoom=Zoom.WEEK,
        start_on=date(2026, 3, 4),
        finish_on=date(2026, 3, 9),
    )
    # From Sunday the 1st, before Wednesday the 4th, to the one after the 8th.
    assert load.periods.edges == (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15))
    assert of(load, "Wes Worker", "capacity") == [[2400, 2400]]


def test_what_is_booked_and_not_planned_yet_is_not_free(people: Cast, plan: Stage):
    booking_create(actor=people.manager.actor, new=wes(people, plan, is_firm=True), now=NOW)
    load = found(people.manager)
    # All of the week is promised to SHOP, where two of the five days are planned.
    assert of(load, "Wes Worker", "booked", "open", "free", "overload") == [[2400, 0], [1440, 0], [0, 2400], [0, 0]]


def test_a_booking_for_another_project_adds_to_what_is_planned(people: Cast, plan: Stage):
    new = wes(people, plan, project=plan.ware.pk, units=HALF, is_firm=True)
    booking_create(actor=people.manager.actor, new=new, now=NOW)
    load = found(people.manager)
    # 16 hours of SHOP are planned, 20 of WARE are promised: 4 of 40 are left, and no day is too full.
    assert of(load, "Wes Worker", "planned", "open", "free", "overload") == [[960, 0], [1200, 0], [240, 2400], [0, 0]]


def test_promises_and_tasks_beyond_a_week_are_an_overload(people: Cast, plan: Stage):
    new = wes(people, plan, project=plan.ware.pk, is_firm=True)
    booking_create(actor=people.manager.actor, new=new, now=NOW)
    load = found(people.manager)
    # 16 hours of SHOP and 40 of WARE in a week of 40
    assert of(load, "Wes Worker", "open", "overload", "free") == [[2400, 0], [960, 0], [0, 2400]]


def test_a_soft_booking_is_told_apart_and_takes_nothing(people: Cast, plan: Stage):
    booking_create(actor=people.manager.actor, new=wes(people, plan), now=NOW)
    load = found(people.manager)
    assert of(load, "Wes Worker", "booked", "tentative", "free") == [[0, 0], [2400, 0], [1440, 2400]]


def test_time_off_part_time_and_leaving_are_no_capacity(people: Cast, plan: Stage):
    worker = people.resources["Wes Worker"]
    own = Calendar.objects.create(
        workspace=people.workspace, name="Wes", week=[None] * 7, base=people.calendar, resource=worker
    )
    Resource.objects.filter(pk=worker.pk).update(calendar=own, available_until_on=date(2026, 3, 13))
    TimeOff.objects.create(resource=worker, start_on=FIRST, finish_on=date(2026, 3, 4), entered_at=NOW)
    Availability.objects.create(resource=worker, start_on=date(2026, 3, 9), units=HALF)
    load = found(people.manager)
    # Three days of the first week; of the second half of each day from Monday to Thursday.
    assert of(load, "Wes Worker", "capacity") == [[1440, 960]]


def test_each_is_asked_in_their_own_hours_and_by_p6s_rules_in_those_of_the_task(people: Cast, plan: Stage):
    mornings = calendar_of(people.workspace, "Mornings", is_default=False)
    Calendar.objects.filter(pk=mornings.pk).update(week=[[[480, 720]]] * 5 + [[], []])
    worker, manager = people.resources["Wes Worker"], people.resources["Maya Manager"]
    Resource.objects.filter(pk=worker.pk).update(calendar=mornings)
    Assignment.objects.create(task=plan.tasks["draw"], resource=manager)
    recalculated(plan)
    load = found(people.manager, zoom=Zoom.DAY, finish_on=date(2026, 3, 5))
    assert of(load, worker.name, "capacity", "planned", "overload") == [[240] * 3, [240, 240, 0], [0] * 3]
    assert of(load, manager.name, "planned") == [[480, 480, 0]]
    Project.objects.filter(pk=plan.shop.pk).update(options=encoded(ScheduleOptions()))
    load = found(people.manager, zoom=Zoom.DAY, finish_on=date(2026, 3, 5))
    assert of(load, worker.name, "planned", "overload") == [[480, 480, 0], [240, 240, 0]]


def test_a_pause_and_what_was_done_are_counted_where_they_are(people: Cast, plan: Stage):
    Split.objects.create(task=plan.tasks["draw"], after_minutes=480, pause_minutes=480)
    recalculated(plan)
    days = {"zoom": Zoom.DAY, "finish_on": date(2026, 3, 7)}
    assert of(found(people.manager, **days), "Wes Worker", "planned") == [[480, 0, 480, 0, 0]]
    Split.objects.all().delete()
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(
        percent_complete=50, actual_start_at=MONDAY, resume_at=MONDAY + timedelta(days=3)
    )
    recalculated(plan)
    assert of(found(people.manager, **days), "Wes Worker", "planned", "actual") == [
        [480, 0, 0, 480, 0],  # one of two days on Monday, the other from Thursday on
        [480, 0, 0, 0, 0],
    ]


def test_the_staffing_of_a_project_counts_as_its_load_does(people: Cast, plan: Stage):
    mornings = calendar_of(people.workspace, "Mornings", is_default=False)
    Calendar.objects.filter(pk=mornings.pk).update(week=[[[480, 720]]] * 5 + [[], []])
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(calendar=mornings)
    Split.objects.create(task=plan.tasks["draw"], after_minutes=480, pause_minutes=480)
    recalculated(plan)
    [row] = [each for each in staffing_of(plan.shop, first_on=FIRST, weeks=2) if each.name == "Wes Worker"]
    # 16 hours in mornings of 4, between a pause of two: Monday, Tuesday, Friday, then Monday
    assert of(found(people.manager), "Wes Worker", "planned") == [[720, 240]]
    assert [each.planned for each in (*row.weeks, row.total)] == [720, 240, 960]


def test_said_work_and_elapsed_tasks(people: Cast, plan: Stage):
    Assignment.objects.update(work_minutes=600)
    worker = people.resources["Wes Worker"]
    cure = task_of(plan.attic, "Cure", duration_minutes=1440, is_elapsed=True)
    Assignment.objects.create(task=cure, resource=people.resources["Maya Manager"], units=HALF)
    recalculated(plan)
    load = found(people.manager, zoom=Zoom.DAY, finish_on=date(2026, 3, 5))
    assert of(load, worker.name, "planned") == [[480, 120, 0]]  # 10 hours from Monday on
    assert of(load, "Maya Manager", "planned") == [[480, 240, 0]]  # half of 16 and of 8 hours of the clock


def test_teams_and_skills_add_up_their_people_and_roles_are_demand_alone(people: Cast, plan: Stage):
    team = Team.objects.create(workspace=people.workspace, name="Dock")
    skill = Skill.objects.create(workspace=people.workspace, name="Painting")
    role = Resource.objects.create(workspace=people.workspace, name="Painter", kind=Resource.Kind.ROLE, team=team)
    Resource.objects.filter(workspace=people.workspace).update(team=team)
    for resource in (role, people.resources["Wes Worker"]):
        ResourceSkill.objects.create(resource=resource, skill=skill, level=3)
    Assignment.objects.create(task=plan.tasks["build"], resource=role)
    recalculated(plan)
    load = found(people.manager, RowKind.TEAM)
    # Two people of 40 hours; Wes is asked for 16, and nobody is named for the 24 of build.
    assert of(load, "Dock", "capacity", "planned", "generic") == [[4800, 4800], [960, 0], [1440, 0]]
    assert of(found(people.manager, RowKind.SKILL), "Painting", "capacity", "planned", "generic") == [
        [2400, 2400],
        [960, 0],
        [1440, 0],
    ]
    assert of(found(people.manager, RowKind.ROLE), "Painter", "generic") == [[1440, 0]]


def test_programs_and_projects_count_their_own_work_beside_their_peoples_whole_capacity(people: Cast, plan: Stage):
    Assignment.objects.create(task=plan.tasks["sort"], resource=people.resources["Wes Worker"])
    recalculated(plan)
    programs = found(people.manager, RowKind.PROGRAM)
    assert of(programs, "Relaunch", "capacity", "planned") == [[2400, 2400], [960, 0]]
    projects = found(people.manager, RowKind.PROJECT)
    assert of(projects, "Attic", "planned", "overload") == [[480, 0], [480, 0]]  # Monday is full with SHOP


def test_a_filter_chooses_people_and_tells_what_is_planned_there(people: Cast, plan: Stage):
    Assignment.objects.create(task=plan.tasks["sort"], resource=people.resources["Wes Worker"])
    recalculated(plan)
    load = found(people.manager, filters=Filters(program_id=plan.program.pk))
    assert of(load, "Wes Worker", "planned", "here") == [[1440, 0], [960, 0]]
    assert len(load.rows) == 1
    for filters in (Filters(search="maya"), Filters(role="Nobody"), Filters(skill_id=1), Filters(team_id=1)):
        names = [each.name for each in found(people.manager, filters=filters).rows]
        assert names == (["Maya Manager"] if filters.search else [])


def test_a_cell_opens_to_the_tasks_and_bookings_that_add_up_to_it(people: Cast, plan: Stage):
    overload(people, plan)
    recalculated(plan)
    booking_create(actor=people.manager.actor, new=wes(people, plan, units=HALF, is_firm=True), now=NOW)
    load = found(people.manager)
    opened = cell(people.manager, RowKind.PERSON, people.resources["Wes Worker"].pk)
    assert [(row.task, row.project, row.minutes) for row in opened.tasks] == [
        ("Draw", "Shop", 960),
        ("Shelves", "Warehouse", 960),
    ]
    assert sum(row.minutes for row in opened.tasks) == of(load, "Wes Worker", "planned")[0][0]
    assert [row.minutes for row in opened.bookings] == [1200] == of(load, "Wes Worker", "booked")[0][:1]
    assert [(row.asked, row.overload) for row in opened.days[:3]] == [(960, 480), (960, 480), (80, 0)]
    assert sum(row.overload for row in opened.days) == of(load, "Wes Worker", "overload")[0][0]


def test_a_cell_of_a_program_has_its_own_work_alone(people: Cast, plan: Stage):
    Assignment.objects.create(task=plan.tasks["sort"], resource=people.resources["Wes Worker"])
    recalculated(plan)
    opened = cell(people.manager, RowKind.PROGRAM, plan.program.pk)
    assert [row.task for row in opened.tasks] == ["Draw"]
    assert cell(people.manager, RowKind.PROJECT, plan.attic.pk).tasks[0].task == "Sort"


def test_who_may_not_see_a_project_sees_its_hours_without_its_name(people: Cast, plan: Stage):
    overload(people, plan)
    recalculated(plan)
    booking_create(actor=people.manager.actor, new=wes(people, plan, project=plan.ware.pk), now=NOW)
    opened = cell(people.worker, RowKind.PERSON, people.resources["Wes Worker"].pk)
    assert [(row.task, row.project, row.task_id, row.minutes) for row in opened.tasks] == [
        ("Draw", "Shop", plan.tasks["draw"].pk, 960),
        ("", "", None, 960),
    ]
    assert [(row.project, row.booking_id, row.minutes) for row in opened.bookings] == [("", None, 2400)]


def test_whose_load_somebody_sees(people: Cast, plan: Stage):
    seen = {
        name: [each.name for each in found(getattr(people, name)).rows]
        for name in ("owner", "manager", "member", "worker", "guest", "outsider")
    }
    both = ["Maya Manager", "Wes Worker"]
    some = {"worker": ["Wes Worker"], "guest": [], "outsider": []}
    assert seen == {"owner": both, "manager": both, "member": both, **some}
    with pytest.raises(NotFound):
        cell(people.worker, RowKind.PERSON, people.resources["Maya Manager"].pk)
    for kind in RowKind:
        with pytest.raises(NotFound):
            cell(people.outsider, kind, plan.program.pk)


def test_a_manager_of_one_project_sees_the_programs_that_are_theirs(people: Cast, plan: Stage):
    overload(people, plan)
    recalculated(plan)
    assert [each.name for each in found(people.worker, RowKind.PROJECT).rows] == ["Shop"]
    with pytest.raises(NotFound):
        cell(people.worker, RowKind.PROJECT, plan.ware.pk)


@pytest.mark.parametrize(
    "days",
    [
        {"start_on": FIRST, "finish_on": FIRST},
        {"start_on": date(1960, 1, 1)},
        {"finish_on": date(2200, 1, 1)},
        {"zoom": Zoom.DAY, "finish_on": date(2027, 6, 1)},
    ],
)
def test_periods_that_cannot_be_are_refused(people: Cast, plan: Stage, days: dict[str, Any]):
    with pytest.raises(Refused):
        found(people.manager, **days)


def test_a_part_of_the_list_goes_on_behind_its_last_row(people: Cast, plan: Stage):
    first = found(people.manager, limit=1)
    assert [each.name for each in first.rows] == ["Maya Manager"]
    assert [each.name for each in found(people.manager, limit=1, after=first.next).rows] == ["Wes Worker"]


def test_thirty_people_take_as_many_queries_as_two(people: Cast, plan: Stage):
    def counts() -> list[int]:
        numbers = []
        for kind in RowKind:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                found(people.manager, kind)
            numbers.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            cell(people.manager, RowKind.PROGRAM, plan.program.pk)
        return [*numbers, len(queries)]

    before = counts()
    for number in range(28):
        person = Resource.objects.create(workspace=people.workspace, name=f"Person {number:02}")
        task = task_of(plan.shop, f"Task {number}")
        Assignment.objects.create(task=task, resource=person)
        booking_create(actor=people.manager.actor, new=wes(people, plan, resource=person.pk, is_firm=True), now=NOW)
    recalculated(plan)
    assert counts() == before
    assert max(before) <= 20


def test_what_a_skill_lacks_is_what_nobody_is_named_for_beyond_what_is_free(people: Cast, plan: Stage):
    skill = Skill.objects.create(workspace=people.workspace, name="Painting")
    role = Resource.objects.create(workspace=people.workspace, name="Painter", kind=Resource.Kind.ROLE)
    for resource in (role, people.resources["Wes Worker"]):
        ResourceSkill.objects.create(resource=resource, skill=skill, level=3)
    Assignment.objects.create(task=plan.tasks["build"], resource=role)
    recalculated(plan)
    wanted = {"resource": None, "skill": skill.pk, "start_on": FIRST, "finish_on": date(2026, 4, 1)}
    booking_create(actor=people.manager.actor, new=wes(people, plan, **wanted, units=HALF), now=NOW)
    periods, (painting,) = skill_balance(actor=people.manager.actor, start_on=FIRST, finish_on=date(2026, 5, 1))
    assert periods.edges == (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
    # March 2026 has 22 working days: 22 x 480 of Wes, of which draw takes 960; build asks a painter for 1440, the
    # booking for half of 22 days.
    assert (painting.people, painting.capacity[0], painting.free[0]) == (1, 10560, 9600)
    assert (painting.demand[0], painting.lack[0]) == (1440 + 5280, 0)
    assert (painting.demand[1], painting.lack[1]) == (0, 0)
    booking_create(actor=people.manager.actor, new=wes(people, plan, **wanted), now=NOW)
    _, (painting,) = skill_balance(actor=people.manager.actor, start_on=FIRST, finish_on=date(2026, 5, 1))
    assert painting.lack[0] == 1440 + 5280 + 10560 - 9600


def test_who_could_do_it_is_ranked_by_time_then_cost_then_level(people: Cast, plan: Stage):
    skill = Skill.objects.create(workspace=people.workspace, name="Painting")
    worker, manager = people.resources["Wes Worker"], people.resources["Maya Manager"]
    for resource, level in ((worker, 5), (manager, 3)):
        ResourceSkill.objects.create(resource=resource, skill=skill, level=level)
    asked = {"skill_id": skill.pk, "start_on": FIRST, "finish_on": date(2026, 3, 9)}

    def names(who: Player, **options: Any) -> list[tuple[str, int, float]]:
        ranked = candidates(actor=who.actor, **{"level": 1, **asked, **options})
        return [(each.name.split()[0], each.free_minutes, each.covers_share) for each in ranked]

    # Wes is on draw for two of the five days: 24 of the 40 hours are left.
    assert names(people.manager) == [("Wes", 1440, 1.0), ("Maya", 2400, 1.0)]
    assert names(people.manager, minutes=2400) == [("Maya", 2400, 1.0), ("Wes", 1440, 0.6)]
    assert names(people.manager, level=4) == [("Wes", 1440, 1.0)]
    for resource, cost in ((worker, "90"), (manager, "60")):
        Rate.objects.create(resource=resource, from_on=date(2026, 1, 1), currency="EUR", hour_cost=cost)
    assert [name for name, *_ in names(people.manager)] == ["Maya", "Wes"]
    assert {each.hour_cost for each in candidates(actor=people.member.actor, level=1, **asked)} == {None}
    assert [name for name, *_ in names(people.worker)] == ["Wes"]
    with pytest.raises(NotFound):
        names(people.outsider)


def test_groups_come_in_parts_too(people: Cast, plan: Stage):
    whole = found(people.owner, rows=RowKind.PROJECT)
    assert len(whole.rows) == 3
    first = found(people.owner, rows=RowKind.PROJECT, limit=2)
    rest = found(people.owner, rows=RowKind.PROJECT, limit=2, after=first.next)
    assert (first.rows + rest.rows, rest.next) == (whole.rows, None)
    for name, values in whole.measures.items():
        assert [*first.measures[name].tolist(), *rest.measures[name].tolist()] == values.tolist()
