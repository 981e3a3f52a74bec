"""Two who promise the same person's same time at once: one wins, the other is told by whom it is taken."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from cast import NOW, Cast, Player, cast, stage
from fairlead.kernel.errors import Refused
from fairlead.staffing.models import Booking
from fairlead.staffing.services import NewBooking, booking_create
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
