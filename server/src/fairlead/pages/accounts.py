"""How people get accounts and sign in: not by signing themselves up; what is written down of it; where no mail goes."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.models import User
from fairlead.access.selectors import NOWHERE
from fairlead.access.services import account_note
from fairlead.pages.sessions import SEEN

logger = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """An account is made by an invitation or the command line; nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that a request came from; one for all that came from none, as through a socket."""
        return get_client_ip(request) or NOWHERE

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponseBase:
        """Write down that somebody signed in."""
        now = timezone.now()
        request.session[SEEN] = int(now.timestamp())
        account_note(user, "account.sign_in", facts={"address": self.get_client_ip(request)}, now=now)
        response: HttpResponseBase = super().post_login(request, user, **facts)
        return response

    def send_notification_mail(self, template_prefix: str, user: User, *_args: Any, **_kwargs: Any) -> None:
        """Write down what allauth would mail about: another password, an authenticator or identity added or removed."""
        what = template_prefix.rpartition("/")[2].removeprefix("account_")
        account_note(user, f"account.{what}", now=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message, or say that this server cannot: the same for addresses with and without an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("No mail could be sent.")
            messages.error(
                current.request,
                _("This server cannot send mail, so no link is on its way. Ask the owner of your workspace."),
            )


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticators: their secrets are kept encrypted."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's names
        return _("My device")


def _fernet() -> Fernet:
    """Return what encrypts with a key of its own, made from the server's secret key."""
    digest = hashlib.sha256(b"fairlead authenticators" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
