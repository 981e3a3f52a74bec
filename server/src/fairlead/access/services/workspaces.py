"""Changes to workspaces and the roles in them as other services make them; rights are theirs to check."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fairlead.access.models import DefinedRole, Grant, Person, User, Workspace
from fairlead.access.rules import SCOPES, Role, ScopeKind


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
    """Make `people` the only ones in `role` on the thing of kind `scope`; who was in it already stays so.

    Of those who have left nothing is taken: it waits for their return.
    """
    wanted = list(people)
    grants = Grant.objects.filter(role=role.value, scope=scope.value, scope_id=scope_id, person__is_active=True)
    grants.exclude(person__in=wanted).delete()
    for person in wanted:
        role_grant(person=person, role=role, scope=scope, scope_id=scope_id, now=now)
