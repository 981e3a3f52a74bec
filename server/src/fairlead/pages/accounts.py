"""How people get accounts: not by signing themselves up; and what happens where no mail can be sent."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """An account is made by an invitation or the command line; nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
