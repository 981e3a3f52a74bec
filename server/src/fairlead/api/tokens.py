"""You, and the tokens that speak for you."""

from typing import Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.access import services as access
from fairlead.access.models import TokenScope
from fairlead.access.rules import Actor, Area, ScopeKind
from fairlead.access.selectors import tokens_of
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.shapes import Id, In, Instant, Out

router = Router(tags=["you"])


class RoleOut(Out):
    """A role of yours by its key; `id` is that of the program or project, null in the workspace."""

    role: str
    scope: ScopeKind
    id: Id | None


class Me(Out):
    """Who you are in the workspace that you work in."""

    person: Id
    name: str
    workspace: Id
    roles: list[RoleOut]


class TokenOut(Out):
    """A token without its secret; `hint` is how that ends, `used_at` the day of its last use.

    With the scope `areas` it reaches the `areas` alone: `read` or `write` by area.
    """

    id: Id
    name: str
    hint: str
    scope: TokenScope
    areas: dict[Area, Literal["read", "write"]]
    created_at: Instant
    expires_at: Instant | None
    used_at: Instant | None


class TokenMade(TokenOut):
    """A token with its secret, which is told this once."""

    secret: str


class NewToken(In):
    """`days` until the token ends, null for never; with the scope `areas` say `read` or `write` by area.

    One made with a token ends no later than that, and may do nothing that it may not.
    """

    name: str
    days: int | None = 90
    scope: TokenScope = TokenScope.WRITE
    areas: dict[Area, Literal["read", "write"]] = {}


@router.get("/me", response=Me)
def me(request: ApiRequest) -> HttpResponse:
    """Tell who you are and in which roles."""
    actor = request.auth
    return answer(Me(person=actor.person_id, name=actor.name, workspace=actor.workspace_id, roles=_roles(actor)))


@router.get("/tokens", response=Page[TokenOut])
def tokens_list(request: ApiRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """List your tokens, oldest first."""
    show = TokenOut.model_validate
    return listed(request, tokens_of(actor=request.auth), by={"id": int}, after=after, limit=limit, show=show)


@router.post("/tokens", response={201: TokenMade})
def token_made(request: ApiRequest, new: NewToken) -> HttpResponse:
    """Make a token that speaks for you; keep its secret, which is told this once."""
    areas = {area.value: level for area, level in new.areas.items()}
    said = access.NewToken(new.name, new.days, new.scope, areas)
    token, secret = access.token_create(actor=request.auth, new=said, by_token=request.token, now=timezone.now())
    shown = TokenOut.model_validate(token).model_dump()
    return created(TokenMade(**shown, secret=secret), at=f"/api/v1/tokens/{token.pk}")


@router.delete("/tokens/{id}", response={204: None})
def token_revoked(request: ApiRequest, id: Id) -> HttpResponse:
    """End a token of yours, at once."""
    access.token_revoke(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _roles(actor: Actor) -> list[RoleOut]:
    here = [RoleOut(role=role, scope=ScopeKind.WORKSPACE, id=None) for role in sorted(actor.workspace_roles)]
    programs = [RoleOut(role=role, scope=ScopeKind.PROGRAM, id=id) for id, role in sorted(actor.program_roles)]
    projects = [RoleOut(role=role, scope=ScopeKind.PROJECT, id=id) for id, role in sorted(actor.project_roles)]
    return here + programs + projects
