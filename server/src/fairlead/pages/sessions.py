"""Middleware that notes, every few minutes, that a session is in use."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from fairlead.access.services import session_seen

SEEN = "seen_at"
EVERY_SECONDS = 600


class SeenSessions:
    """Keeps when each session was last seen, to ten minutes; a request in between costs nothing more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = request.session
        if session.accessed and session.session_key and request.user.is_authenticated:
            now = timezone.now()
            if now.timestamp() - session.get(SEEN, 0) > EVERY_SECONDS:
                session[SEEN] = int(now.timestamp())
                agent = request.headers.get("User-Agent", "")
                address = get_adapter().get_client_ip(request)
                session_seen(key=session.session_key, address=address, agent=agent, now=now)
        return response
