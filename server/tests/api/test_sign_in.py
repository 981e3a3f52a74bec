"""Who asks: tokens, sessions, and neither."""

from datetime import timedelta

import pytest
from django.test import Client

from api.conftest import ROOT, Ask, Asker
from cast import NOW, Cast, Stage
from fairlead.access.services import NewToken, token_create, token_revoke


@pytest.fixture
def nobody() -> Asker:
    return Asker(None)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_speaks_for_its_person(people: Cast, nobody: Asker):
    _token, secret = token_create(actor=people.manager.actor, new=NewToken("script", 1), now=NOW)
    answer = nobody("GET", "/me", headers=bearer(secret))
    assert answer.json()["name"] == "Maya Manager"


def test_a_token_needs_no_csrf_token(people: Cast, plan: Stage):
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("script", None), now=NOW)
    script = Asker(None, enforce_csrf_checks=True)
    answer = script("POST", "/programs", {"name": "Ships", "code": "SHIP"}, headers=bearer(secret))
    assert answer.status_code == 201


@pytest.mark.parametrize("header", ["Bearer fl_wrong", "Bearer ", "Basic b2xnYTpz", "fl_wrong", ""])
def test_a_wrong_token_is_refused_even_with_a_session(header: str, people: Cast, ask: Ask):
    answer = ask(people.owner)("GET", "/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_is_refused(people: Cast, nobody: Asker):
    yesterday = NOW - timedelta(days=1, minutes=1)
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("old", 1), now=yesterday)
    assert nobody("GET", "/me", headers=bearer(secret)).status_code == 401


def test_a_revoked_token_is_refused(people: Cast, nobody: Asker):
    token, secret = token_create(actor=people.owner.actor, new=NewToken("old", 1), now=NOW)
    token_revoke(actor=people.owner.actor, id=token.pk, now=NOW)
    assert nobody("GET", "/me", headers=bearer(secret)).status_code == 401


def test_a_token_is_made_and_ended_through_the_api(people: Cast, ask: Ask, nobody: Asker):
    owner = ask(people.owner)
    made = owner("POST", "/tokens", {"name": "script", "days": 30})
    secret = made.json()["secret"]
    assert nobody("GET", "/me", headers=bearer(secret)).status_code == 200
    listed = owner("GET", "/tokens").json()["items"]
    assert [row["name"] for row in listed] == ["script"]
    assert secret not in owner("GET", "/tokens").content.decode()
    assert owner("DELETE", f"/tokens/{made.json()['id']}").status_code == 204
    assert nobody("GET", "/me", headers=bearer(secret)).status_code == 401


def test_a_session_writes_only_with_its_csrf_token(people: Cast, plan: Stage):
    page = Asker(people.owner, enforce_csrf_checks=True)
    answer = page("POST", "/programs", {"name": "Ships", "code": "SHIP"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/csrf"
    assert page("GET", "/programs").status_code == 200


def test_a_session_is_in_the_workspace_that_was_chosen(people: Cast, plan: Stage):
    page = Asker(people.owner)
    session = page.client.session
    session["workspace_id"] = people.workspace.pk
    session.save()
    assert page("GET", "/me").json()["workspace"] == people.workspace.pk


def test_whoever_is_in_no_workspace_is_told_so(people: Cast, ask: Ask):
    people.guest.person.is_active = False
    people.guest.person.save()
    answer = ask(people.guest)("GET", "/me")
    assert answer.status_code == 403
    assert "workspace" in answer.json()["detail"]


def test_me_tells_my_roles(people: Cast, plan: Stage, ask: Ask):
    roles = ask(people.manager)("GET", "/me").json()["roles"]
    assert roles == [
        {"role": "member", "scope": "workspace", "id": None},
        {"role": "program_manager", "scope": "program", "id": plan.program.pk},
    ]


def test_knowing_who_asks_costs_three_queries_by_token(people: Cast, django_assert_num_queries):
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("script", 1), now=NOW)
    Client().get(f"{ROOT}/me", headers=bearer(secret))  # the first use of a day is noted
    with django_assert_num_queries(3):
        Client().get(f"{ROOT}/me", headers=bearer(secret))


def test_a_token_made_with_a_token_ends_no_later_than_it(people: Cast, nobody: Asker):
    _token, secret = token_create(actor=people.owner.actor, new=NewToken("script", 30), now=NOW)
    for days in (31, None):
        late = nobody("POST", "/tokens", {"name": "child", "days": days}, headers=bearer(secret))
        assert late.status_code == 422
        assert "ends no later" in late.json()["detail"]
    assert nobody("POST", "/tokens", {"name": "child", "days": 29}, headers=bearer(secret)).status_code == 201
