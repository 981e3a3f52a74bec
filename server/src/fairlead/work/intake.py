"""Reading proposals of projects: one, many, and the board on which they wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor, Place, ScopeKind
from fairlead.access.selectors import decides_at
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.strategy.models import Criterion
from fairlead.strategy.rules.shares import fit_of
from fairlead.work.models import Proposal, ProposalDecision, ProposalScore, ProposalStart
from fairlead.work.rules import Step, Verdict, step_of

PROPOSAL_SAID = (
    "program",
    "name",
    "goal",
    "reason",
    "value",
    "cost",
    "currency",
    "wanted_on",
    "objective",
    "share",
)
MOST_CARDS = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with its scores by criterion; `fit` is their weighted mean 0..5, None without any."""

    proposal: Proposal
    scores: Mapping[int, int]
    fit: float | None
    decision: ProposalDecision | None
    start: ProposalStart | None

    @property
    def step(self) -> Step:
        """Where the proposal stands."""
        return step_of(self.decision.verdict if self.decision else None, is_scored=bool(self.scores))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: `count` proposals stand there, and `rows` are the first of them, best fit first."""

    step: Step
    count: int
    rows: tuple[ProposalRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All proposals by where they stand; `criterion_count` is by how many criteria each can be scored."""

    columns: tuple[Column, ...]
    criterion_count: int


def proposals_of(*, actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that `actor` may see, oldest first, with all that their rows need. Two queries."""
    related = ("program", "objective", "proposed_by", "decision__by", "start__project", "start__by")
    return Proposal.objects.visible_to(actor).select_related(*related).prefetch_related("scores")


def proposal_get(*, id: int, actor: Actor, lock: bool = False) -> Proposal:
    """Return a proposal that `actor` may see, with all that its row needs, or locked for change. Two queries.

    Raises: NotFound.
    """
    # What others decided while this waited for the lock is read after it.
    proposals = Proposal.objects.visible_to(actor).select_for_update() if lock else proposals_of(actor=actor)
    proposal = proposals.filter(pk=id).first()
    if proposal is None:
        raise NotFound(_("There is no such proposal, or you may not see it."))
    return proposal


def proposals_waiting(*, actor: Actor, limit: int = 20) -> list[Proposal]:
    """Return the proposals that wait for a decision of `actor`, oldest first. Two queries."""
    mine = decides_at(actor, Action.CREATE_PROJECT, scope=ScopeKind.PROGRAM, path="program_id")
    found = Proposal.objects.visible_to(actor).filter(mine, decision=None)
    return list(found.select_related("program", "proposed_by").order_by("pk")[:limit])


def at_step(proposals: QuerySet[Proposal], step: Step) -> QuerySet[Proposal]:
    """Keep the proposals that stand at `step`."""
    if step in (Step.APPROVED, Step.DECLINED):
        return proposals.filter(decision__verdict=step.value)
    is_scored = Exists(ProposalScore.objects.filter(proposal=OuterRef("pk")))
    return proposals.filter(is_scored if step is Step.SCORED else ~is_scored, decision=None)


def criterion_weights(*, actor: Actor) -> dict[int, int]:
    """Return the weights of the criteria of fit by their ids; none where `actor` sees nothing of the strategy."""
    if not actor.may(Action.VIEW_STRATEGY):
        return {}
    return dict(Criterion.objects.filter(workspace_id=actor.workspace_id).values_list("pk", "weight"))


def proposal_row(proposal: Proposal, weights: Mapping[int, int]) -> ProposalRow:
    """Return the row of `proposal`, as `proposals_of` read it; no query."""
    scores = {each.criterion_id: each.score for each in proposal.scores.all()}
    return ProposalRow(
        proposal, scores, fit_of(scores, weights), getattr(proposal, "decision", None), getattr(proposal, "start", None)
    )


def board_of(*, actor: Actor) -> Board:
    """Return the proposals that `actor` may see by where they stand, at most 50 at each step, best fit first.

    Of those that are decided upon, the newest. Eight queries at most.
    """
    weights, seen = criterion_weights(actor=actor), proposals_of(actor=actor)
    open_ones = [proposal_row(each, weights) for each in seen.filter(decision=None)]
    columns = [_column(step, [row for row in open_ones if row.step is step]) for step in (Step.PROPOSED, Step.SCORED)]
    decided = Proposal.objects.visible_to(actor).exclude(decision=None).order_by().values_list("decision__verdict")
    counts = dict(decided.annotate(count=Count("pk")))
    for verdict in Verdict:
        newest = at_step(seen, Step(verdict)).order_by("-decision__at", "-pk")[:MOST_CARDS]
        rows = [proposal_row(each, weights) for each in newest]
        columns.append(_column(Step(verdict), rows, counts.get(verdict.value, 0)))
    return Board(tuple(columns), len(weights))


def proposal_place(proposal: Proposal, *, actor: Actor) -> Place:
    """Return where the rights on `proposal` are decided: it may be the actor's own."""
    return Place(program_id=proposal.program_id, is_own=proposal.proposed_by_id == actor.person_id)


def proposal_said(proposal: Proposal) -> dict[str, Any]:
    """Return what people said of `proposal` by field, with its id and version."""
    return {"id": proposal.pk, "version": proposal.version, **said(proposal, PROPOSAL_SAID)}


def _column(step: Step, rows: Iterable[ProposalRow], count: int | None = None) -> Column:
    ordered = sorted(rows, key=lambda row: (-1.0 if row.fit is None else row.fit, -row.proposal.pk), reverse=True)
    return Column(step, len(ordered) if count is None else count, tuple(ordered[:MOST_CARDS]))
