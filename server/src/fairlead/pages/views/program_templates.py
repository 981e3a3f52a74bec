"""Templates of programs: making one of a program, and a program of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.templates import BeginProgramForm, TemplateForm
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.templates import day_asked
from fairlead.programs.selectors import program_get
from fairlead.templates import services
from fairlead.templates.selectors import program_preview_of, program_template_get


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_template_new(request: PageRequest, id: int) -> HttpResponse:
    """Make a template of a program."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    form = TemplateForm(request.POST if request.method == "POST" else None, initial={"name": program.name})
    made = saved(
        form,
        lambda: services.program_template_make(
            actor=request.actor, program_id=id, **form.cleaned_data, now=timezone.now()
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "program": program}
        return render(request, "pages/templates/program_form.html", context, status=made.status)
    messages.success(request, _("The template is there: this is what a program of it would be."))
    return redirect("program_template", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_template(request: PageRequest, id: int) -> HttpResponse:
    """Show what a program made from a template would be on the day that the address names, and make it."""
    row = program_template_get(id=id, actor=request.actor)
    if request.method == "POST":
        require(request.actor, Action.CREATE_PROGRAM)
    preview = program_preview_of(row, actor=request.actor, start_on=day_asked(request.GET.get("start", "")))
    initial = {"name": row.name, "start_on": preview.start_on, "manager": request.actor.person_id}
    data = request.POST if request.method == "POST" else None
    form = BeginProgramForm(data, initial=initial, actor=request.actor, preview=preview)
    made = saved(
        form,
        lambda: services.program_template_start(actor=request.actor, id=id, new=form.new(), now=timezone.now()),
    )
    if not isinstance(made, Unsaved):
        messages.success(request, _("The program is there, with its projects and their plans."))
        return redirect("program", made.pk)
    context = {
        "template": row,
        "preview": preview,
        "form": form,
        "may_begin": request.actor.may(Action.CREATE_PROGRAM),
        "may_drop": row.by_id == request.actor.person_id or request.actor.may(Action.CREATE_PROGRAM),
    }
    return render(request, "pages/templates/program.html", context, status=made.status)


@require_POST
@signed_in
def program_template_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a template away."""
    services.program_template_remove(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("The template is gone; programs made from it stay."))
    return redirect("templates")
