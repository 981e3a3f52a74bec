"""Inviting somebody, and coming in by the link."""

from datetime import timedelta
from typing import Any

import pytest

from cast import NOW, PASSWORD, Cast, Player, Stage
from fairlead.access.models import DefinedRole, Invitation, Person, User
from fairlead.access.rules import Place, ScopeKind, Spot
from fairlead.access.services import NewInvitation, invitation_make

NINA = "nina.new@harbor.example"
GOOD = {"name": "Nina New", "password": "a quiet harbor at dawn"}
PAGE = "/people/invitations/"


def usual(people: Cast, key: str) -> int:
    return DefinedRole.objects.get(workspace=people.workspace, key=key).pk


def invited(people: Cast, email: str = NINA, key: str = "member") -> tuple[Invitation, str]:
    spot = Spot(ScopeKind.WORKSPACE, people.workspace.pk, "Harbor", Place())
    role = DefinedRole.objects.get(workspace=people.workspace, key=key)
    row, secret = invitation_make(actor=people.owner.actor, new=NewInvitation(email, role, spot), now=NOW)
    return row, f"/join/{secret}/"


def no_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_an_invitation_goes_by_mail_and_its_link_lets_somebody_new_in(people: Cast, visit: Any, mailoutbox: Any):
    sent = {"email": NINA, "role": usual(people, "member"), "where": ""}
    shown = visit(people.owner).post(PAGE, sent, follow=True).content.decode()
    assert f"on its way to {NINA}" in shown
    link = next(word for word in mailoutbox[0].body.split() if "/join/" in word)
    assert link not in shown
    client, path = visit(None), link.removeprefix("http://testserver")
    assert "Olga Owner invites nina.new@harbor.example as Member" in client.get(path).content.decode()
    assert client.post(path, GOOD)["Location"] == "/"
    assert client.get("/programs/").context["actor"].name == "Nina New"
    assert client.get(path).status_code == 410  # it worked once


def test_without_mail_the_link_is_shown_to_pass_on(people: Cast, plan: Stage, visit: Any, settings: Any):
    no_mail(settings)
    sent = {"email": NINA, "role": usual(people, "team_member"), "where": "SHOP"}
    client = visit(people.manager)
    shown = client.post(PAGE, sent)
    assert shown.status_code == 200
    link = shown.context["link"]
    assert link in shown.content.decode()
    assert link not in client.get(PAGE).content.decode()
    assert visit(None).get(link.removeprefix("http://testserver")).status_code == 200


def test_an_invitation_is_sent_again_and_taken_back(people: Cast, visit: Any, settings: Any):
    no_mail(settings)
    row, first = invited(people)
    for who, status in ((people.member, 403), (people.worker, 404), (people.outsider, 404)):
        assert visit(who).post(f"{PAGE}{row.pk}/send/").status_code == status
        assert visit(who).post(f"{PAGE}{row.pk}/revoke/").status_code == 404
    again = visit(people.owner).post(f"{PAGE}{row.pk}/send/").context["link"].removeprefix("http://testserver")
    assert visit(None).get(first).status_code == 404
    assert visit(None).get(again).status_code == 200
    assert visit(people.owner).post(f"{PAGE}{row.pk}/revoke/").status_code == 302
    shown = visit(None).get(again)
    assert shown.status_code == 410
    assert "Ask Olga Owner" in shown.content.decode()


def test_who_has_an_account_signs_in_and_comes_back(people: Cast, visit: Any):
    _row, path = invited(people, people.outsider.user.email)
    client = visit(None)
    sign_in = f"/accounts/login/?next={path}"
    assert sign_in in client.get(path).content.decode()
    assert client.post(path, GOOD).status_code == 200  # makes no second account
    sent = {"login": people.outsider.user.email, "password": PASSWORD}
    assert client.post(sign_in, sent)["Location"] == path
    assert "Come in</button>" in client.get(path).content.decode()
    assert client.post(path)["Location"] == "/"
    assert client.get("/programs/").context["actor"].workspace_id == people.workspace.pk
    assert Person.objects.filter(user=people.outsider.user).count() == 2


@pytest.mark.parametrize("who", ["outsider", "member"])
def test_another_account_is_refused_and_told_the_way_out(who: str, people: Cast, visit: Any):
    _row, path = invited(people)
    player: Player = getattr(people, who)
    client = visit(player)
    for answer in (client.get(path), client.post(path, GOOD)):
        assert answer.status_code == 403
        shown = answer.content.decode()
        assert f"signed in as {player.user.email}" in shown
        assert f"this invitation is for {NINA}" in shown
    out = client.post("/accounts/logout/", {"next": path})
    assert out["Location"] == path
    assert client.post(path, GOOD)["Location"] == "/"


def test_a_weak_password_is_refused_at_its_field(people: Cast, visit: Any):
    _row, path = invited(people)
    answer = visit(None).post(path, {"name": "Nina", "password": "1234567890"})
    assert answer.status_code == 422
    assert "too common" in str(answer.context["form"].errors["password"])
    assert not User.objects.filter(email=NINA).exists()


def test_an_old_or_unknown_link_says_what_to_do(people: Cast, visit: Any, monkeypatch: Any):
    _row, path = invited(people)
    unknown = visit(None).get("/join/nothing/")
    assert (unknown.status_code, "ask for another" in unknown.content.decode()) == (404, True)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=14))
    old = visit(None).get(path)
    assert (old.status_code, "Ask Olga Owner to send it again" in old.content.decode()) == (410, True)


def test_what_cannot_be_invited_is_said_at_the_form(people: Cast, plan: Stage, visit: Any):
    client, role = visit(people.owner), usual(people, "guest")
    here = client.post(PAGE, {"email": people.member.user.email, "role": role, "where": ""})
    assert (here.status_code, "Is here already" in here.content.decode()) == (422, True)
    wrong = client.post(PAGE, {"email": NINA, "role": role, "where": "SHOP"})
    assert (wrong.status_code, "Not for this" in wrong.content.decode()) == (422, True)
    beyond = visit(people.manager).post(PAGE, {"email": NINA, "role": role, "where": ""})
    assert (beyond.status_code, "Choose another, or ask who may" in beyond.content.decode()) == (422, True)
    assert visit(people.member).post(PAGE, {"email": NINA, "role": role, "where": ""}).status_code == 403
