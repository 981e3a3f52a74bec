"""Bookings: who is promised to which project, and demand that waits for a name."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import BookingSaid
from fairlead.api.shapes import Changes, Id, In, Units, WorkMinutes, maybe
from fairlead.api.versions import Version
from fairlead.staffing import services
from fairlead.staffing.models import Booking
from fairlead.staffing.selectors import booking_get, booking_said, bookings_of

router = Router(tags=["bookings"])


class BookingOut(BookingSaid):
    """A booking with the names of whom and what it is for, and who made it; `request` is the one it came from."""

    project_name: str
    resource_name: str | None
    role_name: str | None
    skill_name: str | None
    booked_by: str
    booked_at: datetime
    request: Id | None


class NewBooking(In):
    """From `start_on` to before `finish_on`: `resource`, or whoever is named later, of `role` or `skill` at `level`.

    Either `units`, 1 for a whole person, or `minutes` in all.
    """

    project: Id
    start_on: date
    finish_on: date
    resource: Id | None = None
    role: Id | None = None
    skill: Id | None = None
    level: int | None = None
    units: Units | None = None
    minutes: WorkMinutes | None = None
    is_firm: bool = False
    note: str = ""


class BookingChanges(Changes):
    """What to change on a booking; `units` unsay `minutes`, and the other way."""

    resource: Id | None = maybe()
    role: Id | None = maybe()
    skill: Id | None = maybe()
    level: int | None = maybe()
    start_on: date = maybe()
    finish_on: date = maybe()
    units: Units | None = maybe()
    minutes: WorkMinutes | None = maybe()
    is_firm: bool = maybe()
    note: str = maybe()


class Name(In):
    """Who takes the place of generic demand; a part of it in `units` or `minutes`, without them all of it."""

    resource: Id
    units: Units | None = None
    minutes: WorkMinutes | None = None


@router.get("/bookings", response=Page[BookingOut])
def bookings_list(
    request: ApiRequest,
    after: After = None,
    limit: Limit = 50,
    project: Id | None = None,
    program: Id | None = None,
    resource: Id | None = None,
    start_on: date | None = None,
    finish_on: date | None = None,
) -> HttpResponse:
    """List the bookings that you may see, oldest first: of a project, program or resource, or within a period."""
    rows = bookings_of(actor=request.auth).within(start_on or date.min, finish_on or date.max)
    given = {"project_id": project, "project__program_id": program, "resource_id": resource}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/bookings", response={201: BookingOut})
def booking_create(request: ApiRequest, new: NewBooking, key: Key = None) -> HttpResponse:
    """Book somebody, or somebody who is still to be named, for a project or a program's activities."""

    def effect(now: datetime) -> HttpResponse:
        wanted = services.NewBooking(**new.model_dump())
        booking = services.booking_create(actor=request.auth, new=wanted, now=now)
        return created(_read(request, booking.pk), at=f"/api/v1/bookings/{booking.pk}", version=booking.version)

    return once(request, key, effect)


@router.get("/bookings/{id}", response=BookingOut)
def booking_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one booking."""
    booking = _read(request, id)
    return answer(booking, version=booking.version)


@router.patch("/bookings/{id}", response=BookingOut)
def booking_update(request: ApiRequest, id: Id, changes: BookingChanges, version: Version) -> HttpResponse:
    """Change a booking; its project stays."""
    booking = services.booking_update(
        actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now()
    )
    return answer(_read(request, id), version=booking.version)


@router.delete("/bookings/{id}", response={204: None})
def booking_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a booking back."""
    services.booking_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.post("/bookings/{id}/name", response=BookingOut)
def booking_name(request: ApiRequest, id: Id, name: Name, version: Version) -> HttpResponse:
    """Name who takes the place of generic demand, or of a part of it; the answer is their booking."""
    booking = services.booking_name(
        actor=request.auth,
        id=id,
        version=version,
        resource_id=name.resource,
        units=name.units,
        minutes=name.minutes,
        now=timezone.now(),
    )
    return answer(_read(request, booking.pk), version=booking.version)


def _read(request: ApiRequest, id: int) -> BookingOut:
    return _shown(booking_get(id=id, actor=request.auth))


def _shown(row: Booking) -> BookingOut:
    names = {
        "project_name": row.project.name,
        "resource_name": row.resource.name if row.resource else None,
        "role_name": row.role.name if row.role else None,
        "skill_name": row.skill.name if row.skill else None,
        "booked_by": row.booked_by.name if row.booked_by else "",
        "booked_at": row.booked_at,
        "request": row.request_id,
    }
    return BookingOut.model_validate({**BookingSaid.model_validate(booking_said(row)).model_dump(), **names})
