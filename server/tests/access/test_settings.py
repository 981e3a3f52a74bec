"""The settings of a workspace: who changes them, and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast
from fairlead.access.models import Workspace
from fairlead.access.rules import fiscal_year
from fairlead.access.selectors import actor_for
from fairlead.governance.services import settings_update
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Rate
from fairlead.strategy.models import Objective
from fairlead.work.models import Proposal


def say(people: Cast, *, version: int = 1, **changes: Any) -> Workspace:
    return settings_update(actor=people.owner.actor, version=version, changes=changes, now=NOW)


def faults(people: Cast, *, version: int = 1, **changes: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        say(people, version=version, **changes)
    return refused.value.fields


def paid_in(people: Cast, currency: str) -> Rate:
    wes = people.resources["Wes Worker"]
    return Rate.objects.create(resource=wes, from_on=date(2026, 1, 1), currency=currency, hour_cost=Decimal(50))


def test_a_change_is_kept_with_its_version_and_told_in_the_audit(people: Cast) -> None:
    row = say(people, name="  Harbor   & Co ", currency="eur")
    assert (row.name, row.currency, row.version) == ("Harbor & Co", "EUR", 2)
    entry = AuditEntry.objects.get(action="workspace.update")
    assert entry.before == {"name": "Harbor", "currency": ""}
    assert entry.after == {"name": "Harbor & Co", "currency": "EUR"}


def test_a_late_change_is_answered_with_what_is_said_now(people: Cast) -> None:
    say(people, name="Pier")
    with pytest.raises(StaleVersion) as stale:
        say(people, name="Quay")
    assert stale.value.current["name"] == "Pier"


def test_only_who_administers_changes_them(people: Cast) -> None:
    with pytest.raises(Forbidden):
        settings_update(actor=people.member.actor, version=1, changes={"name": "Mine"}, now=NOW)
    with pytest.raises(NotFound):
        settings_update(actor=people.guest.actor, version=1, changes={"name": "Mine"}, now=NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", " "), ("time_zone", "Berlin"), ("currency", "EU")),
        *(("country", "XX"), ("week_start", 7), ("fiscal_month", 13)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: Any, people: Cast) -> None:
    assert list(faults(people, **{field: value})) == [field]


def test_the_currency_stays_while_money_is_said_in_it_and_the_message_tells_the_way_out(people: Cast) -> None:
    say(people, currency="EUR")
    paid_in(people, "EUR")
    year = {"start_on": date(2026, 1, 1), "finish_on": date(2027, 1, 1), "created_at": NOW}
    worth = {"workspace": people.workspace, "value": Decimal(9), "currency": "EUR"}
    Objective.objects.create(name="Sell", **worth, **year)
    Proposal.objects.create(name="Roof", proposed_at=NOW, reason="Rain", **worth)
    told = faults(people, version=2, currency="USD")["currency"]
    assert told.startswith("3 amounts are said in EUR, and amounts are not converted. Say them in the other currency")
    for rows in (Rate, Objective, Proposal):
        rows.objects.all().delete()
    assert say(people, version=2, currency="USD").currency == "USD"


def test_money_in_another_currency_holds_nothing_back(people: Cast) -> None:
    say(people, currency="EUR")
    paid_in(people, "GBP")
    assert say(people, version=2, currency="USD").currency == "USD"


def test_who_sends_a_request_knows_the_customs_of_their_workspace(people: Cast) -> None:
    say(people, time_zone="Asia/Tokyo", week_start=6, fiscal_month=4, currency="JPY", country="JP")
    actor = actor_for(people.member.user)
    assert actor is not None
    customs = actor.customs
    assert (customs.time_zone, customs.week_start, customs.fiscal_month) == ("Asia/Tokyo", 6, 4)
    assert (customs.currency, customs.country) == ("JPY", "JP")


def test_a_fiscal_year_runs_from_its_first_month() -> None:
    assert fiscal_year(date(2026, 3, 4), 4) == (date(2025, 4, 1), date(2026, 4, 1))
    assert fiscal_year(date(2026, 4, 1), 4) == (date(2026, 4, 1), date(2027, 4, 1))
    assert fiscal_year(date(2026, 3, 4), 1) == (date(2026, 1, 1), date(2027, 1, 1))
