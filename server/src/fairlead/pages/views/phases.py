"""The charter of a project, its phases, and the gates that end them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.delivery import CriteriaForms, GateForm
from fairlead.pages.forms.phases import CharterForm, EditPhase, PhaseForm, SuccessForms
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.programs.models import Gate
from fairlead.work import services
from fairlead.work.models import Project
from fairlead.work.phases import phase_get
from fairlead.work.selectors import project_get


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def charter_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change the goal and scope of a project, and by what it is judged a success."""
    project = project_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, project.place)
    data = request.POST if request.method == "POST" else None
    form, success = CharterForm.filled(project, data), SuccessForms.of(project, data)
    made: Project | Unsaved = Unsaved(422)
    if data is None or success.is_valid():
        made = saved(
            form,
            lambda: services.charter_say(
                actor=request.actor,
                project_id=id,
                version=form.cleaned_data["version"],
                changes={**form.changes(), "criteria": success.said()},
                now=timezone.now(),
            ),
        )
    if isinstance(made, Unsaved):
        context = {"form": form, "success": success, "project": project, "versions": made.versions}
        return render(request, "pages/phases/charter_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("project", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def phase_new(request: PageRequest, id: int) -> HttpResponse:
    """Add a phase to a project."""
    project = project_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, project.place)
    form = PhaseForm(request.POST if request.method == "POST" else None, project=project)
    made = saved(
        form,
        lambda: services.phase_create(actor=request.actor, project_id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/phases/phase_form.html", {"form": form, "project": project}, status=made.status)
    messages.success(request, _("The phase is there."))
    return redirect("project", id)


@require_POST
@signed_in
def phases_begin(request: PageRequest, id: int) -> HttpResponse:
    """Make a phase of each summary task on the first level of a project's outline."""
    try:
        services.phases_from_outline(actor=request.actor, project_id=id, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("project", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def phase_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a phase."""
    phase = phase_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, phase.project.place)
    form = EditPhase.filled(phase, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.phase_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.said(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "project": phase.project, "phase": phase, "versions": made.versions}
        return render(request, "pages/phases/phase_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("project", phase.project_id)


@require_POST
@signed_in
def phase_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a phase away; its tasks stay."""
    phase = phase_get(id=id, actor=request.actor)
    try:
        services.phase_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
        messages.success(request, _("The phase is gone; its tasks stay."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("project", phase.project_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def phase_gate_new(request: PageRequest, id: int) -> HttpResponse:
    """Set up the gate that ends a phase."""
    phase = phase_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROJECT, phase.project.place)
    data = request.POST if request.method == "POST" else None
    form, criteria = GateForm(data, program=None), CriteriaForms.of(None, data)
    made: Gate | Unsaved = Unsaved(422)
    if data is None or criteria.is_valid():
        made = saved(
            form,
            lambda: services.phase_gate_create(
                actor=request.actor, id=id, new=form.new(criteria.said()), now=timezone.now()
            ),
        )
    if isinstance(made, Unsaved):
        context = {"form": form, "criteria": criteria, "phase": phase, "project": phase.project}
        return render(request, "pages/delivery/gate_form.html", context, status=made.status)
    messages.success(request, _("The gate is set up."))
    return redirect("gate", made.pk)
