"""Who asks: by a token in the Authorization header, or by the session of a browser, then with a CSRF token."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.utils import check_csrf

from fairlead.access.models import ApiToken
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_for, clock_of, require_second_step
from fairlead.access.services import token_use
from fairlead.api.areas import area_of
from fairlead.api.errors import CsrfFailed
from fairlead.kernel.errors import Forbidden

_READING = ("GET", "HEAD", "OPTIONS")


class ApiRequest(HttpRequest):
    """A request whose sender is known; `token` is what they showed, None for a session."""

    auth: Actor
    token: ApiToken | None


class TokenAuth:
    """Takes `Authorization: Bearer fl_…`; a wrong token is refused even where a session would do.

    What is not GET writes, and needs a token that may, in the area of the address.
    """

    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __call__(self, request: HttpRequest) -> Actor | None:
        header, asked = request.headers.get("Authorization"), cast(ApiRequest, request)
        asked.token = None
        if header is None:
            return None
        scheme, _space, secret = header.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationError
        is_reading, area = request.method in _READING, area_of(request.path_info)
        used = token_use(secret.strip(), area=area, is_reading=is_reading, now=timezone.now())
        if used is None:
            raise AuthenticationError
        asked.token, actor = used
        require_second_step(actor, user_id=asked.token.person.user_id or 0)
        timezone.activate(clock_of(actor) or timezone.get_default_timezone())
        return actor


class SessionAuth:
    """Takes the session of a browser, in the workspace that was chosen there last."""

    openapi_security_schema = {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}

    def __call__(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise CsrfFailed(_("Load the page again and repeat what you did."))
        chosen: Any = request.session.get("workspace_id")
        actor = actor_for(request.user, workspace_id=chosen, now=timezone.now())
        if actor is None:
            raise Forbidden(_("You are in no workspace yet. Ask somebody to invite you into theirs."))
        require_second_step(actor, user_id=request.user.pk)
        timezone.activate(clock_of(actor) or timezone.get_default_timezone())
        return actor
