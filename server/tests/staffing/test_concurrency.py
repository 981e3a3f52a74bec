"""Two who promise the same person's same time at once: one wins, the other is told by whom it is taken."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from cast import NOW, Cast, Player, cast, stage
from fairlead.kernel.errors import Refused
from fairlead.staffing.models import Booking, Decision, Request
from fairlead.staffing.services import NewBooking, NewRequest, booking_create, request_ask, request_commit
from staffing.conftest import wes

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(people: Cast, first: NewBooking, second: NewBooking) -> list[str]:
    """Return what became of two bookings, the owner's and the manager's, each on a connection of its own."""
    together = Barrier(2)

    def send(who: Player, new: NewBooking) -> str:
        try:
            actor = who.actor
            together.wait()
            booking_create(actor=actor, new=new, now=NOW)
        except Refused as refused:
            return refused.message
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send, (people.owner, people.manager), (first, second)))


def test_one_wins_and_the_other_is_told_by_whom(transactional_db: None):
    people = cast()
    plan = stage(people)
    told = at_once(people, wes(people, plan, is_firm=True), wes(people, plan, project=plan.ware.pk, is_firm=True))
    winner = told.index("booked")
    name, project = (("Olga Owner", "Shop"), ("Maya Manager", "Warehouse"))[winner]
    assert told[1 - winner].endswith(f"{name} has promised that time to “{project}”.")
    assert Booking.objects.count() == 1


def test_two_halves_are_both_kept(transactional_db: None):
    people = cast()
    plan = stage(people)
    half = wes(people, plan, minutes=1200, is_firm=True)
    assert at_once(people, half, half) == ["booked", "booked"]


def test_of_two_commitments_of_one_person_one_wins_and_the_other_request_stays_open(transactional_db: None):
    people = cast()
    plan = stage(people)
    new = NewRequest(
        project=plan.shop.pk,
        resource=people.resources["Wes Worker"].pk,
        start_on=date(2026, 3, 9),
        finish_on=date(2026, 3, 14),
        units=Decimal(1),
        reason="Needed",
        answer_by_on=date(2026, 3, 6),
    )
    asked = [
        request_ask(actor=people.owner.actor, new=replace(new, project=each.pk), now=NOW)
        for each in (plan.shop, plan.ware)
    ]
    together = Barrier(2)

    def commit(who: Player, request: Request) -> str:
        try:
            actor = who.actor
            together.wait()
            request_commit(actor=actor, id=request.pk, version=1, now=NOW)
        except Refused as refused:
            return refused.message
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(commit, (people.owner, people.manager), asked))

    lost = 1 - told.index("booked")
    assert f"{('Maya Manager', 'Olga Owner')[lost]} has promised that time to" in told[lost]
    assert Request.objects.get(pk=asked[lost].pk).waits_for == "decider"
    assert (Booking.objects.count(), Decision.objects.count()) == (1, 1)
