"""Letting somebody go and back in, in a real browser: what waits for others is seen before."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import Cast, Stage
from fairlead.access.models import User

SignIn = Callable[[User], None]


def test_a_program_manager_is_let_go_and_back_in(
    page: Page, people: Cast, plan: Stage, sign_in: SignIn, axe_findings: Any
):
    sign_in(people.owner.user)
    page.goto(f"/people/roles/{people.manager.person.pk}/")
    page.get_by_role("link", name="Let go").click()
    expect(page.get_by_role("link", name="Relaunch")).to_be_visible()
    looks(page, "leave", axe_findings)
    page.get_by_label("Why").fill("Contract over")
    page.get_by_role("button", name="Let them go").click()
    expect(page.get_by_text("“Contract over”")).to_be_visible()
    looks(page, "left", axe_findings)
    page.get_by_role("link", name="Maya Manager").click()
    looks(page, "left-person", axe_findings)
    page.get_by_role("button", name="Let back in").click()
    expect(page.get_by_role("status")).to_contain_text("Maya Manager is back")
