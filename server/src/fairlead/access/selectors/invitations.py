"""Reading who is invited."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.models import Invitation
from fairlead.access.rules import Action, Actor
from fairlead.access.selectors.actors import digest_of
from fairlead.kernel.errors import NotFound, Refused


def invitations_of(*, actor: Actor) -> QuerySet[Invitation]:
    """Return the invitations that `actor` may see: all of them for those who administer, else one's own."""
    rows = Invitation.objects.filter(workspace_id=actor.workspace_id)
    rows = rows.select_related("definition", "invited_by", "accepted_by")
    return rows if actor.may(Action.ADMINISTER) else rows.filter(invited_by_id=actor.person_id)


def invitation_get(*, id: int, actor: Actor, lock: bool = False) -> Invitation:
    """Return an invitation that the actor may see. One query.

    Raises: NotFound.
    """
    rows = invitations_of(actor=actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=id).first()
    if found is None:
        raise NotFound(_("There is no such invitation, or not one of yours."))
    return found


def invitation_opened(secret: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return the invitation whose link carries `secret`. One query.

    Raises: NotFound for a link that is unknown, or was replaced by a newer one; Refused for one that does not work any
    more, with who can send another.
    """
    rows = Invitation.objects.select_related("workspace", "definition", "invited_by")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(digest=digest_of(secret)).first()
    if found is None:
        raise NotFound(_("This link leads nowhere. A newer one may have been sent to you since; else ask for another."))
    who = {"name": found.invited_by.name}
    if found.accepted_at is not None:
        raise Refused(_("This invitation was accepted already. Sign in with its address."), code="accepted")
    if found.revoked_at is not None:
        raise Refused(_("This invitation was taken back. Ask %(name)s if you need another.") % who, code="revoked")
    if found.expires_at <= now:
        raise Refused(_("This invitation is too old. Ask %(name)s to send it again.") % who, code="expired")
    return found
