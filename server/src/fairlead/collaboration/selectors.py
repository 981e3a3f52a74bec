"""Reading notices: only one's own."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fairlead.access.rules import Actor
from fairlead.collaboration.models import MailWish, Notice, Rhythm

NoticeKey = tuple[datetime, int]


def notices_of(*, actor: Actor) -> QuerySet[Notice]:
    """Return the notices to `actor`, newest first."""
    return Notice.objects.filter(person_id=actor.person_id)


def notice_page(
    *, actor: Actor, after: NoticeKey | None = None, limit: int = 50
) -> tuple[list[Notice], NoticeKey | None]:
    """Return the notices to `actor` behind the key `after`, newest first, and the key of the last if more follow."""
    found = notices_of(actor=actor)
    if after is not None:
        found = found.filter(Q(at__lt=after[0]) | Q(at=after[0], pk__lt=after[1]))
    rows = list(found[: limit + 1])
    shown = rows[:limit]
    return shown, (shown[-1].at, shown[-1].pk) if len(rows) > limit else None


def unread_count(*, actor: Actor) -> int:
    """Return how many notices `actor` has not read. One query."""
    return notices_of(actor=actor).filter(read_at=None).count()


def rhythm_of(*, actor: Actor) -> Rhythm:
    """Return how often `actor` gets by mail what they were told. One query."""
    said = MailWish.objects.filter(person_id=actor.person_id).values_list("rhythm", flat=True).first()
    return Rhythm(said) if said else MailWish.USUAL
