"""How I sign in: sessions seen and ended, what is closed, how often one may try."""

import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cast import PASSWORD, Cast
from fairlead.access.selectors import device_words
from fairlead.kernel.models import AuditEntry

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"
PAGE = "/me/sign-in/"


@pytest.fixture(autouse=True)
def counted_anew() -> Iterator[None]:
    """Nobody has tried anything yet, and what is tried here does not count for other tests."""
    cache.clear()
    yield
    cache.clear()


def browser(people: Cast, agent: str, *, address: str = "198.51.100.7") -> Client:
    """A browser in which the member has signed in by password."""
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    answer = client.post("/accounts/login/", {"login": people.member.user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_each_browser_is_told_with_where_it_came_from_and_this_one_is_marked(people: Cast):
    browser(people, PHONE, address="203.0.113.9")
    here = browser(people, FIREFOX)
    first, second = here.get(PAGE).context["sessions"]
    assert (first.device, first.address, first.is_this) == ("Firefox on Linux", "198.51.100.7", True)
    assert (second.device, second.address, second.is_this) == ("Safari on iPhone", "203.0.113.9", False)


def test_one_is_ended_from_another_at_once(people: Cast):
    phone, here = browser(people, PHONE), browser(people, FIREFOX)
    other = here.get(PAGE).context["sessions"][1]
    assert here.post(f"{PAGE}sessions/{other.id}/end/").status_code == 302
    assert phone.get("/programs/").status_code == 302
    assert here.get("/programs/").status_code == 200
    assert here.post(f"{PAGE}sessions/{other.id}/end/").status_code == 404


def test_all_others_are_ended_and_it_is_written_down(people: Cast):
    others = [browser(people, PHONE), browser(people, FIREFOX)]
    here = browser(people, FIREFOX)
    here.post(f"{PAGE}sessions/end/")
    assert [each.get("/programs/").status_code for each in [*others, here]] == [302, 302, 200]
    assert AuditEntry.objects.get(action="session.end").after == {"sessions": 2}


def test_somebody_elses_session_is_not_theirs_to_end(people: Cast, visit: Any):
    phone = browser(people, PHONE)
    row = UserSession.objects.get(user=people.member.user)
    assert visit(people.owner).post(f"{PAGE}sessions/{row.pk}/end/").status_code == 404
    assert phone.get("/programs/").status_code == 200


def test_when_it_was_seen_is_noted_every_ten_minutes(people: Cast, monkeypatch: Any):
    client = browser(people, FIREFOX)
    begun, first = timezone.now(), UserSession.objects.get(user=people.member.user).last_seen_at
    minutes = {5: first, 11: begun + timedelta(minutes=11), 20: begun + timedelta(minutes=11)}
    for number, seen_at in minutes.items():
        at = begun + timedelta(minutes=number)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        client.get("/programs/")
        assert UserSession.objects.get(user=people.member.user).last_seen_at == seen_at, number


def test_who_leaves_their_last_workspace_is_signed_out_everywhere(people: Cast, visit: Any):
    browser(people, PHONE)
    visit(people.owner).post(f"/people/roles/{people.member.person.pk}/leave/", {})
    assert not UserSession.objects.filter(user=people.member.user).exists()
    assert AuditEntry.objects.get(action="person.leave").after["sessions"] == 1


def test_a_sign_in_is_written_down_with_its_address(people: Cast):
    browser(people, FIREFOX)
    noted = AuditEntry.objects.get(action="account.sign_in")
    assert (noted.actor_name, noted.scope, noted.after) == (
        "Mel Member",
        people.workspace.pk,
        {"address": "198.51.100.7"},
    )


def test_codes_of_an_app_are_turned_on_and_off_and_both_is_written_down(
    people: Cast, django_capture_on_commit_callbacks: Any
):
    client = browser(people, FIREFOX)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/app/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/app/", {"code": code})["Location"] == "/accounts/2fa/codes/"
    assert client.get(PAGE).context["codes_left"] == 10
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/app/remove/")
    assert client.get(PAGE).context["app"] is None
    noted = AuditEntry.objects.filter(target="account").order_by("pk").values_list("action", flat=True)
    assert list(noted) == [
        "account.sign_in",
        "account.totp_activated",
        "account.totp_deactivated",
    ]


def test_who_lost_their_device_is_unlocked_from_the_command_line(people: Cast):
    TOTP.activate(people.member.user, "JBSWY3DPEHPK3PXP")
    signed_in = Client()
    signed_in.force_login(people.member.user)
    call_command("unlock", people.member.user.email.upper(), stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert browser(people, FIREFOX).get("/programs/").status_code == 200
    assert AuditEntry.objects.get(action="account.unlock").after == {"authenticators": 1}
    with pytest.raises(CommandError, match="neither second step nor passkey"):
        call_command("unlock", people.member.user.email)
    with pytest.raises(CommandError, match="No account signs in with"):
        call_command("unlock", "nobody@harbor.example")


def test_keys_of_authenticators_are_kept_encrypted(people: Cast):
    TOTP.activate(people.member.user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(people.member.user)
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert not any(code in kept for code in codes.get_unused_codes())
    again = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    assert again.get_unused_codes() == codes.get_unused_codes()


CLOSED = ("email/", "confirm-email/", "password/set/", "inactive/", "login/code/confirm/", "3rdparty/")


@pytest.mark.parametrize("path", CLOSED)
def test_what_we_do_not_offer_leads_nowhere(path: str, people: Cast, visit: Any):
    for who in (None, people.member):
        assert visit(who).get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize("path", ["app/", "codes/new/", "passkeys/add/"])
def test_who_changes_how_they_sign_in_says_their_password_again(path: str, people: Cast, visit: Any):
    answer = visit(people.member).get(f"/accounts/2fa/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")


def test_a_password_is_tried_five_times_per_account_then_not_even_the_right_one(people: Cast):
    wrong = {"login": people.member.user.email, "password": "wrong"}
    for number in range(5):
        shown = Client(REMOTE_ADDR=f"203.0.113.{number}").post("/accounts/login/", wrong).content.decode()
        assert "not correct" in shown
    right = {**wrong, "password": PASSWORD}
    shown = Client(REMOTE_ADDR="203.0.113.99").post("/accounts/login/", right)
    assert shown.status_code == 200
    assert "Too many failed login attempts. Try again later." in shown.content.decode()
    other = {"login": people.owner.user.email, "password": PASSWORD}
    assert Client(REMOTE_ADDR="203.0.113.99").post("/accounts/login/", other).status_code == 302


def test_one_address_fails_ten_times_a_minute_whatever_the_account(people: Cast):
    client = Client(REMOTE_ADDR="203.0.113.5")
    for number in range(10):
        client.post("/accounts/login/", {"login": f"nobody{number}@harbor.example", "password": "wrong"})
    right = {"login": people.owner.user.email, "password": PASSWORD}
    assert "Too many failed login attempts" in client.post("/accounts/login/", right).content.decode()
    assert Client(REMOTE_ADDR="203.0.113.6").post("/accounts/login/", right).status_code == 302


def test_who_asks_for_a_new_password_too_often_is_told_so_in_words(people: Cast, mailoutbox: Any):
    client = Client(REMOTE_ADDR="203.0.113.5")
    answers = [client.post("/accounts/password/reset/", {"email": people.member.user.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "That was too often" in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "Something that does not say what it is"),
    ],
)
def test_a_device_is_told_as_people_call_it(agent: str, words: str):
    assert device_words(agent) == words
