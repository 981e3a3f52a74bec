"""The pool: people and other resources, what they can do, how much of them there is, what they cost."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fairlead.api.answers import answer, created
from fairlead.api.auth import ApiRequest
from fairlead.api.clock import wall_clock
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.said import ResourceSaid, Shifts
from fairlead.api.shapes import Changes, Id, In, Instant, Out, maybe
from fairlead.api.versions import Version
from fairlead.kernel.audit import said
from fairlead.resources import services
from fairlead.resources.models import Resource
from fairlead.resources.rules import Period
from fairlead.resources.selectors import (
    RESOURCE_SAID,
    Filters,
    Show,
    rates_of,
    resource_availability,
    resource_get,
    resource_rows,
    skill_levels,
)
from fairlead.schedule import pool

router = Router(tags=["resources"])

Units = Annotated[Decimal, Field(ge=0, le=1000, max_digits=6, decimal_places=2)]
Money = Annotated[Decimal, Field(ge=0, lt=10**9, max_digits=12, decimal_places=2)]
OneOf = Annotated[int | None, Query(None, ge=1, lt=2**63)]


class ResourceOut(ResourceSaid):
    """One of the pool; `archived_at` where they are kept for the past only."""

    team_name: str | None
    archived_at: Instant | None


class LevelOut(Out):
    """How well somebody can do something, from 1 to 5."""

    skill: Id
    name: str
    level: int


class PeriodOut(Out):
    """How many units there are from `start_on` (null: since ever) to before `finish_on` (null: for ever)."""

    start_on: date | None
    finish_on: date | None
    units: float


class ResourceDetail(ResourceOut):
    """One of the pool with their skills, best first, and how many units there are at all times, in order."""

    skills: list[LevelOut]
    availability: list[PeriodOut]


class NewResource(In):
    """Somebody or something to put into the pool."""

    name: str
    kind: Resource.Kind = Resource.Kind.PERSON
    title: str = ""
    email: str = ""
    team: Id | None = None
    person: Id | None = None
    max_units: Units = Decimal(1)
    available_from_on: date | None = None
    available_until_on: date | None = None


class ResourceChanges(Changes):
    """What to change on one of the pool."""

    name: str = maybe()
    kind: Resource.Kind = maybe()
    title: str = maybe()
    email: str = maybe()
    team: Id | None = maybe()
    person: Id | None = maybe()
    max_units: Units = maybe()
    available_from_on: date | None = maybe()
    available_until_on: date | None = maybe()


class HoursIn(In):
    """As the calendar `base` says, but for the weekdays, Monday first, that are not null."""

    base: Id
    week: Annotated[list[Shifts | None], Field(min_length=7, max_length=7)] = [None] * 7


class PeriodIn(In):
    """Other units than usual from `start_on` to before `finish_on`; null is for ever."""

    start_on: date
    finish_on: date | None = None
    units: Units


class AvailabilityIn(In):
    """All periods in which there are other units than usual."""

    periods: Annotated[list[PeriodIn], Field(max_length=200)]


class LevelIn(In):
    """How well somebody can do it, from 1 to 5; null takes the skill away."""

    level: Annotated[int, Field(ge=1, le=5)] | None


class Rate(In):
    """What an hour costs and is billed at from a day on, until the next rate holds."""

    from_on: date
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["EUR"])]
    hour_cost: Money | None = None
    hour_bill: Money | None = None


class RatesIn(In):
    """All rates of a resource."""

    rates: Annotated[list[Rate], Field(max_length=200)]


class RateOut(Out):
    """What an hour costs and is billed at from a day on; null is not said."""

    from_on: date
    currency: str
    hour_cost: float | None
    hour_bill: float | None


class RatesOut(Out):
    """The rates of a resource, the oldest first."""

    rates: list[RateOut]


@router.get("/resources", response=Page[ResourceOut])
def resources_list(
    request: ApiRequest,
    after: After = None,
    limit: Limit = 50,
    search: str = "",
    team: OneOf = None,
    skill: OneOf = None,
    kind: Resource.Kind | None = None,
    show: Show = Show.HERE,
) -> HttpResponse:
    """List whom you may see of the pool, by name; `show` says whether those here, away now or soon, or gone."""
    filters = Filters(search=search, team_id=team, skill_id=skill, kind=kind or "", show=show)
    page = resource_rows(
        actor=request.auth, today=wall_clock().date(), filters=filters, after=key_of(after, (str, int)), limit=limit
    )
    return paged(request, Page(items=[_shown(row.resource) for row in page.rows], next=cursor_of(page.next)))


@router.post("/resources", response={201: ResourceDetail})
def resource_create(request: ApiRequest, new: NewResource, key: Key = None) -> HttpResponse:
    """Put somebody or something into the pool."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewResource(**new.model_dump())
        resource = services.resource_create(actor=request.auth, new=body, now=now)
        return created(_detail(request, resource.pk), at=f"/api/v1/resources/{resource.pk}", version=resource.version)

    return once(request, key, effect)


@router.get("/resources/{id}", response=ResourceDetail)
def resource_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one of the pool with skills and availability."""
    return _answer(request, id)


@router.patch("/resources/{id}", response=ResourceDetail)
def resource_update(request: ApiRequest, id: Id, changes: ResourceChanges, version: Version) -> HttpResponse:
    """Change what is said of one of the pool."""
    services.resource_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return _answer(request, id)


@router.post("/resources/{id}/archive", response=ResourceDetail)
def resource_archive(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take somebody or something out of use; what they did stays."""
    services.resource_archive(actor=request.auth, id=id, version=version, now=timezone.now())
    return _answer(request, id)


@router.post("/resources/{id}/restore", response=ResourceDetail)
def resource_restore(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Bring back what was archived."""
    services.resource_restore(actor=request.auth, id=id, version=version, now=timezone.now())
    return _answer(request, id)


@router.put("/resources/{id}/hours", response=ResourceDetail)
def resource_hours(request: ApiRequest, id: Id, hours: HoursIn, version: Version) -> HttpResponse:
    """Say when somebody works; what they work on is rescheduled."""
    pool.hours_set(
        actor=request.auth,
        resource_id=id,
        version=version,
        base_id=hours.base,
        week=hours.week,
        now=timezone.now(),
    )
    return _answer(request, id)


@router.put("/resources/{id}/availability", response=ResourceDetail)
def resource_available(request: ApiRequest, id: Id, availability: AvailabilityIn, version: Version) -> HttpResponse:
    """Say when there are other units of somebody than usual."""
    periods = [Period(each.start_on, each.finish_on, each.units) for each in availability.periods]
    services.availability_set(actor=request.auth, id=id, version=version, periods=periods, now=timezone.now())
    return _answer(request, id)


@router.put("/resources/{id}/skills/{skill}", response=ResourceDetail)
def resource_skill(request: ApiRequest, id: Id, skill: Id, said: LevelIn) -> HttpResponse:
    """Say how well somebody can do something; said twice, it changes nothing."""
    services.skill_level_set(actor=request.auth, resource_id=id, skill_id=skill, level=said.level, now=timezone.now())
    return _answer(request, id)


@router.get("/resources/{id}/rates", response=RatesOut)
def rates_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show what somebody costs and is billed at, if you may see it."""
    return _rates(request, resource_get(id=id, actor=request.auth))


@router.put("/resources/{id}/rates", response=RatesOut)
def rates_update(request: ApiRequest, id: Id, rates: RatesIn, version: Version) -> HttpResponse:
    """Say what somebody costs and is billed at, from which days on."""
    said = [services.NewRate(**each.model_dump()) for each in rates.rates]
    resource = services.rates_set(actor=request.auth, resource_id=id, version=version, rates=said, now=timezone.now())
    return _rates(request, resource)


def _rates(request: ApiRequest, resource: Resource) -> HttpResponse:
    rates = [RateOut.model_validate(rate) for rate in rates_of(resource, actor=request.auth)]
    return answer(RatesOut(rates=rates), version=resource.version)


def _answer(request: ApiRequest, id: int) -> HttpResponse:
    detail = _detail(request, id)
    return answer(detail, version=detail.version)


def _shown(resource: Resource) -> ResourceOut:
    return ResourceOut.model_validate(_fields(resource))


def _detail(request: ApiRequest, id: int) -> ResourceDetail:
    resource = resource_get(id=id, actor=request.auth)
    periods = [
        {"start_on": each.start, "finish_on": each.finish, "units": each.units}
        for each in resource_availability(resource)
    ]
    levels = [{"skill": key, "name": name, "level": level} for key, name, level in skill_levels(resource)]
    return ResourceDetail.model_validate({**_fields(resource), "skills": levels, "availability": periods})


def _fields(resource: Resource) -> dict[str, object]:
    return {
        **said(resource, (*RESOURCE_SAID, "id", "version", "archived_at")),
        "email": resource.address,
        "team_name": resource.team.name if resource.team else None,
    }
