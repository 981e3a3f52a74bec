"""Who stands in for whom, and how far programs and projects may deviate."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.access import services as access
from fairlead.access.models import Delegation, ToleranceKind
from fairlead.access.rules import Action, ScopeKind
from fairlead.access.selectors import delegation_get, delegations_of, require, tolerances_of
from fairlead.api.answers import answer, created
from fairlead.api.auth import ApiRequest
from fairlead.api.authority import Most, Scope, ScopeId
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out
from fairlead.governance import services
from fairlead.governance.selectors import spot_get
from fairlead.kernel.errors import Refused

router = Router(tags=["authority"])


class DelegationOut(Out):
    """Somebody lets `deputy` act in their name; `grants` are the roles, empty for all of the giver's."""

    id: Id
    giver: Id
    giver_name: str
    deputy: Id
    deputy_name: str
    grants: list[Id]
    reason: str
    starts_at: Instant
    ends_at: Instant


class DelegationIn(In):
    """Who is to act in your name, when, in which of your roles; without `grants` in all of them."""

    deputy: Id
    starts_at: Instant
    ends_at: Instant
    grants: list[Id] | None = None
    reason: str = ""


class ToleranceOut(Out):
    """How far something may deviate: `amount` in days for time, percent for cost and benefit, or in words."""

    kind: ToleranceKind
    amount: int | None
    words: str
    agreed_at: Instant
    version: int


class Tolerances(Out):
    """What is agreed for a program or project; a kind without anything agreed is left out."""

    items: list[ToleranceOut]


class ToleranceIn(In):
    """What to agree; `version` is 0 where nothing is agreed yet, neither amount nor words takes it back."""

    kind: ToleranceKind
    amount: Most | None = None
    words: str = ""
    version: Annotated[int, Field(ge=0, lt=2**31)]


@router.get("/delegations", response=Page[DelegationOut])
def delegations_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List who acts for you and for whom you act, and for administrators all; by id."""
    rows = delegations_of(actor=request.auth).prefetch_related("grants")
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_delegation)


@router.post("/delegations", response={201: DelegationOut})
def delegation_create(request: ApiRequest, new: DelegationIn, key: Key = None) -> HttpResponse:
    """Let somebody act in your name for a period."""

    def effect(now: datetime) -> HttpResponse:
        said = access.NewDelegation(new.deputy, new.starts_at, new.ends_at, new.grants, new.reason)
        row = services.stand_in_make(actor=request.auth, new=said, now=now)
        return created(_delegation(row), at=f"/api/v1/delegations/{row.pk}")

    return once(request, key, effect)


@router.get("/delegations/{id}", response=DelegationOut)
def delegation_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show a delegation of yours."""
    return answer(_delegation(delegation_get(id=id, actor=request.auth)))


@router.delete("/delegations/{id}", response=DelegationOut)
def delegation_end(request: ApiRequest, id: Id) -> HttpResponse:
    """End a delegation before its time; it stays in the list."""
    return answer(_delegation(services.stand_in_end(actor=request.auth, id=id, now=timezone.now())))


@router.get("/tolerances", response=Tolerances)
def tolerances_read(request: ApiRequest, scope: Scope, id: ScopeId = None) -> HttpResponse:
    """Tell how far a program or project may deviate."""
    spot = spot_get(scope=scope, id=id, actor=request.auth)
    require(request.auth, Action.VIEW, spot.place)
    rows = tolerances_of(spot.scope, [spot.id], workspace_id=request.auth.workspace_id)
    return answer(Tolerances(items=[ToleranceOut.model_validate(row) for row in rows]))


@router.put("/tolerances", response=Tolerances)
def tolerance_set(request: ApiRequest, said: ToleranceIn, scope: Scope, id: ScopeId = None) -> HttpResponse:
    """Agree how far a program or project may deviate in one kind."""
    spot = spot_get(scope=scope, id=id, actor=request.auth)
    if spot.scope not in (ScopeKind.PROGRAM, ScopeKind.PROJECT):
        raise Refused("Only programs and projects have tolerances.", fields={"scope": "program or project"})
    access.tolerance_set(
        actor=request.auth,
        spot=spot,
        kind=said.kind,
        amount=said.amount,
        words=said.words,
        version=said.version,
        now=timezone.now(),
    )
    return tolerances_read(request, scope, id)


def _delegation(row: Delegation) -> DelegationOut:
    return DelegationOut(
        id=row.pk,
        giver=row.giver_id,
        giver_name=row.giver.name,
        deputy=row.deputy_id,
        deputy_name=row.deputy.name,
        grants=[] if row.is_whole else [grant.pk for grant in row.grants.all()],
        reason=row.reason,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )
