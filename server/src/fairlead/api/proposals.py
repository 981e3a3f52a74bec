"""Proposals of projects: made, scored, decided upon once, made into projects."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.access.models import Person
from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.contributions import ScoresIn, Share
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import ProposalSaid
from fairlead.api.shapes import Changes, Id, In, Instant, Out, PlanTime, maybe
from fairlead.api.versions import Version
from fairlead.work import services
from fairlead.work.intake import (
    ProposalRow,
    at_step,
    criterion_weights,
    proposal_get,
    proposal_row,
    proposal_said,
    proposals_of,
)
from fairlead.work.models import ProposalDecision
from fairlead.work.rules import Step, Verdict

router = Router(tags=["proposals"])

Money = Annotated[Decimal, Field(max_digits=16, decimal_places=2, allow_inf_nan=False)]


class ProposalDecisionOut(Out):
    """Who approved the proposal or declined it, when and why."""

    verdict: Verdict
    reason: str
    by: str
    at: datetime


class ProposalOut(ProposalSaid):
    """A proposal with where it stands; `fit` is the weighted mean of `scores`, 0 to 5, null without any.

    `project` is the project that was made of it.
    """

    step: Step
    scores: dict[Id, int]
    fit: float | None
    proposed_by: str
    proposed_at: Instant
    decision: ProposalDecisionOut | None
    project: Id | None


class NewProposal(In):
    """`reason` is the business case: why it is worth doing."""

    name: str
    reason: str
    goal: str = ""
    program: Id | None = None
    value: Money | None = None
    cost: Money | None = None
    currency: str = ""
    wanted_on: date | None = None
    objective: Id | None = None
    share: Share = Decimal(1)


class ProposalChanges(Changes):
    """What to change on a proposal."""

    name: str = maybe()
    reason: str = maybe()
    goal: str = maybe()
    program: Id | None = maybe()
    value: Money | None = maybe()
    cost: Money | None = maybe()
    currency: str = maybe()
    wanted_on: date | None = maybe()
    objective: Id | None = maybe()
    share: Share = maybe()


class NewProposalDecision(In):
    """How you decide, and why; whoever proposed it is told both."""

    verdict: Verdict
    reason: str


class NewStart(In):
    """What the project needs beside what its proposal says."""

    code: str
    start: PlanTime
    finish_by: PlanTime | None = None
    calendar: Id | None = None


@router.get("/proposals", response=Page[ProposalOut])
def proposals_list(
    request: ApiRequest, after: After = None, limit: Limit = 50, step: Step | None = None, program: Id | None = None
) -> HttpResponse:
    """List the proposals that you may see, oldest first: those at one step, or for one program."""
    rows, weights = proposals_of(actor=request.auth), criterion_weights(actor=request.auth)
    if step is not None:
        rows = at_step(rows, step)
    if program is not None:
        rows = rows.filter(program_id=program)
    return listed(
        request, rows, by={"id": int}, after=after, limit=limit, show=lambda each: _shown(proposal_row(each, weights))
    )


@router.post("/proposals", response={201: ProposalOut})
def proposal_create(request: ApiRequest, new: NewProposal, key: Key = None) -> HttpResponse:
    """Propose a project; those who decide are told."""

    def effect(now: datetime) -> HttpResponse:
        wanted = services.NewProposal(**new.model_dump())
        proposal = services.proposal_create(actor=request.auth, new=wanted, now=now)
        at = f"/api/v1/proposals/{proposal.pk}"
        return created(_read(request, proposal.pk), at=at, version=proposal.version)

    return once(request, key, effect)


@router.get("/proposals/{id}", response=ProposalOut)
def proposal_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one proposal."""
    proposal = _read(request, id)
    return answer(proposal, version=proposal.version)


@router.patch("/proposals/{id}", response=ProposalOut)
def proposal_update(request: ApiRequest, id: Id, changes: ProposalChanges, version: Version) -> HttpResponse:
    """Change what a proposal says, while nobody has decided."""
    proposal = services.proposal_update(
        actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now()
    )
    return answer(_read(request, id), version=proposal.version)


@router.put("/proposals/{id}/scores", response={204: None})
def proposal_scores(request: ApiRequest, id: Id, new: ScoresIn) -> HttpResponse:
    """Score how well a proposal fits the strategy; criteria that are not named keep their score."""
    services.proposal_score(actor=request.auth, id=id, scores=new.scores, now=timezone.now())
    return nothing()


@router.post("/proposals/{id}/decision", response={201: ProposalOut})
def proposal_decide(request: ApiRequest, id: Id, new: NewProposalDecision, version: Version) -> HttpResponse:
    """Approve a proposal or decline it, once; who decided first is told to whoever comes second."""
    services.proposal_decide(
        actor=request.auth, id=id, version=version, verdict=new.verdict, reason=new.reason, now=timezone.now()
    )
    proposal = _read(request, id)
    return created(proposal, at=f"/api/v1/proposals/{id}", version=proposal.version)


@router.post("/proposals/{id}/project", response={201: ProposalOut})
def proposal_start(request: ApiRequest, id: Id, new: NewStart, version: Version) -> HttpResponse:
    """Make an approved proposal into a project; you become its project manager."""
    start = services.NewStart(code=new.code, start_at=new.start, finish_by_at=new.finish_by, calendar_id=new.calendar)
    project = services.proposal_start(actor=request.auth, id=id, version=version, new=start, now=timezone.now())
    proposal = _read(request, id)
    return created(proposal, at=f"/api/v1/projects/{project.pk}", version=proposal.version)


def _read(request: ApiRequest, id: int) -> ProposalOut:
    weights = criterion_weights(actor=request.auth)
    return _shown(proposal_row(proposal_get(id=id, actor=request.auth), weights))


def _shown(row: ProposalRow) -> ProposalOut:
    return ProposalOut.model_validate(
        {
            **proposal_said(row.proposal),
            "step": row.step,
            "scores": row.scores,
            "fit": row.fit,
            "proposed_by": _name(row.proposal.proposed_by),
            "proposed_at": row.proposal.proposed_at,
            "decision": _decision(row.decision),
            "project": row.start.project_id if row.start else None,
        }
    )


def _decision(decision: ProposalDecision | None) -> ProposalDecisionOut | None:
    if decision is None:
        return None
    return ProposalDecisionOut(
        verdict=Verdict(decision.verdict), reason=decision.reason, by=_name(decision.by), at=decision.at
    )


def _name(person: Person | None) -> str:
    return person.name if person else ""
