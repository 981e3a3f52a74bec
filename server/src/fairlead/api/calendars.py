"""Calendars: the working times that projects, tasks and people share, and their holidays."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import CalendarSaid, Shifts
from fairlead.api.shapes import Changes, Id, In, Out, maybe
from fairlead.api.versions import Version
from fairlead.kernel.audit import said
from fairlead.resources import services
from fairlead.resources.models import Calendar
from fairlead.resources.selectors import CALENDAR_SAID, calendar_get, calendars_of
from fairlead.schedule import pool

router = Router(tags=["calendars"])

Week = Annotated[list[Shifts | None], Field(min_length=7, max_length=7)]


class ExceptionOut(Out):
    """Working times that replace the week's from `start_on` to before `finish_on`; no shifts is a holiday.

    `is_public_holiday` came with the calendar's country; where exceptions meet, the others hold.
    """

    name: str
    start_on: date
    finish_on: date
    shifts: Shifts
    is_public_holiday: bool


class CalendarDetail(CalendarSaid):
    """A calendar with its exceptions, without those of its base."""

    exceptions: list[ExceptionOut]


class ExceptionIn(In):
    """Working times that replace the week's from `start_on` to before `finish_on`; no shifts is a holiday."""

    start_on: date
    finish_on: date
    name: str = ""
    shifts: Shifts = []


class NewCalendar(In):
    """A calendar; a day of `week` that is null is as its base says, or free without one."""

    name: str
    week: Week
    base: Id | None = None
    country: str = ""
    subdivision: str = ""


class CalendarChanges(Changes):
    """What to change on a calendar; `exceptions` replace its own, public holidays stay."""

    name: str = maybe()
    week: Week = maybe()
    base: Id | None = maybe()
    country: str = maybe()
    subdivision: str = maybe()
    is_default: bool = maybe()
    exceptions: Annotated[list[ExceptionIn], Field(max_length=services.MOST_EXCEPTIONS)] = maybe()


@router.get("/calendars", response=Page[CalendarSaid])
def calendars_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the calendars that people of the workspace share, by name."""
    rows = calendars_of(actor=request.auth)
    return listed(request, rows, by={"name": str, "id": int}, after=after, limit=limit, show=_shown)


@router.post("/calendars", response={201: CalendarDetail})
def calendar_create(request: ApiRequest, new: NewCalendar, key: Key = None) -> HttpResponse:
    """Create a calendar, with the public holidays of its country."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewCalendar(**new.model_dump())
        calendar = services.calendar_create(actor=request.auth, new=body, now=now)
        return created(_detail(calendar), at=f"/api/v1/calendars/{calendar.pk}", version=calendar.version)

    return once(request, key, effect)


@router.get("/calendars/{id}", response=CalendarDetail)
def calendar_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one calendar with its exceptions."""
    calendar = calendar_get(id=id, actor=request.auth)
    return answer(_detail(calendar), version=calendar.version)


@router.patch("/calendars/{id}", response=CalendarDetail)
def calendar_update(request: ApiRequest, id: Id, changes: CalendarChanges, version: Version) -> HttpResponse:
    """Change a calendar; all that works on it, or on one derived from it, is rescheduled."""
    sent = changes.sent()
    if "exceptions" in sent:
        sent["exceptions"] = [services.NewException(**each.model_dump()) for each in sent["exceptions"]]
    calendar = pool.calendar_update(actor=request.auth, id=id, version=version, changes=sent, now=timezone.now())
    return answer(_detail(calendar), version=calendar.version)


@router.delete("/calendars/{id}", response={204: None})
def calendar_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a calendar that nothing works on."""
    services.calendar_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


def _shown(calendar: Calendar) -> CalendarSaid:
    return CalendarSaid.model_validate(said(calendar, (*CALENDAR_SAID, "id", "version")))


def _detail(calendar: Calendar) -> CalendarDetail:
    exceptions = list(calendar.exceptions.all())
    return CalendarDetail.model_validate({**_shown(calendar).model_dump(), "exceptions": exceptions})
