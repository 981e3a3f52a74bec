"""Letting somebody act in one's name for a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import Delegation, Grant, Person
from fairlead.access.rules import Actor
from fairlead.access.selectors import by, delegation_get, person_get
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """Whom to let act in one's name, from when until when, in which of one's roles; None for all of them."""

    deputy_id: int
    starts_at: datetime
    ends_at: datetime
    grants: Sequence[int] | None = None
    reason: str = ""


@transaction.atomic
def delegation_make(*, actor: Actor, new: NewDelegation, now: datetime) -> Delegation:
    """Let somebody act in the actor's own roles, or some of them, for a period.

    What they themselves only do in another's name cannot be handed on, nor the right to administer.
    Raises: NotFound for an unknown person; Refused for a period that cannot be, oneself, or roles not one's own.
    """
    deputy = person_get(id=new.deputy_id, actor=actor)
    _check_period(new, now)
    _check_deputy(actor, deputy, new, now)
    grants = _grants(actor, new.grants)
    row = Delegation.objects.create(
        workspace_id=actor.workspace_id,
        giver_id=actor.person_id,
        deputy=deputy,
        is_whole=new.grants is None,
        reason=new.reason.strip()[:300],
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        made_at=now,
    )
    row.grants.set([] if new.grants is None else grants)
    after = {"deputy": deputy.pk, "starts_at": new.starts_at, "ends_at": new.ends_at, "grants": new.grants}
    audit_write([Change("delegation.make", "delegation", row.pk, after=after)], by=by(actor, now))
    return row


@transaction.atomic
def delegation_end(*, actor: Actor, id: int, now: datetime) -> Delegation:
    """End a delegation before its time; who gave it, who holds it and who administers may.

    Raises: NotFound; Refused for one that is over.
    """
    row = delegation_get(id=id, actor=actor, lock=True)
    if row.ends_at <= max(now, row.starts_at):
        raise Refused(_("This delegation is over already."), code="over")
    before = row.ends_at
    row.ends_at, row.ended_by_id = max(now, row.starts_at), actor.person_id
    row.save(update_fields=["ends_at", "ended_by"])
    change = Change("delegation.end", "delegation", id, before={"ends_at": before}, after={"ends_at": row.ends_at})
    audit_write([change], by=by(actor, now))
    return row


def _check_period(new: NewDelegation, now: datetime) -> None:
    reason = ""
    if new.ends_at <= new.starts_at:
        reason = _("After its start")
    elif new.ends_at <= now:
        reason = _("In the future")
    elif new.ends_at - new.starts_at > LONGEST:
        reason = _("Within a year of its start")
    if reason:
        raise Refused(_("Nothing was delegated."), fields={"ends_at": reason})


def _check_deputy(actor: Actor, deputy: Person, new: NewDelegation, now: datetime) -> None:
    reason = ""
    if deputy.pk == actor.person_id:
        reason = _("Somebody else than you")
    elif not deputy.is_active or deputy.user_id is None:
        reason = _("They do not sign in here")
    if reason:
        raise Refused(_("Nothing was delegated."), fields={"deputy": reason})
    overlaps = Delegation.objects.to_come(now).filter(
        giver_id=actor.person_id, deputy=deputy, starts_at__lt=new.ends_at, ends_at__gt=new.starts_at
    )
    if overlaps.exists():
        raise Refused(
            _("%(name)s acts for you in that time already. End that first, or choose other days.")
            % {"name": deputy.name},
            code="overlaps",
            fields={"starts_at": _("They act for you on some of these days already")},
        )


def _grants(actor: Actor, ids: Sequence[int] | None) -> list[Grant]:
    own = Grant.objects.filter(person_id=actor.person_id)
    found = list(own if ids is None else own.filter(pk__in=list(ids)))
    if ids is not None and len(found) != len(set(ids)):
        raise Refused(
            _("You can let others do only what you may do yourself. Choose among your own roles."),
            code="beyond_own",
            fields={"grants": _("Not all of these are yours")},
        )
    if not found:
        raise Refused(_("There is nothing to hand on: choose a role of yours."), fields={"grants": _("Choose one")})
    return found
