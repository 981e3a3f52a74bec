"""Who is invited into the workspace and its programs and projects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.models import Invitation
from fairlead.access.rules import Action, ScopeKind
from fairlead.access.selectors import invitation_get, invitations_of, require, role_get
from fairlead.access.services import (
    NewInvitation,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    invitation_send,
)
from fairlead.access.words import role_words
from fairlead.governance.selectors import spot_get, spot_known
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.authority import InviteForm
from fairlead.pages.views.paging import next_address, time_key
from fairlead.pages.views.roles import places_of
from fairlead.pages.views.saving import Unsaved, saved

LIST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invitations(request: PageRequest) -> HttpResponse:
    """Show who is invited, and invite somebody."""
    _enter(request)
    form = InviteForm(request.POST if request.method == "POST" else None, actor=request.actor)
    made = saved(form, lambda: invitation_make(actor=request.actor, new=_said(request, form), now=timezone.now()))
    if isinstance(made, Unsaved):
        return _page(request, form, status=made.status)
    return _sent(request, *made)


@require_POST
@signed_in
def invitation_again(request: PageRequest, id: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    _enter(request)
    row = invitation_get(id=id, actor=request.actor)
    spot = spot_get(scope=ScopeKind(row.scope), id=row.scope_id, actor=request.actor)
    return _sent(request, *invitation_renew(actor=request.actor, id=id, spot=spot, now=timezone.now()))


@require_POST
@signed_in
def invitation_back(request: PageRequest, id: int) -> HttpResponse:
    """Take an invitation back."""
    row = invitation_revoke(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": row.email})
    return redirect("invitations")


def link_of(request: HttpRequest, secret: str) -> str:
    """Return the whole address that an invitation's secret opens."""
    return request.build_absolute_uri(reverse("join", args=[secret]))


def _enter(request: PageRequest) -> None:
    if not request.actor.gives_roles:
        require(request.actor, Action.ADMINISTER)


def _said(request: PageRequest, form: InviteForm) -> NewInvitation:
    """Raises: NotFound, Refused."""
    values = form.cleaned_data
    role = role_get(id=values["role"], actor=request.actor)
    return NewInvitation(values["email"], role, spot_known(values["where"], actor=request.actor))


def _sent(request: PageRequest, row: Invitation, secret: str) -> HttpResponse:
    """Mail the link; where that cannot be, show it this once."""
    link = link_of(request, secret)
    if not invitation_send(row, link=link):
        return _page(request, InviteForm(None, actor=request.actor), link=link, row=row)
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": row.email})
    return redirect("invitations")


def _page(
    request: PageRequest, form: InviteForm, *, link: str = "", row: Invitation | None = None, status: int = 200
) -> HttpResponse:
    rows = invitations_of(actor=request.actor)
    key = time_key(request)
    if key is not None:
        rows = rows.filter(sent_at__lte=key[0]).exclude(sent_at=key[0], pk__gte=key[1])
    found = list(rows[: LIST + 1])
    shown = found[:LIST]
    context = {
        "tab": "roles",
        "form": form,
        "link": link,
        "invited": row,
        "rows": [(each, role_words(each.definition)) for each in shown],
        "next": next_address(request, (shown[-1].sent_at, shown[-1].pk) if len(found) > LIST else None),
        "now": timezone.now(),
        "places": places_of(request.actor),
    }
    return render(request, "pages/authority/invitations.html", context, status=status)
