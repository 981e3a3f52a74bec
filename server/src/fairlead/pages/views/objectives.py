"""An objective: its page, and what is said and decided of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action, fiscal_year
from fairlead.access.selectors import require
from fairlead.collaboration.services import notices_read_about
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.strategy import CheckInForm, EditObjective, ObjectiveForm
from fairlead.pages.strategy import chart_of
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.strategy import strategy_frame
from fairlead.schedule.alignment.rows import ObjectiveRow
from fairlead.schedule.alignment.selectors import dangers_of, picture_of, tasks_behind
from fairlead.strategy.models import CheckIn, Objective, Status
from fairlead.strategy.rules.tree import is_within, path_to
from fairlead.strategy.selectors import objective_get, objective_place, objectives_of, status_changes_of
from fairlead.strategy.services import (
    objective_create,
    objective_delete,
    objective_move,
    objective_status_set,
    objective_update,
)

PARTS = 12


@require_safe
@signed_in
def objective(request: PageRequest, id: int) -> HttpResponse:
    """Show an objective: how far it is, by what that is measured, who serves it, and what endangers it."""
    context = objective_page(request, id)
    notices_read_about(actor=request.actor, target="objective", target_id=id, now=timezone.now())
    return render(request, "pages/strategy/objective.html", context)


def objective_page(request: PageRequest, id: int, bad: dict[int, CheckInForm] | None = None) -> dict[str, Any]:
    """Return what the page of an objective shows; `bad` are check-ins that were refused, by their key result."""
    said = objective_get(id=id, actor=request.actor)
    now, today = wall_clock(), timezone.localdate()
    picture = picture_of(actor=request.actor, now=now, within=id)
    row = picture.objectives[id]
    dangers = dangers_of(picture, within=id)
    behind = tasks_behind({each.part.project.id for each in dangers}, now=now)
    parts = sorted(picture.parts_of(id).values(), key=lambda part: (-part.minutes, part.project.name))
    parents = {each.id: each.parent_id for each in picture.said.values()}
    return {
        **strategy_frame(request, "objectives"),
        "objective": said,
        "row": row,
        "path": [picture.said[each] for each in path_to(id, parents)[:-1]],
        "children": [picture.objectives[each] for each in row.children],
        "results": _results(row, bad or {}),
        "dangers": [(each, behind.get(each.part.project.id, [])) for each in dangers],
        "parts": parts[:PARTS],
        "parts_left": max(len(parts) - PARTS, 0),
        "programs": picture.programs,
        "decisions": status_changes_of(said)[:5],
        "may_edit": request.actor.may(Action.EDIT_STRATEGY, objective_place(said, actor=request.actor)),
        "statuses": [each for each in Status if each != said.status],
        "today": today,
    }


def _results(row: ObjectiveRow, bad: dict[int, CheckInForm]) -> list[dict[str, Any]]:
    told: dict[int, list[CheckIn]] = {}
    ids = [each.id for each in row.results]
    rows = CheckIn.objects.filter(key_result__in=ids, correction=None).select_related("by", "corrects")
    for each in rows.order_by("on", "pk"):
        told.setdefault(each.key_result_id, []).append(each)
    today = timezone.localdate()
    return [
        {
            "row": each,
            "chart": chart_of(
                each, told.get(each.id, []), start=row.said.start_on, finish=row.said.finish_on, today=today
            ),
            "told": told.get(each.id, [])[::-1],
            "form": bad.get(each.id) or CheckInForm(today=today, id=each.id),
        }
        for each in row.results
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def objective_new(request: PageRequest) -> HttpResponse:
    """Make an objective, below the one that the address names where it names one."""
    asked = request.GET.get("below", "")
    parent = objective_get(id=int(asked), actor=request.actor) if asked.isdecimal() else None
    if parent is None:
        require(request.actor, Action.EDIT_STRATEGY)
        start, finish = fiscal_year(timezone.localdate(), request.actor.customs.fiscal_month)
        initial: dict[str, Any] = {**EditObjective.from_said({"start_on": start, "finish_on": finish})}
    else:
        require(request.actor, Action.EDIT_STRATEGY, objective_place(parent, actor=request.actor))
        initial = {**EditObjective.from_said({"start_on": parent.start_on, "finish_on": parent.finish_on})}
    initial["currency"] = request.actor.customs.currency
    form = ObjectiveForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    parent_id = parent.pk if parent else None
    made = saved(form, lambda: objective_create(actor=request.actor, new=form.new(parent_id), now=timezone.now()))
    if isinstance(made, Unsaved):
        context = {"form": form, "title": _("New objective"), "parent": parent, "back": "objectives"}
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("The objective is there, as a draft. Say by what it is measured."))
    return redirect("objective", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def objective_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change what is said of an objective."""
    said = objective_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY, objective_place(said, actor=request.actor))
    form = EditObjective.filled(said, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: objective_update(
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
            "title": _("Edit objective"),
            "objective": said,
            "versions": made.versions,
            "may_delete": request.actor.may(Action.EDIT_STRATEGY),
            "places": _places(request, said),
        }
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("objective", id)


@require_POST
@signed_in
def objective_decide(request: PageRequest, id: int) -> HttpResponse:
    """Decide where an objective stands."""
    status = request.POST.get("status", "")
    if status in Status.values:
        _try(
            request,
            lambda: objective_status_set(
                actor=request.actor,
                id=id,
                version=_number(request, "version"),
                status=Status(status),
                note=request.POST.get("note", ""),
                now=timezone.now(),
            ),
            _("Decided."),
        )
    return redirect("objective", id)


@require_POST
@signed_in
def objective_shift(request: PageRequest, id: int) -> HttpResponse:
    """Put an objective elsewhere: up or down among its siblings, or behind `after` below `parent`."""
    said = objective_get(id=id, actor=request.actor)
    parent, after = said.parent_id, None
    by = {"up": -1, "down": 1}.get(request.POST.get("by", ""))
    beside = list(objectives_of(actor=request.actor).filter(parent=parent).values_list("pk", flat=True))
    if by is not None:
        place = beside.index(id) + by
        others = [each for each in beside if each != id]
        after = others[place - 1] if place > 0 else None
    else:
        parent, after = _number(request, "parent") or None, _number(request, "after") or None
    version = _number(request, "version") or said.version
    _try(
        request,
        lambda: objective_move(
            actor=request.actor, id=id, version=version, parent=parent, after=after, now=timezone.now()
        ),
        _("“%(name)s” has its new place.") % {"name": said.name},
    )
    return redirect("objectives")


@require_POST
@signed_in
def objective_end(request: PageRequest, id: int) -> HttpResponse:
    """Delete an objective on which nothing hangs."""
    done = _try(
        request,
        lambda: objective_delete(actor=request.actor, id=id, version=_number(request, "version"), now=timezone.now()),
        _("The objective is gone."),
    )
    return redirect("objectives") if done else redirect("objective", id)


def _places(request: PageRequest, said: Objective) -> list[Objective]:
    """The objectives below which `said` may be put; none for who may not move it."""
    if not request.actor.may(Action.EDIT_STRATEGY):
        return []
    rows = list(objectives_of(actor=request.actor))
    parents = {each.pk: each.parent_id for each in rows}
    return [each for each in rows if not is_within(each.pk, said.pk, parents)]


def _number(request: PageRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _try(request: PageRequest, do: Any, done: str) -> bool:
    """Do it and say so, or say why not; NotFound and Forbidden rise."""
    try:
        do()
    except (Refused, StaleVersion) as refused:
        reasons = " ".join(str(each) for each in getattr(refused, "fields", {}).values())
        messages.error(request, f"{refused.message} {reasons}".strip())
        return False
    messages.success(request, done)
    return True
