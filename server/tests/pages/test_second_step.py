"""Signed in in a role that asks for a second step, and without one: what is open, and what is not yet."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import resolve

from cast import NOW, Cast, Stage, player
from fairlead.access.models import Workspace
from fairlead.access.rules import Role
from fairlead.access.services import NewToken, token_create
from fairlead.pages.entry import _BEFORE
from pages.test_rights import PAGES, address

HOW = "/me/sign-in/"


@pytest.fixture(autouse=True)
def asked(people: Cast, plan: Stage) -> None:
    Workspace.objects.filter(pk=people.workspace.pk).update(second_step=["program_manager"])


def test_every_page_leads_to_where_one_is_set_up(people: Cast, plan: Stage, visit: Any):
    client = visit(people.manager)
    for path in PAGES:
        at = address(path, plan)
        answer = client.get(at)
        if resolve(at.partition("?")[0]).url_name in _BEFORE:
            assert answer.status_code in (200, 403, 404), at
        else:
            assert (answer.status_code, answer.get("Location")) == (302, HOW), at


def test_there_it_says_why_and_how_and_then_all_is_open(people: Cast, visit: Any):
    client = visit(people.manager)
    shown = client.get(HOW).content.decode()
    assert "Harbor asks it of your role (Program manager)" in shown
    assert "/accounts/2fa/passkeys/add/" in shown
    assert client.get("/accounts/2fa/app/").status_code == 302  # to say the password again first
    TOTP.activate(people.manager.user, "KVKFKRCPNZQUYMLX")
    assert client.get("/programs/").status_code == 200
    assert "A second step is missing" not in client.get(HOW).content.decode()


def test_a_part_of_a_page_leads_the_whole_page_there(people: Cast, plan: Stage, visit: Any):
    part = f"/tasks/{plan.tasks['draw'].pk}/panel/"
    assert visit(people.manager).get(part, headers={"HX-Request": "true"})["HX-Redirect"] == HOW


def test_nobody_else_notices(people: Cast, visit: Any):
    assert visit(people.member).get("/programs/").status_code == 200
    assert "second step is missing" not in visit(people.member).get(HOW).content.decode()


def test_a_token_rests_until_then_and_says_what_to_do(people: Cast, visit: Any):
    _token, secret = token_create(actor=people.manager.actor, new=NewToken("script", 1), now=NOW)
    bearer = {"Authorization": f"Bearer {secret}"}
    answer = visit(None).get("/api/v1/programs", headers=bearer)
    assert answer.status_code == 403
    assert "Your role (Program manager) asks for a second step" in answer.json()["detail"]
    assert "add a passkey or the codes of an app" in answer.json()["detail"]
    assert visit(people.manager).get("/api/v1/programs").status_code == 403
    TOTP.activate(people.manager.user, "KVKFKRCPNZQUYMLX")
    assert visit(None).get("/api/v1/programs", headers=bearer).status_code == 200


def test_the_settings_ask_it_and_name_who_has_none(people: Cast, visit: Any):
    client = visit(people.owner)
    sent = {"version": 1, "name": "Harbor", "week_start": 0, "fiscal_month": 1}
    assert client.post("/workspace/", {**sent, "second_step": ["program_manager", "team_member"]}).status_code == 302
    assert Workspace.objects.get(pk=people.workspace.pk).second_step == ["program_manager", "team_member"]
    shown = client.get("/workspace/").content.decode()
    card = shown[shown.index("Without a second step yet") :]
    assert "Maya Manager" in card
    assert "Wes Worker" in card
    refused = client.post("/workspace/", {**sent, "version": 2, "second_step": ["owner"]})
    assert refused.status_code == 422
    assert "Add one first, under How I sign in" in refused.content.decode()


def test_a_late_save_keeps_what_was_ticked(people: Cast, visit: Any):
    sent = {"version": 0, "name": "Harbor", "week_start": 0, "fiscal_month": 1}
    answer = visit(people.owner).post("/workspace/", {**sent, "second_step": ["member", "team_member"]})
    assert answer.status_code == 409
    assert ("A second step is asked of", "Program manager", "Member, Team member") in answer.context["versions"].rows
    assert answer.context["form"]["second_step"].value() == ["member", "team_member"]


def test_an_administrator_is_not_shown_what_only_owners_say_and_leaves_it_as_it_is(people: Cast, visit: Any):
    Workspace.objects.filter(pk=people.workspace.pk).update(second_step=["owner"])
    client = visit(player(people.workspace, "Ada Admin", Role.ADMINISTRATOR))
    assert 'value="owner"' not in client.get("/workspace/").content.decode()
    sent = {"version": 1, "name": "Harbor", "week_start": 0, "fiscal_month": 1, "second_step": ["guest"]}
    assert client.post("/workspace/", sent).status_code == 302
    assert Workspace.objects.get(pk=people.workspace.pk).second_step == ["guest", "owner"]
