"""The pages of delivery, benefits and templates of programs in light and dark, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.looks import looks_of_all
from cast import NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.programs.rules import GateOutcome
from fairlead.programs.services import gate_decide
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
    return {**ids, "program": plan.program.pk, "template": programmed(plan)}


def test_delivery_and_benefits_look_right(
    people: Cast, said: dict[str, int], page: Page, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.owner.user)
    addresses = {f"delivery-{name}": path.format(**said) for name, path in PAGES.items()}
    looks_of_all(page, addresses, axe_findings)
