"""Leaving a workspace and coming back to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fairlead.access.models import ApiToken, Delegation, Departure, Person, Workspace
from fairlead.access.rules import Action, Actor, Role
from fairlead.access.selectors import by, departure_of, may_let_go, person_get, require, workspaces_of
from fairlead.access.services.grants import owner_stays
from fairlead.access.services.sessions import sessions_end
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Forbidden, Refused


@transaction.atomic
def person_leave(*, actor: Actor, id: int, reason: str = "", now: datetime) -> Departure:
    """End that somebody is a member, at once: they are let in no more, and nobody plans with them.

    Who administers may, and everybody for themselves; an owner is let go by an owner. Their API tokens, stand-ins and
    unused invitations end for good; roles, and all that they own, stay for their return or for others to take over.
    Raises: NotFound, Forbidden; Refused for who has left already, and for the last owner.
    """
    _lock(actor)
    person = person_get(id=id, actor=actor)
    if not may_let_go(actor, person):
        require(actor, Action.ADMINISTER)
    if not person.is_active:
        raise Refused(_("%(name)s has left already.") % {"name": person.name}, code="has_left")
    _check_owner(actor, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    row = Departure.objects.create(person=person, at=now, by_id=actor.person_id, reason=reason.strip()[:300])
    ended = {"tokens": _end_tokens(person), "stand_ins": _end_stand_ins(person, actor, now)}
    ended["invitations"] = person.invitations_sent.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    if person.user is not None and not workspaces_of(person.user):
        ended["sessions"] = sessions_end(user=person.user, now=now)
    after = {"reason": row.reason, **ended}
    audit_write([Change("person.leave", "person", person.pk, after=after)], by=by(actor, now))
    return row


@transaction.atomic
def person_return(*, actor: Actor, id: int, now: datetime) -> Departure:
    """Let somebody who has left back in, into the roles that they had.

    Raises: NotFound, Forbidden for who does not administer, and for an owner's return by who is none; Refused for who
    is here.
    """
    _lock(actor)
    person = person_get(id=id, actor=actor)
    require(actor, Action.ADMINISTER)
    row = departure_of(person)
    if row is None:
        raise Refused(_("%(name)s is here.") % {"name": person.name}, code="is_here")
    _check_owner(actor, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    row.returned_at, row.returned_by_id = now, actor.person_id
    row.save(update_fields=["returned_at", "returned_by"])
    audit_write([Change("person.return", "person", person.pk, before={"left_at": row.at})], by=by(actor, now))
    return row


def _lock(actor: Actor) -> None:
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)


def _check_owner(actor: Actor, person: Person) -> None:
    owning = person.grants.filter(role=Role.OWNER.value).first()
    if owning is None:
        return
    if Role.OWNER.value not in actor.workspace_roles:
        raise Forbidden(_("%(name)s is an owner. Ask another owner to do this.") % {"name": person.name})
    if person.is_active:
        owner_stays(owning)


def _end_tokens(person: Person) -> int:
    return ApiToken.objects.filter(person=person).delete()[0]


def _end_stand_ins(person: Person, actor: Actor, now: datetime) -> int:
    running = Delegation.objects.to_come(now)
    both = running.filter(giver=person) | running.filter(deputy=person)
    begun = both.filter(starts_at__lte=now).update(ends_at=now, ended_by=actor.person_id)
    return begun + both.update(ends_at=F("starts_at"), ended_by=actor.person_id)
