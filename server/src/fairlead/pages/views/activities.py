"""What a program does itself: the plan of its activities, and beginning one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.activities import ActivitiesForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.schedule import selectors
from fairlead.schedule.services import activities_edit as save
from fairlead.work.selectors import activities_get
from fairlead.work.services import activities_begin as begin


@require_safe
@signed_in
def program_activities(request: PageRequest, id: int) -> HttpResponse:
    """Show the plan of what a program does itself, or what belongs there."""
    row = selectors.program_row(id=id, actor=request.actor, now=wall_clock())
    context: dict[str, Any] = program_frame(request, row, "activities")
    return render(request, "pages/program_activities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def activities_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change when the activities of a program begin, and their working times; their dates follow."""
    own = activities_get(program_id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, own.place)
    form = ActivitiesForm.filled(own, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: save(
            actor=request.actor,
            program_id=id,
            version=form.cleaned_data["version"],
            changes=form.edit(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "own": own, "id": id, "versions": made.versions}
        return render(request, "pages/activities_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("program_activities", id)


@require_POST
@signed_in
def activities_begin(request: PageRequest, id: int) -> HttpResponse:
    """Begin the plan of what a program does itself."""
    begin(actor=request.actor, program_id=id, now=timezone.now())
    return redirect("program_activities", id)
