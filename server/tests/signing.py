"""Signing test clients in, as somebody who was here already."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from fairlead.access.models import User
from fairlead.pages.sessions import SEEN

_LONG = 2**40  # seconds since 1970: whenever a test takes place


def signed_in(user: User, **client: object) -> Client:
    """Return a client in a session of `user` that was seen just now, so that no request notes that it is in use.

    Nobody signs in for it, which would take as long as the request that follows.
    """
    made = Client(**client)  # type: ignore[arg-type]
    made.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return made


def session_of(user: User) -> str:
    """Return the key of a new session of `user`, seen just now."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[SEEN] = _LONG
    session.save()
    return str(session.session_key)
