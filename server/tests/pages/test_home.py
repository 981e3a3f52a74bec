"""The home page: each gets what their roles bring, in the order to read it; and one key reports a task as done."""

from datetime import date, timedelta
from typing import Any

import pytest

from cast import MONDAY, NOW, Cast, Player, Stage, player, program_of, project_of, task_of
from fairlead.access.models import Tolerance
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.programs.models import Benefit, Gate, ProgramContribution
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import project_edit, scope_recalculate, task_edit
from fairlead.strategy.models import KeyResult, Objective
from fairlead.work.models import Assignment, Blocker, Proposal, Task

HTMX = {"HX-Request": "true"}


def give(who: Player, role: Role, scope: ScopeKind, id: int) -> None:
    role_grant(person=who.person, role=role, scope=scope, scope_id=id, now=NOW)


def named(people: Cast, name: str, role: Role, scope: ScopeKind, id: int) -> Player:
    who = player(people.workspace, name, Role.GUEST)
    give(who, role, scope, id)
    return who


@pytest.fixture
def sponsor(people: Cast, plan: Stage) -> Player:
    return named(people, "Sue Sponsor", Role.SPONSOR, ScopeKind.PROGRAM, plan.program.pk)


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    return named(people, "Pia Lead", Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)


def keys(answer: Any) -> list[str]:
    """The sections of the page as they are read."""
    return [part["key"] for part in [*answer.context["wide"], *answer.context["aside"]]]


def part(answer: Any, key: str) -> Any:
    parts = [*answer.context["wide"], *answer.context["aside"]]
    return next(each["read"] for each in parts if each["key"] == key)


def waits(answer: Any) -> list[tuple[str, str]]:
    return [(wait.kind, wait.title) for wait in part(answer, "waiting")["waits"]]


def test_a_team_member_has_their_tasks_and_nothing_to_learn(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.worker).get("/")
    assert keys(answer) == ["tasks", "projects"]
    assert [task.name for task in part(answer, "tasks")["now_tasks"]] == ["Draw"]  # Monday and Tuesday: it is late


def test_a_project_manager_has_what_is_wrong_what_changed_and_what_comes(lead: Player, visit: Any):
    wide, aside = ["today", "changes"], ["coming", "overload", "aims", "projects"]
    assert keys(visit(lead).get("/")) == [*wide, *aside]


def test_a_program_manager_has_what_waits_and_their_programs(people: Cast, plan: Stage, visit: Any):
    assert keys(visit(people.manager).get("/")) == ["waiting", "programs", "aims"]


def test_a_sponsor_has_one_page_of_their_programs(sponsor: Player, visit: Any):
    assert keys(visit(sponsor).get("/")) == ["waiting", "follows", "aims"]


def test_the_owner_looks_after_the_workspace(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.owner).get("/")
    assert keys(answer) == ["waiting", "workspace", "aims"]
    read = part(answer, "workspace")
    assert [str(each) for each in read["unled"]] == []
    assert [str(each) for each in read["unsponsored"]] == ["Relaunch"]
    assert [str(each) for each in read["unmanaged"]] == ["Attic", "Shop", "Warehouse"]


def test_who_has_several_roles_sees_them_all_on_one_page(people: Cast, plan: Stage, lead: Player, visit: Any):
    give(lead, Role.PROGRAM_MANAGER, ScopeKind.PROGRAM, plan.program.pk)
    give(lead, Role.SPONSOR, ScopeKind.PROGRAM, program_of(people.workspace, "Port", "PORT").pk)
    wide = ["waiting", "programs", "today", "changes", "follows"]
    assert keys(visit(lead).get("/")) == [*wide, "coming", "overload", "aims", "projects"]


def test_who_has_no_role_is_told_what_to_do(people: Cast, visit: Any):
    answer = visit(people.guest).get("/")
    assert keys(answer) == []
    assert "Nothing here is yours yet" in answer.content.decode()


def test_a_gate_waits_for_who_decides_it_and_for_who_prepares_it(
    people: Cast, plan: Stage, sponsor: Player, visit: Any
):
    Gate.objects.create(workspace=people.workspace, program=plan.program, name="Open", due_on=date(2026, 4, 3))
    Gate.objects.create(workspace=people.workspace, program=plan.program, name="Close", due_on=date(2026, 4, 4))
    assert waits(visit(sponsor).get("/")) == [("Gate", "Open")]
    assert "decide" in part(visit(sponsor).get("/"), "waiting")["waits"][0].about
    assert "prepare it" in part(visit(people.manager).get("/"), "waiting")["waits"][0].about
    assert waits(visit(people.owner).get("/")) == []  # a sponsor decides it


def test_a_gate_that_nobody_decides_waits_for_the_owner(people: Cast, plan: Stage, visit: Any):
    Gate.objects.create(workspace=people.workspace, program=plan.program, name="Open", due_on=date(2026, 3, 1))
    assert waits(visit(people.owner).get("/")) == [("Gate", "Open")]


def test_a_proposal_waits_for_whoever_leads_its_program(people: Cast, plan: Stage, visit: Any):
    common = {"workspace": people.workspace, "reason": "Rain", "proposed_by": people.member.person, "proposed_at": NOW}
    Proposal.objects.create(**common, name="Roof", program=plan.program)
    Proposal.objects.create(**common, name="Boat")
    assert waits(visit(people.manager).get("/")) == [("Proposal", "Roof")]
    assert waits(visit(people.owner).get("/")) == [("Proposal", "Boat")]


def late_by(people: Cast, plan: Stage, days: int) -> None:
    """Agree that SHOP is finished so many days before it is found to: it ends on Friday 2026-03-06."""
    agreed = MONDAY.replace(hour=17) + timedelta(days=4 - days)
    changes = {"finish_by_at": agreed}
    project_edit(actor=people.owner.actor, project_id=plan.shop.pk, version=1, changes=changes, now=NOW)


def test_a_slip_within_the_project_managers_limit_waits_for_nobody(
    people: Cast, plan: Stage, lead: Player, sponsor: Player, visit: Any
):
    late_by(people, plan, 3)  # five are theirs
    assert [waits(visit(who).get("/")) for who in (people.manager, sponsor)] == [[], []]


def test_a_slip_beyond_it_waits_for_the_program_manager_and_then_for_the_sponsor(
    people: Cast, plan: Stage, lead: Player, sponsor: Player, visit: Any
):
    late_by(people, plan, 3)
    tolerance = {"workspace": people.workspace, "kind": "time", "agreed_at": NOW}
    Tolerance.objects.create(scope="project", scope_id=plan.shop.pk, amount=2, **tolerance)
    assert waits(visit(people.manager).get("/")) == [("Slip", "Shop")]
    assert waits(visit(sponsor).get("/")) == []
    Tolerance.objects.create(scope="program", scope_id=plan.program.pk, amount=2, **tolerance)
    assert waits(visit(people.manager).get("/")) == []
    assert waits(visit(sponsor).get("/")) == [("Slip", "Shop")]


def test_owners_of_objectives_and_benefits_are_asked_to_check_in_and_to_measure(people: Cast, plan: Stage, visit: Any):
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "status": "active", "created_at": NOW}
    aim = Objective.objects.create(workspace=people.workspace, name="Sell", owner=people.manager.person, **year)
    KeyResult.objects.create(objective=aim, name="Sales", direction="up", baseline=0, target=1)
    gain = {"baseline": 0, "baseline_on": date(2025, 6, 1), "target": 9, "target_on": date(2027, 1, 1)}
    rhythm = {"measure_every_days": 30, "measure_until_on": date(2028, 1, 1)}
    Benefit.objects.create(
        program=plan.program, name="Gain", owner=people.manager.person, created_at=NOW, **gain, **rhythm
    )
    assert waits(visit(people.manager).get("/")) == [("Measure", "Gain"), ("Check in", "Sales")]


def test_a_program_says_how_far_its_forecast_moved(people: Cast, plan: Stage, sponsor: Player, visit: Any):
    longer = {"duration_minutes": 3 * 480 + 2 * 480}
    task = plan.tasks["build"]
    task_edit(actor=people.manager.actor, task_id=task.pk, version=1, edit=longer, now=NOW)
    # Build ends on Tuesday instead of Friday; Move in, a day after it, on Wednesday instead of Monday.
    for who, key in ((people.manager, "programs"), (sponsor, "follows")):
        (stands,) = part(visit(who).get("/"), key)["stands"]
        assert (stands.row.program.name, stands.days_moved) == ("Relaunch", 2)


def test_a_project_manager_hears_what_others_did_and_which_finish_moved(
    people: Cast, plan: Stage, lead: Player, visit: Any
):
    task = plan.tasks["build"]
    for days, version in ((4, 1), (5, 2)):
        edit = {"duration_minutes": days * 480}
        task_edit(actor=people.manager.actor, task_id=task.pk, version=version, edit=edit, now=NOW)
    read = part(visit(lead).get("/"), "changes")
    assert [(each.name, line.who) for each, line in read["news"]] == [("Build", "Maya Manager")]
    # Friday the 6th, then Monday the 9th, then Tuesday the 10th: four days since it was last looked at.
    assert [(project.name, days) for project, days in read["moved"]] == [("Shop", 4)]


def test_what_one_did_oneself_is_no_news(people: Cast, plan: Stage, lead: Player, visit: Any):
    edit = {"duration_minutes": 4 * 480}
    task_edit(actor=lead.actor, task_id=plan.tasks["build"].pk, version=1, edit=edit, now=NOW)
    assert part(visit(lead).get("/"), "changes")["news"] == []


def test_a_project_manager_sees_what_comes_and_what_nobody_does(people: Cast, plan: Stage, lead: Player, visit: Any):
    Blocker.objects.create(task=plan.tasks["build"], reason="No bricks", raised_at=NOW)
    answer = visit(lead).get("/")
    assert [row.name for row in part(answer, "today")["attention"].rows] == ["Draw", "Sign off", "Build"]
    coming = part(answer, "coming")
    assert [row.name for row in coming["soon"].rows] == ["Build"]
    assert [row.name for row in coming["alone"].rows] == ["Build"]  # a milestone needs nobody


def test_one_key_reports_a_task_as_done_and_another_takes_it_back(people: Cast, plan: Stage, visit: Any):
    draw, client = plan.tasks["draw"], visit(people.worker)
    answer = client.post(f"/tasks/{draw.pk}/done/", {"version": 1, "percent": 40}, headers=HTMX)
    assert Task.objects.get(pk=draw.pk).percent_complete == 100
    assert "“Draw” is done." in answer.content.decode()
    answer = client.post(f"/tasks/{draw.pk}/reopen/", {"version": 2, "percent": 40}, headers=HTMX)
    assert Task.objects.get(pk=draw.pk).percent_complete == 40
    assert "Draw" in answer.content.decode()


def test_without_scripts_it_leads_back_home(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.worker).post(f"/tasks/{plan.tasks['draw'].pk}/done/", {"version": 1})
    assert answer["Location"] == "/"


def test_a_task_that_somebody_changed_meanwhile_is_not_reported(people: Cast, plan: Stage, visit: Any):
    draw = plan.tasks["draw"]
    task_edit(actor=people.manager.actor, task_id=draw.pk, version=1, edit={"name": "Paint"}, now=NOW)
    answer = visit(people.worker).post(f"/tasks/{draw.pk}/done/", {"version": 1}, headers=HTMX)
    assert Task.objects.get(pk=draw.pk).percent_complete == 0
    assert "Somebody else changed it meanwhile" in answer.content.decode()


@pytest.mark.parametrize("what", ["done", "reopen"])
def test_somebody_elses_task_is_not_reported_here(what: str, people: Cast, plan: Stage, visit: Any):
    where = f"/tasks/{plan.tasks['build'].pk}/{what}/"
    assert visit(people.worker).post(where, {"version": 1}).status_code == 403
    assert visit(people.guest).post(where, {"version": 1}).status_code == 404
    assert visit(people.outsider).post(where, {"version": 1}).status_code == 404


def test_objectives_in_danger_come_with_the_task_behind_them(people: Cast, plan: Stage, visit: Any):
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2026, 3, 5), "status": "active", "created_at": NOW}
    aim = Objective.objects.create(workspace=people.workspace, name="Open early", owner=people.manager.person, **year)
    assert "nobody serves it" in visit(people.manager).get("/home/objectives/").content.decode()
    ProgramContribution.objects.create(program=plan.program, objective=aim, share="0.5")
    answer = visit(people.manager).get("/home/objectives/", headers=HTMX)
    ((row, tasks, is_mine),) = answer.context["aims"]
    assert (row.name, is_mine) == ("Open early", True)
    assert tasks[0].name in ("Move in", "Build", "Draw")


def test_who_is_asked_for_too_much_is_shown(people: Cast, plan: Stage, lead: Player, visit: Any):
    twice = task_of(plan.shop, "Sweep", duration_minutes=3 * 480)
    again = task_of(project_of(people, "Other", "OTH", program=plan.program), "Mop", duration_minutes=3 * 480)
    wes = people.resources["Wes Worker"]
    Assignment.objects.bulk_create([Assignment(task=task, resource=wes) for task in (twice, again)])
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    over = visit(lead).get("/home/overload/", headers=HTMX).context["over"]
    assert [(each.resource.name, each.minutes > each.of_minutes) for each in over] == [("Wes Worker", True)]
