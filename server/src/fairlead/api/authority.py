"""Roles, who is in them, what they decide, who stands in for whom, how far plans may deviate."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fairlead.access import services as access
from fairlead.access.models import DefinedRole
from fairlead.access.rules import Action, ScopeKind, authority_of
from fairlead.access.selectors import role_get, role_rows
from fairlead.access.words import DECISIONS, Topic, role_words
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, cursor_of, key_of, paged
from fairlead.api.shapes import Changes, Id, In, Out, maybe
from fairlead.api.versions import Version
from fairlead.governance import services
from fairlead.governance.rules import Stance
from fairlead.governance.selectors import HeldRole, board_of, grant_get, held_of, holders, personal_of, spot_get
from fairlead.kernel.errors import Refused

router = Router(tags=["authority"])

Most = Annotated[int, Field(ge=0, le=access.MOST_AMOUNT)]
Allows = dict[Action, Most | None]


class DefinedRoleOut(Out):
    """A role: what it allows, each with the most of it in the action's measure, null for no limit."""

    id: Id
    key: str
    name: str
    summary: str
    is_custom: bool
    scopes: list[ScopeKind]
    allows: Allows
    version: int


class RoleIn(In):
    """A role to make; what it needs to see what it may do is added."""

    name: str
    summary: str = ""
    scopes: list[ScopeKind]
    allows: Allows = {}


class RoleChanges(Changes):
    """What to change on a role; `allows` is all of what it is to allow."""

    name: str = maybe()
    summary: str = maybe()
    scopes: list[ScopeKind] = maybe()
    allows: Allows = maybe()


class GrantOut(Out):
    """Somebody is in a role, at a thing of kind `scope` with `scope_id`."""

    id: Id
    person: Id
    name: str
    role: Id
    role_name: str
    scope: ScopeKind
    scope_id: Id
    place: str


class GrantIn(In):
    """Whom to put in which role, where; `scope_id` is left out for the workspace."""

    person: Id
    role: Id
    scope: ScopeKind
    scope_id: Id | None = None


class GrantChange(In):
    """The role to be in instead."""

    role: Id


class PersonRoles(Out):
    """Somebody of the workspace with the roles they are in, as far as you see where."""

    id: Id
    name: str
    email: str
    roles: list[GrantOut]


class GroundOut(Out):
    """Why somebody may: in which role, where, up to which limit; `in_name_of` whom, empty for themselves."""

    role: str
    scope: ScopeKind
    scope_id: Id
    place: str
    limit: int | None
    in_name_of: str


class MayOut(Out):
    """A decision that somebody may make, and why."""

    action: Action
    words: str
    grounds: list[GroundOut]


class AuthorityOut(Out):
    """All that somebody may do now, and why, as far as you see where."""

    person: Id
    name: str
    may: list[MayOut]


class RoleStance(Out):
    """How a role stands to a decision; `limit` is the most that it decides."""

    role: str
    standing: Stance
    limit: int | None


class DecisionRights(Out):
    """A decision, and how each role stands to it."""

    action: Action
    topic: Topic
    words: str
    roles: list[RoleStance]


class DeciderOut(Out):
    """A role with the names of who is in it there."""

    role: str
    name: str
    people: list[str]


class BoardOut(Out):
    """Who decides what somewhere."""

    scope: ScopeKind
    scope_id: Id
    place: str
    roles: list[DeciderOut]
    decisions: list[DecisionRights]


Scope = Annotated[ScopeKind, Query(..., description="The kind of thing.")]
ScopeId = Annotated[int | None, Query(None, ge=1, lt=2**63, description="Which; left out for the workspace.")]
RoleKeys = Annotated[list[str], Query([], description="Keys of roles; the two managers where none is named.")]


@router.get("/roles", response=Page[DefinedRoleOut])
def roles_list(request: ApiRequest) -> HttpResponse:
    """List the roles of the workspace with what they allow."""
    return answer(Page(items=[_role(row.role) for row in role_rows(actor=request.auth)], next=None))


@router.post("/roles", response={201: DefinedRoleOut})
def role_create(request: ApiRequest, new: RoleIn, key: Key = None) -> HttpResponse:
    """Make a role of the workspace's own."""

    def effect(now: datetime) -> HttpResponse:
        said = access.NewRole(
            new.name, new.summary, tuple(new.scopes), {action.value: most for action, most in new.allows.items()}
        )
        role = access.role_create(actor=request.auth, new=said, now=now)
        return created(_role(role), at=f"/api/v1/roles/{role.pk}", version=role.version)

    return once(request, key, effect)


@router.get("/roles/{id}", response=DefinedRoleOut)
def role_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one role."""
    role = role_get(id=id, actor=request.auth)
    return answer(_role(role), version=role.version)


@router.patch("/roles/{id}", response=DefinedRoleOut)
def role_update(request: ApiRequest, id: Id, changes: RoleChanges, version: Version) -> HttpResponse:
    """Change a role; those that come with Fairlead keep their names and where they are given."""
    sent = changes.sent()
    scopes = tuple(sent.pop("scopes")) if "scopes" in sent else None
    role = access.role_update(actor=request.auth, id=id, version=version, scopes=scopes, now=timezone.now(), **sent)
    return answer(_role(role), version=role.version)


@router.delete("/roles/{id}", response={204: None})
def role_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Delete a role of the workspace's own that nobody is in."""
    access.role_delete(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


@router.get("/people", response=Page[PersonRoles])
def people_list(request: ApiRequest, search: str = "", after: After = None, limit: Limit = 50) -> HttpResponse:
    """List the people of the workspace with the roles they are in, by name."""
    key = key_of(after, (str, int))
    last = (str(key[0]), int(key[1])) if key else None
    rows, more = holders(actor=request.auth, search=search.strip(), after=last, limit=limit)
    items = [
        PersonRoles(
            id=row.person.pk, name=row.person.name, email=row.person.email, roles=[_held(each) for each in row.roles]
        )
        for row in rows
    ]
    return paged(request, Page(items=items, next=cursor_of(more)))


@router.get("/people/{id}/authority", response=AuthorityOut)
def authority_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Tell what somebody may do now, and why."""
    personal = personal_of(person_id=id, actor=request.auth, now=timezone.now())
    may = [
        MayOut(
            action=action,
            words=str(DECISIONS[action].words),
            grounds=[
                GroundOut(
                    role=each.role,
                    scope=each.spot.scope,
                    scope_id=each.spot.id,
                    place=each.spot.name,
                    limit=each.limit,
                    in_name_of=each.giver,
                )
                for each in grounds
            ],
        )
        for _topic, lines in personal.topics
        for action, grounds in lines
    ]
    return answer(AuthorityOut(person=personal.person.pk, name=personal.person.name, may=may))


@router.get("/decisions", response=BoardOut)
def decisions_read(request: ApiRequest, scope: Scope, id: ScopeId = None, role: RoleKeys = []) -> HttpResponse:  # noqa: B006
    """Tell who decides what in the workspace, a program or a project."""
    spot = spot_get(scope=scope, id=id, actor=request.auth)
    known = {row.role.key for row in role_rows(actor=request.auth)}
    if not set(role) <= known:
        raise Refused("There is no such role.", fields={"role": ", ".join(sorted(set(role) - known))})
    board = board_of(spot=spot, actor=request.auth, now=timezone.now(), roles=role)
    keys = [column.row.role.key for column in board.columns]
    decisions = [
        DecisionRights(
            action=line.action,
            topic=topic,
            words=str(line.decision.words),
            roles=[
                RoleStance(role=role, standing=cell.standing, limit=cell.limit)
                for role, cell in zip(keys, line.cells, strict=True)
            ],
        )
        for topic, lines in board.topics
        for line in lines
    ]
    roles = [
        DeciderOut(role=column.row.role.key, name=column.name, people=[one.name for one in column.people])
        for column in board.columns
    ]
    return answer(BoardOut(scope=spot.scope, scope_id=spot.id, place=spot.name, roles=roles, decisions=decisions))


@router.post("/grants", response={201: GrantOut})
def grant_create(request: ApiRequest, new: GrantIn, key: Key = None) -> HttpResponse:
    """Put somebody in a role; nobody gives more than they may do themselves."""

    def effect(now: datetime) -> HttpResponse:
        spot = spot_get(scope=new.scope, id=new.scope_id, actor=request.auth)
        grant = services.role_give(actor=request.auth, person_id=new.person, role_id=new.role, spot=spot, now=now)
        return created(_grant(request, grant.pk), at=f"/api/v1/grants/{grant.pk}")

    return once(request, key, effect)


@router.get("/grants/{id}", response=GrantOut)
def grant_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show that somebody is in a role."""
    return answer(_grant(request, id))


@router.patch("/grants/{id}", response=GrantOut)
def grant_update(request: ApiRequest, id: Id, change: GrantChange) -> HttpResponse:
    """Put somebody in another role at the same thing; it is another grant then, with another id."""
    grant = services.role_change(actor=request.auth, id=id, role_id=change.role, now=timezone.now())
    return answer(_grant(request, grant.pk))


@router.delete("/grants/{id}", response={204: None})
def grant_delete(request: ApiRequest, id: Id) -> HttpResponse:
    """End that somebody is in a role; your own you may lay down."""
    services.role_end(actor=request.auth, id=id, now=timezone.now())
    return nothing()


def _role(role: DefinedRole) -> DefinedRoleOut:
    return DefinedRoleOut(
        id=role.pk,
        key=role.key,
        name=role_words(role),
        summary=role.summary,
        is_custom=role.is_custom,
        scopes=[ScopeKind(scope) for scope in role.scopes],
        allows=dict(authority_of(role.key, role.authority)),
        version=role.version,
    )


def _grant(request: ApiRequest, id: int) -> GrantOut:
    grant, _spot = grant_get(id=id, actor=request.auth)
    held = held_of([grant.person], actor=request.auth)
    return next(_held(each) for each in held[grant.person_id] if each.grant.pk == id)


def _held(held: HeldRole) -> GrantOut:
    return GrantOut(
        id=held.grant.pk,
        person=held.grant.person_id,
        name=held.grant.person.name,
        role=held.grant.definition_id,
        role_name=held.words,
        scope=held.spot.scope,
        scope_id=held.spot.id,
        place=held.spot.name,
    )
