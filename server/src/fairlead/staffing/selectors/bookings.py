"""Reading bookings: of a project, a program, a resource, a period."""

from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.staffing.models import Booking, BookingQuerySet

BOOKING_SAID = (
    "project",
    "resource",
    "role",
    "skill",
    "level",
    "start_on",
    "finish_on",
    "units",
    "minutes",
    "is_firm",
    "note",
)


def bookings_of(*, actor: Actor) -> BookingQuerySet:
    """Return the bookings of the projects that `actor` may see, with whom and what they are for. One query."""
    return Booking.objects.visible_to(actor).select_related("project", "resource", "role", "skill", "booked_by")


def booking_get(*, id: int, actor: Actor, lock: bool = False) -> Booking:
    """Return the booking that `actor` may see, locked for change where asked. One query.

    Raises: NotFound.
    """
    bookings = bookings_of(actor=actor)
    if lock:
        bookings = bookings.select_for_update(of=("self",))
    booking = bookings.filter(pk=id).first()
    if booking is None:
        raise NotFound(_("There is no such booking, or you may not see it."))
    return booking


def booking_said(booking: Booking) -> dict[str, Any]:
    """Return what people said of `booking` by field, with its id and version."""
    return {"id": booking.pk, "version": booking.version, **said(booking, BOOKING_SAID)}
