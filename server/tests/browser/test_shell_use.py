"""The shell in use: by keyboard, on a phone, and without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from cast import Cast, Stage
from fairlead.access.models import User


@pytest.fixture
def desk(page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]) -> Page:
    """The program's page as its manager sees it."""
    sign_in(people.manager.user)
    page.goto(f"/programs/{plan.program.pk}/")
    return page


def test_search_goes_by_keys_alone(desk: Page, plan: Stage):
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("link", name="Go to projects")).to_be_visible()
    desk.keyboard.type("buil")
    expect(desk.get_by_role("dialog").get_by_role("link", name="Build")).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(rf"/tasks/{plan.tasks['build'].pk}/$"))


def test_escape_closes_search(desk: Page, axe_findings: Any):
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("searchbox")).to_be_focused()
    assert axe_findings(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("searchbox")).to_be_hidden()


def test_a_task_opens_at_the_side_and_leads_on(desk: Page, plan: Stage, axe_findings: Any):
    desk.get_by_role("link", name="Move in").click()
    panel = desk.get_by_role("dialog", name="Task")
    expect(panel.get_by_role("heading", name="Why does it start")).to_be_visible()
    assert axe_findings(desk) == []
    panel.get_by_role("link", name="Build").first.click()
    expect(panel.get_by_role("heading", name="Build")).to_be_visible()
    panel.get_by_role("button", name="Close").focus()
    desk.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(desk.get_by_role("link", name="Move in")).to_be_focused()


def test_a_blocker_is_said_and_resolved_in_the_panel(desk: Page, plan: Stage):
    desk.get_by_role("link", name="Build").click()
    panel = desk.get_by_role("dialog", name="Task")
    panel.get_by_text("Something blocks it").click()
    panel.get_by_label("What blocks it?").fill("No bricks")
    desk.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="It can go on")).to_be_visible()
    expect(panel.get_by_label("Blocked", exact=True)).to_contain_text("No bricks")
    panel.get_by_role("button", name="It can go on").click()
    expect(panel.get_by_text("Something blocks it")).to_be_visible()


def test_the_plan_opens_its_task_at_the_side(page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]):
    sign_in(people.manager.user)
    page.goto(f"/projects/{plan.shop.pk}/plan/")
    page.get_by_role("treegrid").wait_for()
    page.evaluate(
        "id => document.querySelector('fl-plan').dispatchEvent("
        "new CustomEvent('fl-plan:open-task', {bubbles: true, detail: {id}}))",
        plan.tasks["build"].pk,
    )
    expect(page.get_by_role("dialog", name="Task").get_by_role("heading", name="Build")).to_be_visible()


def test_new_looks_show_at_once_and_stay(desk: Page):
    desk.get_by_role("button", name="Looks").click()
    desk.get_by_role("button", name="Dark").click()
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(desk.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_menus_are_fit_for_everybody(desk: Page, axe_findings: Any):
    for name in ("Looks", "Maya Manager, my menu"):
        desk.get_by_role("button", name=name).click()
        assert axe_findings(desk) == []
        desk.keyboard.press("Escape")


def test_a_phone_has_the_menu_behind_a_button(desk: Page, axe_findings: Any):
    desk.set_viewport_size({"width": 390, "height": 844})
    main = desk.get_by_role("navigation", name="Main")
    expect(main).to_be_hidden()
    desk.get_by_role("button", name="Main menu").click()
    expect(main).to_be_visible()
    assert axe_findings(desk) == []
    main.get_by_role("link", name="Projects").click()
    expect(desk.get_by_role("heading", name="Projects")).to_be_visible()


def test_the_list_filters_while_one_types(desk: Page):
    desk.goto("/projects/")
    desk.get_by_role("searchbox", name="Name or code").press_sequentially("ware")
    expect(desk.get_by_role("link", name="Shop")).to_be_hidden()
    expect(desk.get_by_role("link", name="Warehouse")).to_be_visible()
    expect(desk).to_have_url(re.compile(r"/projects/\?q=ware&program=$"))


def test_pages_read_and_send_without_scripts(
    browser: Browser, live_server: Any, page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]
):
    sign_in(people.manager.user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    session = next(each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    context.add_cookies([session])  # type: ignore[list-item]
    plain = context.new_page()
    plain.goto(f"/programs/{plan.program.pk}/")
    plain.get_by_role("link", name="Build").click()
    plain.get_by_text("Something blocks it").click()
    plain.get_by_label("What blocks it?").fill("No bricks")
    plain.get_by_role("button", name="Mark as blocked").click()
    expect(plain.get_by_role("button", name="It can go on")).to_be_visible()
    plain.get_by_role("link", name="Search or do anything").click()
    expect(plain.get_by_role("heading", name="Search")).to_be_visible()
    context.close()
