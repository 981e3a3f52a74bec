"""The pages of charters, phases, closing and lessons in light and dark, wide and narrow; closing by keyboard."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks_of_all
from cast import MONDAY, NOW, Cast, Stage, task_of
from fairlead.access.models import User
from fairlead.programs.rules import GateOutcome
from fairlead.programs.services import Criterion, NewGate, gate_decide
from fairlead.schedule.closing import project_close
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.templates.services import template_make
from fairlead.work.models import Project
from fairlead.work.services import (
    Judgment,
    NewClosure,
    NewLesson,
    Success,
    charter_say,
    lesson_add,
    phase_gate_create,
    phases_from_outline,
)

PAGES = {
    "project": "/projects/{shop}/",
    "charter": "/projects/{shop}/charter/",
    "phase": "/phases/{phase}/edit/",
    "phase-gate": "/phases/{next}/gate/",
    "gate": "/gates/{gate}/",
    "close": "/projects/{shop}/close/",
    "report": "/projects/{attic}/closing/",
    "closed": "/projects/{attic}/",
    "lessons": "/lessons/",
    "lesson": "/lessons/{lesson}/edit/",
    "project-lessons": "/projects/{shop}/lessons/",
    "template-form": "/projects/{shop}/template/",
    "templates": "/templates/",
    "template": "/templates/{template}/",
}
PERMITS = NewLesson(
    "Permits wait longer than builders",
    "The electricians stood for four days because the permit was asked for with the order.",
    "Ask for every permit in the week of the lease.",
    ("permits", "builders"),
)


@pytest.fixture
def said(people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """SHOP with charter, phases, a gate and lessons; ATTIC closed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    owner, shop, attic = people.owner.actor, plan.shop.pk, plan.attic.pk
    for name in ("Build up", "Fit out", "Hand over"):
        task_of(plan.shop, f"{name} all", parent=task_of(plan.shop, name, duration_minutes=0))
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    phases = phases_from_outline(actor=owner, project_id=shop, now=NOW)
    criteria = [Criterion("Drawings agreed", "Sheet 4", is_met=True), Criterion("Paid by half")]
    ready = NewGate("Ready", date(2026, 3, 3), criteria=criteria)
    gate = phase_gate_create(actor=owner, id=phases[0].pk, new=ready, now=NOW)
    hold = {"outcome": GateOutcome.HOLD, "note": "Half is not paid", "of": plan.shop.place}
    gate_decide(actor=owner, id=gate.pk, version=1, now=NOW, **hold)
    aims = [Success("Open in May", "the door"), Success("It pays within a year", "the ledger")]
    charter = {"goal": "A shop that pays", "scope": "Ground floor", "out_of_scope": "The cellar", "criteria": aims}
    charter_say(actor=owner, project_id=shop, version=1, changes=charter, now=NOW)
    lesson = lesson_add(actor=owner, project_id=shop, new=PERMITS, now=NOW)
    charter_say(actor=owner, project_id=attic, version=1, changes={"criteria": aims}, now=NOW)
    first, second = Project.objects.get(pk=attic).success.all()
    judged = [Judgment(first.pk, True, "Opened on 4 May"), Judgment(second.pk, False, "A loss, so far")]
    new = NewClosure("The attic is empty, dry and lit.", "Ida keeps it so.", judged)
    project_close(actor=owner, project_id=attic, version=2, new=new, now=NOW, wall_clock=MONDAY)
    ids = {"phase": phases[0].pk, "next": phases[1].pk, "gate": gate.pk, "lesson": lesson.pk}
    template = template_make(actor=owner, project_id=shop, name="A shop", about="For shops with a door", now=NOW)
    ids["template"] = template.pk
    return {**ids, "shop": shop, "attic": attic}


def test_the_pages_are_fit_for_everybody(
    page: Page, people: Cast, said: dict[str, int], sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    addresses = {f"closing-{name}": path.format(**said) for name, path in PAGES.items()}
    looks_of_all(page, addresses, axe_findings)


def test_a_project_is_closed_by_keyboard(
    page: Page, people: Cast, said: dict[str, int], sign_in: Callable[[User], None]
):
    sign_in(people.owner.user)
    page.goto(f"/projects/{said['shop']}/")
    page.get_by_role("link", name="Close", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("It is", exact=True)).to_have_count(2)
    for row in page.get_by_label("It is", exact=True).all():
        row.focus()
        page.keyboard.press("ArrowDown")  # met
    page.get_by_label("What it came to").focus()
    page.keyboard.type("A shop with a door")
    page.get_by_role("button", name="Close the project").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Closing report", exact=True)).to_be_visible()
    expect(page.get_by_text("A shop with a door")).to_be_visible()
