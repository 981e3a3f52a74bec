"""What a program does itself: the plan of its activities, and beginning one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.schedule import selectors
from fairlead.work.services import activities_begin as begin


@require_safe
@signed_in
def program_activities(request: PageRequest, id: int) -> HttpResponse:
    """Show the plan of what a program does itself, or what belongs there."""
    row = selectors.program_row(id=id, actor=request.actor, now=wall_clock())
    context: dict[str, Any] = program_frame(request, row, "activities")
    return render(request, "pages/program_activities.html", context)


@require_POST
@signed_in
def activities_begin(request: PageRequest, id: int) -> HttpResponse:
    """Begin the plan of what a program does itself."""
    begin(actor=request.actor, program_id=id, now=timezone.now())
    return redirect("program_activities", id)
