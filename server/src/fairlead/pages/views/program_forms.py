"""Making and changing programs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.programs import EditProgram, NewProgram
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.programs.selectors import program_get
from fairlead.programs.services import program_create
from fairlead.templates.selectors import program_templates_of
from fairlead.work import services as work


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_new(request: PageRequest) -> HttpResponse:
    """Make a program."""
    require(request.actor, Action.CREATE_PROGRAM)
    form = NewProgram(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: program_create(actor=request.actor, now=timezone.now(), **form.cleaned_data))
    if isinstance(made, Unsaved):
        context = {"form": form, "templates": program_templates_of(actor=request.actor)}
        return render(request, "pages/program_form.html", context, status=made.status)
    messages.success(request, _("The program is there. Give it its first project."))
    return redirect("program", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change what a program is called, and its charter."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    form = EditProgram.filled(program, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: work.program_edit(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "program": program, "versions": made.versions}
        return render(request, "pages/program_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("program", id)
