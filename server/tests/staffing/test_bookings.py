"""Bookings: people promised to projects, by share or by hours, and demand that waits for a name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Resource, Skill
from fairlead.staffing.capacity import Hours
from fairlead.staffing.models import Booking
from fairlead.staffing.selectors import bookings_of
from fairlead.staffing.services import booking_create, booking_delete, booking_name, booking_update
from staffing.conftest import wes

HALF = Decimal("0.5")


def book(people: Cast, plan: Stage, **values: Any) -> Booking:
    return booking_create(actor=people.manager.actor, new=wes(people, plan, **values), now=NOW)


def test_a_booking_says_who_when_and_how_much_and_by_whom(people: Cast, plan: Stage):
    booking = book(people, plan, is_firm=True, note=" until \n launch ")
    assert (booking.booked_by_id, booking.note, booking.version) == (people.manager.person.pk, "until launch", 1)
    entry = AuditEntry.objects.get(action="booking.create")
    assert (entry.actor, entry.after["units"], entry.after["is_firm"]) == (people.manager.person.pk, "1", True)


def test_half_of_a_week_is_20_hours_and_10_hours_are_a_quarter(people: Cast, plan: Stage):
    share = book(people, plan, units=HALF)
    effort = book(people, plan, minutes=600)
    hours = Hours(people.workspace.pk)
    assert hours.booked(share, date(2026, 3, 2), date(2026, 3, 9)) == 0.5 * 5 * 480
    assert hours.share(effort) == 600 / 2400
    # of the quarter, 8 hours times a quarter on each day
    assert hours.booked(effort, date(2026, 3, 3), date(2026, 3, 4)) == 120


def test_only_who_leads_the_program_books(people: Cast, plan: Stage):
    new = wes(people, plan)
    for who, error in ((people.member, Forbidden), (people.worker, Forbidden), (people.guest, NotFound)):
        with pytest.raises(error):
            booking_create(actor=who.actor, new=new, now=NOW)
    assert not Booking.objects.exists()
    assert booking_create(actor=people.owner.actor, new=new, now=NOW).pk


def test_bookings_are_seen_by_those_who_see_the_project(people: Cast, plan: Stage):
    book(people, plan)
    book(people, plan, project=plan.ware.pk)
    counts = {who: bookings_of(actor=getattr(people, who).actor).count() for who in ("member", "worker", "guest")}
    assert counts == {"member": 2, "worker": 1, "guest": 0}
    assert bookings_of(actor=people.outsider.actor).count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"finish_on": date(2026, 3, 2)}, "finish_on"),
        ({"finish_on": date(2037, 3, 2)}, "finish_on"),
        ({"start_on": date(1900, 1, 1)}, "start_on"),
        ({"units": Decimal(0)}, "units"),
        ({"units": Decimal(101)}, "units"),
        ({"units": None}, "units"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 60, "units": Decimal(1)}, "units"),
        ({"resource": None}, "resource"),
        ({"resource": 999_999}, "resource"),
        ({"role": 999_999}, "role"),
        ({"skill": 999_999}, "skill"),
        ({"level": 3}, "level"),
        # Saturday and Sunday
        ({"start_on": date(2026, 3, 7), "finish_on": date(2026, 3, 9)}, "start_on"),
    ],
)
def test_what_cannot_be_is_refused_by_field(people: Cast, plan: Stage, values: dict[str, Any], field: str):
    with pytest.raises(Refused) as refused:
        book(people, plan, **values)
    assert list(refused.value.fields) == [field]
    assert not Booking.objects.exists()


def test_nobody_who_has_left_is_booked(people: Cast, plan: Stage):
    people.worker.person.is_active = False
    people.worker.person.save()
    with pytest.raises(Refused) as refused:
        book(people, plan)
    reason = "Wes Worker has left, and their account is closed. Name somebody else."
    assert refused.value.fields == {"resource": reason}


def test_nobody_is_booked_who_is_archived_or_gone_when_it_begins(people: Cast, plan: Stage):
    wes = people.resources["Wes Worker"]
    wes.available_until_on = date(2026, 3, 4)
    wes.save()
    book(people, plan)  # from Monday the 2nd, and Tuesday the 3rd is their last day
    with pytest.raises(Refused) as refused:
        book(people, plan, start_on=date(2026, 3, 4))
    assert "The last day of Wes Worker is 3 Mar 2026. Name somebody else" in refused.value.fields["resource"]
    wes.archived_at = NOW
    wes.save()
    with pytest.raises(Refused) as refused:
        book(people, plan)
    assert "restore them on their page" in refused.value.fields["resource"]


def test_a_firm_promise_beyond_what_there_is_says_who_has_the_time(people: Cast, plan: Stage):
    book(people, plan, units=HALF, is_firm=True)
    book(people, plan, units=HALF, is_firm=True)
    with pytest.raises(Refused) as refused:
        book(people, plan, project=plan.ware.pk, minutes=60, is_firm=True)
    # 100 % are taken; an hour of 40 is 2.5 % more
    assert refused.value.code == "overbooked"
    assert "Wes Worker would be promised to 102 % on 2 Mar to 8 Mar 2026, and has 100 %." in refused.value.message
    assert refused.value.message.count("Maya Manager has promised that time to “Shop”.") == 2


def test_soft_bookings_may_overlap_and_are_firm_only_when_they_can_be(people: Cast, plan: Stage):
    book(people, plan, is_firm=True)
    soft = book(people, plan)
    with pytest.raises(Refused, match="would be promised to 200 %"):
        booking_update(actor=people.manager.actor, id=soft.pk, version=1, changes={"is_firm": True}, now=NOW)
    later = {"is_firm": True, "start_on": date(2026, 3, 9), "finish_on": date(2026, 3, 16)}
    assert booking_update(actor=people.manager.actor, id=soft.pk, version=1, changes=later, now=NOW).is_firm


def test_a_change_of_a_firm_booking_does_not_stand_in_its_own_way(people: Cast, plan: Stage):
    booking = book(people, plan, is_firm=True)
    changes = {"finish_on": date(2026, 3, 12), "note": "longer"}
    changed = booking_update(actor=people.manager.actor, id=booking.pk, version=1, changes=changes, now=NOW)
    assert (changed.finish_on, changed.version) == (date(2026, 3, 12), 2)


def test_saying_hours_unsays_the_share(people: Cast, plan: Stage):
    booking = book(people, plan)
    changed = booking_update(actor=people.manager.actor, id=booking.pk, version=1, changes={"minutes": 600}, now=NOW)
    assert (changed.units, changed.minutes) == (None, 600)


def test_a_stale_edit_changes_nothing_and_tells_what_is(people: Cast, plan: Stage):
    booking = book(people, plan)
    booking_update(actor=people.owner.actor, id=booking.pk, version=1, changes={"units": HALF}, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        booking_delete(actor=people.manager.actor, id=booking.pk, version=1, now=NOW)
    assert (stale.value.kind, stale.value.current["units"]) == ("booking", HALF)
    booking_delete(actor=people.manager.actor, id=booking.pk, version=2, now=NOW)
    assert not Booking.objects.exists()


def demand(people: Cast, plan: Stage) -> Booking:
    """Two senior designers in March."""
    role = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Senior designer")
    skill = Skill.objects.create(workspace=people.workspace, name="Design")
    values = {"role": role.pk, "skill": skill.pk, "level": 4, "units": Decimal(2), "finish_on": date(2026, 4, 1)}
    return book(people, plan, resource=None, **values)


def test_a_name_takes_a_part_of_the_demand_and_keeps_what_it_was_for(people: Cast, plan: Stage):
    generic, by = demand(people, plan), people.resources["Wes Worker"]
    named = booking_name(
        actor=people.manager.actor, id=generic.pk, version=1, resource_id=by.pk, units=Decimal(1), now=NOW
    )
    generic.refresh_from_db()
    assert (named.resource_id, named.units, named.role_id, named.level) == (by.pk, 1, generic.role_id, 4)
    assert (generic.resource_id, generic.units, generic.version) == (None, 1, 2)


def test_a_name_takes_all_of_the_demand_in_its_place(people: Cast, plan: Stage):
    generic, by = demand(people, plan), people.resources["Wes Worker"]
    named = booking_name(actor=people.manager.actor, id=generic.pk, version=1, resource_id=by.pk, now=NOW)
    assert (named.pk, named.units, Booking.objects.count()) == (generic.pk, 2, 1)
    with pytest.raises(Refused, match="named already"):
        booking_name(actor=people.manager.actor, id=generic.pk, version=2, resource_id=by.pk, now=NOW)


@pytest.mark.parametrize("units", [Decimal(0), Decimal(-1), Decimal(3)])
def test_a_part_that_is_none_is_refused(people: Cast, plan: Stage, units: Decimal):
    generic, by = demand(people, plan), people.resources["Wes Worker"]
    with pytest.raises(Refused) as refused:
        booking_name(actor=people.manager.actor, id=generic.pk, version=1, resource_id=by.pk, units=units, now=NOW)
    assert list(refused.value.fields) == ["units"]
    generic.refresh_from_db()
    assert (generic.units, generic.version) == (2, 1)
