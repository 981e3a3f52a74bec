"""The walk of docs/walks/lead-a-program-to-its-benefits.md: a gate is prepared, passed once, and a benefit measured."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import NOW, Cast, Player, Stage, cast, player, stage
from fairlead.access.models import User
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Benefit, Gate, Program
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate


@pytest.fixture
def people(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    staged = stage(people)
    scope_recalculate(scope=scope_of(staged.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


@pytest.fixture
def sponsor(people: Cast, plan: Stage) -> Player:
    sue = player(people.workspace, "Sue Sponsor", Role.GUEST)
    role_grant(person=sue.person, role=Role.SPONSOR, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    return sue


def test_a_program_passes_a_gate_and_its_benefit_is_measured(
    page: Page, people: Cast, plan: Stage, sponsor: Player, sign_in: Callable[[User], None], axe_findings: Any
):
    # 1 The program manager sets up the gate that opens the next stage, and says what must be so.
    sign_in(people.manager.user)
    page.goto(f"/programs/{plan.program.pk}/delivery/", timeout=30_000)  # the first page of a fresh server
    page.get_by_role("link", name="New gate").first.click()
    page.get_by_label("Name").fill("Ready to plan")
    page.get_by_label("Decided by").fill("2026-03-20")
    page.get_by_label("Opens the stage").select_option(label="Planning")
    page.get_by_label("Criterion").first.fill("The budget is agreed")
    page.get_by_role("button", name="Set it up").click()
    # 2 The evidence is written beside it; who decides is told by name, and it is not who prepared it.
    page.get_by_role("link", name="Prepare").click()
    page.get_by_label("Evidence").first.fill("Minutes of 2 March")
    page.get_by_label("Met", exact=True).first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Decided here by Sue Sponsor")).to_be_visible()
    assert page.get_by_role("button", name="Decide").count() == 0

    # 3 The sponsor decides, once; the program enters the stage that the gate opens.
    sign_in(sponsor.user)
    page.goto(f"/gates/{Gate.objects.get().pk}/")
    page.get_by_label("Go on", exact=True).check()
    page.get_by_label("Why, or under which conditions").fill("As agreed on the second")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("As agreed on the second")).to_be_visible()
    assert page.get_by_role("button", name="Decide").count() == 0
    assert Program.objects.get(pk=plan.program.pk).stage == "planning"
    entry = AuditEntry.objects.get(action="gate.decide")
    assert entry.actor_name == "Sue Sponsor"

    # 4 The program manager writes down the benefit that all this is for, and what it depends on.
    sign_in(people.manager.user)
    page.goto(f"/programs/{plan.program.pk}/benefits/")
    page.get_by_role("link", name="New benefit").first.click()
    said = {"Name": "Revenue of the shop", "Unit": "k€", "Baseline on": "2026-01-01", "Target by": "2027-01-01"}
    for label, value in {**said, "Measured until": "2028-01-01"}.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Baseline", exact=True).fill("100")
    page.get_by_label("Target", exact=True).fill("200")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("link", name="Add").click()
    page.get_by_label("Output").fill("The shop")
    page.get_by_label("There once this is done").select_option(label="The whole project")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_label("Depends on")).to_contain_text("The shop")
    # 5 It is measured: on the second of March a sixth of the way was to be gone, 116.4 of 100 to 200.
    page.get_by_label("Day").fill("2026-03-02")
    page.get_by_label("Value").fill("105")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("of its gain behind what was expected")).to_be_visible()
    assert Benefit.objects.get().measurements.get().on == date(2026, 1, 1) + timedelta(days=60)
    assert axe_findings(page) == []
