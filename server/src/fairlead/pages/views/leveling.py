"""The leveling studio: say how, watch better plans come, look at what moves and why, accept or not."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import ScopeKind
from fairlead.kernel.errors import Refused
from fairlead.pages.alerts import alert_counts, page_alerts
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.leveling import LevelPeople
from fairlead.pages.leveling import accepted_words, hours, view_of
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.programs.models import Program
from fairlead.schedule.leveling.accepting import ACCEPTABLE, PlanChanged, acceptance_undo, scenario_accept
from fairlead.schedule.leveling.overload import overloaded
from fairlead.schedule.leveling.partly import overload_left
from fairlead.schedule.leveling.selectors import scenario_get, scenarios_of, scope_to_level
from fairlead.schedule.leveling.services import (
    OPEN,
    leveling_begin,
    leveling_stop,
    leveling_watch,
    scenario_discard,
)
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.leveling.words import Told, differences_told
from fairlead.schedule.models import Scenario, ScenarioFill, State
from fairlead.schedule.scope import Scope
from fairlead.staffing.selectors import AlertKind
from fairlead.work.models import Project

EARLIER = 10
MOST_OVERLOADED = 8


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def level_people(request: PageRequest, kind: ScopeKind, id: int) -> HttpResponse:
    """Say how a program, or a project that is in none, is to be leveled, and begin."""
    scope = scope_to_level(kind=kind, id=id, actor=request.actor)
    projects = list(Project.plans.filter(**scope.project_filter).order_by("position", "id"))
    initial = {"frozen_until": timezone.localdate()}
    form = LevelPeople(request.POST if request.method == "POST" else None, projects=projects, initial=initial)
    made = saved(form, lambda: _begin(request, scope, form.asked()))
    if isinstance(made, Unsaved):
        return _studio(request, scope, projects, form, made.status)
    return redirect("scenario", made.pk)


@require_safe
@signed_in
def overload(request: PageRequest, kind: ScopeKind, id: int) -> HttpResponse:
    """Show who is asked for more than they have, and on the program's page what else of its people needs somebody."""
    people = overloaded(kind=kind, id=id, actor=request.actor, now=wall_clock())
    is_studio = "studio" in request.GET
    inside = {"program": id} if kind is ScopeKind.PROGRAM else {"pk": id}
    projects = [] if is_studio else list(Project.plans.visible_to(request.actor).filter(**inside))
    others = [each for each in page_alerts(request, projects) if each.kind is not AlertKind.OVERLOAD]
    context = {
        "alerts": alert_counts(others),
        "program": id if kind is ScopeKind.PROGRAM else None,
        "more": max(0, len(people) - MOST_OVERLOADED),
        "people": people[:MOST_OVERLOADED],
        "count": len(people),
        "hours": hours(sum(each.over_minutes for each in people)),
        "kind": kind.value,
        "id": id,
        "is_studio": is_studio,
    }
    return render(request, "pages/leveling/overload.html", context)


@require_safe
@signed_in
def scenario(request: PageRequest, id: int) -> HttpResponse:
    """Show a proposal, or how far the search for one is."""
    return _shown(request, leveling_watch(actor=request.actor, id=id, now=timezone.now()))


@require_safe
@signed_in
def scenario_progress(request: PageRequest, id: int) -> HttpResponse:
    """Show the part of a proposal that changes while better ones are looked for; nothing where it did not."""
    row = leveling_watch(actor=request.actor, id=id, now=timezone.now())
    if row.state in OPEN and request.GET.get("seen") == _seen(row):
        return HttpResponse(status=204)
    return render(request, "pages/leveling/proposal.html", _context(request, row))


@require_safe
@signed_in
def scenario_left(request: PageRequest, id: int) -> HttpResponse:
    """Show who stays overloaded where a proposal is accepted in the chosen projects: a part of its page."""
    chosen = [int(each) for each in request.GET.getlist("project") if each.isdecimal()]
    people = overload_left(actor=request.actor, id=id, project_ids=chosen, now=wall_clock())
    context = {
        "people": people[:MOST_OVERLOADED],
        "more": max(0, len(people) - MOST_OVERLOADED),
        "count": len(people),
        "minutes": sum(each.over_minutes for each in people),
        "chosen": len(chosen),
    }
    return render(request, "pages/leveling/left.html", context)


@require_POST
@signed_in
def scenario_stop(request: PageRequest, id: int) -> HttpResponse:
    """End a search with the best it has."""
    leveling_stop(actor=request.actor, id=id, now=timezone.now())
    return redirect("scenario", id)


@require_POST
@signed_in
def scenario_take(request: PageRequest, id: int) -> HttpResponse:
    """Make a proposal what is said, in the projects that are chosen."""
    chosen = [int(each) for each in request.POST.getlist("project") if each.isdecimal()]
    try:
        outcome = scenario_accept(actor=request.actor, id=id, project_ids=chosen, now=timezone.now())
    except Refused as refused:
        return _refused(request, id, refused)
    filled = ScenarioFill.objects.filter(scenario=id, task__project__in=chosen).count()
    messages.success(request, accepted_words(outcome, filled=filled))
    return redirect("scenario", id)


@require_POST
@signed_in
def scenario_undo(request: PageRequest, id: int) -> HttpResponse:
    """Take an acceptance back."""
    try:
        acceptance_undo(actor=request.actor, id=id, now=timezone.now())
    except Refused as refused:
        return _refused(request, id, refused)
    messages.success(request, _("Taken back: the plan is as it was before."))
    return redirect("scenario", id)


@require_POST
@signed_in
def scenario_drop(request: PageRequest, id: int) -> HttpResponse:
    """Give a proposal up."""
    scope = scenario_get(id=id, actor=request.actor).scope
    scenario_discard(actor=request.actor, id=id, now=timezone.now())
    messages.success(request, _("The proposal was discarded. Nothing of the plan changed."))
    return redirect(_studio_name(scope.kind), scope.id)


@require_POST
@signed_in
def scenario_again(request: PageRequest, id: int) -> HttpResponse:
    """Level once more as before, with the tasks that are chosen pinned where they are."""
    row = scenario_get(id=id, actor=request.actor)
    asked = Asked.of_json(row.leveling.wishes)
    pins = {int(each) for each in request.POST.getlist("pin") if each.isdecimal()}
    try:
        made = _begin(request, row.scope, replace(asked, pins=asked.pins | pins))
    except Refused as refused:
        return _refused(request, id, refused)
    return redirect("scenario", made.pk)


def _begin(request: PageRequest, scope: Scope, asked: Asked) -> Scenario:
    return leveling_begin(actor=request.actor, kind=scope.kind, id=scope.id, asked=asked, now=timezone.now())


def _studio(
    request: PageRequest, scope: Scope, projects: list[Project], form: LevelPeople, status: int
) -> HttpResponse:
    earlier = list(scenarios_of(scope)[:EARLIER])
    context = {
        **_where(scope, projects),
        "form": form,
        "earlier": earlier,
        "under_way": next((each for each in earlier if each.state in OPEN), None),
    }
    return render(request, "pages/leveling/studio.html", context, status=status)


def _where(scope: Scope, projects: list[Project]) -> dict[str, Any]:
    is_program = scope.kind is ScopeKind.PROGRAM
    return {
        "kind": scope.kind.value,
        "id": scope.id,
        "program": Program.objects.get(pk=scope.id) if is_program else None,
        "project": projects[0] if not is_program else None,
        "projects": projects,
    }


def _shown(
    request: PageRequest, row: Scenario, refusal: str = "", differences: list[Told] | None = None, status: int = 200
) -> HttpResponse:
    context = _context(request, row) | {"refusal": refusal, "differences": differences}
    return render(request, "pages/leveling/scenario.html", context, status=status)


def _context(request: PageRequest, row: Scenario) -> dict[str, Any]:
    by_person = request.GET.get("by") == "person"
    view = view_of(row, actor=request.actor, all_moves="all" in request.GET, by_person=by_person)
    state = row.state
    return {
        "scenario": row,
        "state": state.value,
        "asked": Asked.of_json(row.leveling.wishes),
        "kind": row.scope.kind.value,
        "id": row.scope.id,
        "program": row.program,
        "project": row.project,
        "view": view,
        "by_person": by_person,
        "is_open": state in OPEN,
        "seen": _seen(row),
        "may_accept": state in ACCEPTABLE and view is not None and view.found.moved + view.found.filled > 0,
        "may_discard": state not in (State.ACCEPTED, State.UNDONE, State.DISCARDED),
        "is_accepted": state is State.ACCEPTED,
    }


def _seen(row: Scenario) -> str:
    return f"{row.state.value}-{len(row.leveling.improvements)}-{row.leveling.score}"


def _refused(request: PageRequest, id: int, refused: Refused) -> HttpResponse:
    row = scenario_get(id=id, actor=request.actor)
    told = differences_told(refused.differences, actor=request.actor) if isinstance(refused, PlanChanged) else []
    return _shown(request, row, refused.message, told, status=422)


def _studio_name(kind: ScopeKind) -> str:
    return "program_level" if kind is ScopeKind.PROGRAM else "project_level"
