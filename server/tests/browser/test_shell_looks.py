"""Every page in light and dark, wide and narrow: nothing axe finds, nothing the policy blocks, nothing too wide."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks, looks_of_all
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


def test_the_pages_are_fit_for_everybody(
    page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    looks_of_all(page, _named(_address(path, plan) for path in PAGES), axe_findings)


@pytest.mark.parametrize("path", PLANS)
def test_the_plan_fills_its_page_and_no_more(
    path: str, page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    page.goto(_address(path, plan))
    page.get_by_role("treegrid").wait_for()
    looks(page, path.split("/")[-2], axe_findings)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


def test_the_way_in_is_fit_for_everybody(page: Page, people: Cast, axe_findings: Any):
    looks_of_all(page, _named(["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]), axe_findings)


def test_what_is_not_there_is_fit_for_everybody(page: Page, people: Cast, axe_findings: Any, problems: list[str]):
    page.goto("/nowhere/")
    looks(page, "nowhere", axe_findings)
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


def _named(addresses: Iterable[str]) -> dict[str, str]:
    return {f"shell{re.sub('[^a-z]+', '-', address)}": address for address in addresses}
