"""Telling people, and noting what they have read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fairlead.access.rules import Actor
from fairlead.collaboration.models import Notice
from fairlead.collaboration.selectors import notices_of


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
