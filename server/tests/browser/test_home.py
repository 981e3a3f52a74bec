"""The home page in both looks and widths, by keyboard, and the way from a red objective to the task behind it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import NOW, Cast, Player, Stage, player
from fairlead.access.models import User
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.programs.models import Gate, ProgramContribution
from fairlead.strategy.models import Objective
from fairlead.work.models import Assignment, Blocker


@pytest.fixture
def everything(people: Cast, plan: Stage) -> Player:
    """Somebody with every role; the shop is off track and blocked, and an objective that it serves is red."""
    who = player(people.workspace, "Eve Everything", Role.ADMINISTRATOR)
    for role in (Role.PROGRAM_MANAGER, Role.SPONSOR):
        role_grant(person=who.person, role=role, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    role_grant(person=who.person, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=plan.shop.pk, now=NOW)
    wes = people.resources["Wes Worker"]
    wes.person = who.person
    wes.save()
    Assignment.objects.create(task=plan.tasks["build"], resource=wes)
    Blocker.objects.create(task=plan.tasks["build"], reason="No bricks", raised_at=NOW)
    Gate.objects.create(workspace=people.workspace, program=plan.program, name="Open", due_on=date(2026, 3, 9))
    red_objective(people, plan)
    return who


def red_objective(people: Cast, plan: Stage) -> Objective:
    """An objective whose period is over before the program that serves it."""
    period = {"start_on": date(2026, 1, 1), "finish_on": date(2026, 3, 5), "status": "active", "created_at": NOW}
    aim = Objective.objects.create(workspace=people.workspace, name="Open early", **period)
    ProgramContribution.objects.create(program=plan.program, objective=aim, share=Decimal("0.5"))
    return aim


def test_it_is_fit_for_everybody(page: Page, everything: Player, sign_in: Callable[[User], None], axe_findings: Any):
    sign_in(everything.user)
    page.goto("/", timeout=30_000)
    page.get_by_role("link", name="Open early").wait_for()
    looks(page, "home", axe_findings)


def test_one_key_finishes_a_task_and_the_next_one_is_at_hand(
    page: Page, everything: Player, sign_in: Callable[[User], None]
):
    sign_in(everything.user)
    page.goto("/", timeout=30_000)
    page.keyboard.press("d")
    expect(page.get_by_role("button", name="Done: Draw")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_text("“Draw” is done.")).to_be_visible()
    expect(page.get_by_role("button", name="Done: Build")).to_be_focused()
    page.get_by_role("button", name="Not yet").click()
    expect(page.get_by_role("button", name="Done: Draw")).to_be_visible()


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.PROGRAM_MANAGER])
def test_three_clicks_lead_from_a_red_objective_to_the_task_behind_it(
    role: Role, page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]
):
    who = player(people.workspace, "Sue Sponsor", Role.GUEST)
    role_grant(person=who.person, role=role, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    Blocker.objects.create(task=plan.tasks["build"], reason="No bricks", raised_at=NOW)
    aim = red_objective(people, plan)
    sign_in(who.user)
    clicks = Clicks(page)
    page.goto("/", timeout=30_000)
    red = page.get_by_role("listitem").filter(has_text="Open early")
    expect(red.get_by_text("Off track", exact=True)).to_be_visible()
    clicks.on("link", "Open early")
    expect(page).to_have_url(re.compile(rf"/strategy/objectives/{aim.pk}/$"))
    clicks.on("link", "Build")
    expect(page.get_by_role("dialog", name="Task").get_by_text("No bricks").first).to_be_visible()
    assert clicks.count <= 3


class Clicks:
    """Clicks, counted."""

    def __init__(self, page: Page) -> None:
        self._page, self.count = page, 0

    def on(self, role: Any, name: str) -> None:
        self._page.get_by_role(role, name=name).first.click()
        self.count += 1
