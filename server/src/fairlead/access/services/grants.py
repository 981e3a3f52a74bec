"""Giving people roles and ending them, as far as one's own authority reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairlead.access.models import DefinedRole, Grant, Person, Workspace
from fairlead.access.rules import Actor, Role, ScopeKind, Spot, authority_of, beyond, needed_to_give
from fairlead.access.selectors import by, require
from fairlead.access.words import DECISIONS, role_words
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Forbidden, NotFound, Refused


@dataclass(frozen=True, slots=True)
class Gift:
    """Somebody who is to be in a role at a spot."""

    person: Person
    role: DefinedRole
    spot: Spot


@transaction.atomic
def grant_give(*, actor: Actor, person: Person, role: DefinedRole, spot: Spot, now: datetime) -> Grant:
    """Put `person` in `role` at `spot`.

    Raises: NotFound, Forbidden; Refused for a role that cannot be in such a thing, or that they have already.
    """
    _check_gift(actor, person, role, spot)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                person=person,
                definition=role,
                role=role.key,
                scope=spot.scope.value,
                scope_id=spot.id,
                granted_at=now,
            )
    except IntegrityError:
        raise Refused(
            _("%(name)s is %(role)s here already.") % {"name": person.name, "role": role_words(role)},
            code="already",
            fields={"person": _("Has this role already")},
        ) from None
    audit_write([Change("role.give", "grant", grant.pk, after=_said(grant))], by=by(actor, now))
    return grant


@transaction.atomic
def grants_give(*, actor: Actor, gifts: Sequence[Gift], now: datetime) -> None:
    """Put people in roles on things in which nobody has the role yet. Two statements.

    Raises: Forbidden; Refused for a role that cannot be in such a thing, or somebody who has left.
    """
    for each in gifts:
        _check_gift(actor, each.person, each.role, each.spot)
    rows = Grant.objects.bulk_create(
        Grant(
            person=each.person,
            definition=each.role,
            role=each.role.key,
            scope=each.spot.scope.value,
            scope_id=each.spot.id,
            granted_at=now,
        )
        for each in gifts
    )
    audit_write([Change("role.give", "grant", row.pk, after=_said(row)) for row in rows], by=by(actor, now))


@transaction.atomic
def grant_end(*, actor: Actor, grant: Grant, spot: Spot, now: datetime) -> None:
    """End a role that somebody is in; one's own may be laid down by oneself.

    Raises: NotFound, Forbidden; Refused for the last owner's.
    """
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    found = Grant.objects.select_related("definition").filter(pk=grant.pk).first()
    if found is None:
        raise NotFound(_("This role has ended already."))
    if found.person_id != actor.person_id:
        _check_authority(actor, found.definition, spot)
    owner_stays(found)
    audit_write([Change("role.end", "grant", found.pk, before=_said(found))], by=by(actor, now))
    found.delete()


@transaction.atomic
def grant_change(*, actor: Actor, grant: Grant, role: DefinedRole, spot: Spot, now: datetime) -> Grant:
    """Put somebody in another role at the same thing, in place of the one they are in.

    Raises: NotFound, Forbidden, Refused, as giving and ending do.
    """
    if grant.definition_id == role.pk:
        return grant
    given = grant_give(actor=actor, person=grant.person, role=role, spot=spot, now=now)
    grant_end(actor=actor, grant=grant, spot=spot, now=now)
    return given


def owner_stays(grant: Grant) -> None:
    """Raise where `grant` makes somebody the workspace's last active owner; for whoever would end it or its person.

    To be called with the workspace's row locked.
    Raises: Refused.
    """
    if grant.role != Role.OWNER.value:
        return
    others = Grant.objects.filter(
        scope=ScopeKind.WORKSPACE.value, scope_id=grant.scope_id, role=Role.OWNER.value, person__is_active=True
    ).exclude(person_id=grant.person_id)
    if not others.exists():
        raise Refused(
            _("A workspace has an owner, and this is the last one. Make somebody else an owner first."),
            code="last_owner",
            fields={"role": _("The last owner")},
        )


def check_giving(actor: Actor, role: DefinedRole, spot: Spot) -> None:
    """Raise unless `actor` may give `role` at `spot`, and it is a role for such a thing.

    Raises: NotFound, Forbidden, Refused.
    """
    _check_authority(actor, role, spot)
    if spot.scope.value not in role.scopes:
        raise Refused(
            _("“%(role)s” is not a role for this. Choose another, or say on the role where it can be given.")
            % {"role": role_words(role)},
            fields={"role": _("Not for this place: say for which program, project or team it is")},
        )


def _check_gift(actor: Actor, person: Person, role: DefinedRole, spot: Spot) -> None:
    check_giving(actor, role, spot)
    if not person.is_active:
        raise Refused(_("Who has left gets no role. Let them back in first."), fields={"person": _("Has left")})


def _check_authority(actor: Actor, role: DefinedRole, spot: Spot) -> None:
    authority = authority_of(role.key, role.authority)
    require(actor, *needed_to_give(authority, spot))
    if role.key == Role.OWNER.value and Role.OWNER.value not in actor.workspace_roles:
        raise Forbidden(_("Only an owner says who else is one."))
    more = beyond(actor, authority, spot.place)
    if more:
        raise Forbidden(
            _("This role may do what you may not here: %(what)s. Ask somebody who may, to give it.")
            % {"what": "; ".join(str(DECISIONS[action].words) for action in more[:3])}
        )


def _said(grant: Grant) -> dict[str, object]:
    return {"person": grant.person_id, "role": grant.role, "scope": grant.scope, "id": grant.scope_id}
