from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Stage, cast, stage
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.services import NewBooking


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    staged = stage(people)
    scope_recalculate(scope=scope_of(staged.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


def wes(people: Cast, plan: Stage, **values: Any) -> NewBooking:
    """All of Wes for SHOP in the week of 2026-03-02, softly, unless said otherwise."""
    usual: dict[str, Any] = {
        "project": plan.shop.pk,
        "resource": people.resources["Wes Worker"].pk,
        "start_on": date(2026, 3, 2),
        "finish_on": date(2026, 3, 9),
        "units": None if "minutes" in values else Decimal(1),
    }
    return NewBooking(**{**usual, **values})
