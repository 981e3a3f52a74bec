"""Tokens that speak for people."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of, by, digest_of, token_for
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import NotFound, Refused

TOKEN_PREFIX = "fl_"  # noqa: S105


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
