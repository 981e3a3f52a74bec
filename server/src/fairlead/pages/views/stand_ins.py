"""Who acts for whom, and when."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action
from fairlead.access.selectors import delegations_of, person_get
from fairlead.governance.selectors import held_of
from fairlead.governance.services import stand_in_end, stand_in_make
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.authority import StandInForm
from fairlead.pages.views.saving import Unsaved, saved

LIST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stand_ins(request: PageRequest) -> HttpResponse:
    """Show who acts for me and for whom I act, and let somebody act for me."""
    actor, now = request.actor, timezone.now()
    roles = held_of([person_get(id=actor.person_id, actor=actor)], actor=actor).get(actor.person_id, ())
    today = timezone.localdate()
    form = StandInForm(
        request.POST if request.method == "POST" else None,
        actor=actor,
        roles=roles,
        initial={"start_on": today, "finish_on": today + timedelta(days=6)},
    )
    made = saved(form, lambda: stand_in_make(actor=actor, new=form.said(), now=now))
    if not isinstance(made, Unsaved):
        messages.success(
            request, _("%(name)s acts for you in that time; both of you are told.") % {"name": made.deputy.name}
        )
        return redirect("stand_ins")
    rows = delegations_of(actor=actor).prefetch_related("grants__definition")[:LIST]
    context = {
        "rows": [(row, _state(row.starts_at <= now, row.ends_at <= max(now, row.starts_at))) for row in rows],
        "form": form,
        "has_roles": bool(roles),
        "sees_all": actor.may(Action.ADMINISTER),
    }
    return render(request, "pages/authority/stand_ins.html", context, status=made.status)


@require_POST
@signed_in
def stand_in_over(request: PageRequest, id: int) -> HttpResponse:
    """End it before its time."""
    stand_in_end(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("It is over; both of you are told."))
    return redirect("stand_ins")


def _state(has_begun: bool, is_over: bool) -> str:  # noqa: FBT001 - two facts of one row
    return "over" if is_over else "now" if has_begun else "ahead"
