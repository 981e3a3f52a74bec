"""Leaving the workspace and coming back to it."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.access.models import Departure
from fairlead.access.selectors import departures_of
from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.governance.selectors import Charge, ChargeKind, charges_of
from fairlead.governance.services import person_leave, person_return
from fairlead.staffing.selectors import asked_by
from fairlead.staffing.words import wanted_words

router = Router(tags=["authority"])


class LeaveIn(In):
    """Why somebody leaves."""

    reason: str = ""


class DepartureOut(Out):
    """Somebody has left; `by` is the id of who let them go, their own where they went themselves."""

    person: Id
    name: str
    at: Instant
    by: Id | None
    reason: str
    returned_at: Instant | None


class ChargeOut(Out):
    """Something that somebody answers for.

    Of programs, projects and teams: that they are the only one in the role `detail`. Of `tasks`, `id` is that of the
    resource and `count` how many open tasks it is on.
    """

    kind: ChargeKind
    id: Id
    name: str
    detail: str
    count: int


class ChargesOut(Out):
    """All that somebody answers for and that waits for others where they leave."""

    person: Id
    charges: list[ChargeOut]


@router.get("/departures", response=Page[DepartureOut])
def departures_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List who has left and not come back, the earliest first; for those who run the workspace."""
    rows = departures_of(actor=request.auth)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.get("/people/{id}/charges", response=ChargesOut)
def charges_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show what somebody answers for: yourself, or anybody where you run the workspace."""
    charges = charges_of(person_id=id, actor=request.auth)
    asked = asked_by(person_id=id, actor=request.auth)
    sent = [Charge(ChargeKind.REQUEST, each.pk, wanted_words(each), each.project.name) for each in asked]
    return answer(ChargesOut(person=id, charges=[ChargeOut.model_validate(each) for each in [*charges, *sent]]))


@router.post("/people/{id}/leave", response=DepartureOut)
def person_left(request: ApiRequest, id: Id, said: LeaveIn) -> HttpResponse:
    """End that somebody is a member, at once; yourself, or anybody where you run the workspace."""
    return answer(_shown(person_leave(actor=request.auth, id=id, reason=said.reason, now=timezone.now())))


@router.post("/people/{id}/return", response=DepartureOut)
def person_returned(request: ApiRequest, id: Id) -> HttpResponse:
    """Let somebody who has left back in, into the roles that they had."""
    return answer(_shown(person_return(actor=request.auth, id=id, now=timezone.now())))


def _shown(row: Departure) -> DepartureOut:
    return DepartureOut(
        person=row.person_id,
        name=row.person.name,
        at=row.at,
        by=row.by_id,
        reason=row.reason,
        returned_at=row.returned_at,
    )
