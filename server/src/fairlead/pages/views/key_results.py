"""Key results: making and changing them, checking in, and correcting what was wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.strategy import CheckInForm, EditKeyResult, KeyResultForm
from fairlead.pages.views.objectives import objective_page
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.strategy import services
from fairlead.strategy.selectors import check_in_get, key_result_get, objective_get, objective_place


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def key_result_new(request: PageRequest, id: int) -> HttpResponse:
    """Say by what an objective is measured."""
    objective = objective_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY, objective_place(objective, actor=request.actor))
    form = KeyResultForm(request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.key_result_create(actor=request.actor, objective_id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "title": _("New key result"), "objective": objective}
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("The key result is there. Check in with its value of today."))
    return redirect("objective", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def key_result_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a key result."""
    result = key_result_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY, objective_place(result.objective, actor=request.actor))
    form = EditKeyResult.filled(result, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.key_result_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {
            "form": form,
            "title": _("Edit key result"),
            "objective": result.objective,
            "key_result": result,
            "versions": made.versions,
        }
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("objective", result.objective_id)


@require_POST
@signed_in
def key_result_end(request: PageRequest, id: int) -> HttpResponse:
    """Delete a key result with its check-ins."""
    result = key_result_get(id=id, actor=request.actor)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    services.key_result_delete(actor=request.actor, id=id, version=seen, now=timezone.now())
    messages.success(request, _("“%(name)s” is gone.") % {"name": result.name})
    return redirect("objective", result.objective_id)


@require_POST
@signed_in
def check_in(request: PageRequest, id: int) -> HttpResponse:
    """Check in to a key result."""
    result = key_result_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY, objective_place(result.objective, actor=request.actor))
    form = CheckInForm(request.POST, today=timezone.localdate(), id=id)
    made = saved(
        form,
        lambda: services.check_in_add(actor=request.actor, key_result_id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        context = objective_page(request, result.objective_id, {id: form})
        return render(request, "pages/strategy/objective.html", context, status=made.status)
    messages.success(request, _("Checked in."))
    return redirect("objective", result.objective_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_in_correct(request: PageRequest, id: int) -> HttpResponse:
    """Correct a check-in; the wrong one is kept."""
    wrong = check_in_get(id=id, actor=request.actor)
    objective = wrong.key_result.objective
    require(request.actor, Action.EDIT_STRATEGY, objective_place(objective, actor=request.actor))
    sure = None if wrong.confidence_share is None else round(wrong.confidence_share * 100)
    initial = {"on": wrong.on, "value": f"{wrong.value.normalize():f}", "confidence": sure, "comment": wrong.comment}
    data = request.POST if request.method == "POST" else None
    form = CheckInForm(data, today=timezone.localdate(), initial=initial)
    made = saved(
        form,
        lambda: services.check_in_correct(actor=request.actor, id=id, new=form.new(), now=timezone.now()),
    )
    if isinstance(made, Unsaved):
        context = {
            "form": form,
            "title": _("Correct a check-in"),
            "objective": objective,
            "note": wrong.key_result.name,
        }
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("Corrected. What was said before is kept."))
    return redirect("objective", objective.pk)
