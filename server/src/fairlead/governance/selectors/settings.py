"""Reading what a workspace is called and how it reckons."""

from typing import Any

from django.db.models import Q

from fairlead.access.models import Workspace
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.audit import said
from fairlead.programs.models import Benefit
from fairlead.resources.models import Rate
from fairlead.strategy.models import DelayPoint, Objective
from fairlead.work.models import Proposal

SETTINGS = ("name", "time_zone", "week_start", "fiscal_month", "currency", "country", "second_step")


def workspace_of(*, actor: Actor) -> Workspace:
    """Return the workspace of `actor`, for who administers it. One query.

    Raises: NotFound, Forbidden.
    """
    require(actor, Action.ADMINISTER)
    return Workspace.objects.get(pk=actor.workspace_id)


def settings_said(workspace: Workspace) -> dict[str, Any]:
    """Return the settings of `workspace` by field, with its id and version."""
    return {"id": workspace.pk, "version": workspace.version, **said(workspace, SETTINGS)}


def money_of(workspace: Workspace) -> int:
    """Return how many rows of `workspace` say an amount in its currency. Four queries."""
    here = {"currency": workspace.currency}
    costly = Q(value__isnull=False) | Q(delay_week_cost__isnull=False)
    costly |= Q(pk__in=DelayPoint.objects.filter(objective__workspace=workspace).values("objective"))
    amounts = Q(value__isnull=False) | Q(cost__isnull=False)
    return (
        Rate.objects.filter(resource__workspace=workspace, **here).count()
        + Objective.objects.filter(costly, workspace=workspace, **here).count()
        + Benefit.objects.filter(program__workspace=workspace, yearly_value__isnull=False, **here).count()
        + Proposal.objects.filter(amounts, workspace=workspace, **here).count()
    )
