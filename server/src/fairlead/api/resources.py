"""The pool: resources and calendars."""

from datetime import date

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, Out
from fairlead.resources.models import Resource
from fairlead.resources.selectors import calendar_get, calendars_of, resources_of

router = Router(tags=["resources"])

Shifts = list[tuple[int, int]]


class ResourceOut(Out):
    """Somebody or something that tasks need; `max_units` of 1 is one whole person, or piece."""

    id: Id
    kind: Resource.Kind
    name: str
    title: str
    team: str | None
    person: Id | None = Field(validation_alias="person_id")
    calendar: Id | None = Field(validation_alias="calendar_id")
    max_units: float


class CalendarOut(Out):
    """Working times: shifts in minutes of the day for each weekday, Monday first; null is as its base says."""

    id: Id
    name: str
    base: Id | None = Field(validation_alias="base_id")
    is_default: bool
    week: list[Shifts | None]


class ExceptionOut(Out):
    """Working times that replace the week's from `start_on` to before `finish_on`; no shifts is a holiday."""

    name: str
    start_on: date
    finish_on: date
    shifts: Shifts


class CalendarDetail(CalendarOut):
    """A calendar with its exceptions, without those of its base."""

    exceptions: list[ExceptionOut]


@router.get("/resources", response=Page[ResourceOut])
def resources_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the pool of the workspace, by name."""
    rows = resources_of(actor=request.auth)
    return listed(request, rows, by={"name": str, "id": int}, after=after, limit=limit, show=_resource)


@router.get("/calendars", response=Page[CalendarOut])
def calendars_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the calendars of the workspace, by name."""
    rows = calendars_of(actor=request.auth)
    show = CalendarOut.model_validate
    return listed(request, rows, by={"name": str, "id": int}, after=after, limit=limit, show=show)


@router.get("/calendars/{id}", response=CalendarDetail)
def calendar_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one calendar with its exceptions."""
    calendar = calendar_get(id=id, actor=request.auth)
    detail = {
        **CalendarOut.model_validate(calendar).model_dump(),
        "base_id": calendar.base_id,
        "exceptions": list(calendar.exceptions.all()),
    }
    return answer(CalendarDetail.model_validate(detail))


def _resource(row: Resource) -> ResourceOut:
    fields = ("id", "kind", "name", "title", "person_id", "calendar_id", "max_units")
    team = row.team.name if row.team else None
    return ResourceOut.model_validate({"team": team, **{name: getattr(row, name) for name in fields}})
