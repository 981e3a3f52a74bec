"""The way into every page: who asks, and what becomes of an expected failure."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from fairlead.access.models import User
from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_for, clock_of, second_step_missing
from fairlead.kernel.errors import FairleadError, Forbidden, NotFound, Refused, StaleVersion


class PageRequest(HttpRequest):
    """A request of somebody who is signed in and has a place in a workspace."""

    actor: Actor
    htmx: HtmxDetails


P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], HttpResponse]

# Pages without which nobody could set up the second step that is asked of them, or go elsewhere.
_BEFORE = {
    *("sign_ins", "mfa_index", "mfa_list_webauthn", "session_close", "sessions_close"),
    *("workspace", "person_leaves"),
}
_STATUS: dict[type[FairleadError], int] = {NotFound: 404, Forbidden: 403, Refused: 422, StaleVersion: 409}


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only people of a workspace reach `view`; show its expected failures as pages."""

    @wraps(view)
    def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return _to_sign_in(request)
        actor = actor_for(request.user, workspace_id=request.session.get("workspace_id"), now=timezone.now())
        if actor is None:
            return render(request, "pages/nowhere.html", status=403)
        page = cast(PageRequest, request)
        page.actor = actor
        timezone.activate(clock_of(actor) or timezone.get_default_timezone())
        here = request.resolver_match.url_name if request.resolver_match else ""
        if actor.asked_second_step and here not in _BEFORE and second_step_missing(actor, user_id=request.user.pk):
            return _to(request, reverse("sign_ins"))
        try:
            return view(page, *args, **kwargs)
        except FairleadError as error:
            return astray(request, _STATUS[type(error)], error.message)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], enter)


def astray(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Return the page, or the part of one, that says why there is nothing else to show."""
    titles = {
        403: _("This is not yours to do"),
        404: _("Nothing here"),
        409: _("Somebody was faster"),
        422: _("That cannot be done"),
    }
    template = "pages/parts/astray.html" if getattr(request, "htmx", False) else "pages/astray.html"
    return render(request, template, {"status": status, "title": titles[status], "message": message}, status=status)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse("account_login"))
    return redirect_to_login(request.get_full_path())


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the whole page to `address`, where a part of it was asked for, too."""
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)
