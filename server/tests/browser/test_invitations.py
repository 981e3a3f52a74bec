"""Invitations in a real browser: the link is copied, somebody new comes in, another account is told the way out."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from cast import Cast, Stage
from fairlead.access.models import User

SignIn = Callable[[User], None]


def test_somebody_new_comes_in_by_the_link_that_was_passed_on(
    page: Page, people: Cast, plan: Stage, sign_in: SignIn, axe_findings: Any, settings: Any, problems: list[str]
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sign_in(people.manager.user)
    page.goto("/people/invitations/")
    page.get_by_label("E-mail address").fill("nina.new@harbor.example")
    page.locator("#id_role").select_option(label="Team member")
    page.locator("#id_where").fill("SHOP")
    page.get_by_role("button", name="Invite", exact=True).click()
    link = page.locator("#secret").inner_text()
    assert axe_findings(page) == []
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("this invitation is for nina.new@harbor.example")
    assert axe_findings(page) == []
    assert [each for each in problems if "403" not in each] == []
    problems.clear()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Your name").fill("Nina New")
    page.get_by_label("Choose a password").fill("a quiet harbor at dawn")
    assert axe_findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Make my account and come in").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/projects/")
    expect(page.get_by_role("link", name="Shop").first).to_be_visible()
    expect(page.get_by_role("link", name="Warehouse")).to_have_count(0)
