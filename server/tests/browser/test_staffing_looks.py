"""The pages of requests, bookings and notices in light and dark, wide and narrow, with much on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.looks import looks_of_all
from cast import NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.resources.models import Resource, Skill
from fairlead.staffing.models import Booking, Request
from fairlead.staffing.services import (
    NewBooking,
    NewRequest,
    Part,
    booking_create,
    offer_make,
    request_ask,
    request_decline,
)

PAGES = {
    "requests": "/requests/?show=open",
    "requests-decided": "/requests/?show=decided",
    "request": "/requests/{request}/",
    "ask": "/projects/{shop}/ask/",
    "book": "/projects/{shop}/book/",
    "booking": "/bookings/{booking}/",
    "team": "/projects/{shop}/team/",
    "program-people": "/programs/{program}/people/",
    "program-overview": "/programs/{program}/",
    "notices": "/notices/",
}
FIRST, LAST, SOON = date(2026, 3, 9), date(2026, 3, 21), date(2026, 3, 6)


@pytest.fixture
def negotiated(people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Bookings, demand, and requests of which one has an offer, one is overdue and one declined."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    owner, manager, wes = people.owner.actor, people.manager.actor, people.resources["Wes Worker"]
    role = Resource.objects.create(workspace=people.workspace, kind=Resource.Kind.ROLE, name="Senior designer")
    skill = Skill.objects.create(workspace=people.workspace, name="Design")
    una = Resource.objects.create(workspace=people.workspace, name="Una Unsigned", title="Designer")
    book = NewBooking(plan.shop.pk, FIRST, LAST, wes.pk, units=Decimal("0.8"), is_firm=True)
    booking = booking_create(actor=manager, new=book, now=NOW)
    booking_create(actor=owner, new=replace(book, project=plan.attic.pk, is_firm=False), now=NOW)
    wanted = {"resource": None, "role": role.pk, "skill": skill.pk, "level": 4, "units": Decimal(2), "is_firm": False}
    booking_create(actor=manager, new=replace(book, **wanted), now=NOW)
    new = NewRequest(plan.shop.pk, FIRST, LAST, "The shop opens in April", SOON, resource=wes.pk, units=Decimal("0.5"))
    request = request_ask(actor=owner, new=new, now=NOW)
    request_ask(actor=owner, new=replace(new, project=plan.ware.pk, units=Decimal(1)), now=NOW)
    asked = replace(new, resource=None, role=role.pk, skills=((skill.pk, 4),))
    request_decline(
        actor=manager, id=request_ask(actor=owner, new=asked, now=NOW).pk, version=1, reason="None is free", now=NOW
    )
    request_ask(actor=owner, new=asked, now=NOW)
    parts = [Part(una.pk, FIRST, LAST, Decimal("0.25")), Part(wes.pk, FIRST, LAST, Decimal("0.25"))]
    offer_make(
        actor=manager,
        id=request.pk,
        version=1,
        parts=parts,
        answer_by_on=SOON,
        message="Una knows the shop; Wes helps.",
        now=NOW,
    )
    Request.objects.filter(project=plan.ware).update(due_at=NOW)
    Booking.objects.filter(pk=booking.pk).update(role=role)
    return {"booking": booking.pk, "request": request.pk, "shop": plan.shop.pk, "program": plan.program.pk}


def test_the_pages_are_fit_for_everybody(
    page: Page, people: Cast, negotiated: dict[str, int], sign_in: Callable[[User], None], axe_findings: Any
):
    addresses = {f"staffing-{name}": path.format(**negotiated) for name, path in PAGES.items()}
    decided = {name: addresses.pop(name) for name in ["staffing-requests-decided"]}
    sign_in(people.manager.user)
    looks_of_all(page, addresses, axe_findings)
    sign_in(people.owner.user)
    looks_of_all(page, decided, axe_findings)
