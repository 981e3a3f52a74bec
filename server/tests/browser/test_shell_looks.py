"""Every page in light and dark, wide and narrow: nothing axe finds, nothing the policy blocks, nothing too wide."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import Cast, Stage
from fairlead.access.models import Person, User
from fairlead.resources.models import Resource

PAGES = [
    "/programs/",
    "/programs/new/",
    "/programs/{program}/",
    "/programs/{program}/tasks/?show=open",
    "/programs/{program}/edit/",
    "/projects/",
    "/projects/new/",
    "/projects/{shop}/",
    "/projects/{shop}/tasks/?show=late",
    "/tasks/{build}/",
    "/tasks/{build}/history/",
    "/tasks/{draw}/people/",
    "/people/",
    "/people/new/",
    "/people/{wes}/",
    "/people/{wes}/hours/",
    "/people/teams/",
    "/people/skills/",
    "/people/calendars/",
    "/people/calendars/{calendar}/",
    "/people/calendars/{calendar}/edit/",
    "/search/?q=re",
    "/me/sign-in/",
    "/me/tokens/",
    "/people/left/",
    "/people/roles/{me}/leave/",
    "/accounts/password/change/",
]
PLANS = ["/programs/{program}/roadmap/", "/projects/{shop}/plan/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_everybody(
    path: str, page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    page.goto(_address(path, plan))
    _hold(page, axe_findings)


@pytest.mark.parametrize("path", PLANS)
def test_the_plan_fills_its_page_and_no_more(
    path: str, page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    page.goto(_address(path, plan))
    page.get_by_role("treegrid").wait_for()
    _hold(page, axe_findings)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"])
def test_the_way_in_is_fit_for_everybody(path: str, page: Page, people: Cast, axe_findings: Any, problems: list[str]):
    page.goto(path)
    _hold(page, axe_findings)
    if path == "/nowhere/":
        problems.clear()  # the browser tells of the 404 itself


def test_without_a_choice_the_system_decides(page: Page, people: Cast, sign_in: Callable[[User], None]):
    sign_in(people.owner.user)
    page.emulate_media(color_scheme="dark")
    page.goto("/programs/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(15, 25, 33)")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_css("background-color", "rgb(246, 248, 249)")


def _address(path: str, plan: Stage) -> str:
    return path.format(
        program=plan.program.pk,
        shop=plan.shop.pk,
        build=plan.tasks["build"].pk,
        draw=plan.tasks["draw"].pk,
        wes=Resource.objects.get(name="Wes Worker").pk,
        calendar=plan.shop.calendar_id,
        me=Person.objects.get(name="Olga Owner").pk,
    )


def _hold(page: Page, axe_findings: Any) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe_findings(page) == [], f"{scheme} at {width}"
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
