"""Requests for people, and the offers that answer them."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer, created
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.negotiations import RequestDetail, RequestOut, request_detail, request_shown
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.shapes import Id, In, Units, WorkMinutes
from fairlead.api.versions import Version
from fairlead.staffing import services
from fairlead.staffing.selectors import Which, request_get, request_page

router = Router(tags=["requests"])


class SkillWanted(In):
    """A skill, at `level` or above."""

    skill: Id
    level: int = 1


class NewRequest(In):
    """From `start_on` to before `finish_on`: `resource`, or somebody of `role` or with `skills`, and why.

    Either `units`, 1 for a whole person, or `minutes` in all. An answer is wanted by the end of `answer_by_on`.
    """

    project: Id
    start_on: date
    finish_on: date
    reason: str
    answer_by_on: date
    resource: Id | None = None
    role: Id | None = None
    skills: Annotated[list[SkillWanted], Field(max_length=20)] = []
    units: Units | None = None
    minutes: WorkMinutes | None = None


class PartIn(In):
    """A part of an offer: who, from `start_on` to before `finish_on`, and either `units` or `minutes`."""

    resource: Id
    start_on: date
    finish_on: date
    units: Units | None = None
    minutes: WorkMinutes | None = None


class NewOffer(In):
    """What is offered instead of what stands, and by when an answer is wanted."""

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=50)]
    answer_by_on: date
    message: str = ""


class Commitment(In):
    """Who is given, where the request did not name anybody: just what was asked for, in parts."""

    parts: Annotated[list[PartIn], Field(max_length=50)] = []
    message: str = ""


class Reason(In):
    """Why."""

    reason: str


class MaybeReason(In):
    """Why, if there is something to say."""

    reason: str = ""


@router.get("/requests", response=Page[RequestOut])
def requests_list(
    request: ApiRequest, after: After = None, limit: Limit = 50, which: Which = Which.OPEN, project: Id | None = None
) -> HttpResponse:
    """List requests: `answer` those that wait for you, `waiting` yours that wait for others, `decided` yours, `open`.

    What is open comes by due time, what is decided newest first.
    """
    key = key_of(after, (datetime, int))
    at = None if key is None else (key[0], key[1])
    rows, last = request_page(actor=request.auth, which=which, project_id=project, after=at, limit=limit)
    return paged(request, Page(items=[request_shown(row) for row in rows], next=cursor_of(last)))


@router.post("/requests", response={201: RequestDetail})
def request_ask(request: ApiRequest, new: NewRequest, key: Key = None) -> HttpResponse:
    """Ask for somebody for a project or a program's activities; who decides about people for it is told."""
    values = new.model_dump()
    skills = tuple((each["skill"], each["level"]) for each in values.pop("skills"))

    def effect(now: datetime) -> HttpResponse:
        wanted = services.NewRequest(**values, skills=skills)
        row = services.request_ask(actor=request.auth, new=wanted, now=now)
        return created(_read(request, row.pk), at=f"/api/v1/requests/{row.pk}", version=row.version)

    return once(request, key, effect)


@router.get("/requests/{id}", response=RequestDetail)
def request_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show a request with its offers, what giving the people does to others, and who else asks for them."""
    return _answered(request, id)


@router.post("/requests/{id}/offers", response={201: RequestDetail})
def offer_make(request: ApiRequest, id: Id, new: NewOffer, version: Version) -> HttpResponse:
    """Offer people, or make a counter-offer; the request then waits for the other side."""
    services.offer_make(
        actor=request.auth,
        id=id,
        version=version,
        parts=_parts(new.parts),
        answer_by_on=new.answer_by_on,
        message=new.message,
        now=timezone.now(),
    )
    detail = _read(request, id)
    return created(detail, at=f"/api/v1/requests/{id}", version=detail.version)


@router.post("/requests/{id}/accept", response=RequestDetail)
def offer_accept(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Accept the offer that stands; it becomes firm bookings."""
    services.offer_accept(actor=request.auth, id=id, version=version, now=timezone.now())
    return _answered(request, id)


@router.post("/requests/{id}/commit", response=RequestDetail)
def request_commit(request: ApiRequest, id: Id, given: Commitment, version: Version) -> HttpResponse:
    """Give a project just what it asked for; it becomes firm bookings."""
    services.request_commit(
        actor=request.auth,
        id=id,
        version=version,
        parts=_parts(given.parts),
        message=given.message,
        now=timezone.now(),
    )
    return _answered(request, id)


@router.post("/requests/{id}/decline", response=RequestDetail)
def request_decline(request: ApiRequest, id: Id, said: Reason, version: Version) -> HttpResponse:
    """Say no to a request, and why."""
    services.request_decline(actor=request.auth, id=id, version=version, reason=said.reason, now=timezone.now())
    return _answered(request, id)


@router.post("/requests/{id}/withdraw", response=RequestDetail)
def request_withdraw(request: ApiRequest, id: Id, said: MaybeReason, version: Version) -> HttpResponse:
    """Take a request back."""
    services.request_withdraw(actor=request.auth, id=id, version=version, reason=said.reason, now=timezone.now())
    return _answered(request, id)


def _parts(parts: list[PartIn]) -> list[services.Part]:
    return [services.Part(**each.model_dump()) for each in parts]


def _answered(request: ApiRequest, id: int) -> HttpResponse:
    detail = _read(request, id)
    return answer(detail, version=detail.version)


def _read(request: ApiRequest, id: int) -> RequestDetail:
    return request_detail(request_get(id=id, actor=request.auth), actor=request.auth)
