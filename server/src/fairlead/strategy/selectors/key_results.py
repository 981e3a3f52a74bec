"""Reading key results and their check-ins."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.strategy.models import CheckIn, KeyResult, Objective, Status

KEY_RESULT_SAID = ("objective", "name", "unit", "direction", "baseline", "target", "tolerance", "weight")
CHECK_IN_DAYS = 30  # after which the next check-in is due
CHECK_IN_SAID = ("key_result", "on", "value", "confidence_share", "comment", "by", "at", "corrects")


def key_results_of(objective: Objective) -> QuerySet[KeyResult]:
    """Return the key results of `objective` in their order, with what is found of each."""
    return KeyResult.objects.filter(objective=objective).select_related("found")


def key_result_get(*, id: int, actor: Actor, lock: bool = False) -> KeyResult:
    """Return a key result with its objective, locked for change where asked. One query.

    Raises: NotFound.
    """
    require(actor, Action.VIEW_STRATEGY)
    rows = KeyResult.objects.select_related("objective", "objective__owner")
    if lock:
        rows = KeyResult.objects.select_related("objective").select_for_update(of=("self",))
    found = rows.filter(pk=id, objective__workspace_id=actor.workspace_id).first()
    if found is None:
        raise NotFound(_("There is no such key result, or you may not see it."))
    return found


def check_ins_of(key_result: KeyResult, *, with_corrected: bool = False) -> QuerySet[CheckIn]:
    """Return the check-ins of `key_result` by day; those that were corrected are left out unless asked for."""
    rows = CheckIn.objects.filter(key_result=key_result).select_related("by", "correction")
    return rows if with_corrected else rows.filter(correction=None)


def check_in_get(*, id: int, actor: Actor) -> CheckIn:
    """Return a check-in with its key result and objective. One query.

    Raises: NotFound.
    """
    require(actor, Action.VIEW_STRATEGY)
    rows = CheckIn.objects.select_related("key_result__objective", "by", "correction")
    found = rows.filter(pk=id, key_result__objective__workspace_id=actor.workspace_id).first()
    if found is None:
        raise NotFound(_("There is no such check-in, or you may not see it."))
    return found


def check_ins_due(*, actor: Actor, today: date) -> list[KeyResult]:
    """Return the key results of active objectives of `actor` that nobody has checked in to for CHECK_IN_DAYS.

    One that was never checked in to counts from the beginning of its period. One query.
    """
    return list(check_ins_due_in(workspace_id=actor.workspace_id, today=today).filter(objective__owner=actor.person_id))


def check_ins_due_in(*, workspace_id: int, today: date) -> QuerySet[KeyResult]:
    """Return the key results of a workspace whose check-in is due, whosever they are; what is due first by period."""
    since = today - timedelta(days=CHECK_IN_DAYS)
    running = KeyResult.objects.filter(
        objective__workspace_id=workspace_id,
        objective__status=Status.ACTIVE,
        objective__start_on__lte=since,
        objective__finish_on__gt=today,
    )
    due = running.filter(Q(found=None) | Q(found__last_on__lte=since)).select_related("objective", "found")
    return due.order_by("objective__finish_on", "objective_id", "position", "pk")


def check_in_due_on(key_result: KeyResult) -> date:
    """Return the day on which the next check-in of `key_result`, read with its objective and what is found, is due."""
    found = getattr(key_result, "found", None)
    return (found.last_on if found else key_result.objective.start_on) + timedelta(days=CHECK_IN_DAYS)


def key_result_said(key_result: KeyResult) -> dict[str, Any]:
    """Return what people said of `key_result` by field, with its id and version."""
    return {"id": key_result.pk, "version": key_result.version, **said(key_result, KEY_RESULT_SAID)}
