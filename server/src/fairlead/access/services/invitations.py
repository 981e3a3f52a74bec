"""Inviting an address into a role, and coming in by the link that was sent there."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairlead.access.models import DefinedRole, Grant, Invitation, Person, User
from fairlead.access.rules import Actor, Role, ScopeKind, Spot
from fairlead.access.selectors import by, digest_of, invitation_get, invitation_opened
from fairlead.access.services.accounts import account_create
from fairlead.access.services.grants import check_giving
from fairlead.access.services.workspaces import role_grant
from fairlead.access.words import role_words
from fairlead.kernel.audit import By, Change, audit_write
from fairlead.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Which address to invite into which role, where."""

    email: str
    role: DefinedRole
    spot: Spot


@transaction.atomic
def invitation_make(*, actor: Actor, new: NewInvitation, now: datetime) -> tuple[Invitation, str]:
    """Invite an address into a role; return the invitation with the secret of its link, which is told this once.

    Raises: NotFound, Forbidden where the actor may not give the role; Refused for an address that is none, is of
    somebody who is here already, or is invited into this role already.
    """
    check_giving(actor, new.role, new.spot)
    email = _address(new.email)
    _check_not_here(email, actor.workspace_id)
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            row = Invitation.objects.create(
                workspace_id=actor.workspace_id,
                email=email,
                definition=new.role,
                scope=new.spot.scope.value,
                scope_id=new.spot.id,
                place=new.spot.name,
                digest=digest_of(secret),
                invited_by_id=actor.person_id,
                sent_at=now,
                expires_at=_until(now),
            )
    except IntegrityError:
        raise Refused(
            _("%(email)s is invited into this role already. Send that invitation again instead.") % {"email": email},
            code="already",
            fields={"email": _("Invited already")},
        ) from None
    audit_write([Change("invitation.make", "invitation", row.pk, after=_said(row))], by=by(actor, now))
    return row, secret


@transaction.atomic
def invitation_renew(*, actor: Actor, id: int, spot: Spot, now: datetime) -> tuple[Invitation, str]:
    """Make a new link for an invitation that stands, with its full time ahead; the link before it works no more.

    `spot` is where its role is. Raises: NotFound, Forbidden; Refused for one that was accepted or revoked.
    """
    row = _standing(id, actor)
    check_giving(actor, row.definition, spot)
    secret, before = secrets.token_urlsafe(32), row.expires_at
    row.digest, row.sent_at, row.expires_at = digest_of(secret), now, _until(now)
    row.save(update_fields=["digest", "sent_at", "expires_at"])
    after = {"expires_at": row.expires_at}
    change = Change("invitation.renew", "invitation", id, before={"expires_at": before}, after=after)
    audit_write([change], by=by(actor, now))
    return row, secret


@transaction.atomic
def invitation_revoke(*, actor: Actor, id: int, now: datetime) -> Invitation:
    """Take an invitation back; its link works no more. Who sent it and who administers may.

    Raises: NotFound; Refused for one that was accepted or revoked.
    """
    row = _standing(id, actor)
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    audit_write([Change("invitation.revoke", "invitation", id, before=_said(row))], by=by(actor, now))
    return row


@transaction.atomic
def invitation_accept(*, secret: str, user: User, now: datetime) -> Person:
    """Let the account `user` in by the link with `secret`, into the role that it invites to.

    Somebody of the workspace without an account who has this address is them. Whoever comes in without a role in
    the workspace itself is its guest.
    Raises: NotFound, Refused for a link that does not work, or for another account than the invited address's.
    """
    row = invitation_opened(secret, now=now, lock=True)
    if user.email.lower() != row.email:
        raise Refused(
            _(
                "This invitation is for %(invited)s, and you are signed in as %(email)s. "
                "Sign out and open the link again, or ask %(name)s to invite your address."
            )
            % {"invited": row.email, "email": user.email, "name": row.invited_by.name},
            code="other_account",
        )
    return _let_in(row, user, now)


@transaction.atomic
def invitation_sign_up(*, secret: str, name: str, password: str, now: datetime) -> Person:
    """Make the account of an invited address, and let it in.

    Raises: NotFound, Refused for a link that does not work, an address that has an account, no name, a weak password.
    """
    row = invitation_opened(secret, now=now, lock=True)
    if User.objects.filter(email__iexact=row.email).exists():
        raise Refused(_("This address has an account already. Sign in, and open the link again."), code="has_account")
    user = account_create(email=row.email, name=name, password=password)
    return invitation_accept(secret=secret, user=user, now=now)


@transaction.atomic
def account_of_address(*, email: str, name: str, now: datetime) -> User:
    """Return the account of an address that somebody else vouches for; make it where the address is invited.

    All invitations of the address that still work are accepted then, without a password.
    Raises: Refused for an address that nobody knows.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        return user
    rows = Invitation.objects.select_related("workspace", "definition", "invited_by").select_for_update(of=("self",))
    standing = list(rows.filter(email=email.lower(), accepted_at=None, revoked_at=None, expires_at__gt=now))
    if not standing:
        raise Refused(
            _("Nobody here knows %(email)s. Ask the owner of a workspace to invite this address.") % {"email": email},
            code="unknown_address",
        )
    user = User(email=email.lower(), name=name.strip()[:200])
    user.set_unusable_password()
    user.save(force_insert=True)
    for row in standing:
        _let_in(row, user, now)
    return user


def _let_in(row: Invitation, user: User, now: datetime) -> Person:
    person = _person(row, user)
    _put_in(row, person, now)
    row.accepted_at, row.accepted_by = now, person
    row.save(update_fields=["accepted_at", "accepted_by"])
    who = By(scope=row.workspace_id, actor=person.pk, name=person.name, now=now)
    audit_write([Change("invitation.accept", "invitation", row.pk, after=_said(row))], by=who)
    return person


def _address(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("This is no e-mail address."), fields={"email": _("Like name@example.org")}) from None
    return email


def _check_not_here(email: str, workspace_id: int) -> None:
    person = Person.objects.filter(workspace_id=workspace_id, user__email__iexact=email).first()
    if person is None:
        return
    way_out = (
        _("%(name)s is here already. Give them the role on their page.")
        if person.is_active
        else _("%(name)s was here and has left. Let them back in first, then give them the role.")
    )
    raise Refused(way_out % {"name": person.name}, code="already_here", fields={"email": _("Is here already")})


def _standing(id: int, actor: Actor) -> Invitation:
    row = invitation_get(id=id, actor=actor, lock=True)
    if not row.stands:
        raise Refused(_("This invitation is over: it was accepted or taken back."), code="over")
    return row


def _person(row: Invitation, user: User) -> Person:
    here = Person.objects.filter(workspace_id=row.workspace_id)
    person = here.filter(user=user).first()
    if person is None:
        person = here.filter(user=None, is_active=True, email__iexact=row.email).order_by("pk").first()
        if person is None:
            name = user.name or user.email
            return Person.objects.create(workspace_id=row.workspace_id, user=user, name=name, email=user.email)
        person.user = user
        person.save(update_fields=["user"])
    if not person.is_active:
        raise Refused(
            _("You have left this workspace. Ask %(name)s to let you back in.") % {"name": row.invited_by.name},
            code="has_left",
        )
    return person


def _put_in(row: Invitation, person: Person, now: datetime) -> None:
    grant, is_new = Grant.objects.get_or_create(
        person=person,
        role=row.definition.key,
        scope=row.scope,
        scope_id=row.scope_id,
        defaults={"granted_at": now, "definition": row.definition},
    )
    who = By(scope=row.workspace_id, actor=row.invited_by_id, name=row.invited_by.name, now=now)
    if is_new:
        after = {"person": person.pk, "role": grant.role, "scope": grant.scope, "id": grant.scope_id}
        audit_write([Change("role.give", "grant", grant.pk, after=after)], by=who)
    here = ScopeKind.WORKSPACE
    if not person.grants.filter(scope=here.value).exists():
        role_grant(person=person, role=Role.GUEST, scope=here, scope_id=row.workspace_id, now=now)


def _until(now: datetime) -> datetime:
    return now + timedelta(days=settings.INVITATION_DAYS)


def _said(row: Invitation) -> dict[str, object]:
    role = role_words(row.definition)
    return {"email": row.email, "role": role, "scope": row.scope, "id": row.scope_id, "expires_at": row.expires_at}
