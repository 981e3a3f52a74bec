"""What is mine: API tokens, the workspace I am in, how pages look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from fairlead.access.models import ApiToken
from fairlead.access.rules import Actor
from fairlead.access.selectors import tokens_of
from fairlead.access.services import NewToken, token_create, token_revoke
from fairlead.kernel.errors import Refused
from fairlead.pages.context import LOOKS
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.tokens import TokenForm
from fairlead.pages.views.saving import Unsaved, saved

A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: PageRequest) -> HttpResponse:
    """Show my API tokens; a new one shows its secret this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: _token_made(request.actor, form.said()))
    secret = "" if isinstance(made, Unsaved) else made[1]
    context = {
        "form": TokenForm() if secret else form,
        "secret": secret,
        "tokens": tokens_of(actor=request.actor),
        "now": timezone.now(),
    }
    return render(request, "pages/tokens.html", context, status=made.status if isinstance(made, Unsaved) else 200)


def _token_made(actor: Actor, new: NewToken) -> tuple[ApiToken, str]:
    """Make a token, unless one of its name is there: sent twice, as by a reload, a form makes one.

    Raises: Refused.
    """
    now = timezone.now()
    if tokens_of(actor=actor).filter(name=new.name.strip()).exclude(expires_at__lte=now).exists():
        raise Refused(
            _("You have a token of this name."), fields={"name": _("Yours already: revoke it first, or name it apart")}
        )
    return token_create(actor=actor, new=new, now=now)


@require_POST
@signed_in
def token_end(request: PageRequest, id: int) -> HttpResponse:
    """End one of my tokens."""
    token_revoke(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("Revoked: nothing gets in with it any more."))
    return redirect("tokens")


@require_POST
@signed_in
def workspace(request: PageRequest) -> HttpResponse:
    """Go to another workspace that I am in; one that I am not in leaves me where I am."""
    asked = request.POST.get("workspace", "")
    if asked.isdecimal():
        request.session["workspace_id"] = int(asked)
    return redirect("home")


@require_POST
def looks(request: HttpRequest) -> HttpResponse:
    """Keep how pages look in this browser: light, dark or by system; compact or comfortable."""
    chosen = {name: request.POST.get(name, request.COOKIES.get(name, "")) for name in LOOKS}
    chosen = {name: value if value in LOOKS[name] else LOOKS[name][0] for name, value in chosen.items()}
    if getattr(request, "htmx", False):
        response: HttpResponse = trigger_client_event(HttpResponse(status=204), "fl:looks", chosen)
    else:
        asked = request.POST.get("next", "/")
        is_here = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
        response = redirect(asked if is_here else "/")
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response
