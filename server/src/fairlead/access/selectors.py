"""Who somebody is in a workspace, read in a fixed number of queries."""

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, Grant, Person, User, Workspace
from fairlead.access.rules import Action, Actor, Place, Role, ScopeKind
from fairlead.kernel.audit import By
from fairlead.kernel.errors import Forbidden, NotFound


def actor_for(user: User, *, workspace_id: int | None = None) -> Actor | None:
    """Return who `user` is in the workspace, or in the first they belong to; None if in none. Two queries."""
    people = Person.objects.filter(user=user, is_active=True).order_by("id")
    chosen = people.filter(workspace_id=workspace_id).first() if workspace_id else None
    person = chosen or people.first()
    return actor_of(person) if person is not None else None


def actor_of(person: Person) -> Actor:
    """Return `person` with all their roles. One query."""
    grants = Grant.objects.filter(person=person).values_list("scope", "scope_id", "role")
    by_scope: dict[str, set[tuple[int, Role]]] = {kind.value: set() for kind in ScopeKind}
    for scope, scope_id, role in grants:
        by_scope[scope].add((scope_id, Role(role)))
    return Actor(
        person_id=person.pk,
        workspace_id=person.workspace_id,
        name=person.name,
        workspace_roles=frozenset(role for _, role in by_scope["workspace"]),
        program_roles=frozenset(by_scope["program"]),
        project_roles=frozenset(by_scope["project"]),
        team_roles=frozenset(by_scope["team"]),
    )


def token_for(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token with this secret and its person; None for an unknown or expired one. One query."""
    return (
        ApiToken.objects.select_related("person")
        .filter(Q(expires_at=None) | Q(expires_at__gt=now), digest=digest_of(secret), person__is_active=True)
        .first()
    )


def digest_of(secret: str) -> str:
    """Return what is kept of a token's secret: secrets are long and random, so a plain hash suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def workspaces_of(user: User) -> list[Workspace]:
    """Return the workspaces in which `user` is an active person, by name. One query."""
    return list(Workspace.objects.filter(people__user=user, people__is_active=True).order_by("name", "id"))


def require(actor: Actor, action: Action, place: Place = Place()) -> None:
    """Raise unless `actor` may do `action` at `place`.

    Raises: NotFound where the actor may not even see the place; Forbidden where they may see it only.
    """
    if actor.may(action, place):
        return
    if actor.may(action.sight, place):
        raise Forbidden(_("Your role here does not allow this. Ask its manager to do it or to give you the role."))
    raise NotFound(_("There is nothing here, or nothing that you may see."))


def by(actor: Actor, now: datetime) -> By:
    """Return `actor` as the audit trail wants to know them."""
    return By(scope=actor.workspace_id, actor=actor.person_id, name=actor.name, now=now)


def managers_of(scope: ScopeKind, ids: list[int], role: Role) -> dict[int, tuple[str, ...]]:
    """Return the names of who is in `role` on each thing of kind `scope` with `ids`. One query."""
    found: dict[int, tuple[str, ...]] = {}
    grants = Grant.objects.filter(scope=scope.value, scope_id__in=ids, role=role.value)
    for id, name in grants.order_by("person__name", "person_id").values_list("scope_id", "person__name"):
        found[id] = (*found.get(id, ()), name)
    return found


def tokens_of(*, actor: Actor) -> QuerySet[ApiToken]:
    """Return the API tokens of `actor`, newest first, without their secrets, which nobody knows. One query."""
    return ApiToken.objects.filter(person_id=actor.person_id)
