"""Time off of people."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.said import TimeOffSaid
from fairlead.api.shapes import Changes, Id, In, Out, maybe
from fairlead.api.versions import Version
from fairlead.resources import services
from fairlead.resources.models import TimeOffKind
from fairlead.resources.selectors import resource_get, time_off_row, times_off_of
from fairlead.schedule import pool

router = Router(tags=["time off"])

Minute = Annotated[int, Field(ge=0, le=24 * 60, description="Of the day; 720 is noon.")]


class TimeOffOut(TimeOffSaid):
    """Days off of a resource, and who entered them."""

    resource: Id
    entered_by: str | None


class TimesOff(Out):
    """The days off of a resource, in order."""

    items: list[TimeOffOut]


class NewTimeOff(In):
    """Days off from `start_on` to before `finish_on`; of each all, or from one minute of the day until another."""

    start_on: date
    finish_on: date
    from_minute: Minute | None = None
    until_minute: Minute | None = None
    kind: TimeOffKind = TimeOffKind.VACATION
    note: str = ""


class TimeOffChanges(Changes):
    """What to change on days off."""

    start_on: date = maybe()
    finish_on: date = maybe()
    from_minute: Minute | None = maybe()
    until_minute: Minute | None = maybe()
    kind: TimeOffKind = maybe()
    note: str = maybe()


@router.get("/resources/{id}/time-off", response=TimesOff)
def time_off_list(
    request: ApiRequest, id: Id, start_on: date | None = None, finish_on: date | None = None
) -> HttpResponse:
    """List the days off of somebody that touch the period from `start_on` to before `finish_on`."""
    resource = resource_get(id=id, actor=request.auth)
    rows = times_off_of(resource, actor=request.auth, start=start_on, finish=finish_on)
    return answer(TimesOff(items=[TimeOffOut.model_validate(row) for row in rows]))


@router.post("/resources/{id}/time-off", response={201: TimeOffOut})
def time_off_create(request: ApiRequest, id: Id, new: NewTimeOff, key: Key = None) -> HttpResponse:
    """Enter days off, your own or of people you manage; what they work on is rescheduled."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewTimeOff(**new.model_dump())
        off = pool.time_off_add(actor=request.auth, resource_id=id, new=body, now=now)
        return created(_shown(request, off.pk), at=f"/api/v1/time-off/{off.pk}", version=off.version)

    return once(request, key, effect)


@router.get("/time-off/{id}", response=TimeOffOut)
def time_off_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show days off of somebody."""
    return _answer(request, id)


@router.patch("/time-off/{id}", response=TimeOffOut)
def time_off_update(request: ApiRequest, id: Id, changes: TimeOffChanges, version: Version) -> HttpResponse:
    """Change days off; what they work on is rescheduled."""
    pool.time_off_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return _answer(request, id)


@router.delete("/time-off/{id}", response={204: None})
def time_off_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take back days off; what they work on is rescheduled."""
    pool.time_off_remove(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


def _answer(request: ApiRequest, id: int) -> HttpResponse:
    shown = _shown(request, id)
    return answer(shown, version=shown.version)


def _shown(request: ApiRequest, id: int) -> TimeOffOut:
    return TimeOffOut.model_validate(time_off_row(id=id, actor=request.auth))
