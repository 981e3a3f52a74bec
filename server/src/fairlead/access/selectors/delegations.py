"""Reading who stands in for whom, and how far programs and projects may deviate."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import Delegation, Tolerance
from fairlead.access.rules import Action, Actor, Place, ScopeKind
from fairlead.kernel.errors import NotFound


def delegations_of(*, actor: Actor) -> QuerySet[Delegation]:
    """Return the delegations that `actor` may see: all of them for those who administer, else one's own both ways."""
    here = Delegation.objects.filter(workspace_id=actor.workspace_id).select_related("giver", "deputy")
    if actor.may(Action.ADMINISTER):
        return here
    return here.filter(Q(giver_id=actor.person_id) | Q(deputy_id=actor.person_id))


def delegation_get(*, id: int, actor: Actor, lock: bool = False) -> Delegation:
    """Return a delegation that the actor may see. One query.

    Raises: NotFound.
    """
    rows = delegations_of(actor=actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such delegation, or not one of yours."))
    return found


def tolerances_of(scope: ScopeKind, ids: Iterable[int], *, workspace_id: int) -> list[Tolerance]:
    """Return the tolerances agreed for programs or projects with these ids, in the order of the kinds. One query."""
    rows = Tolerance.objects.filter(scope=scope.value, scope_id__in=list(ids), workspace_id=workspace_id)
    order = {kind: place for place, kind in enumerate(Tolerance.Kind.values)}
    return sorted(rows.select_related("agreed_by"), key=lambda row: (row.scope_id, order[row.kind]))


def tolerances_at(place: Place, *, workspace_id: int) -> Mapping[ScopeKind, int]:
    """Return the days that a project and its program may finish late, where agreed. One query."""
    here = Q(scope=ScopeKind.PROGRAM.value, scope_id=place.program_id or 0)
    here |= Q(scope=ScopeKind.PROJECT.value, scope_id=place.project_id or 0)
    rows = Tolerance.objects.filter(here, workspace_id=workspace_id, kind=Tolerance.Kind.TIME, amount__isnull=False)
    return {ScopeKind(scope): days for scope, days in rows.values_list("scope", "amount") if days is not None}
