from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, stage
from fairlead.strategy.models import KeyResult, Objective
from fairlead.strategy.rules.measure import Direction
from fairlead.strategy.services import NewKeyResult, NewObjective, key_result_create, objective_create
from standing import Staging


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


@pytest.fixture
def grow(people: Cast) -> Objective:
    """An objective of the year 2026, which the manager owns."""
    new = NewObjective("Grow", date(2026, 1, 1), date(2027, 1, 1), owner=people.manager.person.pk)
    return objective_create(actor=people.owner.actor, new=new, now=NOW)


@pytest.fixture
def below(people: Cast) -> Callable[..., Objective]:
    """A function that makes an objective of the year below another, or at the top."""

    def make(name: str, parent: Objective | None = None, **values: Any) -> Objective:
        new = NewObjective(name, date(2026, 1, 1), date(2027, 1, 1), parent=parent.pk if parent else None, **values)
        return objective_create(actor=people.owner.actor, new=new, now=NOW)

    return make


@pytest.fixture
def revenue(people: Cast, grow: Objective) -> KeyResult:
    """From 100 to 200, upwards."""
    new = NewKeyResult("Revenue", Direction.UP, Decimal(100), Decimal(200), unit="k€")
    return key_result_create(actor=people.manager.actor, objective_id=grow.pk, new=new, now=NOW)
