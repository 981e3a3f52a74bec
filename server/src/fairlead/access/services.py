"""Changes to workspaces, people, roles and tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, DefinedRole, Grant, Person, User, Workspace
from fairlead.access.rules import SCOPES, Actor, Role, ScopeKind
from fairlead.access.selectors import actor_of, by, digest_of, token_for
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import NotFound, Refused

TOKEN_PREFIX = "fl_"  # noqa: S105


@transaction.atomic
def workspace_create(*, name: str, slug: str, owner: User, now: datetime) -> Workspace:
    """Create a workspace whose owner is `owner`."""
    workspace = Workspace.objects.create(name=name, slug=slug, created_at=now)
    DefinedRole.objects.bulk_create(
        DefinedRole(workspace=workspace, key=role.value, scopes=[scope.value for scope in SCOPES[role]])
        for role in Role
    )
    person = Person.objects.create(workspace=workspace, user=owner, name=owner.name or owner.email, email=owner.email)
    role_grant(person=person, role=Role.OWNER, scope=ScopeKind.WORKSPACE, scope_id=workspace.pk, now=now)
    return workspace


def role_grant(*, person: Person, role: Role, scope: ScopeKind, scope_id: int, now: datetime) -> Grant:
    """Put `person` in `role` on the thing of kind `scope`; granting twice changes nothing."""
    grant, _created = Grant.objects.get_or_create(
        person=person,
        role=role.value,
        scope=scope.value,
        scope_id=scope_id,
        defaults={"granted_at": now, "definition": role_defined(person.workspace_id, role)},
    )
    return grant


def role_defined(workspace_id: int, role: Role) -> DefinedRole:
    """Return the workspace's row of a role that comes with Fairlead, made where it is missing."""
    scopes = [scope.value for scope in SCOPES[role]]
    found, _created = DefinedRole.objects.get_or_create(
        workspace_id=workspace_id, key=role.value, defaults={"scopes": scopes}
    )
    return found


@transaction.atomic
def role_holders_set(people: Iterable[Person], *, role: Role, scope: ScopeKind, scope_id: int, now: datetime) -> None:
    """Make `people` the only ones in `role` on the thing of kind `scope`; who was in it already stays so."""
    wanted = list(people)
    Grant.objects.filter(role=role.value, scope=scope.value, scope_id=scope_id).exclude(person__in=wanted).delete()
    for person in wanted:
        role_grant(person=person, role=role, scope=scope, scope_id=scope_id, now=now)


@transaction.atomic
def token_create(*, actor: Actor, name: str, days: int | None, now: datetime) -> tuple[ApiToken, str]:
    """Create a token for `actor` and return it with its secret, which is shown this once.

    `days` until it expires, None for never.
    Raises: Refused for an empty name or a lifetime below one day.
    """
    if not name.strip():
        raise Refused(_("Give the token a name that tells what it is for."), fields={"name": _("Missing")})
    if days is not None and not 1 <= days <= 3650:
        raise Refused(_("A token lives between 1 and 3650 days."), fields={"days": _("Out of range")})
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person_id=actor.person_id,
        name=name.strip()[:100],
        digest=digest_of(secret),
        hint=secret[-4:],
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    audit_write([Change("token.create", "token", token.pk, after={"name": token.name})], by=by(actor, now))
    return token, secret


@transaction.atomic
def token_revoke(*, actor: Actor, id: int, now: datetime) -> None:
    """End a token of `actor`, at once.

    Raises: NotFound where they have no such token.
    """
    token = ApiToken.objects.filter(person_id=actor.person_id, pk=id).first()
    if token is None:
        raise NotFound(_("You have no such token."))
    token.delete()
    audit_write([Change("token.revoke", "token", id, before={"name": token.name})], by=by(actor, now))


def token_use(secret: str, *, now: datetime) -> Actor | None:
    """Return whom an API token speaks for, None for an unknown or expired one; note the day on which it was used.

    Three queries, and a write on a token's first use of a day.
    """
    token = token_for(secret, now=now)
    if token is None:
        return None
    if token.used_at is None or now - token.used_at > timedelta(days=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return actor_of(token.person, now=now)
