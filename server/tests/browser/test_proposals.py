"""The pages of proposals in light and dark, wide and narrow; the board by keyboard."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks_of_all
from cast import MONDAY, NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.strategy.models import Criterion
from fairlead.work.rules import Verdict
from fairlead.work.services import (
    NewProposal,
    NewStart,
    proposal_create,
    proposal_decide,
    proposal_score,
    proposal_start,
)

PAGES = {
    "board": "/proposals/",
    "form": "/proposals/new/",
    "open": "/proposals/{Quay}/",
    "approved": "/proposals/{Pier}/",
    "start": "/proposals/{Crane}/start/",
}


@pytest.fixture
def board(people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A proposal at each step, and one that is a project by now; the ids by name."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    manager = people.manager.actor
    value = Criterion.objects.create(workspace=people.workspace, name="Value", weight=3)
    ease = Criterion.objects.create(workspace=people.workspace, name="Ease", about="Known technique, few people")
    cases = {"Quay": 4, "Pier": 5, "Crane": 4, "Lighthouse": None, "Ferry": 1}
    ids = {}
    for name, score in cases.items():
        case = {"value": Decimal(90_000), "cost": Decimal(30_000), "currency": "EUR", "wanted_on": date(2026, 9, 30)}
        new = NewProposal(name, "Ships wait for a place, two days of three.", "Two berths", plan.program.pk, **case)
        ids[name] = proposal_create(actor=people.member.actor, new=new, now=NOW).pk
        scores = {value.pk: score} if name == "Quay" else {value.pk: score, ease.pk: score}
        proposal_score(actor=manager, id=ids[name], scores=scores, now=NOW)
    for name, verdict in (("Pier", Verdict.APPROVED), ("Crane", Verdict.APPROVED), ("Ferry", Verdict.DECLINED)):
        reason = "It pays within a year."
        proposal_decide(actor=manager, id=ids[name], version=1, verdict=verdict, reason=reason, now=NOW)
    proposal_start(actor=manager, id=ids["Pier"], version=2, new=NewStart("PIER", MONDAY), now=NOW)
    return ids


def test_the_pages_are_fit_for_everybody(
    page: Page, people: Cast, board: dict[str, int], sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.manager.user)
    addresses = {f"proposals-{name}": path.format(**board) for name, path in PAGES.items()}
    looks_of_all(page, addresses, axe_findings)


def test_a_proposal_is_approved_by_keyboard(
    page: Page, people: Cast, board: dict[str, int], sign_in: Callable[[User], None]
):
    sign_in(people.manager.user)
    page.goto("/proposals/")
    page.get_by_role("link", name="Quay").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why, for whoever proposed it").focus()
    page.keyboard.type("It pays")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("approved it")).to_be_visible()
