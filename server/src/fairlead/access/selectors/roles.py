"""Reading the roles of a workspace, who is in them, and who decides what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import DefinedRole, Grant, Person
from fairlead.access.rules import Action, Actor, Authority, Place, Role, ScopeKind, authority_of, limit_in
from fairlead.kernel.errors import NotFound

_ORDER = {role.value: place for place, role in enumerate(Role)}
_NEAREST = (ScopeKind.PROJECT, ScopeKind.TEAM, ScopeKind.PROGRAM, ScopeKind.WORKSPACE)
ROLE_SAID = ("name", "summary", "scopes", "authority")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of a workspace with what it allows there, and how many people are in it."""

    role: DefinedRole
    authority: Authority
    holders: int


@dataclass(frozen=True, slots=True)
class Power:
    """What somebody may do by one of their roles, `scope` being where they have it."""

    person_id: int
    name: str
    role: str
    scope: ScopeKind
    authority: Authority


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may decide, in which role; `limit` is the most of it, None for any amount."""

    person_id: int
    name: str
    role: str
    scope: ScopeKind
    limit: int | None


def roles_of(*, actor: Actor) -> QuerySet[DefinedRole]:
    """Return the roles of the actor's workspace."""
    return DefinedRole.objects.filter(workspace_id=actor.workspace_id)


def role_rows(*, actor: Actor) -> list[RoleRow]:
    """Return the roles of the workspace, those that come with Fairlead first, as they come. One query."""
    counted = roles_of(actor=actor).annotate(
        holders=Count("grants__person", filter=Q(grants__person__is_active=True), distinct=True)
    )
    rows = [RoleRow(role, authority_of(role.key, role.authority), role.holders) for role in counted]
    return sorted(rows, key=lambda row: (_ORDER.get(row.role.key, len(_ORDER)), row.role.name.lower()))


def role_get(*, id: int, actor: Actor, lock: bool = False) -> DefinedRole:
    """Return a role of the actor's workspace. One query.

    Raises: NotFound.
    """
    roles = roles_of(actor=actor)
    role = (roles.select_for_update() if lock else roles).filter(pk=id).first()
    if role is None:
        raise NotFound(_("There is no such role here."))
    return role


def person_get(*, id: int, actor: Actor) -> Person:
    """Return somebody of the actor's workspace. One query.

    Raises: NotFound.
    """
    person = Person.objects.filter(workspace_id=actor.workspace_id, pk=id).first()
    if person is None:
        raise NotFound(_("There is no such person here."))
    return person


def grants_at(place: Place, *, workspace_id: int) -> QuerySet[Grant]:
    """Return the roles of active people that reach `place`, with person and role, by the person's name."""
    reached = Q(scope=ScopeKind.WORKSPACE.value, scope_id=workspace_id)
    for scope, id in (
        (ScopeKind.PROGRAM, place.program_id),
        (ScopeKind.PROJECT, place.project_id),
        (ScopeKind.TEAM, place.team_id),
    ):
        if id is not None:
            reached |= Q(scope=scope.value, scope_id=id)
    grants = Grant.objects.filter(reached, person__workspace_id=workspace_id, person__is_active=True)
    return grants.select_related("person", "definition").order_by("person__name", "person_id", "pk")


def deciders(
    action: Action,
    place: Place,
    *,
    workspace_id: int,
    amount: int = 0,
    tolerances: Mapping[ScopeKind, int] | None = None,
) -> list[Decider]:
    """Return whose decision `amount` of `action` is: who may, in the role nearest to `place`. One query.

    A project's own before its program's before the workspace's.
    """
    grants = grants_at(place, workspace_id=workspace_id)
    powers = [
        Power(
            *(each.person_id, each.person.name, each.role, ScopeKind(each.scope)),
            authority_of(each.role, each.definition.authority),
        )
        for each in grants
    ]
    return nearest(powers, action, amount=amount, tolerances=tolerances or {})


def nearest(
    powers: Iterable[Power], action: Action, *, amount: int, tolerances: Mapping[ScopeKind, int]
) -> list[Decider]:
    """Return whose decision `amount` of `action` is of those who hold `powers`, which all reach one place."""
    found: dict[ScopeKind, list[Decider]] = {}
    for power in powers:
        if action not in power.authority:
            continue
        limit = limit_in(power.authority, action, power.scope, tolerances)
        if limit is None or amount <= limit:
            decider = Decider(power.person_id, power.name, power.role, power.scope, limit)
            found.setdefault(power.scope, []).append(decider)
    return next((found[scope] for scope in _NEAREST if scope in found), [])


def decides_at(actor: Actor, action: Action, *, scope: ScopeKind, path: str) -> Q:
    """Return the condition that `action` is the actor's to do at the program or project whose id is at `path`.

    It is where a role of theirs in that very thing allows it; and, for who may in the whole workspace, where no role of
    anybody does. One query, for those only.
    """
    mine = actor.programs_where(action) if scope is ScopeKind.PROGRAM else actor.projects_where(action)
    own = Q(**{f"{path}__in": mine})
    if not actor.may(action):
        return own
    told = roles_of(actor=actor).values_list("key", "authority")
    keys = [key for key, changes in told if action in authority_of(key, changes)]
    held = Grant.objects.filter(scope=scope.value, scope_id=OuterRef(path), role__in=keys, person__is_active=True)
    return own | ~Q(Exists(held))


def names_of(who: Iterable[Decider]) -> str:
    """Return the names of `who`, each once."""
    return ", ".join(dict.fromkeys(each.name for each in who))
