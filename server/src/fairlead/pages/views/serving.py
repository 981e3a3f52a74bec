"""Which objectives programs and projects serve, and how well they fit: the tab Fit, and a page for each."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.strategy import CriterionForm, EditCriterion
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.strategy import strategy_frame
from fairlead.programs import selectors as programs
from fairlead.programs.services import program_contribute, program_score
from fairlead.schedule.alignment.selectors import delay_of_project, fit_rows, gaps_of, picture_of
from fairlead.strategy.models import Status
from fairlead.strategy.selectors import criteria_of, criterion_get, objective_tree
from fairlead.strategy.services import criterion_create, criterion_delete, criterion_update
from fairlead.work import selectors as work
from fairlead.work.services import project_contribute, project_score

ROWS = 100
SCORES = range(6)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fit(request: PageRequest) -> HttpResponse:
    """Show how well programs and projects fit by the workspace's criteria, and take a new criterion."""
    picture = picture_of(actor=request.actor, now=wall_clock())
    form = CriterionForm(request.POST if request.method == "POST" else None)
    made = saved(form, lambda: criterion_create(actor=request.actor, now=timezone.now(), **form.cleaned_data))
    if not isinstance(made, Unsaved):
        messages.success(request, _("The criterion is there. Score programs and projects by it."))
        return redirect("fit")
    criteria = list(criteria_of(actor=request.actor))
    rows = fit_rows(picture, actor=request.actor)
    context = {
        **strategy_frame(request, "fit", gaps_of(picture)),
        "criteria": criteria,
        "rows": [(row, [row.scores.get(each.pk) for each in criteria]) for row in rows[:ROWS]],
        "left": max(len(rows) - ROWS, 0),
        "form": form,
    }
    return render(request, "pages/strategy/fit.html", context, status=made.status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def criterion_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a criterion."""
    criterion = criterion_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_STRATEGY)
    form = EditCriterion.filled(criterion, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: criterion_update(
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
            "title": _("Edit criterion"),
            "versions": made.versions,
            "back": "fit",
            "criterion": criterion,
        }
        return render(request, "pages/strategy/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("fit")


@require_POST
@signed_in
def criterion_end(request: PageRequest, id: int) -> HttpResponse:
    """Delete a criterion with the scores by it."""
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    criterion_delete(actor=request.actor, id=id, version=seen, now=timezone.now())
    messages.success(request, _("The criterion is gone, and the scores by it."))
    return redirect("fit")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def program_serves(request: PageRequest, id: int) -> HttpResponse:
    """Say which objectives a program serves."""
    program = programs.program_get(id=id, actor=request.actor)
    require(request.actor, Action.CONTRIBUTE, Place(program_id=id))
    context = {"program": program, "name": program.name, "kind": "program", "id": id, "version": program.version}
    said = programs.contributions_of(program)

    def save(version: int, shares: Mapping[int, Decimal]) -> None:
        program_contribute(actor=request.actor, id=id, version=version, shares=shares, now=timezone.now())

    return _serves(request, context, said, programs.scores_of(program), save)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_serves(request: PageRequest, id: int) -> HttpResponse:
    """Say which objectives a project serves by itself."""
    project = work.project_get(id=id, actor=request.actor)
    require(request.actor, Action.CONTRIBUTE, project.place)
    through = programs.contributions_of(project.program) if project.program else {}
    picture = picture_of(actor=request.actor, now=wall_clock())
    context = {
        "project": project,
        "program": project.program,
        "name": project.name,
        "kind": "project",
        "id": id,
        "version": project.version,
        "through": through,
        "delays": delay_of_project(picture, id, 1),
    }

    def save(version: int, shares: Mapping[int, Decimal]) -> None:
        project_contribute(actor=request.actor, id=id, version=version, shares=shares, now=timezone.now())

    return _serves(request, context, work.contributions_of(project), work.scores_of(project), save)


@require_POST
@signed_in
def program_fit(request: PageRequest, id: int) -> HttpResponse:
    """Score a program."""
    program_score(actor=request.actor, id=id, scores=_scores(request), now=timezone.now())
    messages.success(request, _("Scored."))
    return redirect("program_serves", id)


@require_POST
@signed_in
def project_fit(request: PageRequest, id: int) -> HttpResponse:
    """Score a project."""
    project_score(actor=request.actor, id=id, scores=_scores(request), now=timezone.now())
    messages.success(request, _("Scored."))
    return redirect("project_serves", id)


def _serves(
    request: PageRequest,
    context: Mapping[str, Any],
    said: Mapping[int, Decimal],
    scores: Mapping[int, int],
    save: Callable[[int, Mapping[int, Decimal]], None],
) -> HttpResponse:
    typed = {key[6:]: str(value).strip() for key, value in request.POST.items() if key.startswith("share_")}
    problem, status = "", 200
    if request.method == "POST":
        try:
            save(_version(request), _typed_shares(typed))
        except (Refused, StaleVersion) as refused:
            problem, status = refused.message, 422 if isinstance(refused, Refused) else 409
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{context['kind']}_serves", context["id"])
    tree = objective_tree(actor=request.actor)
    rows = [row for row in tree if row.status is not Status.DROPPED or row.id in said]
    page = {
        **context,
        "problem": problem,
        "scores": [(each, scores.get(each.pk)) for each in criteria_of(actor=request.actor)],
        "rows": [(row, str(row.id), typed.get(str(row.id), _percents(said.get(row.id)))) for row in rows],
        "choices": SCORES,
    }
    return render(request, "pages/strategy/serves.html", page, status=status)


def _typed_shares(typed: Mapping[str, str]) -> dict[int, Decimal]:
    try:
        shares = {int(id): Decimal(text.replace(",", ".")) / 100 for id, text in typed.items() if text}
    except (InvalidOperation, ValueError):
        raise Refused(_("A share is a number of percents, such as 40.")) from None
    if not all(0 < share <= 1 for share in shares.values() if share.is_finite()):
        raise Refused(_("A share lies above 0 and is at most 100 %; leave empty what is not served."))
    return shares


def _percents(share: Decimal | None) -> str:
    return "" if share is None else f"{(share * 100).normalize():f}"


def _version(request: PageRequest) -> int:
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _scores(request: PageRequest) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for key, value in request.POST.items():
        if key.startswith("score_") and key[6:].isdecimal():
            text = str(value)
            found[int(key[6:])] = int(text) if text.isdecimal() else None
    return found
