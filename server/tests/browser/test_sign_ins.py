"""Signing in with a second step and with passkeys, in a real browser with an authenticator of its own."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import PASSWORD, Cast
from fairlead.access.models import User, Workspace

SignIn = Callable[[User], None]
INSIDE = re.compile("^http://[^/]+/(?!accounts/)")


@pytest.fixture
def authenticator(page: Page) -> Iterator[None]:
    """Give the browser an authenticator that knows its owner, as a phone or laptop has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    session.detach()


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows now for a key, or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def signed_in_by_password(page: Page, people: Cast) -> None:
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(people.member.user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirmed(page: Page) -> None:
    """Say the password again where it is asked for."""
    if page.get_by_role("heading", name="Is it you?").is_visible():
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def test_a_passkey_is_added_and_signs_in_alone(page: Page, people: Cast, authenticator: None, axe_findings: Any):
    signed_in_by_password(page, people)
    expect(page).to_have_url(INSIDE)
    page.goto("/me/sign-in/")
    page.get_by_role("link", name="Add a passkey").click()
    confirmed(page)
    looks(page, "passkey-add", axe_findings)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    looks(page, "recovery-codes", axe_findings)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("link", name="Remove Laptop")).to_be_visible()
    looks(page, "sign-ins", axe_findings)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(INSIDE)


def test_a_passkey_that_is_refused_is_told_in_words(page: Page, people: Cast, authenticator: None, axe_findings: Any):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    assert axe_findings(page) == []


def test_the_codes_of_an_app_become_the_second_step(page: Page, people: Cast, axe_findings: Any):
    signed_in_by_password(page, people)
    expect(page).to_have_url(INSIDE)
    page.goto("/me/sign-in/")
    page.get_by_role("link", name=re.compile("Turn on")).click()
    confirmed(page)
    looks(page, "totp", axe_findings)
    secret = page.locator("#secret").inner_text()
    page.locator("#id_code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    recovery = page.locator("#codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Recovery codes", exact=True)).to_be_visible()
    page.context.clear_cookies()
    signed_in_by_password(page, people)
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    looks(page, "second-step", axe_findings)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Incorrect code")).to_be_visible()
    page.locator("#id_code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(INSIDE)
    page.context.clear_cookies()
    signed_in_by_password(page, people)
    page.locator("#id_code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(INSIDE)
    page.context.clear_cookies()
    signed_in_by_password(page, people)
    page.locator("#id_code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Incorrect code")).to_be_visible()


def test_a_second_step_that_the_workspace_asks_for_is_set_up_before_all_else(
    page: Page, people: Cast, authenticator: None, axe_findings: Any
):
    Workspace.objects.filter(pk=people.workspace.pk).update(second_step=["member"])
    signed_in_by_password(page, people)
    expect(page.get_by_text("A second step is missing.")).to_be_visible()
    looks(page, "second-step-asked", axe_findings)
    page.get_by_role("link", name="Programs").click()
    expect(page).to_have_url(re.compile("/me/sign-in/$"))
    page.get_by_role("link", name="Add a passkey").click()
    confirmed(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("A second step is missing.")).to_have_count(0)
    page.get_by_role("link", name="Programs").click()
    expect(page.get_by_role("heading", name="Programs", level=1)).to_be_visible()


def test_one_browser_is_signed_out_from_another(page: Page, people: Cast, sign_in: SignIn, axe_findings: Any):
    sign_in(people.member.user)
    page.goto("/programs/")
    page.context.clear_cookies()
    signed_in_by_password(page, people)
    expect(page).to_have_url(INSIDE)
    page.context.clear_cookies()
    signed_in_by_password(page, people)
    expect(page).to_have_url(INSIDE)
    page.goto("/me/sign-in/")
    expect(page.get_by_text("this one")).to_have_count(1)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_role("status")).to_contain_text("signed out in")
    expect(page.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    looks(page, "sign-ins-one", axe_findings)
