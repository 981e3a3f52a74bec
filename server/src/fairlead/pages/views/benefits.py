"""What a program is to bring: the register of its benefits, their map, and each with what was measured."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import require
from fairlead.pages.benefits import Mapped, chart_of, mapped
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.benefits import BenefitForm, EditBenefit, MeasurementForm, OutputForm, PointForms
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.programs import services
from fairlead.programs.models import Benefit
from fairlead.programs.rules import gain_begins_on
from fairlead.programs.selectors import (
    BenefitRow,
    benefit_get,
    benefit_place,
    benefit_row,
    benefit_rows,
    benefits_seen,
    measurement_get,
    program_get,
)
from fairlead.schedule import selectors as schedule
from fairlead.schedule.outputs import output_rows
from fairlead.work.selectors import programs_through_projects
from fairlead.work.services import output_add, output_remove


@require_safe
@signed_in
def benefits(request: PageRequest, id: int) -> HttpResponse:
    """Show what a program is to bring, how each benefit stands, and what it depends on."""
    row = schedule.program_row(id=id, actor=request.actor, now=wall_clock())
    through = programs_through_projects(request.actor)
    seen = benefits_seen(actor=request.actor, through=through).filter(program=id).select_related("owner", "objective")
    rows = _mapped(benefit_rows(seen, today=timezone.localdate()), request.actor)
    context = {**program_frame(request, row, "benefits"), "rows": rows, "today": timezone.localdate()}
    return render(request, "pages/benefits/benefits.html", context)


@require_safe
@signed_in
def benefit(request: PageRequest, id: int) -> HttpResponse:
    """Show one benefit: what was expected, what was measured, what it depends on."""
    found = _seen(request, id)
    today = timezone.localdate()
    row = benefit_row(found, today=today)
    (mapping,) = _mapped([row], request.actor)
    context = {
        "benefit": found,
        "program": found.program,
        "row": row,
        "mapping": mapping,
        "chart": chart_of(row, today=today),
        "begins": gain_begins_on(row.profile),
        "today": today,
        "form": MeasurementForm(initial={"on": today}),
        "may_edit": request.actor.may(Action.EDIT_PROGRAM, Place(program_id=found.program_id)),
        "may_measure": request.actor.may(Action.MEASURE_BENEFIT, benefit_place(found, actor=request.actor)),
    }
    return render(request, "pages/benefits/benefit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def benefit_new(request: PageRequest, id: int) -> HttpResponse:
    """Write down a benefit that a program is to bring."""
    program = program_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=id))
    data = request.POST if request.method == "POST" else None
    initial = {"baseline_on": timezone.localdate(), "currency": request.actor.customs.currency}
    form, points = BenefitForm(data, initial=initial, actor=request.actor), PointForms.of(None, data)
    made: Benefit | Unsaved = Unsaved(422)
    if data is None or points.is_valid():
        made = saved(
            form,
            lambda: services.benefit_create(
                actor=request.actor, program_id=id, new=form.new(points.said()), now=timezone.now()
            ),
        )
    if isinstance(made, Unsaved):
        context = {"form": form, "points": points, "program": program}
        return render(request, "pages/benefits/benefit_form.html", context, status=made.status)
    messages.success(request, _("The benefit is in the register."))
    return redirect("benefit", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def benefit_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change what a program is to bring."""
    found = _seen(request, id)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=found.program_id))
    data = request.POST if request.method == "POST" else None
    form, points = EditBenefit.filled(found, request.actor, data), PointForms.of(found, data)
    made: Benefit | Unsaved = Unsaved(422)
    if data is None or points.is_valid():
        made = saved(
            form,
            lambda: services.benefit_update(
                actor=request.actor,
                id=id,
                version=form.cleaned_data["version"],
                changes={**form.changes(), "points": points.said()},
                now=timezone.now(),
            ),
        )
    if isinstance(made, Unsaved):
        context = {"form": form, "points": points, "program": found.program, "benefit": found}
        context["versions"] = made.versions
        return render(request, "pages/benefits/benefit_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("benefit", id)


@require_POST
@signed_in
def benefit_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a benefit off the register."""
    found = _seen(request, id)
    services.benefit_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The benefit is off the register."))
    return redirect("program_benefits", found.program_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def benefit_measure(request: PageRequest, id: int) -> HttpResponse:
    """Write down what a benefit was on a day."""
    found = _seen(request, id)
    require(request.actor, Action.MEASURE_BENEFIT, benefit_place(found, actor=request.actor))
    form = MeasurementForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    made = saved(
        form,
        lambda: services.measurement_add(actor=request.actor, benefit_id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "benefit": found, "program": found.program}
        return render(request, "pages/benefits/measure.html", context, status=made.status)
    messages.success(request, _("The measurement is on record."))
    return redirect("benefit", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def measurement_correct(request: PageRequest, id: int) -> HttpResponse:
    """Correct a measurement; the wrong one is kept on record."""
    wrong = measurement_get(id=id, actor=request.actor)
    found = _seen(request, wrong.benefit_id)
    require(request.actor, Action.MEASURE_BENEFIT, benefit_place(found, actor=request.actor))
    initial = {"on": wrong.on, "value": wrong.value.normalize(), "comment": wrong.comment}
    form = MeasurementForm(request.POST if request.method == "POST" else None, initial=initial)
    made = saved(
        form,
        lambda: services.measurement_correct(actor=request.actor, id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "benefit": found, "program": found.program, "wrong": wrong}
        return render(request, "pages/benefits/measure.html", context, status=made.status)
    messages.success(request, _("Corrected; what was wrong is kept on record."))
    return redirect("benefit", wrong.benefit_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def output_new(request: PageRequest, id: int) -> HttpResponse:
    """Say what a benefit depends on."""
    found = _seen(request, id)
    require(request.actor, Action.EDIT_PROGRAM, Place(program_id=found.program_id))
    data = request.POST if request.method == "POST" else None
    form = OutputForm(data, benefit=found, actor=request.actor)
    made = saved(form, lambda: output_add(actor=request.actor, benefit_id=id, now=timezone.now(), **form.said()))
    if isinstance(made, Unsaved):
        context = {"form": form, "benefit": found, "program": found.program}
        return render(request, "pages/benefits/output_form.html", context, status=made.status)
    messages.success(request, _("The benefit depends on it now."))
    return redirect("benefit", id)


@require_POST
@signed_in
def output_drop(request: PageRequest, id: int, output: int) -> HttpResponse:
    """Say that a benefit does not depend on an output any more."""
    output_remove(actor=request.actor, id=output, now=timezone.now())
    messages.success(request, _("The benefit does not depend on it any more."))
    return redirect("benefit", id)


def _seen(request: PageRequest, id: int) -> Benefit:
    return benefit_get(id=id, actor=request.actor, through=programs_through_projects(request.actor))


def _mapped(rows: Sequence[BenefitRow], actor: Actor) -> list[Mapped]:
    outputs = output_rows([row.benefit.pk for row in rows], actor=actor)
    begins: dict[int, date] = {row.benefit.pk: gain_begins_on(row.profile) for row in rows}
    return mapped(rows, outputs, begins)
