"""Leaving the workspace, and who has left."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.models import Person, User
from fairlead.access.selectors import departures_of, person_get, workspaces_of
from fairlead.governance.selectors import Charge, ChargeKind, charges_of
from fairlead.governance.services import person_leave, person_return
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.departures import LeaveForm
from fairlead.pages.views.paging import next_address, time_key
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.resources.selectors import resources_of
from fairlead.staffing.selectors import asked_by
from fairlead.staffing.words import wanted_words

LIST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_leaves(request: PageRequest, id: int) -> HttpResponse:
    """Show what somebody answers for, and what becomes of it, and end their membership."""
    actor = request.actor
    charges = _charges(request, id)
    person = person_get(id=id, actor=actor)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: person_leave(actor=actor, id=id, now=timezone.now(), **form.cleaned_data))
    if isinstance(made, Unsaved):
        context = {
            "tab": "roles",
            "person": person,
            "is_me": id == actor.person_id,
            "charges": charges,
            "resource": resources_of(actor=actor).filter(person=person).first(),
            "form": form,
        }
        return render(request, "pages/authority/leave.html", context, status=made.status)
    return _gone(request, person)


@require_POST
@signed_in
def person_returns(request: PageRequest, id: int) -> HttpResponse:
    """Let somebody who has left back in."""
    row = person_return(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("%(name)s is back, in the roles that they had.") % {"name": row.person.name})
    return redirect("authority", id=id)


@require_safe
@signed_in
def departed(request: PageRequest) -> HttpResponse:
    """Show who has left, newest first."""
    rows = departures_of(actor=request.actor)
    key = time_key(request)
    if key is not None:
        rows = rows.filter(at__lte=key[0]).exclude(at=key[0], pk__gte=key[1])
    found = list(rows[: LIST + 1])
    shown = found[:LIST]
    following = next_address(request, (shown[-1].at, shown[-1].pk) if len(found) > LIST else None)
    context = {"tab": "roles", "rows": shown, "next": following}
    return render(request, "pages/authority/left.html", context)


def _charges(request: PageRequest, id: int) -> list[Charge]:
    asked = asked_by(person_id=id, actor=request.actor)
    sent = [Charge(ChargeKind.REQUEST, each.pk, wanted_words(each), each.project.name) for each in asked]
    return [*charges_of(person_id=id, actor=request.actor), *sent]


def _gone(request: PageRequest, person: Person) -> HttpResponse:
    """Show to others who has left; lead whoever left themselves to where they still are, or out."""
    if person.pk != request.actor.person_id:
        messages.success(request, _("%(name)s is let in no more.") % {"name": person.name})
        return redirect("departed")
    request.session.pop("workspace_id", None)
    if isinstance(request.user, User) and not workspaces_of(request.user):
        logout(request)
    messages.success(request, _("You have left the workspace. Its owner can let you back in."))
    return redirect("home")
