"""Reading the criteria of strategic fit."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.strategy.models import Criterion

CRITERION_SAID = ("name", "about", "weight")


def criteria_of(*, actor: Actor) -> QuerySet[Criterion]:
    """Return the criteria of the workspace, the weightiest first.

    Raises: NotFound where the actor sees nothing of the strategy.
    """
    require(actor, Action.VIEW_STRATEGY)
    return Criterion.objects.filter(workspace_id=actor.workspace_id)


def criterion_get(*, id: int, actor: Actor, lock: bool = False) -> Criterion:
    """Return a criterion, locked for change where asked. One query.

    Raises: NotFound.
    """
    rows = criteria_of(actor=actor)
    found = (rows.select_for_update() if lock else rows).filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such criterion, or you may not see it."))
    return found


def criterion_said(criterion: Criterion) -> dict[str, Any]:
    """Return what people said of `criterion` by field, with its id and version."""
    return {"id": criterion.pk, "version": criterion.version, **said(criterion, CRITERION_SAID)}
