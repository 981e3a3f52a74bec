"""Proposals of projects: the board, the form, and the page on which they are scored and decided upon."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import deciders, names_of, require
from fairlead.collaboration.services import notices_read_about
from fairlead.kernel.errors import Refused, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.proposals import EditProposal, ProposalForm, ScoresForm, StartForm
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.strategy.selectors import criteria_of
from fairlead.work import services
from fairlead.work.intake import board_of, proposal_get, proposal_place, proposal_row
from fairlead.work.lessons import lessons_fitting
from fairlead.work.models import Proposal
from fairlead.work.rules import Step, Verdict

STEP_WORDS = {
    Step.PROPOSED: (gettext_lazy("Proposed"), gettext_lazy("Nothing waits to be scored.")),
    Step.SCORED: (gettext_lazy("Scored"), gettext_lazy("Nothing waits for a decision.")),
    Step.APPROVED: (gettext_lazy("Approved"), gettext_lazy("Nothing was approved yet.")),
    Step.DECLINED: (gettext_lazy("Declined"), gettext_lazy("Nothing was declined yet.")),
}


@require_safe
@signed_in
def proposals(request: PageRequest) -> HttpResponse:
    """Show what is proposed, by where it stands, the best fit first."""
    board = board_of(actor=request.actor)
    context = {
        "columns": [(column, *STEP_WORDS[column.step]) for column in board.columns],
        "is_empty": not any(column.count for column in board.columns),
        "criterion_count": board.criterion_count,
        "may_propose": request.actor.may(Action.PROPOSE),
    }
    return render(request, "pages/proposals/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_new(request: PageRequest) -> HttpResponse:
    """Propose a project, for the program and the objective that the address names where it names them."""
    require(request.actor, Action.PROPOSE)
    named = {name: request.GET.get(name, "") for name in ("program", "objective")}
    initial = {**named, "currency": request.actor.customs.currency}
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    made = saved(
        form,
        lambda: services.proposal_create(
            actor=request.actor, new=services.NewProposal(**form.said()), now=timezone.now()
        ),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/proposals/form.html", {"form": form}, status=made.status)
    messages.success(request, _("Proposed. Whoever decides is told, and you are when it is decided."))
    return redirect("proposal", made.pk)


@require_safe
@signed_in
def proposal_show(request: PageRequest, id: int) -> HttpResponse:
    """Show a proposal: its case, how well it fits, and what became of it."""
    notices_read_about(actor=request.actor, target="proposal", target_id=id, now=timezone.now())
    return _shown(request, id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change what a proposal says."""
    proposal = proposal_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_PROPOSAL, proposal_place(proposal, actor=request.actor))
    form = EditProposal.filled(proposal, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.proposal_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "proposal": proposal, "versions": made.versions}
        return render(request, "pages/proposals/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("proposal", id)


@require_POST
@signed_in
def proposal_score(request: PageRequest, id: int) -> HttpResponse:
    """Score a proposal by the criteria of fit."""
    form = ScoresForm(request.POST, criteria=criteria_of(actor=request.actor))
    if not form.is_valid():
        return _shown(request, id, refusal=_("A score is a whole number from 0 to 5."), status=422)
    return _done(
        request,
        id,
        lambda: services.proposal_score(actor=request.actor, id=id, scores=form.scores(), now=timezone.now()),
        _("The scores are saved."),
    )


@require_POST
@signed_in
def proposal_decide(request: PageRequest, id: int) -> HttpResponse:
    """Approve a proposal or decline it."""
    asked, version = request.POST.get("verdict", ""), request.POST.get("version", "")
    if asked not in tuple(Verdict) or not version.isdecimal():
        return _shown(request, id, refusal=_("Say whether you approve or decline."), status=422)
    return _done(
        request,
        id,
        lambda: services.proposal_decide(
            actor=request.actor,
            id=id,
            version=int(version[:9]),
            verdict=Verdict(asked),
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        ),
        _("Decided. Whoever proposed it is told."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_start(request: PageRequest, id: int) -> HttpResponse:
    """Make an approved proposal into a project."""
    proposal = proposal_get(id=id, actor=request.actor)
    require(request.actor, Action.CREATE_PROJECT, proposal.place)
    initial = {
        "version": proposal.version,
        "start_at": timezone.localdate(),
        "finish_by_at": proposal.wanted_on,
    }
    form = StartForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    made = saved(
        form,
        lambda: services.proposal_start(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            new=services.NewStart(**form.said()),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "proposal": proposal}
        return render(request, "pages/proposals/start.html", context, status=made.status)
    messages.success(request, _("The project is there. Type its first task into the plan."))
    return redirect("project_plan", made.pk)


def _done(request: PageRequest, id: int, do: Callable[[], object], told: str) -> HttpResponse:
    """Go to the proposal as it is after `do`, with what is `told`; why nothing was done stands on its page."""
    try:
        do()
    except Refused as refused:
        return _shown(request, id, refusal=refused.message, status=422)
    except StaleVersion as stale:
        return _shown(request, id, refusal=stale.message, status=409)
    messages.success(request, told)
    return redirect("proposal", id)


def _shown(request: PageRequest, id: int, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor, proposal = request.actor, proposal_get(id=id, actor=request.actor)
    sees_strategy = actor.may(Action.VIEW_STRATEGY)
    criteria = list(criteria_of(actor=actor)) if sees_strategy else []
    row = proposal_row(proposal, {each.pk: each.weight for each in criteria})
    may_decide = actor.may(Action.CREATE_PROJECT, proposal.place)
    is_open = row.decision is None
    context: dict[str, Any] = {
        "proposal": proposal,
        "row": row,
        "sees_strategy": sees_strategy,
        "scored": [(each, row.scores.get(each.pk)) for each in criteria],
        "scores": _scores(criteria, row.scores) if is_open and actor.may(Action.CONTRIBUTE, proposal.place) else None,
        "may_edit": is_open and actor.may(Action.EDIT_PROPOSAL, proposal_place(proposal, actor=actor)),
        "may_decide": is_open and may_decide,
        "may_start": row.step is Step.APPROVED and row.start is None and may_decide,
        "waits_for": _deciders(proposal) if is_open else "",
        "lessons": lessons_fitting((proposal.name, proposal.goal, proposal.reason), actor=actor),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "pages/proposals/proposal.html", context, status=status)


def _scores(criteria: list[Any], scores: Any) -> ScoresForm | None:
    if not criteria:
        return None
    return ScoresForm(criteria=criteria, initial={f"criterion_{id}": score for id, score in scores.items()})


def _deciders(proposal: Proposal) -> str:
    return names_of(deciders(Action.CREATE_PROJECT, proposal.place, workspace_id=proposal.workspace_id))
