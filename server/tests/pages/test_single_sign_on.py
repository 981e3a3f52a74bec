"""Coming in through an organization's identity provider: a real one, small, on this machine."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from cast import NOW, Cast
from fairlead.access.models import DefinedRole, Invitation, Person, User
from fairlead.access.rules import Place, ScopeKind, Spot
from fairlead.access.services import NewInvitation, invitation_make
from fairlead.config.environment import oidc_of
from fairlead.kernel.models import AuditEntry
from pages.provider import Provider, provided

NINA = "nina.new@harbor.example"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provided() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Any) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = oidc_of(running.environment)
    return running


def come(
    provider: Provider, client: Client | None = None, query: str = "", **claims: Any
) -> tuple[Client, HttpResponse]:
    """Sign in as the provider's `claims` say; return the browser and the last answer of ours."""
    provider.person = {"sub": "7", "email_verified": True, "name": "Nina New", **claims}
    client = client or Client()
    begun = client.get(f"/accounts/sso/login/{query}")
    assert begun["Location"].startswith(provider.issuer)
    back = requests.get(begun["Location"], allow_redirects=False, timeout=10).headers["Location"]
    return client, client.get(back.removeprefix("http://testserver"))


def invited(people: Cast) -> None:
    spot = Spot(ScopeKind.WORKSPACE, people.workspace.pk, "Harbor", Place())
    member = DefinedRole.objects.get(workspace=people.workspace, key="member")
    invitation_make(actor=people.owner.actor, new=NewInvitation(NINA, member, spot), now=NOW)


def test_the_sign_in_page_offers_it_where_it_is_set(people: Cast, provider: Provider, settings: Any):
    assert "Sign in with Harbor Office" in Client().get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "/accounts/sso/login/" not in Client().get("/accounts/login/").content.decode()
    assert Client().get("/accounts/sso/login/").status_code == 404


def test_a_known_address_comes_into_its_account_and_is_known_by_its_id_from_then_on(people: Cast, provider: Provider):
    client, answer = come(provider, email=people.member.user.email.title())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/programs/").context["actor"].person_id == people.member.person.pk
    again, _answer = come(provider, email="another@harbor.example", email_verified=False)
    assert again.get("/programs/").context["actor"].person_id == people.member.person.pk
    noted = AuditEntry.objects.filter(actor=people.member.person.pk).order_by("pk").values_list("action", flat=True)
    assert list(noted) == ["account.connected", "account.sign_in", "account.sign_in"]


def test_an_invited_address_comes_in_without_a_password(people: Cast, provider: Provider):
    invited(people)
    client, _answer = come(provider, email=NINA)
    assert client.get("/programs/").context["actor"].name == "Nina New"
    assert not User.objects.get(email=NINA).has_usable_password()
    assert Invitation.objects.get().accepted_by == Person.objects.get(user__email=NINA)
    assert "through your organization" in client.get("/me/sign-in/").content.decode()


@pytest.mark.parametrize("verified", [False, None, "false", "true", 1])
def test_an_address_that_is_not_verified_opens_no_account(verified: Any, people: Cast, provider: Provider):
    invited(people)
    for email in (people.member.user.email, NINA):
        client, answer = come(provider, email=email, email_verified=verified)
        assert answer.status_code == 403
        assert "has not verified" in answer.content.decode()
        assert client.get("/programs/").status_code == 302
    assert not SocialAccount.objects.exists()
    assert not User.objects.filter(email=NINA).exists()


def test_nobody_else_comes_in_and_is_told_what_to_do(people: Cast, provider: Provider, monkeypatch: Any):
    client, answer = come(provider, email="stranger@harbor.example")
    assert answer.status_code == 403
    assert "Nobody here knows stranger@harbor.example" in answer.content.decode()
    assert client.get("/programs/").status_code == 302
    invited(people)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=15))
    assert come(provider, email=NINA)[1].status_code == 403
    assert not User.objects.filter(email=NINA).exists()


def test_only_addresses_of_our_domains_come_in(people: Cast, provider: Provider, settings: Any):
    settings.OIDC_DOMAINS = ["harbor.example"]
    assert come(provider, email=people.outsider.user.email)[1].status_code == 403
    assert come(provider, email=people.member.user.email)[1].status_code == 302


def test_an_identity_is_not_joined_to_another_account_that_is_signed_in(people: Cast, provider: Provider, visit: Any):
    client, answer = come(provider, visit(people.owner), "?process=connect", email="stranger@harbor.example")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()
    assert client.get("/programs/").context["actor"].person_id == people.owner.person.pk


def test_the_second_step_is_asked_for_here_too(people: Cast, provider: Provider):
    TOTP.activate(people.member.user, "JBSWY3DPEHPK3PXP")
    client, answer = come(provider, email=people.member.user.email)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/programs/").status_code == 302


def test_a_broken_answer_is_told_in_words(people: Cast, provider: Provider):
    client = Client()
    client.get("/accounts/sso/login/")
    shown = client.get("/accounts/sso/callback/?code=1&state=forged").content.decode()
    assert "gave no answer that we can use" in shown
    assert client.get("/programs/").status_code == 302


def test_settings_that_cannot_be_are_refused():
    client = {"FAIRLEAD_OIDC_CLIENT_ID": "a", "FAIRLEAD_OIDC_CLIENT_SECRET": "b"}
    assert oidc_of(client) == {}
    with pytest.raises(ImproperlyConfigured, match="https"):
        oidc_of({**client, "FAIRLEAD_OIDC_ISSUER": "http://login.example.org"})
    with pytest.raises(ImproperlyConfigured, match="CLIENT_SECRET"):
        oidc_of({"FAIRLEAD_OIDC_ISSUER": "https://login.example.org", "FAIRLEAD_OIDC_CLIENT_ID": "a"})
