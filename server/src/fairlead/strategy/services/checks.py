"""What may be said of the strategy; refusals in the words of people."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Actor
from fairlead.kernel.errors import Refused

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2150, 1, 1)
MOST_MONEY = Decimal(10) ** 13
MOST_VALUE = Decimal(10) ** 13
WEIGHTS = range(1, 101)


def line(text: object) -> str:
    """Return `text` on one line without surrounding space."""
    return " ".join(str(text).split())


def text_faults(values: Mapping[str, Any], limits: Mapping[str, int], *, needed: tuple[str, ...]) -> dict[str, str]:
    """Return what is wrong with the texts among `values`; an absent one is not judged."""
    wrong = {
        name: _("At most %(limit)d characters") % {"limit": limit}
        for name, limit in limits.items()
        if len(values.get(name) or "") > limit
    }
    return wrong | {name: _("Missing") for name in needed if name in values and not values[name]}


def weight_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the weight among `values`."""
    if "weight" in values and values["weight"] not in WEIGHTS:
        return {"weight": _("A whole number from 1 to 100")}
    return {}


def day_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the days among `values`."""
    return {
        name: _("A date between 1970 and 2149")
        for name, value in values.items()
        if isinstance(value, date) and not FIRST_DAY <= value <= LAST_DAY
    }


def owner_known(id: int | None, *, actor: Actor) -> None:
    """Do nothing where `id` is None or an active person of the workspace. One query at most.

    Raises: Refused.
    """
    if id is None or Person.objects.filter(pk=id, workspace_id=actor.workspace_id, is_active=True).exists():
        return
    raise Refused(_("Choose somebody of this workspace."), fields={"owner": _("Not in this workspace")})
