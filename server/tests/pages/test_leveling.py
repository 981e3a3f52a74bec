"""The leveling studio: worker is on draw and on the shelves at once, and the program's manager sorts it out."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from cast import DAY, NOW, Cast, Stage, overload, program_of, project_of, roles, task_of
from fairlead.pages.leveling import by_person_of
from fairlead.resources.models import Resource
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.models import Recalculation, Scenario, ScenarioMove, State, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate, task_edit
from fairlead.work.models import Assignment, Project
from schedule.leveling.conftest import Clock

SUNDAY = NOW - timedelta(days=3)


@pytest.fixture(autouse=True)
def overloaded(people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Sunday, and the work lies ahead."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)
    overload(people, plan)
    for project in (plan.shop, plan.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=SUNDAY)


@pytest.fixture
def manager(people: Cast, visit: Any) -> Any:
    return visit(people.manager)


def form_of(plan: Stage, **values: Any) -> dict[str, Any]:
    filled = {"objective": "delay", "turns": "least", "seconds": "3", "order": [plan.shop.pk, plan.ware.pk]}
    filled |= {f"moves_{project.pk}": "on" for project in (plan.shop, plan.ware)}
    return {**filled, **values}


def asked(client: Any, plan: Stage, **values: Any) -> Scenario:
    answer = client.post(f"/programs/{plan.program.pk}/level/", form_of(plan, **values))
    assert answer.status_code == 302, answer.content.decode()
    return Scenario.objects.with_state().latest("pk")


def proposed(client: Any, plan: Stage, **values: Any) -> Scenario:
    scenario = asked(client, plan, **values)
    level_run(id=scenario.pk, clock=Clock())
    return Scenario.objects.with_state().get(pk=scenario.pk)


def page(client: Any, scenario: Scenario, part: str = "") -> str:
    return " ".join(client.get(f"/scenarios/{scenario.pk}/{part}").content.decode().split())


def shelves(plan: Stage) -> str:
    return f"{TaskDates.objects.get(task=plan.tasks['shelves']).start_at:%a}"


def test_the_program_tells_its_manager_who_is_asked_for_too_much(manager: Any, plan: Stage, people: Cast, visit: Any):
    address = f"/programs/{plan.program.pk}/overload/"
    assert address in manager.get(f"/programs/{plan.program.pk}/").content.decode()
    part = " ".join(manager.get(address).content.decode().split())
    # Two days of 8 h are asked twice: 16 h too much, 200 %, in SHOP and WARE.
    assert "16 h too much" in part
    assert '<b class="name">Wes Worker</b> <span class="late num">200 %</span>' in part
    assert "in 2 projects" in part
    assert address not in visit(people.member).get(f"/programs/{plan.program.pk}/").content.decode()


def test_who_is_asked_for_too_much_costs_the_same_however_many(
    manager: Any, plan: Stage, people: Cast, django_assert_num_queries: Any
):
    address = f"/programs/{plan.program.pk}/overload/"
    for _ in range(2):
        with django_assert_num_queries(6 + 8 + 19):
            manager.get(address)
        tasks = [task_of(plan.shop, f"More {number}") for number in range(20)]
        Assignment.objects.bulk_create(
            [Assignment(task=task, resource=people.resources["Maya Manager"]) for task in tasks]
        )
        scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=SUNDAY)


def test_a_search_is_watched_until_it_is_over(manager: Any, plan: Stage):
    scenario = asked(manager, plan)
    shown = page(manager, scenario)
    assert "The first plan is being found" in shown
    assert f"/scenarios/{scenario.pk}/progress/?seen=queued-0-None" in shown
    assert manager.get(f"/scenarios/{scenario.pk}/progress/?seen=queued-0-None").status_code == 204
    level_run(id=scenario.pk, clock=Clock())
    part = page(manager, scenario, "progress/?seen=queued-0-None")
    assert "every 600ms" not in part
    assert "Wes Worker works on “Draw” of Shop until then, which can wait less." in part
    assert "16 h → 0 h" in part


def test_a_proposal_is_accepted_and_taken_back(manager: Any, plan: Stage):
    scenario = proposed(manager, plan)
    answer = manager.post(f"/scenarios/{scenario.pk}/take/", {"project": [plan.ware.pk]}, follow=True)
    assert "Accepted: 1 task moved." in answer.content.decode()
    assert shelves(plan) == "Wed"
    answer = manager.post(f"/scenarios/{scenario.pk}/undo/", follow=True)
    assert "Taken back" in answer.content.decode()
    assert shelves(plan) == "Mon"
    assert manager.post(f"/scenarios/{scenario.pk}/undo/").status_code == 422


def test_what_is_chosen_in_the_form_is_what_is_asked(manager: Any, plan: Stage):
    values = {"turns": "order", "order": [plan.ware.pk, plan.shop.pk], f"weight_{plan.shop.pk}": "2.5"}
    wishes = asked(manager, plan, frozen_until="2026-03-02", within_slack="on", **values).leveling.wishes
    assert wishes["priorities"] == {str(plan.ware.pk): 2, str(plan.shop.pk): 1}
    assert wishes["weights"] == {str(plan.shop.pk): 2.5}
    assert (wishes["frozen_until"], wishes["within_slack"], wishes["still"]) == ("2026-03-02T00:00:00", True, [])


def test_a_project_that_may_not_move_stays(manager: Any, plan: Stage):
    scenario = proposed(manager, plan, **{f"moves_{plan.ware.pk}": ""})
    assert scenario.leveling.wishes["still"] == [plan.ware.pk]
    assert "Wes Worker works on “Shelves” of Warehouse until then" in page(manager, scenario)


def test_moves_stand_by_project_or_by_whom_they_wait_for(manager: Any, plan: Stage):
    scenario = proposed(manager, plan)
    by_project = manager.get(f"/scenarios/{scenario.pk}/").context["view"].moves
    assert [each.group for each in by_project] == [each.move.task.project.name for each in by_project]
    by_person = manager.get(f"/scenarios/{scenario.pk}/?by=person").context["view"].moves
    assert {(each.group, each.move.reason) for each in by_person} == {("Wes Worker", ScenarioMove.Reason.WAITS)}
    assert {each.move.pk for each in by_person} == {each.move.pk for each in by_project}


def test_who_is_waited_for_most_comes_first_and_what_follows_last():
    ann, bob = Resource(pk=1, name="Ann"), Resource(pk=2, name="Bob")
    waits, follows = ScenarioMove.Reason.WAITS, ScenarioMove.Reason.FOLLOWS
    said = ((1, None, follows), (2, ann, waits), (3, bob, waits), (4, bob, ScenarioMove.Reason.PAUSES))
    moves = [ScenarioMove(pk=pk, person=person, reason=reason) for pk, person, reason in said]
    assert [each.pk for each in by_person_of(moves)] == [3, 4, 2, 1]


def test_wrong_values_stand_at_their_fields_and_the_order_is_kept(manager: Any, plan: Stage):
    values = form_of(plan, order=[plan.ware.pk, plan.shop.pk], **{f"weight_{plan.shop.pk}": "-1"})
    answer = manager.post(f"/programs/{plan.program.pk}/level/", values)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "greater than or equal to 0" in shown
    assert shown.index(f'value="{plan.ware.pk}"') < shown.index(f'value="{plan.shop.pk}"')


def test_a_plan_that_changed_is_refused_with_the_differences(manager: Any, plan: Stage, people: Cast):
    scenario = proposed(manager, plan)
    edit = {"duration_minutes": 3 * DAY}
    task_edit(actor=people.owner.actor, task_id=plan.tasks["draw"].pk, version=1, edit=edit, now=SUNDAY)
    answer = manager.post(f"/scenarios/{scenario.pk}/take/", {"project": [plan.ware.pk]})
    assert answer.status_code == 422
    shown = " ".join(answer.content.decode().split())
    assert "The plan changed since this proposal was made" in shown
    assert "Draw</a> now runs from Mon 2 Mar 2026 08:00 to Wed 4 Mar 2026 17:00" in shown
    assert shelves(plan) == "Mon"


def test_pinned_tasks_stay_when_it_is_leveled_again(manager: Any, plan: Stage):
    scenario = proposed(manager, plan)
    manager.post(f"/scenarios/{scenario.pk}/again/", {"pin": [plan.tasks["shelves"].pk]})
    again = Scenario.objects.latest("pk")
    level_run(id=again.pk, clock=Clock())
    shown = page(manager, again)
    assert "Draw</a>" in shown
    assert "Pinned" in shown
    assert "Shelves</a>" not in shown


def test_a_search_is_stopped_and_a_proposal_discarded(manager: Any, plan: Stage):
    scenario = asked(manager, plan)
    assert manager.post(f"/scenarios/{scenario.pk}/stop/").status_code == 302
    assert "stopped before a plan was found" in page(manager, scenario)
    assert manager.post(f"/scenarios/{scenario.pk}/drop/")["Location"] == f"/programs/{plan.program.pk}/level/"
    assert "was discarded" in page(manager, scenario)
    assert Scenario.objects.with_state().get(pk=scenario.pk).state is State.DISCARDED


def test_a_plan_that_cannot_be_leveled_says_what_to_do(manager: Any, plan: Stage):
    Project.objects.filter(program=plan.program).update(from_finish=True, finish_by_at=datetime(2026, 4, 1))
    shown = page(manager, proposed(manager, plan))
    assert "This plan cannot be leveled" in shown
    assert "plan one from its start first" in shown


def test_demand_that_nobody_can_meet_is_listed(manager: Any, plan: Stage):
    plan.tasks["draw"].assignments.update(units=3)
    shown = page(manager, proposed(manager, plan))
    assert "What cannot be met" in shown
    assert "asks for 300 % of Wes Worker, of whom there is never more than 100 %." in shown


def test_tasks_of_others_are_not_named_to_who_may_not_see_them(people: Cast, plan: Stage, visit: Any):
    other = project_of(people, "Boat", "BOAT", program=program_of(people.workspace, "Fleet", "FLT"))
    task = task_of(other, "Caulk", duration_minutes=4 * DAY)
    Assignment.objects.create(task=task, resource=people.resources["Wes Worker"])
    scope_recalculate(scope=scope_of(other), cause=Recalculation.Cause.REQUEST, now=SUNDAY)
    people.manager.person.grants.filter(scope="workspace").update(role="guest")  # leads the program, sees no other
    manager = visit(people.manager)
    shown = page(manager, proposed(manager, plan))
    assert "Wes Worker works on a task you may not see until then" in shown
    assert "Caulk" not in shown


def test_a_project_in_no_program_is_leveled_by_itself(people: Cast, plan: Stage, visit: Any):
    two = task_of(plan.attic, "Sweep")
    maya = people.resources["Maya Manager"]
    Assignment.objects.bulk_create([Assignment(task=task, resource=maya) for task in (plan.tasks["sort"], two)])
    scope_recalculate(scope=scope_of(plan.attic), cause=Recalculation.Cause.REQUEST, now=SUNDAY)
    owner = visit(people.owner)
    assert f"/projects/{plan.attic.pk}/overload/" in owner.get(f"/projects/{plan.attic.pk}/").content.decode()
    owner.post(
        f"/projects/{plan.attic.pk}/level/",
        {"objective": "delay", "turns": "least", "seconds": "3", f"moves_{plan.attic.pk}": "on"},
    )
    scenario = Scenario.objects.latest("pk")
    level_run(id=scenario.pk, clock=Clock())
    owner.post(f"/scenarios/{scenario.pk}/take/", {"project": [plan.attic.pk]})
    starts = TaskDates.objects.filter(project=plan.attic).order_by("start_at").values_list("start_at", flat=True)
    assert list(starts) == [datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 8)]
    assert owner.get(f"/projects/{plan.shop.pk}/level/").status_code == 422  # leveled with its program


ALL = ("owner", "manager", "member", "worker", "guest", "outsider")


@pytest.mark.parametrize("part", ["", "progress/", "left/", "stop/", "take/", "undo/", "drop/", "again/"])
def test_a_proposal_is_its_managers_business(part: str, manager: Any, plan: Stage, people: Cast, visit: Any):
    scenario = proposed(manager, plan)
    address = f"/scenarios/{scenario.pk}/{part}"
    method = "get" if part in ("", "progress/", "left/") else "post"
    for who, status in zip(ALL[2:], (403, 404, 404, 404), strict=True):
        assert getattr(visit(getattr(people, who)), method)(address).status_code == status
    assert getattr(visit(None), method)(address).status_code == 302
    assert shelves(plan) == "Mon"
    for who in ("owner", "manager"):
        assert getattr(visit(getattr(people, who)), method)(address).status_code in (200, 302, 422)


def test_what_is_left_is_told_for_the_chosen_projects_before_accepting(manager: Any, plan: Stage):
    scenario = proposed(manager, plan, turns="order", order=[plan.ware.pk, plan.shop.pk])  # draw waits for the shelves
    assert f"/scenarios/{scenario.pk}/left/" in page(manager, scenario)
    assert "nobody stays overloaded" in page(manager, scenario, f"left/?project={plan.shop.pk}&project={plan.ware.pk}")
    # Nothing of WARE: move in follows build all the same, and nobody is on it.
    assert "nobody stays overloaded" in page(manager, scenario, f"left/?project={plan.shop.pk}")
    shown = page(manager, scenario, "left/")
    assert "Nothing is chosen: 1 person stays overloaded, by 16 h in all" in shown
    assert '<b>Wes Worker</b> <span class="late num">16 h</span> <span class="mute num">week of 2 Mar</span>' in shown


def test_what_is_left_costs_the_same_however_many_tasks(
    manager: Any, plan: Stage, people: Cast, django_assert_max_num_queries: Any
):
    scenario = proposed(manager, plan)
    tasks = [task_of(plan.shop, f"More {number}") for number in range(20)]
    Assignment.objects.bulk_create([Assignment(task=task, resource=people.resources["Wes Worker"]) for task in tasks])
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=SUNDAY)
    with django_assert_max_num_queries(21 + 5):
        manager.get(f"/scenarios/{scenario.pk}/left/?project={plan.shop.pk}")


def test_summaries_are_counted_apart_from_tasks(manager: Any, plan: Stage):
    scenario = proposed(manager, plan, turns="order", order=[plan.ware.pk, plan.shop.pk])
    assert scenario.leveling.findings["moved"] == 4  # draw, sign off, build, move in
    both = {"project": [plan.shop.pk, plan.ware.pk]}
    shown = manager.post(f"/scenarios/{scenario.pk}/take/", both, follow=True).content.decode()
    assert "Accepted: 4 tasks moved, with 1 summary above them." in shown  # design


def test_people_are_chosen_for_roles_where_that_is_asked(manager: Any, plan: Stage, people: Cast):
    roles(people, plan)
    asked_for = proposed(manager, plan, fills_roles="on")
    assert asked_for.leveling.wishes["fills_roles"]
    shown = page(manager, asked_for)
    assert "1 role filled" in shown
    assert ">Maya Manager</a>" in shown
    # Build takes three days of 8 h, and nobody else asks for Maya.
    assert "Joinery 4 of 5, 3 asked · has 24 h free then, 24 h needed" in shown
    both = {"project": [plan.shop.pk, plan.ware.pk]}
    shown = manager.post(f"/scenarios/{asked_for.pk}/take/", both, follow=True).content.decode()
    assert "Accepted: 1 task moved; 1 role filled." in shown
    assert [each.resource.name for each in plan.tasks["build"].assignments.all()] == ["Maya Manager"]
    manager.post(f"/scenarios/{asked_for.pk}/undo/")
    assert [each.resource.name for each in plan.tasks["build"].assignments.all()] == ["Joiner"]
    assert "Who would do what" not in page(manager, proposed(manager, plan))
