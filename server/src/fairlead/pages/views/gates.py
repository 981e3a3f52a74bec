"""Gates of programs and projects: what must be so there, and what was decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import deciders, names_of, require
from fairlead.collaboration.services import notices_read_about
from fairlead.kernel.errors import StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.delivery import CriteriaForms, DecisionForm, EditGate, GateForm
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.programs import services
from fairlead.programs.models import Gate
from fairlead.programs.rules import GateOutcome
from fairlead.programs.selectors import gate_get, program_get
from fairlead.work.phases import phase_of_gate
from fairlead.work.selectors import programs_through_projects


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def gate_new(request: PageRequest, id: int) -> HttpResponse:
    """Set up a gate of a program."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    data = request.POST if request.method == "POST" else None
    form, criteria = GateForm(data, program=program), CriteriaForms.of(None, data)
    made: Gate | Unsaved = Unsaved(422)
    if data is None or criteria.is_valid():
        made = saved(
            form,
            lambda: services.gate_create(
                actor=request.actor, program_id=id, new=form.new(criteria.said()), now=timezone.now()
            ),
        )
    if isinstance(made, Unsaved):
        context = {"form": form, "criteria": criteria, "program": program}
        return render(request, "pages/delivery/gate_form.html", context, status=made.status)
    messages.success(request, _("The gate is set up."))
    return redirect("gate", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def gate_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change an open gate and its criteria."""
    phase = phase_of_gate(id=id, actor=request.actor)
    of = phase.project.place if phase else None
    gate = gate_get(id=id, actor=request.actor, of=of)
    require(request.actor, *_to_prepare(gate, of))
    data = request.POST if request.method == "POST" else None
    form, criteria = EditGate.filled(gate, data), CriteriaForms.of(gate, data)
    made: Gate | Unsaved = Unsaved(422)
    if data is None or criteria.is_valid():
        made = saved(
            form,
            lambda: services.gate_update(
                actor=request.actor,
                id=id,
                version=form.cleaned_data["version"],
                changes={**form.changes(), "criteria": criteria.said()},
                now=timezone.now(),
                of=of,
            ),
        )
    if isinstance(made, Unsaved):
        context = {
            "form": form,
            "criteria": criteria,
            "program": gate.program,
            "phase": phase,
            "project": phase.project if phase else None,
            "gate": gate,
            "versions": made.versions,
        }
        return render(request, "pages/delivery/gate_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("gate", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def gate(request: PageRequest, id: int) -> HttpResponse:
    """Show a gate: what must be so, what was decided; and decide."""
    phase = phase_of_gate(id=id, actor=request.actor)
    of = phase.project.place if phase else None
    row = _seen(request, id, of)
    notices_read_about(actor=request.actor, target="gate", target_id=id, now=timezone.now())
    decide = _to_decide(row, of)
    may_decide = row.is_open and request.actor.may(*decide)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, initial={"version": row.version})
    status = 200
    if data is not None:
        status = _decide(request, id, form, of)
        if status == 200:
            return redirect("gate", id)
        row = _seen(request, id, of)
    context = {
        "gate": row,
        "program": row.program or (phase.project.program if phase else None),
        "phase": phase,
        "form": form,
        "may_decide": may_decide,
        "may_edit": request.actor.may(*_to_prepare(row, of)),
        "deciders": names_of(deciders(*decide, workspace_id=row.workspace_id)),
        "today": timezone.localdate(),
    }
    return render(request, "pages/delivery/gate.html", context, status=status)


def _to_prepare(gate: Gate, of: Place | None) -> tuple[Action, Place]:
    return (Action.EDIT_PROJECT, of) if of else (Action.EDIT_PROGRAM, Place(program_id=gate.program_id))


def _to_decide(gate: Gate, of: Place | None) -> tuple[Action, Place]:
    return (Action.DECIDE_PROJECT_GATE, of) if of else (Action.DECIDE_GATE, Place(program_id=gate.program_id))


def _seen(request: PageRequest, id: int, of: Place | None) -> Gate:
    return gate_get(id=id, actor=request.actor, through=programs_through_projects(request.actor), of=of)


def _decide(request: PageRequest, id: int, form: DecisionForm, of: Place | None) -> int:
    """Decide as `form` says; return 200 if it is decided, else the status to show the page with."""
    try:
        made = saved(
            form,
            lambda: services.gate_decide(
                actor=request.actor,
                id=id,
                version=form.cleaned_data["version"],
                outcome=GateOutcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
                now=timezone.now(),
                of=of,
            ),
        )
    except StaleVersion:
        messages.error(
            request, _("Somebody changed this gate or decided after you opened it. Look at it as it is now.")
        )
        return 409
    if isinstance(made, Unsaved):
        return made.status
    messages.success(request, _("The decision is on record."))
    return 200


@require_POST
@signed_in
def gate_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take away a gate at which nothing was decided."""
    phase = phase_of_gate(id=id, actor=request.actor)
    of = phase.project.place if phase else None
    row = gate_get(id=id, actor=request.actor, of=of)
    services.gate_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now(), of=of)
    messages.success(request, _("The gate is gone."))
    return redirect("project", phase.project_id) if phase else redirect("program_delivery", row.program_id)
