"""People are chosen for roles by skill and level: in the proposal, when it is accepted, and when that is taken back."""

from datetime import timedelta

import pytest

from cast import Cast, Stage, program_of, project_of, roles, task_of
from fairlead.access.rules import ScopeKind
from fairlead.kernel.errors import Refused
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Resource, ResourceSkill
from fairlead.schedule.leveling.accepting import PlanChanged, acceptance_undo, scenario_accept
from fairlead.schedule.leveling.findings import Findings
from fairlead.schedule.leveling.overload import overloaded
from fairlead.schedule.leveling.partly import overload_left
from fairlead.schedule.leveling.running import wall_clock_of
from fairlead.schedule.models import Recalculation, Scenario, ScenarioFill, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import people_edit, scope_recalculate
from fairlead.work.models import Assignment, Task
from fairlead.work.services import PersonSaid
from schedule.leveling.conftest import BEGIN, Begun

LATER = BEGIN + timedelta(minutes=5)


@pytest.fixture
def joiner(people: Cast, plan: Stage) -> Resource:
    return roles(people, plan)


def who_builds(plan: Stage) -> list[str]:
    return [each.resource.name for each in plan.tasks["build"].assignments.order_by("pk")]


def fill_of(scenario: Scenario) -> ScenarioFill:
    return ScenarioFill.objects.get(scenario=scenario)


def accept(people: Cast, scenario: Scenario, *projects: int) -> None:
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=projects or None, now=LATER)


def test_whoever_has_the_level_is_named_with_what_it_takes_and_what_they_have(joiner, proposed: Begun, people: Cast):
    fill = fill_of(proposed(fills_roles=True))
    # Wes has level 2 of the 3 that are asked. Build takes three days of 8 h; Maya has nothing else to do.
    assert (fill.task.name, fill.role, fill.person.name) == ("Build", joiner, "Maya Manager")
    assert (fill.needed_minutes, fill.free_minutes) == (24 * 60, 24 * 60)


def test_without_the_wish_roles_stay_as_they_are(joiner, proposed: Begun, plan: Stage):
    assert not ScenarioFill.objects.filter(scenario=proposed()).exists()


def test_who_is_busy_in_another_program_is_free_later(joiner, people: Cast, plan: Stage, proposed: Begun):
    boat = project_of(people, "Boat", "BOAT", program=program_of(people.workspace, "Fleet", "FLT"))
    caulk = task_of(boat, "Caulk", duration_minutes=4 * 480)  # Monday to Thursday
    Assignment.objects.create(task=caulk, resource=people.resources["Maya Manager"])
    scope_recalculate(scope=scope_of(boat), cause=Recalculation.Cause.REQUEST, now=BEGIN)
    scenario = proposed(fills_roles=True)
    move = scenario.moves.get(task=plan.tasks["build"])
    assert f"{move.start_before_at:%a} {move.start_after_at:%a}" == "Wed Fri"
    assert (move.person, move.because_task) == (people.resources["Maya Manager"], caulk)


def test_a_role_that_several_are_asked_of_at_once_stays(joiner, people: Cast, plan: Stage, proposed: Begun):
    plan.tasks["build"].assignments.update(units=2)
    assert not ScenarioFill.objects.filter(scenario=proposed(fills_roles=True)).exists()


def test_who_has_left_or_is_archived_is_not_chosen(joiner, people: Cast, plan: Stage, proposed: Begun):
    maya = people.resources["Maya Manager"]
    Resource.objects.filter(pk=maya.pk).update(available_until_on=BEGIN.date())
    scenario = proposed(fills_roles=True)
    assert not ScenarioFill.objects.filter(scenario=scenario).exists()
    assert [each["kind"] for each in scenario.leveling.findings["unmet"]] == ["NobodyCan"]


def test_accepting_puts_the_person_in_the_place_of_the_role(joiner, people: Cast, plan: Stage, proposed: Begun):
    plan.tasks["build"].assignments.update(units="0.5", work_minutes=720)
    version = plan.tasks["build"].version
    scenario = proposed(fills_roles=True)
    accept(people, scenario)
    row = plan.tasks["build"].assignments.get()
    assert (row.resource.name, float(row.units), row.work_minutes) == ("Maya Manager", 0.5, 720)
    assert Task.objects.get(pk=plan.tasks["build"].pk).version == version + 1
    entry = AuditEntry.objects.get(action="task.assign")
    assert (entry.before, entry.after) == ({"people": {"Joiner": 0.5}}, {"people": {"Maya Manager": 0.5}})
    assert entry.cause == "leveled so that nobody is asked for more than there is"


def test_the_person_s_hours_decide_about_the_dates_that_were_shown(joiner, people: Cast, plan: Stage, proposed: Begun):
    maya = people.resources["Maya Manager"]
    mornings = people.calendar
    mornings.pk, mornings.name, mornings.is_default = None, "Mornings", False
    mornings.week = [[[480, 720]]] * 5 + [[], []]
    mornings.save()
    Resource.objects.filter(pk=maya.pk).update(calendar=mornings)
    scenario = proposed(fills_roles=True)
    move = scenario.moves.get(task=plan.tasks["build"])
    accept(people, scenario)  # three days of 8 h are six mornings of 4 h
    dates = TaskDates.objects.get(task=plan.tasks["build"])
    assert (dates.start_at, dates.finish_at) == (move.start_after_at, move.finish_after_at)
    assert f"{dates.finish_at:%a %d %H:%M}" == "Wed 11 12:00"


def test_taking_back_brings_the_role_back(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    accept(people, scenario)
    acceptance_undo(actor=people.manager.actor, id=scenario.pk, now=LATER)
    assert who_builds(plan) == ["Joiner"]


def test_taking_back_is_refused_where_others_work_on_it_by_now(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    accept(people, scenario)
    wes = [PersonSaid(people.resources["Wes Worker"].pk)]
    people_edit(actor=people.owner.actor, task_id=plan.tasks["build"].pk, version=2, people=wes, now=LATER)
    with pytest.raises(PlanChanged) as error:
        acceptance_undo(actor=people.manager.actor, id=scenario.pk, now=LATER)
    assert [(each.id, each.kind.value) for each in error.value.differences] == [(plan.tasks["build"].pk, "people")]


def test_of_some_projects_only_their_roles_are_filled(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    accept(people, scenario, plan.ware.pk)
    assert who_builds(plan) == ["Joiner"]


def refused(people: Cast, scenario: Scenario) -> list[tuple[int, str]]:
    with pytest.raises(PlanChanged) as error:
        accept(people, scenario)
    return [(each.id, each.kind.value) for each in error.value.differences]


def test_who_cannot_do_it_any_more_is_a_difference(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    maya = people.resources["Maya Manager"]
    ResourceSkill.objects.filter(resource=maya).update(level=2)
    assert refused(people, scenario) == [(maya.pk, "absent")]
    assert who_builds(plan) == ["Joiner"]


def test_other_work_for_the_chosen_person_is_a_difference(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    maya = [PersonSaid(people.resources["Maya Manager"].pk)]
    people_edit(actor=people.owner.actor, task_id=plan.tasks["sort"].pk, version=1, people=maya, now=LATER)
    assert refused(people, scenario) == [(plan.tasks["sort"].pk, "new")]  # of a project in no program


def test_a_role_that_was_replaced_meanwhile_is_a_difference(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    wes = [PersonSaid(people.resources["Wes Worker"].pk)]
    people_edit(actor=people.owner.actor, task_id=plan.tasks["build"].pk, version=1, people=wes, now=LATER)
    assert (plan.tasks["build"].pk, "people") in refused(people, scenario)


def test_somebody_archived_at_the_last_moment_is_refused(joiner, people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(fills_roles=True)
    Resource.objects.filter(name="Maya Manager").update(archived_at=LATER)
    with pytest.raises(Refused):
        accept(people, scenario)
    assert who_builds(plan) == ["Joiner"]


@pytest.mark.parametrize("asked", [{}, {"fills_roles": True}, {"within_slack": True}])
def test_what_stays_overloaded_is_what_was_promised(joiner, people: Cast, plan: Stage, proposed: Begun, asked):
    also = task_of(plan.ware, "Paint", duration_minutes=480)  # a third thing on Monday, which may not move
    Task.objects.filter(pk=also.pk).update(priority=1000)
    Assignment.objects.create(task=also, resource=people.resources["Wes Worker"], units="0.5")
    Assignment.objects.create(task=task_of(plan.ware, "Fix", priority=1000), resource=people.resources["Wes Worker"])
    scope_recalculate(scope=scope_of(plan.ware), cause=Recalculation.Cause.REQUEST, now=BEGIN)
    scenario = proposed(**asked)
    found, now = Findings.of_json(scenario.leveling.findings), wall_clock_of(BEGIN)
    where = {"kind": ScopeKind.PROGRAM, "id": plan.program.pk, "actor": people.manager.actor, "now": now}

    def hours(rows) -> dict[str, float]:
        return {each.name: round(each.over_minutes / 60, 2) for each in rows}

    before, both = hours(overloaded(**where)), [plan.shop.pk, plan.ware.pk]
    left = hours(overload_left(actor=people.manager.actor, id=scenario.pk, project_ids=both, now=now))
    assert sum(before.values()) == found.over_before / 60 > 0
    assert sum(left.values()) == found.over_after / 60 > 0
    accept(people, scenario)
    assert hours(overloaded(**where)) == left
