"""Proposals: the board, the form, scoring, deciding, and the project that comes of one."""

from typing import Any

from cast import NOW, Cast, Player, Stage
from fairlead.strategy.models import Criterion
from fairlead.work.models import Project, Proposal
from fairlead.work.rules import Verdict
from fairlead.work.services import NewProposal, proposal_create, proposal_decide

CASE = {"name": "Pier", "reason": "Ships wait for a place", "goal": "", "program": "", "wanted_on": "2026-09-30"}
MONEY = {"value": "90000", "cost": "30000.50", "currency": "eur", "objective": "", "share": "100"}


def proposed(who: Player, plan: Stage, name: str = "Pier") -> Proposal:
    new = NewProposal(name, "Ships wait for a place", program=plan.program.pk)
    return proposal_create(actor=who.actor, new=new, now=NOW)


def decided(who: Player, proposal: Proposal, verdict: Verdict) -> None:
    proposal_decide(actor=who.actor, id=proposal.pk, version=1, verdict=verdict, reason="So be it", now=NOW)


def test_an_empty_board_says_what_it_is_for(people: Cast, visit: Any):
    assert "/proposals/new/" in visit(people.member).get("/proposals/").content.decode()
    assert "/proposals/new/" not in visit(people.guest).get("/proposals/").content.decode()


def test_a_case_that_is_sent_stands_on_the_board(people: Cast, plan: Stage, visit: Any):
    member = visit(people.member)
    answer = member.post("/proposals/new/", {**CASE, **MONEY, "program": plan.program.pk})
    proposal = Proposal.objects.get()
    assert answer["Location"] == f"/proposals/{proposal.pk}/"
    assert (proposal.program_id, proposal.currency, str(proposal.cost)) == (plan.program.pk, "EUR", "30000.50")
    board = member.get("/proposals/").content.decode()
    assert "Pier" in board
    assert "90,000" in board
    assert "Waits for a decision of Maya Manager." in member.get(answer["Location"]).content.decode()


def test_a_refusal_stands_at_its_field(people: Cast, visit: Any):
    answer = visit(people.member).post("/proposals/new/", {**CASE, **MONEY, "currency": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["currency"] == ["Needed for amounts of money, such as EUR"]


def test_an_edit_that_comes_too_late_is_shown_beside_the_other(people: Cast, plan: Stage, visit: Any):
    proposal = proposed(people.member, plan)
    path, sent = f"/proposals/{proposal.pk}/edit/", {**CASE, "program": plan.program.pk, "share": "100", "version": 1}
    assert visit(people.member).post(path, {**sent, "goal": "Two berths"}).status_code == 302
    late = visit(people.manager).post(path, {**sent, "goal": "Ten berths"})
    assert late.status_code == 409
    assert ("Goal", "Two berths", "Ten berths") in late.context["versions"].rows


def test_who_has_a_say_scores_it_and_the_board_shows_how_well_it_fits(people: Cast, plan: Stage, visit: Any):
    proposal = proposed(people.member, plan)
    reach = Criterion.objects.create(workspace=people.workspace, name="Reach")
    Criterion.objects.create(workspace=people.workspace, name="Ease")
    path, sent = f"/proposals/{proposal.pk}/score/", {f"criterion_{reach.pk}": "4"}
    assert visit(people.member).post(path, sent).status_code == 403
    assert visit(people.guest).post(path, sent).status_code == 404
    assert visit(people.manager).post(path, {f"criterion_{reach.pk}": "9"}).status_code == 422
    assert visit(people.manager).post(path, sent).status_code == 302
    board = visit(people.member).get("/proposals/").content.decode()
    assert "fit 4.0 of 5" in board
    assert "scored by 1 of 2 criteria" in board


def test_who_decides_second_reads_who_was_first(people: Cast, plan: Stage, visit: Any):
    proposal = proposed(people.member, plan)
    path, sent = f"/proposals/{proposal.pk}/decide/", {"verdict": "approved", "reason": "It pays", "version": 1}
    assert visit(people.member).post(path, sent).status_code == 403
    assert visit(people.outsider).post(path, sent).status_code == 404
    assert visit(people.manager).post(path, {**sent, "reason": ""}).status_code == 422
    assert visit(people.manager).post(path, {**sent, "verdict": "maybe"}).status_code == 422
    assert visit(people.manager).post(path, sent).status_code == 302
    second = visit(people.owner).post(path, {**sent, "verdict": "declined"})
    assert second.status_code == 422
    assert "Maya Manager approved this on 4 Mar 2026: It pays" in second.content.decode()
    told = visit(people.member).get("/notices/").content.decode()
    assert "Maya Manager approved your proposal Pier" in told
    assert f"/proposals/{proposal.pk}/" in told


def test_an_approved_proposal_becomes_a_project(people: Cast, plan: Stage, visit: Any):
    proposal = proposed(people.member, plan)
    decided(people.manager, proposal, Verdict.APPROVED)
    manager, path = visit(people.manager), f"/proposals/{proposal.pk}/start/"
    assert path in manager.get(f"/proposals/{proposal.pk}/").content.decode()
    sent = {"code": "SHOP", "calendar": people.calendar.pk, "start_at": "2026-04-01", "finish_by_at": "", "version": 2}
    taken = manager.post(path, sent)
    assert taken.context["form"].errors["code"] == ["Another project has this code"]
    started = manager.post(path, {**sent, "code": "PIER"})
    project = Project.objects.get(code="PIER")
    assert started["Location"] == f"/projects/{project.pk}/plan/"
    assert f"/projects/{project.pk}/" in visit(people.member).get("/proposals/").content.decode()


def test_a_declined_proposal_is_not_started(people: Cast, plan: Stage, visit: Any):
    proposal = proposed(people.member, plan)
    decided(people.manager, proposal, Verdict.DECLINED)
    manager = visit(people.manager)
    assert "/start/" not in manager.get(f"/proposals/{proposal.pk}/").content.decode()
    sent = {"code": "PIER", "calendar": people.calendar.pk, "start_at": "2026-04-01", "version": 2}
    answer = manager.post(f"/proposals/{proposal.pk}/start/", sent)
    assert "Only an approved proposal becomes a project" in answer.content.decode()
