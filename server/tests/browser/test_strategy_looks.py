"""The pages of the strategy in light and dark, wide and narrow, and the map by keyboard."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks_of_all
from cast import NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.programs.services import program_contribute
from fairlead.strategy.models import Status
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import (
    NewCheckIn,
    NewKeyResult,
    NewObjective,
    check_in_add,
    criterion_create,
    key_result_create,
    objective_create,
    objective_status_set,
)

PAGES = {
    "map": "/strategy/",
    "objectives": "/strategy/objectives/",
    "objective": "/strategy/objectives/{objective}/",
    "alignment": "/strategy/alignment/",
    "fit": "/strategy/fit/",
    "new": "/strategy/objectives/new/",
    "serves": "/programs/{program}/serves/",
}


@pytest.fixture
def aimed(people: Cast, plan: Stage) -> dict[str, int]:
    """An objective with a key result that four check-ins move, served by the program, and one nobody serves."""
    owner = people.owner.actor
    top = objective_create(actor=owner, new=NewObjective("Open early", date(2026, 1, 1), date(2026, 3, 5)), now=NOW)
    objective_create(actor=owner, new=NewObjective("Sell", date(2026, 1, 1), date(2027, 1, 1), parent=top.pk), now=NOW)
    result = NewKeyResult("Sales", Direction.UP, Decimal(0), Decimal(10), unit="k€")
    made = key_result_create(actor=owner, objective_id=top.pk, new=result, now=NOW)
    for day in range(1, 5):
        told = NewCheckIn(date(2026, 2, 7 * day), Decimal(day), Decimal("0.6"))
        check_in_add(actor=owner, key_result_id=made.pk, new=told, now=NOW)
    objective_status_set(actor=owner, id=top.pk, version=1, status=Status.ACTIVE, note="", now=NOW)
    program_contribute(actor=owner, id=plan.program.pk, version=1, shares={top.pk: Decimal("0.5")}, now=NOW)
    criterion_create(actor=owner, name="Reach", now=NOW)
    return {"objective": top.pk, "program": plan.program.pk}


def test_the_pages_are_fit_for_everybody(
    page: Page, people: Cast, aimed: dict[str, int], sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    addresses = {f"strategy-{name}": path.format(**aimed) for name, path in PAGES.items()}
    looks_of_all(page, addresses, axe_findings, lambda name: name.endswith("-map") and _drawn(page))


def test_the_map_is_walked_by_keyboard_along_its_flows(
    page: Page, people: Cast, aimed: dict[str, int], sign_in: Callable[[User], None]
):
    sign_in(people.owner.user)
    page.goto("/strategy/")
    page.locator(".flm-link", has_text="Open early").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".flm-link", has_text="Relaunch")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".flm-card:focus-within")).to_have_attribute("data-key", f"project-{_shop(page)}")
    page.get_by_role("button", name="List").click()
    expect(page.locator(".flm-list").get_by_role("link", name="Relaunch")).to_be_visible()


def _drawn(page: Page) -> None:
    page.locator(".flm-card").first.wait_for()


def _shop(page: Page) -> str:
    href = page.locator(".flm-link", has_text="Shop").get_attribute("href") or ""
    return href.strip("/").split("/")[1]
