"""Asking for people, and how a request ends: committed, declined, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.staffing.models import Booking, Decision, Ending, Offer, Request, RequestSkill, Side
from fairlead.staffing.rules import Ask, is_as_asked
from fairlead.staffing.selectors import ask_of, decision_place, offer_last, request_get, request_said
from fairlead.staffing.services.bookings import NewBooking, bookings_write
from fairlead.staffing.services.checks import check_authority, check_parts, check_request, check_words
from fairlead.staffing.telling import tell_booked, tell_step
from fairlead.work.selectors import plan_get


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a project asks for: `resource`, or somebody of `role` or with `skills`, as pairs of skill and level.

    Days are half-open; either `units` (1 is a whole person) or `minutes` in all.
    """

    project: int
    start_on: date
    finish_on: date
    reason: str
    answer_by_on: date
    resource: int | None = None
    role: int | None = None
    skills: tuple[tuple[int, int], ...] = ()
    units: Decimal | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an offer: who, from when to when, and either `units` or `minutes`."""

    resource: int
    start_on: date
    finish_on: date
    units: Decimal | None = None
    minutes: int | None = None


@transaction.atomic
def request_ask(*, actor: Actor, new: NewRequest, now: datetime) -> Request:
    """Ask for somebody for a project, or a program's activities; who decides about people for it is told.

    Raises: NotFound, Forbidden; Refused for what cannot be.
    """
    project = plan_get(id=new.project, actor=actor)
    require(actor, Action.EDIT_PROJECT, project.place)
    values = check_request(asdict(new), actor=actor, now=now)
    request = Request(
        workspace_id=actor.workspace_id,
        project=project,
        resource_id=values["resource"],
        role_id=values["role"],
        asked_by_id=actor.person_id,
        asked_at=now,
        **{name: values[name] for name in ("start_on", "finish_on", "units", "minutes", "reason", "answer_by_on")},
    )
    _wait(request, Side.DECIDER, new.answer_by_on)
    request.save(force_insert=True)
    RequestSkill.objects.bulk_create(
        RequestSkill(request=request, skill_id=id, level=level) for id, level in values["skills"]
    )
    audit_write([Change("request.ask", "request", request.pk, after=request_said(request))], by=by(actor, now))
    tell_step("request.asked", request, actor=actor, now=now)
    return request


@transaction.atomic
def request_commit(
    *, actor: Actor, id: int, version: int, parts: Sequence[Part] = (), message: str = "", now: datetime
) -> list[Booking]:
    """Give a project just what it asked for, and return the firm bookings; `parts` name who, where the ask did not.

    Raises: NotFound, Forbidden, StaleVersion; Refused for anything else than what was asked, which is to be offered,
    and where somebody is promised to others then, naming by whom.
    """
    request = request_locked(id, version, actor, Action.BOOK)
    words = check_words("message", message)
    if parts:
        given = [Part(**each) for each in check_parts([asdict(each) for each in parts], actor=actor)]
    elif request.resource_id is not None:
        given = [Part(request.resource_id, request.start_on, request.finish_on, request.units, request.minutes)]
    else:
        raise Refused(_("Say whom you commit."), code="invalid", fields={"resource": _("Missing")})
    check_authority(actor, request.project, [each.resource for each in given])
    if not is_as_asked(ask_of(request), [Ask(*_values(each)) for each in given]):
        raise Refused(
            _("This is not what was asked for. Offer it instead, so that the project can accept it."),
            code="not_as_asked",
        )
    return _book(request, given, actor=actor, now=now, reason=words)


@transaction.atomic
def offer_accept(*, actor: Actor, id: int, version: int, now: datetime) -> list[Booking]:
    """Accept the offer that stands, which the other side made, and return the firm bookings it became.

    Raises: NotFound, Forbidden, StaleVersion; Refused where there is none to accept, and where somebody was promised
    to others meanwhile, naming by whom.
    """
    request = request_locked(id, version, actor, Action.EDIT_PROJECT)
    offer = offer_last(request)
    if offer is None or offer.by_id == actor.person_id:
        raise Refused(_("There is no offer of somebody else to accept."), code="no_offer")
    if offer.side == Side.ASKER:
        require(actor, Action.BOOK, decision_place(request))
    parts = [
        Part(each.resource_id, each.start_on, each.finish_on, each.units, each.minutes) for each in offer.parts.all()
    ]
    check_parts([asdict(each) for each in parts], actor=actor)
    return _book(request, parts, actor=actor, now=now, offer=offer)


@transaction.atomic
def request_decline(*, actor: Actor, id: int, version: int, reason: str, now: datetime) -> Request:
    """Say no to a request, and why.

    Raises: NotFound, Forbidden, StaleVersion; Refused without a reason.
    """
    request = request_locked(id, version, actor, Action.BOOK)
    words = check_words("reason", reason, missing=_("Say why, so that the project can plan on."))
    _decide(request, Ending.DECLINED, actor=actor, now=now, reason=words)
    return request


@transaction.atomic
def request_withdraw(*, actor: Actor, id: int, version: int, reason: str = "", now: datetime) -> Request:
    """Take a request back.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    request = request_locked(id, version, actor, Action.EDIT_PROJECT)
    _decide(request, Ending.WITHDRAWN, actor=actor, now=now, reason=check_words("reason", reason))
    return request


def request_locked(id: int, version: int, actor: Actor, action: Action) -> Request:
    """Return an open request that `actor` may do `action` for, held until the transaction ends.

    Raises: NotFound, Forbidden, StaleVersion; Refused where it is decided already.
    """
    request = request_get(id=id, actor=actor, lock=True)
    require(actor, action, decision_place(request) if action is Action.BOOK else request.project.place)
    check_version(request, version, kind="request", current=request_said(request))
    if not request.waits_for:
        raise Refused(_("This request is decided already."), code="decided")
    return request


def request_pass(request: Request, side: Side, answer_by_on: date) -> None:
    """Let `request` wait for `side` from now on, in the caller's transaction."""
    _wait(request, side, answer_by_on)
    request.version += 1
    request.save(update_fields=["waits_for", "due_at", "overdue_told_at", "version"])


def _wait(request: Request, side: Side, answer_by_on: date) -> None:
    request.waits_for = side.value
    request.due_at = timezone.make_aware(datetime.combine(answer_by_on + timedelta(days=1), time.min))
    request.overdue_told_at = None


def _book(
    request: Request,
    parts: Sequence[Part],
    *,
    actor: Actor,
    now: datetime,
    offer: Offer | None = None,
    reason: str = "",
) -> list[Booking]:
    new = [
        NewBooking(
            project=request.project_id, role=request.role_id, is_firm=True, note=request.reason[:500], **asdict(each)
        )
        for each in parts
    ]
    maker = offer.by_id if offer is not None and offer.side == Side.DECIDER else None
    cause = _("Request %(id)d") % {"id": request.pk}
    booked = bookings_write(new, actor=actor, now=now, cause=cause, request_id=request.pk, booked_by_id=maker)
    _decide(request, Ending.COMMITTED, actor=actor, now=now, offer=offer, reason=reason)
    tell_booked(booked, request, actor=actor, now=now)
    return booked


def _decide(
    request: Request, kind: Ending, *, actor: Actor, now: datetime, reason: str, offer: Offer | None = None
) -> None:
    Decision.objects.create(request=request, kind=kind, offer=offer, by_id=actor.person_id, at=now, reason=reason)
    request.waits_for, request.due_at = "", None
    request.version += 1
    request.save(update_fields=["waits_for", "due_at", "version"])
    after: Mapping[str, Any] = {"reason": reason, "offer": offer.number if offer else None}
    audit_write([Change(f"request.{kind.value}", "request", request.pk, after=after)], by=by(actor, now))
    tell_step(f"request.{kind.value}", request, actor=actor, now=now, reason=reason)


def _values(part: Part) -> tuple[int | None, date, date, Decimal | None, int | None]:
    return part.resource, part.start_on, part.finish_on, part.units, part.minutes
