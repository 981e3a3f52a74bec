"""How a program is delivered: its stages, tranches and gates."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.delivery import EditTranche, StageForm, TrancheForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.programs import services
from fairlead.programs.models import Program
from fairlead.programs.rules import STAGES, Stage
from fairlead.programs.selectors import delivery_of, program_get, stage_changes, tranche_get
from fairlead.schedule import selectors as schedule


@require_safe
@signed_in
def delivery(request: PageRequest, id: int) -> HttpResponse:
    """Show where a program stands, its tranches, and its gates with what was decided."""
    row = schedule.program_row(id=id, actor=request.actor, now=wall_clock())
    in_tranches: dict[int, list[schedule.ProjectRow]] = {}
    for each in row.projects:
        in_tranches.setdefault(each.project.tranche_id or 0, []).append(each)
    context = {**program_frame(request, row, "delivery"), **_delivery(row.program), "in_tranches": in_tranches}
    return render(request, "pages/delivery/delivery.html", context)


def _delivery(program: Program) -> dict[str, Any]:
    changes = list(stage_changes(program))
    entered = {change.stage: change for change in reversed(changes)}
    here = STAGES.index(Stage(program.stage))
    return {
        "stages": [(each, entered.get(each), place - here) for place, each in enumerate(STAGES)],
        "changes": changes,
        "delivery": delivery_of(program),
        "today": timezone.localdate(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage_enter(request: PageRequest, id: int) -> HttpResponse:
    """Let a program enter a stage."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    data = request.POST if request.method == "POST" else None
    initial = {"version": program.version, "stage": _next(program)}
    form = StageForm(data, initial=initial, program=program)
    made = saved(
        form,
        lambda: services.stage_enter(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            stage=Stage(form.cleaned_data["stage"]),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "program": program, "versions": made.versions}
        return render(request, "pages/delivery/stage_form.html", context, status=made.status)
    messages.success(request, _("The program is in its next stage.") if _is_ahead(program, made) else _("Saved."))
    return redirect("program_delivery", id)


def _next(program: Program) -> str:
    place = STAGES.index(Stage(program.stage))
    return STAGES[min(place + 1, len(STAGES) - 1)]


def _is_ahead(before: Program, after: Program) -> bool:
    return STAGES.index(Stage(after.stage)) == STAGES.index(Stage(before.stage)) + 1


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tranche_new(request: PageRequest, id: int) -> HttpResponse:
    """Plan a tranche of a program."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    form = TrancheForm(request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.tranche_create(
            actor=request.actor, program_id=id, new=services.NewTranche(**form.said()), now=timezone.now()
        ),
    )
    if isinstance(made, Unsaved):
        return render(
            request, "pages/delivery/tranche_form.html", {"form": form, "program": program}, status=made.status
        )
    messages.success(request, _("The tranche is planned."))
    return redirect("program_delivery", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tranche_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a tranche."""
    tranche = tranche_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=tranche.program_id))
    form = EditTranche.filled(tranche, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.tranche_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.said(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "program": tranche.program, "tranche": tranche, "versions": made.versions}
        return render(request, "pages/delivery/tranche_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("program_delivery", tranche.program_id)


@require_POST
@signed_in
def tranche_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a tranche out of the plan."""
    tranche = tranche_get(id=id, actor=request.actor)
    services.tranche_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The tranche is out of the plan; its gates stay."))
    return redirect("program_delivery", tranche.program_id)
