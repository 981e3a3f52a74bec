"""Tokens that speak for people."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, TokenScope
from fairlead.access.rules import LEVELS, Actor, Area, Reach, Scope
from fairlead.access.selectors import actor_of, by, digest_of, token_for
from fairlead.access.words import AREA_WORDS
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Forbidden, NotFound, Refused

TOKEN_PREFIX = "fl_"  # noqa: S105


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is for, what may be done with it, and how many days it lives, None for ever.

    With the scope AREAS `areas` say `read` or `write` by Area; with any other they say nothing.
    """

    name: str
    days: int | None
    scope: str = TokenScope.WRITE
    areas: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def token_create(
    *, actor: Actor, new: NewToken, by_token: ApiToken | None = None, now: datetime
) -> tuple[ApiToken, str]:
    """Create a token for `actor` and return it with its secret, which is shown this once.

    One that is made with another, `by_token`, ends no later than that, and may do nothing that it may not.
    Raises: Refused for an empty name, a scope that is none, or a lifetime that cannot be.
    """
    if not new.name.strip():
        raise Refused(_("Give the token a name that tells what it is for."), fields={"name": _("Missing")})
    _check_scope(new, by_token)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person_id=actor.person_id,
        name=new.name.strip()[:100],
        digest=digest_of(secret),
        hint=secret[-4:],
        scope=new.scope,
        areas=dict(new.areas),
        created_at=now,
        expires_at=_end_of(new.days, by_token, now),
    )
    after = {"name": token.name, "scope": new.scope, "areas": dict(new.areas), "expires_at": token.expires_at}
    audit_write([Change("token.create", "token", token.pk, after=after)], by=by(actor, now))
    return token, secret


def _check_scope(new: NewToken, by_token: ApiToken | None) -> None:
    if new.scope not in TokenScope:
        raise Refused(
            _("A token reads only, reads and writes, or does so in some areas."), fields={"scope": _("Unknown")}
        )
    if not set(new.areas) <= set(Area) or not set(new.areas.values()) <= set(LEVELS):
        raise Refused(_("A token reads, or reads and writes, in areas that there are."), fields={"areas": _("Unknown")})
    if bool(new.areas) != (new.scope == TokenScope.AREAS):
        raise Refused(
            _("Say which areas, or let the token reach all."),
            fields={"scope": _("“Only some areas” goes with areas chosen below, and they with it")},
        )
    if by_token is not None and not Scope(new.scope, new.areas).is_within(by_token.reach):
        raise Refused(
            _("A token made with a token may do no more than it. Say less, or make it on the page API tokens."),
            fields={"scope": _("More than the token it is made with")},
        )


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


def token_use(
    secret: str, *, area: Area | None = None, is_reading: bool = True, now: datetime
) -> tuple[ApiToken, Actor] | None:
    """Return a token with whom it speaks for, None for an unknown or expired one; note the day on which it was used.

    What is asked for is in `area`, None for what any token may read, and `is_reading` says that it changes nothing.
    This is the only place where the scope of a token counts: it takes from what its person may, and adds nothing.
    Three queries, and a write on a token's first use of a day.
    Raises: Forbidden where the scope of the token does not reach so far.
    """
    token = token_for(secret, now=now)
    if token is None:
        return None
    _check_reach(token, area, Reach.READ if is_reading else Reach.WRITE)
    if token.used_at is None or now - token.used_at > timedelta(days=1):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token, actor_of(token.person, now=now)


def _check_reach(token: ApiToken, area: Area | None, asked: Reach) -> None:
    if token.scope == TokenScope.READ and asked is Reach.WRITE:
        raise Forbidden(_("This token only reads. Make one that reads and writes, under API tokens in your menu."))
    if area is None or asked <= (reach := token.reach.reach(area)):
        return
    words = {"area": AREA_WORDS[area]}
    if reach is Reach.NOTHING:
        raise Forbidden(
            _("This token does not reach “%(area)s”. Make one that does, under API tokens in your menu.") % words
        )
    raise Forbidden(
        _("This token only reads “%(area)s”. Make one that writes there, under API tokens in your menu.") % words
    )
