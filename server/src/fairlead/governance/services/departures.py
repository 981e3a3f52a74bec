"""Leaving a workspace and coming back: those who run it, and who comes back, are told."""

from datetime import datetime

from django.db import transaction

from fairlead.access import services as access
from fairlead.access.models import Departure
from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import deciders
from fairlead.collaboration.services import News, notices_write


@transaction.atomic
def person_leave(*, actor: Actor, id: int, reason: str = "", now: datetime) -> Departure:
    """End that somebody is a member, and tell the others who run the workspace.

    Raises: NotFound, Forbidden, Refused.
    """
    row = access.person_leave(actor=actor, id=id, reason=reason, now=now)
    run_by = deciders(Action.ADMINISTER, Place(), workspace_id=actor.workspace_id)
    kind = "person.left" if id == actor.person_id else "person.let_go"
    news = News(kind, "authority", id, actor.name, {"name": row.person.name, "reason": row.reason[:200]})
    to = {each.person_id for each in run_by} - {actor.person_id}
    notices_write(news, to=to, workspace_id=actor.workspace_id, now=now)
    return row


@transaction.atomic
def person_return(*, actor: Actor, id: int, now: datetime) -> Departure:
    """Let somebody who has left back in, and tell them.

    Raises: NotFound, Forbidden, Refused.
    """
    row = access.person_return(actor=actor, id=id, now=now)
    news = News("person.returned", "authority", id, actor.name)
    notices_write(news, to=[id], workspace_id=actor.workspace_id, now=now)
    return row
