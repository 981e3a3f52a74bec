"""Sessions: noting when they were seen, and ending them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.models import User
from fairlead.access.services.accounts import account_note
from fairlead.kernel.errors import NotFound


def session_seen(*, key: str, address: str, agent: str, now: datetime) -> None:
    """Note that a session was used, from where and by what. One write."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=now, ip=address, user_agent=agent[:200])


@transaction.atomic
def session_end(*, user: User, id: int, now: datetime) -> None:
    """Sign `user` out in one of their browsers, at once.

    Raises: NotFound where it is none of theirs, or has ended.
    """
    row = UserSession.objects.filter(user=user, pk=id).first()
    if row is None:
        raise NotFound(_("You are not signed in there any more."))
    _end([row.session_key])
    account_note(user, "session.end", facts={"sessions": 1}, now=now)


@transaction.atomic
def sessions_end(*, user: User, but: str = "", now: datetime) -> int:
    """Sign `user` out everywhere but in the session with the key `but`, at once, and return in how many they were."""
    keys = list(UserSession.objects.filter(user=user).exclude(session_key=but).values_list("session_key", flat=True))
    _end(keys)
    if keys:
        account_note(user, "session.end", facts={"sessions": len(keys)}, now=now)
    return len(keys)


@transaction.atomic
def account_unlock(user: User, *, now: datetime) -> int:
    """Take second step, passkeys and recovery codes from `user`, sign them out everywhere; return how many those were.

    For who runs the server, where a device is lost.
    """
    taken: int = Authenticator.objects.filter(user=user).delete()[0]
    if taken:
        account_note(user, "account.unlock", facts={"authenticators": taken}, now=now)
        sessions_end(user=user, now=now)
    return taken


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
