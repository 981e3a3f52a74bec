"""Changes to what people cost and are billed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.audit import Change
from fairlead.kernel.errors import Refused
from fairlead.resources.currencies import CURRENCIES
from fairlead.resources.models import Rate, Resource
from fairlead.resources.rules import FIRST_DAY, LAST_DAY
from fairlead.resources.selectors import place_of
from fairlead.resources.services.people import raised, resource_locked

MOST = Decimal("1e9")


@dataclass(frozen=True, slots=True)
class NewRate:
    """What an hour costs and is billed at from a day on, in a currency (ISO 4217); None where it is not said."""

    from_on: date
    currency: str
    hour_cost: Decimal | None = None
    hour_bill: Decimal | None = None


@transaction.atomic
def rates_set(*, actor: Actor, resource_id: int, version: int, rates: Sequence[NewRate], now: datetime) -> Resource:
    """Make `rates` all the rates of a resource, each holding until the next.

    Raises: NotFound, Forbidden, StaleVersion; Refused for two of one day, amounts or currencies that cannot be.
    """
    resource = resource_locked(resource_id, actor, version)
    require(actor, Action.VIEW_RATES, place_of(resource, actor=actor))
    _check(rates)
    before = [_told(rate) for rate in resource.rates.all()]
    resource.rates.all().delete()
    rows = [
        Rate(
            resource=resource,
            from_on=each.from_on,
            currency=each.currency,
            hour_cost=each.hour_cost,
            hour_bill=each.hour_bill,
        )
        for each in sorted(rates, key=lambda each: each.from_on)
    ]
    Rate.objects.bulk_create(rows)
    after = [_told(rate) for rate in rows]
    change = Change("resource.rates", "resource", resource_id, before={"rates": before}, after={"rates": after})
    return raised(resource, change, actor, now)


def _check(rates: Sequence[NewRate]) -> None:
    wrong: dict[str, str] = {}
    if len({rate.from_on for rate in rates}) < len(rates):
        wrong["from_on"] = _("Another rate holds from this day")
    if not all(FIRST_DAY <= rate.from_on < LAST_DAY for rate in rates):
        wrong["from_on"] = _("A day between 1970 and 2149")
    if not all(rate.currency in CURRENCIES for rate in rates):
        wrong["currency"] = _("The three letters of a currency, such as EUR")
    for rate in rates:
        amounts = {"hour_cost": rate.hour_cost, "hour_bill": rate.hour_bill}
        wrong |= {
            name: _("From 0 to 1,000,000,000")
            for name, amount in amounts.items()
            if amount is not None and not 0 <= amount < MOST
        }
        if rate.hour_cost is None and rate.hour_bill is None:
            wrong["hour_cost"] = _("Say what an hour costs, or what it is billed at")
    if wrong:
        raise Refused(_("The rates were not saved."), code="invalid", fields=wrong)


def _told(rate: Rate) -> list[str]:
    amounts = ("" if amount is None else str(amount) for amount in (rate.hour_cost, rate.hour_bill))
    return [str(rate.from_on), rate.currency, *amounts]
