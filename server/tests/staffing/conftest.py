from datetime import date
from decimal import Decimal
from typing import Any

from cast import Cast, Stage
from fairlead.staffing.services import NewBooking


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
