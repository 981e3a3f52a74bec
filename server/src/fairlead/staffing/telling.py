"""Who is told of which step of a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from fairlead.access.models import Grant
from fairlead.access.rules import Actor, Role, ScopeKind
from fairlead.collaboration.services import News, notices_write
from fairlead.staffing.models import Booking, Request, Side
from fairlead.staffing.words import period_words, wanted_words


def tell_step(kind: str, request: Request, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Tell the sides of `request`, but for `actor`, that they or others took a step. Five queries at most."""
    to = {*asker_ids(request), *decider_ids(request)} - {actor.person_id}
    _tell(News(kind, "request", request.pk, actor.name, {**_facts(request), "reason": reason[:200]}), request, to, now)


def tell_booked(bookings: Iterable[Booking], request: Request, *, actor: Actor, now: datetime) -> None:
    """Tell those who were booked. One query."""
    for each in bookings:
        person_id = each.resource.person_id if each.resource else None
        if person_id is not None and person_id != actor.person_id:
            facts = {"project": request.project.name, "days": period_words(each.start_on, each.finish_on)}
            news = News("booking.made", *_place(request), actor.name, facts)
            notices_write(news, to=[person_id], workspace_id=request.workspace_id, now=now)


@transaction.atomic
def overdue_tell(*, now: datetime) -> int:
    """Tell those for whom requests wait beyond their due time, once for each time, and return for how many.

    Doing so twice, or by two workers at once, tells nobody twice.
    """
    late = Request.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "project", "resource", "role"
    )
    found = list(late.open().filter(due_at__lte=now, overdue_told_at=None).order_by("pk")[:500])
    for request in found:
        to = decider_ids(request) if request.waits_for == Side.DECIDER else asker_ids(request)
        _tell(News("request.overdue", "request", request.pk, "", _facts(request)), request, to, now)
    Request.objects.filter(pk__in=[each.pk for each in found]).update(overdue_told_at=now)
    return len(found)


def asker_ids(request: Request) -> set[int]:
    """Return the people who asked: who sent it, and the managers of the project, or of the program. One query."""
    asked, project = {request.asked_by_id} if request.asked_by_id else set(), request.project
    if project.is_activities and project.program_id is not None:
        return asked | _holders(ScopeKind.PROGRAM, project.program_id, [Role.PROGRAM_MANAGER])
    return asked | _holders(ScopeKind.PROJECT, project.pk, [Role.PROJECT_MANAGER])


def decider_ids(request: Request) -> set[int]:
    """Return the people who decide: the program's managers and who leads the team, else who runs the workspace.

    Three queries at most.
    """
    program_id, whom = request.project.program_id, request.resource or request.role
    found = _holders(ScopeKind.PROGRAM, program_id, [Role.PROGRAM_MANAGER]) if program_id else set()
    if whom is not None and whom.team_id is not None:
        found |= _holders(ScopeKind.TEAM, whom.team_id, [Role.TEAM_LEAD])
    return found or _holders(ScopeKind.WORKSPACE, request.workspace_id, [Role.OWNER, Role.ADMINISTRATOR])


def _holders(scope: ScopeKind, id: int, roles: list[Role]) -> set[int]:
    grants = Grant.objects.filter(scope=scope.value, scope_id=id, role__in=roles, person__is_active=True)
    return set(grants.values_list("person_id", flat=True))


def _place(request: Request) -> tuple[str, int]:
    """Return what `request` asks for, as notices name it: a project, or by its program the activities."""
    project = request.project
    is_own = project.is_activities and project.program_id is not None
    return ("activities", project.program_id or 0) if is_own else ("project", project.pk)


def _facts(request: Request) -> dict[str, Any]:
    return {
        "project": request.project.name,
        "whom": wanted_words(request),
        "days": period_words(request.start_on, request.finish_on),
    }


def _tell(news: News, request: Request, to: set[int], now: datetime) -> None:
    notices_write(news, to=to, workspace_id=request.workspace_id, now=now)
