"""Roles given, changed and ended, and stand-ins made and ended: whom it is about is told."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from fairlead.access import services as access
from fairlead.access.models import DefinedRole, Delegation, Grant, Person
from fairlead.access.rules import Actor, Spot
from fairlead.access.selectors import person_get, role_get
from fairlead.access.words import role_words
from fairlead.collaboration.services import News, notices_write, notices_write_each
from fairlead.governance.selectors import grant_get


@transaction.atomic
def role_give(*, actor: Actor, person_id: int, role_id: int, spot: Spot, now: datetime) -> Grant:
    """Put somebody in a role at `spot`, which the actor sees, and tell them.

    Raises: NotFound, Forbidden, Refused.
    """
    person, role = person_get(id=person_id, actor=actor), role_get(id=role_id, actor=actor)
    grant = access.grant_give(actor=actor, person=person, role=role, spot=spot, now=now)
    _tell("role.given", actor, grant, spot, now)
    return grant


@transaction.atomic
def roles_give(*, actor: Actor, gifts: Sequence[access.Gift], now: datetime) -> None:
    """Put people in roles on things in which nobody has the role yet, and tell them. Three statements.

    Raises: Forbidden, Refused.
    """
    access.grants_give(actor=actor, gifts=gifts, now=now)
    told = [
        (_news("role.given", actor, each.person, each.role, each.spot), each.person.pk)
        for each in gifts
        if each.person.pk != actor.person_id
    ]
    notices_write_each(told, workspace_id=actor.workspace_id, now=now)


@transaction.atomic
def role_change(*, actor: Actor, id: int, role_id: int, now: datetime) -> Grant:
    """Put somebody in another role at the same thing, and tell them.

    Raises: NotFound, Forbidden, Refused.
    """
    grant, spot = grant_get(id=id, actor=actor)
    role = role_get(id=role_id, actor=actor)
    changed = access.grant_change(actor=actor, grant=grant, role=role, spot=spot, now=now)
    if changed.pk != id:
        _tell("role.given", actor, changed, spot, now)
    return changed


@transaction.atomic
def role_end(*, actor: Actor, id: int, now: datetime) -> None:
    """End a role that somebody is in, and tell them.

    Raises: NotFound, Forbidden, Refused.
    """
    grant, spot = grant_get(id=id, actor=actor)
    access.grant_end(actor=actor, grant=grant, spot=spot, now=now)
    _tell("role.ended", actor, grant, spot, now)


@transaction.atomic
def stand_in_make(*, actor: Actor, new: access.NewDelegation, now: datetime) -> Delegation:
    """Let somebody act in the actor's name for a period, and tell both.

    Raises: NotFound, Refused.
    """
    row = access.delegation_make(actor=actor, new=new, now=now)
    facts = {"days": _period(row), "deputy": row.deputy.name, "reason": row.reason[:200]}
    news = News("delegation.made", "delegation", row.pk, actor.name, facts)
    notices_write(news, to=[row.giver_id, row.deputy_id], workspace_id=actor.workspace_id, now=now)
    return row


@transaction.atomic
def stand_in_end(*, actor: Actor, id: int, now: datetime) -> Delegation:
    """End a delegation before its time, and tell both.

    Raises: NotFound, Refused.
    """
    row = access.delegation_end(actor=actor, id=id, now=now)
    facts = {"deputy": row.deputy.name, "giver": row.giver.name}
    news = News("delegation.ended", "delegation", row.pk, actor.name, facts)
    notices_write(news, to=[row.giver_id, row.deputy_id], workspace_id=actor.workspace_id, now=now)
    return row


def _tell(kind: str, actor: Actor, grant: Grant, spot: Spot, now: datetime) -> None:
    if grant.person_id == actor.person_id:
        return
    news = _news(kind, actor, grant.person, grant.definition, spot)
    notices_write(news, to=[grant.person_id], workspace_id=actor.workspace_id, now=now)


def _news(kind: str, actor: Actor, person: Person, role: DefinedRole, spot: Spot) -> News:
    return News(kind, "authority", person.pk, actor.name, {"role": role_words(role), "place": spot.name})


def _period(row: Delegation) -> str:
    first, last = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    pattern = "j M Y H:i"
    if first.time() == last.time() == time():  # whole days, told by the last of them
        pattern, last = "j M Y", last - timedelta(days=1)
    words = [date_format(each, pattern) for each in (first, last)]
    return words[0] if words[0] == words[1] else " – ".join(words)
