"""Reading objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import require
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound, Refused
from fairlead.strategy.models import DelayPoint, Objective, Status, StatusChange
from fairlead.strategy.rules.delay import DelayCost
from fairlead.strategy.rules.tree import tree_order

OBJECTIVE_SAID = (
    "parent",
    "name",
    "statement",
    "owner",
    "start_on",
    "finish_on",
    "weight",
    "status",
    "value",
    "delay_week_cost",
    "currency",
)


def objectives_of(*, actor: Actor) -> QuerySet[Objective]:
    """Return the objectives of the workspace of `actor`, siblings in their order.

    Raises: NotFound where they see nothing of the strategy.
    """
    require(actor, Action.VIEW_STRATEGY)
    return Objective.objects.in_workspace_of(actor)


def objective_get(*, id: int, actor: Actor, lock: bool = False) -> Objective:
    """Return an objective with its owner, locked for change where asked. One query.

    Raises: NotFound.
    """
    rows = objectives_of(actor=actor)
    rows = rows.select_for_update() if lock else rows.select_related("owner", "parent")
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such objective, or you may not see it."))
    return found


def objective_place(objective: Objective, *, actor: Actor) -> Place:
    """Return where the rights on `objective` are decided: it may be the actor's own."""
    return Place(is_own=objective.owner_id == actor.person_id)


def objectives_known(ids: Iterable[int], *, actor: Actor) -> None:
    """Do nothing where all of `ids` are objectives of the workspace of `actor`. One query.

    Raises: Refused, NotFound.
    """
    wanted = set(ids)
    found = set(objectives_of(actor=actor).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    if found != wanted:
        raise Refused(
            _("One of these objectives is not there any more. Load the page again."),
            fields={"objective": _("No such objective")},
        )


@dataclass(frozen=True, slots=True)
class Branch:
    """An objective in its tree, without what is found of it."""

    id: int
    name: str
    status: Status
    depth: int


def objective_tree(*, actor: Actor) -> list[Branch]:
    """Return the objectives of the workspace of `actor` in the order of their tree, parents first. One query.

    Raises: NotFound where they see nothing of the strategy.
    """
    rows = objectives_of(actor=actor).order_by("position", "pk").values_list("pk", "parent_id", "name", "status")
    children: dict[int | None, list[int]] = {}
    told: dict[int, tuple[str, str]] = {}
    for id, parent, name, status in rows:
        children.setdefault(parent, []).append(id)
        told[id] = name, status
    return [Branch(id, told[id][0], Status(told[id][1]), depth) for id, depth in tree_order(children)]


def parents_of(*, actor: Actor) -> dict[int, int | None]:
    """Return the parent of each objective of the workspace by its id. One query."""
    return dict(Objective.objects.in_workspace_of(actor).order_by().values_list("pk", "parent_id"))


def status_changes_of(objective: Objective) -> QuerySet[StatusChange]:
    """Return who decided where `objective` stands, newest first."""
    return StatusChange.objects.filter(objective=objective).select_related("by")


def delay_cost_of(objective: Objective) -> DelayCost:
    """Return what delays of `objective` cost. One query."""
    points = DelayPoint.objects.filter(objective=objective).order_by("weeks").values_list("weeks", "cost")
    return DelayCost(objective.delay_week_cost, tuple(points))


def objective_said(objective: Objective) -> dict[str, Any]:
    """Return what people said of `objective` by field, with its id and version."""
    return {"id": objective.pk, "version": objective.version, **said(objective, OBJECTIVE_SAID)}
