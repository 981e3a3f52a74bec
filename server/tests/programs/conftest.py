from datetime import date
from decimal import Decimal

import pytest

from cast import NOW, Cast, Stage, player, stage
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.programs.models import Benefit
from fairlead.programs.services import NewBenefit, benefit_create
from standing import Staging


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


@pytest.fixture
def sponsor(people: Cast, plan: Stage):
    """Sue, a guest who sponsors the staged program."""
    sue = player(people.workspace, "Sue Sponsor", Role.GUEST)
    role_grant(person=sue.person, role=Role.SPONSOR, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    return sue


@pytest.fixture
def revenue(people: Cast, plan: Stage) -> Benefit:
    """From 100 at the new year to 200 a year later, measured every 30 days for another year; worker owns it."""
    new = NewBenefit(
        name="Revenue",
        baseline=Decimal(100),
        baseline_on=date(2026, 1, 1),
        target=Decimal(200),
        target_on=date(2027, 1, 1),
        measure_until_on=date(2028, 1, 1),
        measure_every_days=30,
        owner=people.worker.person.pk,
        unit="k€",
    )
    return benefit_create(actor=people.manager.actor, program_id=plan.program.pk, new=new, now=NOW)
