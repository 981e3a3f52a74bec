"""Reading requests: those that wait for me, those I wait for, those decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import Grant
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.staffing.models import Offer, Request, RequestQuerySet, Side
from fairlead.staffing.rules import Ask
from fairlead.work.models import Project

RequestKey = tuple[datetime, int]
_SAID = ("project", "resource", "role", "start_on", "finish_on", "units", "minutes", "reason", "answer_by_on")
_SHOWN = ("project__program", "resource__person", "role", "asked_by", "decision__by", "decision__offer")


class Which(StrEnum):
    """Which requests a list shows."""

    ANSWER = "answer"  # mine to answer
    WAITING = "waiting"  # mine, waiting for others
    DECIDED = "decided"  # mine, decided
    OPEN = "open"  # all that I may see and that are not decided


@dataclass(frozen=True, slots=True)
class Mine:
    """What `actor` may do about a request: for the side that decides, or the one that asks."""

    decides: bool
    asks: bool

    def is_turn(self, request: Request) -> bool:
        """Say whether `request` waits for this actor."""
        return (self.decides and request.waits_for == Side.DECIDER) or (self.asks and request.waits_for == Side.ASKER)


def requests_of(*, actor: Actor) -> RequestQuerySet:
    """Return the requests of projects that `actor` may see, with what lists show of them. Two queries."""
    return Request.objects.visible_to(actor).select_related(*_SHOWN).prefetch_related("skills__skill")


def asked_by(*, person_id: int, actor: Actor) -> RequestQuerySet:
    """Return the requests that somebody sent and that are not decided, with what lists show of them. Two queries."""
    return requests_of(actor=actor).open().filter(asked_by_id=person_id)


def request_get(*, id: int, actor: Actor, lock: bool = False) -> Request:
    """Return the request that `actor` may see, held for change where asked. Two queries.

    Raises: NotFound.
    """
    requests = requests_of(actor=actor)
    if lock:
        requests = requests.select_for_update(of=("self",))
    request = requests.filter(pk=id).first()
    if request is None:
        raise NotFound(_("There is no such request, or you may not see it."))
    return request


def request_page(
    *, actor: Actor, which: Which, project_id: int | None = None, after: RequestKey | None = None, limit: int = 50
) -> tuple[list[Request], RequestKey | None]:
    """Return requests behind the key `after`, and the key of the last if more follow. Two queries.

    What is open comes by due time, what is decided newest first.
    """
    found = requests_of(actor=actor).filter(_which(which, actor))
    if project_id is not None:
        found = found.filter(project_id=project_id)
    field, ahead = ("decision__at", "lt") if which is Which.DECIDED else ("due_at", "gt")
    if after is not None:
        found = found.filter(Q(**{f"{field}__{ahead}": after[0]}) | Q(**{field: after[0], f"pk__{ahead}": after[1]}))
    sign = "-" if which is Which.DECIDED else ""
    rows = list(found.order_by(f"{sign}{field}", f"{sign}pk")[: limit + 1])
    shown = rows[:limit]
    return shown, _key(shown[-1]) if len(rows) > limit else None


def to_answer_count(*, actor: Actor) -> int:
    """Return how many requests wait for `actor`. One query."""
    return Request.objects.visible_to(actor).filter(_which(Which.ANSWER, actor)).count()


def mine_of(request: Request, *, actor: Actor) -> Mine:
    """Return what `actor` may do about `request`; without a query where its project was read."""
    return Mine(
        decides=actor.may(Action.BOOK, decision_place(request)),
        asks=actor.may(Action.EDIT_PROJECT, request.project.place),
    )


def decision_place(request: Request) -> Place:
    """Return where the authority to decide `request` is asked for: in its project, and the team of whom it asks for."""
    whom = request.resource or request.role
    return replace(request.project.place, team_id=whom.team_id if whom else None)


def offer_last(request: Request) -> Offer | None:
    """Return the offer that stands; None where nobody made one. One query."""
    return request.offers.order_by("-number").first()


def ask_of(request: Request) -> Ask:
    """Return what `request` asks for."""
    return Ask(request.resource_id, request.start_on, request.finish_on, request.units, request.minutes)


def asks_of(request: Request, offers: Sequence[Offer]) -> list[Ask]:
    """Return what is to be judged of `request`: the parts of the last of its `offers`, else what it asks for."""
    if not offers:
        return [ask_of(request)]
    parts = offers[-1].parts.all()
    return [Ask(each.resource_id, each.start_on, each.finish_on, each.units, each.minutes) for each in parts]


def request_said(request: Request) -> dict[str, Any]:
    """Return what people said in `request` by field, with its id, version and for whom it waits."""
    waits = {"waits_for": request.waits_for or None, "due_at": request.due_at}
    return {"id": request.pk, "version": request.version, **said(request, _SAID), **waits}


def _which(which: Which, actor: Actor) -> Q:
    decides, asks = _decides(actor), _asks(actor)
    to_decide, to_accept = Q(waits_for=Side.DECIDER), Q(waits_for=Side.ASKER)
    match which:
        case Which.ANSWER:
            return (to_decide & decides) | (to_accept & asks)
        case Which.WAITING:
            return (to_decide & asks & ~decides) | (to_accept & decides & ~asks)
        case Which.DECIDED:
            return Q(waits_for="") & (decides | asks)
        case Which.OPEN:
            return ~Q(waits_for="")


def _asks(actor: Actor) -> Q:
    own = Q(project__kind=Project.Kind.ACTIVITIES, project__program_id__in=actor.programs_where(Action.EDIT_PROJECT))
    return Q(asked_by_id=actor.person_id) | Q(project_id__in=actor.projects_where(Action.EDIT_PROJECT)) | own


def _decides(actor: Actor) -> Q:
    """Return where `actor` decides: programs they manage, teams they lead; else who runs the workspace does."""
    teams = actor.teams_where(Action.BOOK)
    managed = Q(project__program_id__in=actor.programs_where(Action.BOOK))
    managed |= Q(resource__team_id__in=teams) | Q(role__team_id__in=teams)
    if not actor.may(Action.BOOK):
        return managed
    manager = Grant.objects.filter(
        scope=ScopeKind.PROGRAM.value,
        scope_id=OuterRef("project__program_id"),
        role=Role.PROGRAM_MANAGER.value,
        person__is_active=True,
    )
    return managed | ~Q(Exists(manager))


def _key(request: Request) -> RequestKey:
    at = request.due_at or request.decision.at
    return at, request.pk


def offers_of(request: Request) -> QuerySet[Offer]:
    """Return the offers made for `request` in order, with their parts. Two queries."""
    return request.offers.select_related("by").prefetch_related("parts__resource").order_by("number")
