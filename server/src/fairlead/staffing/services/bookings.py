"""Changes to bookings: who is promised to which project, from when to when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.staffing.models import Booking
from fairlead.staffing.selectors import booking_get, booking_said
from fairlead.staffing.services.checks import check_authority, check_booking
from fairlead.staffing.services.promises import check_promises
from fairlead.work.selectors import plan_get


@dataclass(frozen=True, slots=True)
class NewBooking:
    """A booking to be made: of `resource`, or of anybody who has the `role`, or the `skill` at `level` or above.

    Days are half-open; either `units` (1 is a whole person) or `minutes` in all.
    """

    project: int
    start_on: date
    finish_on: date
    resource: int | None = None
    role: int | None = None
    skill: int | None = None
    level: int | None = None
    units: Decimal | None = None
    minutes: int | None = None
    is_firm: bool = False
    note: str = ""


@transaction.atomic
def booking_create(*, actor: Actor, new: NewBooking, now: datetime) -> Booking:
    """Book somebody, or somebody who is still to be named, for a project or a program's activities.

    Raises: NotFound, Forbidden; Refused for what cannot be, and for a firm booking of more than there is.
    """
    project = plan_get(id=new.project, actor=actor)
    check_authority(actor, project, [new.resource])
    (booking,) = bookings_write([new], actor=actor, now=now)
    return booking


def bookings_write(
    new: list[NewBooking],
    *,
    actor: Actor,
    now: datetime,
    cause: str = "",
    request_id: int | None = None,
    booked_by_id: int | None = None,
) -> list[Booking]:
    """Write bookings for projects that somebody with authority over them allowed, in the caller's transaction.

    That is `actor`, unless `booked_by_id` says whose offer `actor` accepted.
    Raises: Refused as in `booking_create`; then none is written.
    """
    rows = []
    for each in new:
        values = check_booking(asdict(each), actor=actor)
        row = Booking(
            workspace_id=actor.workspace_id,
            booked_by_id=booked_by_id or actor.person_id,
            booked_at=now,
            request_id=request_id,
        )
        _assign(row, values)
        rows.append(row)
    check_promises(rows, actor=actor)
    for row in rows:
        row.save(force_insert=True)
    audit_write(
        [Change("booking.create", "booking", row.pk, after=booking_said(row), cause=cause) for row in rows],
        by=by(actor, now),
    )
    return rows


@transaction.atomic
def booking_update(
    *, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime, cause: str = ""
) -> Booking:
    """Change a booking by field name; its project stays. Saying `units` unsays `minutes`, and the other way.

    Raises: NotFound, Forbidden, StaleVersion; Refused for what cannot be.
    """
    booking = _locked(id, version, actor)
    after = dict(changes)
    if after.get("units") is not None:
        after.setdefault("minutes", None)
    elif after.get("minutes") is not None:
        after.setdefault("units", None)
    values = check_booking({**said(booking, _CHANGEABLE), **after}, actor=actor)
    check_authority(actor, booking.project, [values["resource"]])
    before = said(booking, after)
    _assign(booking, {name: values[name] for name in after})
    booking.version += 1
    check_promises([booking], actor=actor)
    booking.save(update_fields=[*after, "version"])
    changed = {name: values[name] for name in after if before[name] != values[name]}
    kept = {name: before[name] for name in changed}
    change = Change("booking.update", "booking", booking.pk, before=kept, after=changed, cause=cause)
    audit_write([change], by=by(actor, now))
    return booking


@transaction.atomic
def booking_name(
    *,
    actor: Actor,
    id: int,
    version: int,
    resource_id: int,
    units: Decimal | None = None,
    minutes: int | None = None,
    now: datetime,
) -> Booking:
    """Let a named resource take the place of generic demand, or of a part of it, and return its booking.

    Without `units` and `minutes` it takes all of it; else the rest stays as demand. It is a share of demand by share,
    effort of demand by effort.
    Raises: NotFound, Forbidden, StaleVersion; Refused for a part that is none, or as in `booking_create`.
    """
    demand = _locked(id, version, actor)
    if demand.resource_id is not None:
        raise Refused(_("Somebody is named already. Change the booking to name somebody else."), code="named")
    name, part, whole = (
        ("units", units, demand.units) if demand.minutes is None else ("minutes", minutes, demand.minutes)
    )
    if part is None or part == whole:
        return booking_update(actor=actor, id=id, version=version, changes={"resource": resource_id}, now=now)
    if whole is None or not 0 < part < whole:
        raise Refused(_("This is no part of what is needed."), fields={name: _("More than nothing, at most all")})
    booking_update(actor=actor, id=id, version=version, changes={name: whole - part}, now=now)
    named = {**said(demand, ("project", *_CHANGEABLE)), "resource": resource_id, name: part}
    (booking,) = bookings_write([NewBooking(**named)], actor=actor, now=now)
    return booking


@transaction.atomic
def booking_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a booking back.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    booking = _locked(id, version, actor)
    before = booking_said(booking)
    booking.delete()
    audit_write([Change("booking.delete", "booking", id, before=before)], by=by(actor, now))


_CHANGEABLE = (
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


def _locked(id: int, version: int, actor: Actor) -> Booking:
    booking = booking_get(id=id, actor=actor, lock=True)
    check_authority(actor, booking.project, [booking.resource_id])
    check_version(booking, version, kind="booking", current=booking_said(booking))
    return booking


def _assign(row: Booking, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, row._meta.get_field(name).attname, value)  # type: ignore[union-attr]
