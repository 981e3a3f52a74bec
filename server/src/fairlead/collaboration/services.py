"""Telling people, and noting what they have read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.access.selectors import by
from fairlead.collaboration.models import MailWish, Notice, Rhythm
from fairlead.collaboration.selectors import notices_of, rhythm_of
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told of a target; `facts` hold plain values."""

    kind: str
    target: str
    target_id: int
    by_name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def notices_write(news: News, *, to: Iterable[int], workspace_id: int, now: datetime) -> None:
    """Tell the people with the ids `to`, each once, in the caller's transaction: where it fails, nobody is told."""
    notices_write_each([(news, id) for id in sorted(set(to))], workspace_id=workspace_id, now=now)


def notices_write_each(told: Iterable[tuple[News, int]], *, workspace_id: int, now: datetime) -> None:
    """Tell each of `told` to the person with the id beside it. One statement."""
    Notice.objects.bulk_create(
        Notice(
            workspace_id=workspace_id,
            person_id=person_id,
            kind=news.kind,
            target=news.target,
            target_id=news.target_id,
            by_name=news.by_name,
            facts=dict(news.facts),
            at=now,
        )
        for news, person_id in told
    )


def notices_read(*, actor: Actor, ids: Iterable[int] | None = None, now: datetime) -> int:
    """Note that `actor` has read their notices, or those with `ids`, and return how many were unread.

    Ids of somebody else's notices are passed over.
    """
    unread = notices_of(actor=actor).filter(read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=now)


def notices_read_about(*, actor: Actor, target: str, target_id: int, now: datetime) -> int:
    """Note that `actor` has read what they were told about one target, and return how many were unread."""
    return notices_of(actor=actor).filter(target=target, target_id=target_id, read_at=None).update(read_at=now)


@transaction.atomic
def rhythm_set(*, actor: Actor, rhythm: str, now: datetime) -> Rhythm:
    """Say how often `actor` gets by mail what they were told and have not read; what is unread already goes alike.

    Raises: Refused for what is no rhythm.
    """
    if rhythm not in Rhythm:
        raise Refused(_("Choose how often you want mail."), code="invalid", fields={"rhythm": _("Unknown")})
    before = {"rhythm": rhythm_of(actor=actor)}
    MailWish.objects.update_or_create(person_id=actor.person_id, defaults={"rhythm": rhythm})
    change = Change("mail.wish", "person", actor.person_id, before=before, after={"rhythm": rhythm})
    audit_write([change], by=by(actor, now))
    return Rhythm(rhythm)
