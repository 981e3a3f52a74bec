"""Letting somebody go, leaving oneself, coming back."""

from typing import Any

from cast import Cast, Stage, player
from fairlead.access.models import Departure
from fairlead.access.rules import Role


def test_a_member_is_let_go_and_back_in(people: Cast, plan: Stage, visit: Any):
    owner, manager = visit(people.owner), visit(people.manager)
    person = people.manager.person.pk
    page = f"/people/roles/{person}/leave/"
    assert page in owner.get(f"/people/roles/{person}/").content.decode()
    shown = owner.get(page).content.decode()
    assert "What waits for somebody after Maya Manager" in shown
    assert f'/programs/{plan.program.pk}/decides/">Relaunch' in shown
    assert f"/people/{people.resources['Maya Manager'].pk}/" in shown
    assert owner.post(page, {"reason": "New job"})["Location"] == "/people/left/"
    assert "“New job”" in owner.get("/people/left/").content.decode()
    assert manager.get("/programs/").status_code == 403
    assert "is let in no more" in owner.get(f"/people/roles/{person}/").content.decode()
    assert owner.post(f"/people/roles/{person}/return/").status_code == 302
    assert manager.get(f"/programs/{plan.program.pk}/edit/").status_code == 200
    assert "let you back in" in manager.get("/notices/").content.decode()
    assert "Nobody has left" in owner.get("/people/left/").content.decode()


def test_who_leaves_is_signed_out_and_told(people: Cast, visit: Any):
    client = visit(people.member)
    answer = client.post(f"/people/roles/{people.member.person.pk}/leave/", {}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    assert "You have left the workspace" in answer.content.decode()
    assert "Mel Member has left the workspace" in visit(people.owner).get("/notices/").content.decode()


def test_the_last_owner_is_told_the_way_out_at_the_form(people: Cast, visit: Any):
    answer = visit(people.owner).post(f"/people/roles/{people.owner.person.pk}/leave/", {})
    assert answer.status_code == 422
    assert "Make somebody else an owner first" in answer.content.decode()
    assert not Departure.objects.exists()


def test_only_who_runs_the_workspace_lets_others_go_and_back_in(people: Cast, visit: Any):
    person = player(people.workspace, "Lena Lonely", Role.MEMBER).person.pk
    for way in ("leave", "return"):
        path = f"/people/roles/{person}/{way}/"
        seen = [visit(getattr(people, who)).post(path, {}).status_code for who in ("member", "worker", "outsider")]
        assert seen == [403, 404, 404], way
    assert not Departure.objects.exists()
