"""Templates: the list, making one of a project, and a project of one."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.templates import BeginForm, TemplateForm
from fairlead.pages.views.projects import may_create_projects
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.templates import services
from fairlead.templates.models import Template
from fairlead.templates.selectors import preview_of, program_templates_of, template_get, templates_of
from fairlead.work.lessons import lessons_fitting
from fairlead.work.rules import FIRST_DAY, LAST_DAY
from fairlead.work.selectors import project_get


@require_safe
@signed_in
def templates(request: PageRequest) -> HttpResponse:
    """Show the templates of the workspace."""
    context = {
        "templates": templates_of(actor=request.actor),
        "program_templates": program_templates_of(actor=request.actor),
    }
    return render(request, "pages/templates/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template_new(request: PageRequest, id: int) -> HttpResponse:
    """Make a template of a project."""
    project = project_get(id=id, actor=request.actor)
    require(request.actor, Action.CREATE_PROJECT, project.place)
    form = TemplateForm(request.POST if request.method == "POST" else None, initial={"name": project.name})
    made = saved(
        form,
        lambda: services.template_make(actor=request.actor, project_id=id, **form.cleaned_data, now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/templates/form.html", {"form": form, "project": project}, status=made.status)
    messages.success(request, _("The template is there: this is what a project of it would be."))
    return redirect("template", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template(request: PageRequest, id: int) -> HttpResponse:
    """Show what a project made from a template would be on the day that the address names, and make it."""
    row = template_get(id=id, actor=request.actor)
    preview = preview_of(row, actor=request.actor, start_on=day_asked(request.GET.get("start", "")))
    data = request.POST if request.method == "POST" else None
    if data is not None and not may_create_projects(request):
        require(request.actor, Action.CREATE_PROJECT)
    initial = {"name": row.name, "start_on": preview.start_on}
    form = BeginForm(data, initial=initial, actor=request.actor, preview=preview)
    made = saved(
        form,
        lambda: services.template_start(actor=request.actor, id=id, new=form.new(), now=timezone.now()),
    )
    if not isinstance(made, Unsaved):
        messages.success(request, _("The project is there, with its plan."))
        return redirect("project", made.pk)
    context = {
        "template": row,
        "preview": preview,
        "form": form,
        "may_begin": may_create_projects(request),
        "may_drop": _may_drop(request, row),
        "lessons": lessons_fitting((row.name, row.about, row.said.goal), actor=request.actor),
    }
    return render(request, "pages/templates/template.html", context, status=made.status)


@require_POST
@signed_in
def template_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a template away."""
    services.template_remove(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("The template is gone; projects made from it stay."))
    return redirect("templates")


def day_asked(asked: str) -> date:
    """Return the day that was asked for, today for none and for what is none."""
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    is_near = day is not None and FIRST_DAY.date() <= day < LAST_DAY.date()
    return day if day is not None and is_near else timezone.localdate()


def _may_drop(request: PageRequest, row: Template) -> bool:
    return row.by_id == request.actor.person_id or request.actor.may(Action.CREATE_PROJECT)
