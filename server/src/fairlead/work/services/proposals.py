"""Proposals of projects: made, scored, decided upon once, and made into projects."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, deciders, require
from fairlead.collaboration.services import News, notices_write
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.programs.selectors import program_get
from fairlead.strategy.rules.shares import shares_wrong
from fairlead.strategy.selectors import objectives_known
from fairlead.strategy.services import scores_replace
from fairlead.strategy.services.checks import MOST_MONEY, day_faults, line, text_faults
from fairlead.work.intake import proposal_get, proposal_place, proposal_said
from fairlead.work.models import (
    Project,
    ProjectContribution,
    ProjectScore,
    Proposal,
    ProposalDecision,
    ProposalScore,
    ProposalStart,
)
from fairlead.work.rules import Verdict
from fairlead.work.selectors import programs_through_projects
from fairlead.work.services.projects import NewProject, project_create

_LIMITS = {"name": 200, "goal": 20_000, "reason": 20_000}
_MOST_REASON = 2000
_MONEY = ("value", "cost")


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A project to be proposed; `reason` is why it is worth doing, `program` and `objective` are ids.

    `value` and `cost` are amounts of `currency`; `share`, above 0 to 1, is what of its work would serve the objective.
    """

    name: str
    reason: str
    goal: str = ""
    program: int | None = None
    value: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    wanted_on: date | None = None
    objective: int | None = None
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class NewStart:
    """What a project needs beside what its proposal says; without `calendar_id` the workspace's default calendar."""

    code: str
    start_at: datetime
    finish_by_at: datetime | None = None
    calendar_id: int | None = None


@transaction.atomic
def proposal_create(*, actor: Actor, new: NewProposal, now: datetime) -> Proposal:
    """Propose a project, and tell those who decide.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    require(actor, Action.PROPOSE)
    values = _checked(actor, asdict(new))
    proposal = Proposal(workspace_id=actor.workspace_id, proposed_by_id=actor.person_id, proposed_at=now)
    _assign(proposal, values)
    proposal.save(force_insert=True)
    audit_write([Change("proposal.create", "proposal", proposal.pk, after=values)], by=by(actor, now))
    whose = deciders(Action.CREATE_PROJECT, proposal.place, workspace_id=actor.workspace_id)
    _tell("proposal.made", proposal, {each.person_id for each in whose}, actor, now)
    return proposal


@transaction.atomic
def proposal_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Proposal:
    """Change what a proposal says, by field, while nobody has decided.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, and once it is decided upon.
    """
    proposal = _locked(actor, id, Action.EDIT_PROPOSAL)
    check_version(proposal, version, kind="proposal", current=proposal_said(proposal))
    values = _checked(actor, changes, present=proposal)
    before = said(proposal, values)
    _assign(proposal, values)
    proposal.version += 1
    proposal.save(update_fields=[*values, "version"])
    audit_write([Change("proposal.update", "proposal", id, before=before, after=values)], by=by(actor, now))
    return proposal


@transaction.atomic
def proposal_score(*, actor: Actor, id: int, scores: Mapping[int, int | None], now: datetime) -> None:
    """Score how well a proposal fits the strategy, 0 to 5 by the id of a criterion; None takes a score back.

    Criteria that are not named keep their score.
    Raises: NotFound, Forbidden; Refused for scores that cannot be, and once it is decided upon.
    """
    proposal = _locked(actor, id, Action.CONTRIBUTE)
    before = scores_replace(ProposalScore, {"proposal_id": proposal.pk}, scores, actor=actor, now=now)
    after = {str(criterion): score for criterion, score in scores.items()}
    audit_write([Change("proposal.score", "proposal", id, before=before, after=after)], by=by(actor, now))


@transaction.atomic
def proposal_decide(
    *, actor: Actor, id: int, version: int, verdict: Verdict, reason: str, now: datetime
) -> ProposalDecision:
    """Approve a proposal or decline it, once, as `actor` saw it; who proposed it is told.

    Raises: NotFound, Forbidden; StaleVersion where it says something else meanwhile; Refused without a reason, and
    where somebody decided before, with who did, how and why.
    """
    proposal = _locked(actor, id, Action.CREATE_PROJECT)
    check_version(proposal, version, kind="proposal", current=proposal_said(proposal))
    reason = reason.strip()
    wrong = text_faults({"reason": reason}, {"reason": _MOST_REASON}, needed=("reason",))
    if wrong:
        raise Refused(_("Nothing was decided yet: say why, for whoever proposed it."), fields=wrong)
    decision = ProposalDecision.objects.create(
        proposal=proposal, verdict=verdict, reason=reason, by_id=actor.person_id, at=now
    )
    _raise_version(proposal)
    after = {"verdict": verdict.value, "reason": reason}
    audit_write([Change("proposal.decide", "proposal", id, after=after)], by=by(actor, now))
    proposer = {proposal.proposed_by_id} if proposal.proposed_by_id else set()
    _tell(f"proposal.{verdict.value}", proposal, proposer, actor, now, reason=reason)
    return decision


@transaction.atomic
def proposal_start(*, actor: Actor, id: int, version: int, new: NewStart, now: datetime) -> Project:
    """Make an approved proposal into a project, with `actor` as its project manager.

    It carries the proposal's name, goal, program, scores, and the objective that it serves.
    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be, unless it is approved, and where it
    is a project already.
    """
    proposal = proposal_get(id=id, actor=actor, lock=True)
    require(actor, Action.CREATE_PROJECT, proposal.place)
    if hasattr(proposal, "start"):
        raise Refused(_("This proposal is a project already: %(code)s.") % {"code": proposal.start.project.code})
    check_version(proposal, version, kind="proposal", current=proposal_said(proposal))
    if not hasattr(proposal, "decision") or proposal.decision.verdict != Verdict.APPROVED:
        raise Refused(_("Only an approved proposal becomes a project. Approve it first."), code="not_approved")
    project = project_create(actor=actor, new=_project_of(proposal, new), now=now)
    _carry(proposal, project)
    ProposalStart.objects.create(proposal=proposal, project=project, by_id=actor.person_id, at=now)
    _raise_version(proposal)
    change = Change("proposal.start", "proposal", id, after={"project": project.pk})
    audit_write([change], by=by(actor, now))
    return project


def _project_of(proposal: Proposal, new: NewStart) -> NewProject:
    return NewProject(
        name=proposal.name,
        code=new.code,
        start_at=new.start_at,
        program_id=proposal.program_id,
        calendar_id=new.calendar_id,
        goal=proposal.goal,
        finish_by_at=new.finish_by_at,
    )


def _carry(proposal: Proposal, project: Project) -> None:
    """Let `project` serve what `proposal` was to serve, and fit as it was scored, by whom and when it was."""
    if proposal.objective_id is not None:
        ProjectContribution.objects.create(project=project, objective_id=proposal.objective_id, share=proposal.share)
    ProjectScore.objects.bulk_create(
        ProjectScore(project=project, criterion_id=each.criterion_id, score=each.score, by_id=each.by_id, at=each.at)
        for each in ProposalScore.objects.filter(proposal=proposal)
    )


def _locked(actor: Actor, id: int, action: Action) -> Proposal:
    """Return a proposal that is not decided upon, locked; three queries at most."""
    proposal = proposal_get(id=id, actor=actor, lock=True)
    require(actor, action, proposal_place(proposal, actor=actor))
    if hasattr(proposal, "decision"):
        raise Refused(_decided(proposal.decision), code="decided")
    return proposal


def _decided(decision: ProposalDecision) -> str:
    text = {
        Verdict.APPROVED: _("%(who)s approved this on %(day)s: %(reason)s"),
        Verdict.DECLINED: _("%(who)s declined this on %(day)s: %(reason)s"),
    }[Verdict(decision.verdict)]
    who = decision.by.name if decision.by else _("Somebody")
    return text % {"who": who, "day": date_format(timezone.localdate(decision.at), "j M Y"), "reason": decision.reason}


def _raise_version(proposal: Proposal) -> None:
    proposal.version += 1
    proposal.save(update_fields=["version"])


def _tell(kind: str, proposal: Proposal, to: set[int], actor: Actor, now: datetime, *, reason: str = "") -> None:
    facts = {"project": proposal.name, "reason": reason[:200]}
    news = News(kind, "proposal", proposal.pk, actor.name, facts)
    notices_write(news, to=to - {actor.person_id}, workspace_id=proposal.workspace_id, now=now)


def _assign(proposal: Proposal, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(proposal, proposal._meta.get_field(name).attname, value)  # type: ignore[union-attr]


def _checked(actor: Actor, changes: Mapping[str, Any], *, present: Proposal | None = None) -> dict[str, Any]:
    values = dict(changes)
    values |= {name: line(values[name] or "") for name in ("name", "currency") if name in values}
    values |= {name: values[name].strip() for name in ("goal", "reason") if name in values}
    if "currency" in values:
        values["currency"] = values["currency"].upper()
    wrong = text_faults(values, _LIMITS, needed=("name", "reason"))
    wrong |= day_faults(values) | _money_faults(values, present)
    if "share" in values and shares_wrong({0: values["share"]}):
        wrong["share"] = _("Above 0, at most 1, no finer than 0.001")
    if wrong:
        raise Refused(_("The proposal was not saved."), code="invalid", fields=wrong)
    if values.get("program") is not None and values["program"] != getattr(present, "program_id", None):
        program_get(id=values["program"], actor=actor, through=programs_through_projects(actor))
    if values.get("objective") is not None and values["objective"] != getattr(present, "objective_id", None):
        objectives_known([values["objective"]], actor=actor)
    return values


def _money_faults(values: Mapping[str, Any], present: Proposal | None) -> dict[str, str]:
    wrong = {
        name: _("Nothing or more, at most %(most)s") % {"most": f"{MOST_MONEY:,}"}
        for name in _MONEY
        if values.get(name) is not None and not 0 <= values[name] <= MOST_MONEY
    }
    currency = values.get("currency", getattr(present, "currency", ""))
    has_money = any(values.get(name, getattr(present, name, None)) is not None for name in _MONEY)
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        wrong["currency"] = _("Three letters, such as EUR")
    elif has_money and not currency:
        wrong["currency"] = _("Needed for amounts of money, such as EUR")
    return wrong
