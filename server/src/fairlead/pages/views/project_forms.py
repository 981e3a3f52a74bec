"""Making and changing projects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.projects import EditProject, ProjectForm
from fairlead.pages.views.projects import may_create_projects
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.resources.selectors import calendars_of
from fairlead.schedule.services import project_edit as project_save
from fairlead.templates.selectors import templates_of
from fairlead.work.models import Project
from fairlead.work.selectors import project_get
from fairlead.work.services import NewProject, project_create


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_new(request: PageRequest) -> HttpResponse:
    """Make a project, in the program that the address names where it names one."""
    if not may_create_projects(request):
        require(request.actor, Action.CREATE_PROJECT)
    if request.actor.may(Action.EDIT_POOL) and not calendars_of(actor=request.actor).exists():
        messages.info(request, _("A project has working times: say first in a calendar when people work."))
        return redirect("calendar_new")
    initial = {"program": request.GET.get("program", ""), "start_at": timezone.localdate()}
    form = ProjectForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    made = saved(form, lambda: _create(request, form))
    if isinstance(made, Unsaved):
        context = {"form": form, "templates": templates_of(actor=request.actor)}
        return render(request, "pages/project_form.html", context, status=made.status)
    messages.success(request, _("The project is there. Type its first task into the plan."))
    return redirect("project_plan", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change the basics of a project; its dates follow."""
    project = project_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, project.place)
    form = EditProject.filled(project, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: project_save(
            actor=request.actor,
            project_id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "project": project, "versions": made.versions}
        return render(request, "pages/project_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("project", id)


def _create(request: PageRequest, form: ProjectForm) -> Project:
    said = form.said()
    new = NewProject(program_id=said.pop("program"), calendar_id=said.pop("calendar"), **said)
    return project_create(actor=request.actor, new=new, now=timezone.now())
