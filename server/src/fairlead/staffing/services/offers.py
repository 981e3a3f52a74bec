"""Offers and counter-offers: other people, other days, a part of what was asked."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Resource
from fairlead.staffing.models import Offer, OfferPart, Request, Side
from fairlead.staffing.selectors import decision_place, offer_last, request_get
from fairlead.staffing.services.checks import check_authority, check_parts, check_words, wrong_answer_by
from fairlead.staffing.services.requests import Part, request_locked, request_pass
from fairlead.staffing.telling import tell_step
from fairlead.staffing.words import amount_words, period_words


@transaction.atomic
def offer_make(
    *,
    actor: Actor,
    id: int,
    version: int,
    parts: Sequence[Part],
    answer_by_on: date,
    message: str = "",
    now: datetime,
) -> Offer:
    """Offer `parts` for a request, in the place of any offer before; it then waits for the other side.

    Who may decide about people there offers them; who asks for them makes a counter-offer.
    Raises: NotFound, Forbidden, StaleVersion; Refused for what cannot be.
    """
    side = _side_of(actor, request_get(id=id, actor=actor))
    request = request_locked(id, version, actor, Action.BOOK if side is Side.DECIDER else Action.EDIT_PROJECT)
    words = check_words("message", message)
    wrong = wrong_answer_by(answer_by_on, now)
    if wrong:
        raise Refused(_("The offer was not saved."), code="invalid", fields=wrong)
    rows = check_parts([asdict(each) for each in parts], actor=actor)
    if side is Side.DECIDER:
        check_authority(actor, request.project, [each.resource for each in parts])
    last = offer_last(request)
    offer = Offer.objects.create(
        request=request,
        number=last.number + 1 if last else 1,
        side=side,
        by_id=actor.person_id,
        at=now,
        answer_by_on=answer_by_on,
        message=words,
    )
    OfferPart.objects.bulk_create(
        OfferPart(offer=offer, **{"resource_id" if name == "resource" else name: value for name, value in each.items()})
        for each in rows
    )
    request_pass(request, Side.ASKER if side is Side.DECIDER else Side.DECIDER, answer_by_on)
    after = {"number": offer.number, "parts": _words(parts), "message": words}
    audit_write([Change("request.offer", "request", request.pk, after=after)], by=by(actor, now))
    tell_step("request.offered" if offer.number == 1 else "request.countered", request, actor=actor, now=now)
    return offer


def _words(parts: Sequence[Part]) -> list[str]:
    names = Resource.objects.in_bulk([each.resource for each in parts])
    return [
        f"{names[each.resource].name}, {period_words(each.start_on, each.finish_on)}, "
        f"{amount_words(each.units, each.minutes)}"
        for each in parts
    ]


def _side_of(actor: Actor, request: Request) -> Side:
    return Side.DECIDER if actor.may(Action.BOOK, decision_place(request)) else Side.ASKER
