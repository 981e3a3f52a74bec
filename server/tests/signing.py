"""Signing test clients in, as somebody who was here already."""

from django.test import Client

from fairlead.access.models import User
from fairlead.pages.sessions import SEEN

_LONG = 2**40  # seconds since 1970: whenever a test takes place


def signed_in(user: User, **client: object) -> Client:
    """Return a client in a session of `user` that was seen just now, so that no request notes that it is in use."""
    made = Client(**client)  # type: ignore[arg-type]
    made.force_login(user)
    session = made.session
    session[SEEN] = _LONG
    session.save()
    return made
