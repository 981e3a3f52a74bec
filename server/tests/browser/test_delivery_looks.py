"""The pages of delivery, benefits and templates of programs in light and dark, wide and narrow."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.looks import looks_of_all
from cast import NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.programs.models import Program
from fairlead.programs.rules import GateOutcome
from fairlead.programs.services import gate_decide, program_contribute
from fairlead.strategy.services import NewObjective, objective_create
from fairlead.work.services import output_add
from pages.test_rights import delivered, programmed

PAGES = {
    "delivery": "/programs/{program}/delivery/",
    "stage": "/programs/{program}/stage/",
    "tranche": "/tranches/{tranche}/edit/",
    "gate": "/gates/{gate}/",
    "gate-form": "/gates/{gate}/edit/",
    "benefits": "/programs/{program}/benefits/",
    "benefit": "/benefits/{benefit}/",
    "benefit-form": "/benefits/{benefit}/edit/",
    "output": "/benefits/{benefit}/outputs/new/",
    "template-form": "/programs/{program}/template/",
    "template": "/templates/programs/{template}/",
    "new-program": "/programs/new/",
    "programs": "/programs/",
}


@pytest.fixture
def said(people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ids, owner = delivered(plan), people.owner.actor
    gate_decide(actor=owner, id=ids["gate"], version=1, outcome=GateOutcome.HOLD, note="Not tested yet", now=NOW)
    output_add(actor=owner, project_id=plan.shop.pk, benefit_id=ids["benefit"], name="The shop", now=NOW)
    _serve(people, plan)
    return {**ids, "program": plan.program.pk, "template": programmed(plan)}


def _serve(people: Cast, plan: Stage) -> None:
    """Two objectives that the template keeps; *Calm* is over before anything begins from it."""
    ids = [
        objective_create(actor=people.owner.actor, new=NewObjective(name, date(2026, 1, 1), until), now=NOW).pk
        for name, until in (("Grow", date(2036, 1, 1)), ("Calm", date(2026, 2, 1)))
    ]
    version = Program.objects.get(pk=plan.program.pk).version
    shares = dict.fromkeys(ids, Decimal("0.4"))
    program_contribute(actor=people.owner.actor, id=plan.program.pk, version=version, shares=shares, now=NOW)


def test_delivery_and_benefits_look_right(
    people: Cast, said: dict[str, int], page: Page, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    addresses = {f"delivery-{name}": path.format(**said) for name, path in PAGES.items()}
    looks_of_all(page, addresses, axe_findings)
