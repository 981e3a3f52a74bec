"""Who comes in through the identity provider of an organization: known and invited addresses that it has verified."""

from typing import NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.services import account_of_address
from fairlead.kernel.errors import Refused


class KnownOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Joins an identity to the account of its verified address, once; after that it is known by its own id."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say whose account it is, before anybody is signed in; stop whoever has none."""
        if sociallogin.state.get("process") not in (None, "login"):
            _stop(request, _("This is not offered here."))
        if sociallogin.is_existing:
            return
        email = _verified(request, sociallogin)
        try:
            user = account_of_address(email=email, name=_name(sociallogin), now=timezone.now())
        except Refused as refused:
            _stop(request, refused.message)
        sociallogin.connect(request, user)


def _verified(request: HttpRequest, sociallogin: SocialLogin) -> str:
    """Return the address that the provider has verified, of a domain that may come in."""
    said = next(iter(sociallogin.email_addresses), None)
    if said is None or said.verified is not True:
        _stop(request, _("Your organization's sign-in has not verified your e-mail address. Ask those who run it."))
    email = str(said.email).lower()
    if settings.OIDC_DOMAINS and email.rpartition("@")[2] not in settings.OIDC_DOMAINS:
        _stop(request, _("Addresses such as %(email)s do not come in this way.") % {"email": email})
    return email


def _name(sociallogin: SocialLogin) -> str:
    said = sociallogin.account.get_provider_account().get_user_data() or {}
    return str(said.get("name") or "")


def _stop(request: HttpRequest, message: str) -> NoReturn:
    raise ImmediateHttpResponse(render(request, "pages/join_over.html", {"message": message}, status=403))
