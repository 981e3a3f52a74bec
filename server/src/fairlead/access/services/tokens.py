"""Tokens that speak for people."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, TokenScope
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of, by, digest_of, token_for
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Forbidden, NotFound, Refused

TOKEN_PREFIX = "fl_"  # noqa: S105


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is for, what may be done with it, and how many days it lives, None for ever."""

    name: str
    days: int | None
    scope: str = TokenScope.WRITE


@transaction.atomic
def token_create(
    *, actor: Actor, new: NewToken, by_token: ApiToken | None = None, now: datetime
) -> tuple[ApiToken, str]:
    """Create a token for `actor` and return it with its secret, which is shown this once.

    One that is made with another, `by_token`, ends no later than that.
    Raises: Refused for an empty name, a scope that is none, or a lifetime that cannot be.
    """
    if not new.name.strip():
        raise Refused(_("Give the token a name that tells what it is for."), fields={"name": _("Missing")})
    if new.scope not in TokenScope:
        raise Refused(_("A token reads only, or reads and writes."), fields={"scope": _("Unknown")})
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person_id=actor.person_id,
        name=new.name.strip()[:100],
        digest=digest_of(secret),
        hint=secret[-4:],
        scope=new.scope,
        created_at=now,
        expires_at=_end_of(new.days, by_token, now),
    )
    after = {"name": token.name, "scope": new.scope, "expires_at": token.expires_at}
    audit_write([Change("token.create", "token", token.pk, after=after)], by=by(actor, now))
    return token, secret


def _end_of(days: int | None, by_token: ApiToken | None, now: datetime) -> datetime | None:
    if days is not None and not 1 <= days <= 3650:
        raise Refused(_("A token lives between 1 and 3650 days."), fields={"days": _("Out of range")})
    end, most = now + timedelta(days=days) if days else None, by_token.expires_at if by_token else None
    if most is not None and (end is None or end > most):
        raise Refused(
            _("A token made with a token ends no later than it. Say fewer days, or make it on the page API tokens."),
            fields={"days": _("Ends later than the token it is made with")},
        )
    return end


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


def token_use(secret: str, *, is_reading: bool = True, now: datetime) -> tuple[ApiToken, Actor] | None:
    """Return a token with whom it speaks for, None for an unknown or expired one; note the day on which it was used.

    `is_reading` says that what is asked for changes nothing: this is the only place where the scope of a token counts.
    Three queries, and a write on a token's first use of a day.
    Raises: Forbidden where a token that only reads is to write.
    """
    token = token_for(secret, now=now)
    if token is None:
        return None
    if not is_reading and token.scope != TokenScope.WRITE:
        raise Forbidden(_("This token only reads. Make one that reads and writes, under API tokens in your menu."))
    if token.used_at is None or now - token.used_at > timedelta(days=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token, actor_of(token.person, now=now)
