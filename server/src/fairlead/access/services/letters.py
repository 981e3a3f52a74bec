"""Mail about invitations."""

import logging

from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fairlead.access.models import Invitation
from fairlead.access.words import role_words

logger = logging.getLogger(__name__)


def invitation_send(row: Invitation, *, link: str) -> bool:
    """Mail `link` to the invited address, and return whether a mail server took it. Call after the transaction."""
    facts = {
        "who": row.invited_by.name,
        "workspace": row.workspace.name,
        "role": role_words(row.definition),
        "place": row.place,
        "day": date_format(localtime(row.expires_at), "j F Y, H:i"),
        "link": link,
    }
    subject = _("%(who)s invites you to %(workspace)s") % facts
    text = _(
        "%(who)s invites you to %(workspace)s in Fairlead, as %(role)s (%(place)s).\n\n"
        "Open this link to come in:\n\n%(link)s\n\n"
        "It works once, for you alone, until %(day)s. If you know nothing of this, leave it unopened.\n"
    )
    try:
        send_mail(" ".join(subject.split()), text % facts, None, [row.email])
    except OSError:
        logger.exception("No mail could be sent.")
        return False
    return True
