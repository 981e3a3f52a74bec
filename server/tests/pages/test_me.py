"""What is mine: tokens, my workspaces, signing in and out."""

from typing import Any

import pytest

from cast import NOW, PASSWORD, Cast, player
from fairlead.access.models import ApiToken, Person
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant, token_use
from fairlead.demo.signins import SIGN_INS, SLUG
from fairlead.kernel.errors import Forbidden


def test_a_token_shows_its_secret_once(people: Cast, visit: Any):
    client = visit(people.member)
    made = client.post("/me/tokens/", {"name": "Report", "days": "30", "scope": "read"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert token_use(secret, now=NOW) == (ApiToken.objects.get(), people.member.actor)
    with pytest.raises(Forbidden, match="only reads"):
        token_use(secret, is_reading=False, now=NOW)
    assert secret not in client.get("/me/tokens/").content.decode()


def test_a_form_that_is_sent_twice_makes_one_token(people: Cast, visit: Any):
    client, sent = visit(people.member), {"name": "Report", "days": "30", "scope": "read"}
    client.post("/me/tokens/", sent)
    again = client.post("/me/tokens/", sent)
    assert again.status_code == 422
    assert again.context["form"].errors == {"name": ["Yours already: revoke it first, or name it apart"]}
    assert ApiToken.objects.count() == 1
    ApiToken.objects.update(expires_at=NOW)  # long over
    assert client.post("/me/tokens/", sent).status_code == 200


def test_a_token_without_a_name_is_refused(people: Cast, visit: Any):
    answer = visit(people.member).post("/me/tokens/", {"name": " ", "days": "30", "scope": "read"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_gone_and_others_are_not_mine(people: Cast, visit: Any):
    visit(people.member).post("/me/tokens/", {"name": "Report", "days": "0", "scope": "write"})
    token = ApiToken.objects.get()
    assert visit(people.owner).post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    assert visit(people.member).post(f"/me/tokens/{token.pk}/revoke/").status_code == 302
    assert not ApiToken.objects.exists()


def test_who_is_in_two_workspaces_goes_from_one_to_the_other(people: Cast, visit: Any):
    other = people.outside_calendar.workspace
    person = Person.objects.create(workspace=other, user=people.member.user, name="Mel Member")
    role_grant(person=person, role=Role.MEMBER, scope=ScopeKind.WORKSPACE, scope_id=other.pk, now=NOW)
    client = visit(people.member)
    assert client.get("/programs/").context["actor"].workspace_id == people.workspace.pk
    client.post("/me/workspace/", {"workspace": other.pk})
    assert client.get("/programs/").context["actor"].workspace_id == other.pk


def test_nobody_goes_where_they_are_not(people: Cast, visit: Any):
    client = visit(people.member)
    client.post("/me/workspace/", {"workspace": people.outside_calendar.workspace.pk})
    assert client.get("/programs/").context["actor"].workspace_id == people.workspace.pk


def test_signing_in_and_out(people: Cast, visit: Any):
    client = visit(None)
    sent = {"login": people.member.user.email, "password": PASSWORD}
    assert client.post("/accounts/login/?next=/projects/", sent)["Location"] == "/projects/"
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert client.get("/programs/").status_code == 302


def test_a_wrong_password_is_said_without_saying_which_part(people: Cast, visit: Any):
    shown = visit(None).post("/accounts/login/", {"login": people.member.user.email, "password": "x"})
    assert "not correct" in shown.content.decode()


def test_nobody_signs_themselves_up(people: Cast, visit: Any):
    assert "Accounts are made by the owner" in visit(None).get("/accounts/signup/").content.decode()


def test_the_demo_offers_its_sign_ins_only_where_it_is(people: Cast, visit: Any):
    assert SIGN_INS[0].password not in visit(None).get("/accounts/login/").content.decode()
    people.workspace.slug = SLUG
    people.workspace.save()
    somebody = player(people.workspace, SIGN_INS[0].name, Role.MEMBER)
    somebody.user.email = SIGN_INS[0].email
    somebody.user.save()
    shown = visit(None).get("/accounts/login/").content.decode()
    assert SIGN_INS[0].email in shown
    assert SIGN_INS[1].email not in shown


@pytest.mark.parametrize("email", ["mel.member@harbor.example", "nobody@harbor.example"])
def test_a_server_without_mail_says_so_and_tells_nothing_of_accounts(
    email: str, people: Cast, visit: Any, settings: Any
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = visit(None).post("/accounts/password/reset/", {"email": email}, follow=True)
    assert answer.status_code == 200
    assert "This server cannot send mail" in answer.content.decode()


def test_a_forgotten_password_is_chosen_anew_by_mail(people: Cast, visit: Any, mailoutbox: Any):
    client = visit(None)
    client.post("/accounts/password/reset/", {"email": people.member.user.email})
    link = next(line for line in mailoutbox[0].body.split() if "/password/reset/key/" in line)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    where = form.redirect_chain[-1][0]
    new = {"password1": "a quiet harbor at dawn", "password2": "a quiet harbor at dawn"}
    assert client.post(where, new).status_code == 302
    sent = {"login": people.member.user.email, "password": new["password1"]}
    assert client.post("/accounts/login/", sent)["Location"] == "/"


def test_a_token_for_some_areas_says_which(people: Cast, visit: Any):
    client, sent = visit(people.member), {"name": "Report", "days": "30"}
    for wrong in ({"scope": "areas"}, {"scope": "read", "area_people": "read"}):
        answer = client.post("/me/tokens/", {**sent, **wrong})
        assert answer.status_code == 422
        assert "goes with areas chosen below" in answer.content.decode()
    client.post("/me/tokens/", {**sent, "scope": "areas", "area_people": "read", "area_projects": "write"})
    assert ApiToken.objects.get().areas == {"people": "read", "projects": "write"}
    shown = client.get("/me/tokens/").content.decode()
    assert "Projects and plans: read and write · People and bookings: read only" in shown
