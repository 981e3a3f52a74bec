"""What people of the agency propose: projects that wait, that were scored, that were approved and declined."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.days import OPENS
from fairlead.demo.rows import Created, Setting
from fairlead.strategy.models import Criterion, Objective
from fairlead.work.models import Proposal
from fairlead.work.rules import Verdict
from fairlead.work.services import NewProposal, proposal_create, proposal_decide, proposal_score


@dataclass(frozen=True, slots=True)
class Idea:
    """A proposal made so many days ago; `scores` by criterion, and the verdict with its reason, both of the `decider`.

    `share` is the share of its work that would serve the objective.
    """

    name: str
    by: str
    days_ago: int
    reason: str
    goal: str
    decider: str
    program: str = ""
    value: int | None = None
    cost: int | None = None
    wanted_in: int | None = None
    objective: str = ""
    share: str = "1"
    scores: tuple[tuple[str, int], ...] = ()
    verdict: Verdict | None = None
    because: str = ""


IDEAS = (
    Idea(
        *("Move a session without a phone call", "Yuki", 4),
        "Every third call of a client is about moving a training session, and each takes us twenty minutes.",
        "Clients move their sessions themselves, up to a day before.",
        "Maya",
        program="GROW",
        cost=18_000,
        wanted_in=160,
    ),
    Idea(
        *("Start kit for museums", "Gwen", 11),
        "A museum came by word of mouth and three more asked. Each began from nothing, and we lost two on the way.",
        "A museum sees in one day what we would do, at what price, and signs within a month.",
        "Nadia",
        value=140_000,
        cost=46_000,
        wanted_in=120,
        objective="Enter two new sectors",
        share="0.8",
        scores=(("Reach", 3), ("Lasting gain", 4), ("Within our means", 4), ("Cheap to try", 5)),
    ),
    Idea(
        *("See early who may leave", "Elif", 16),
        "Nine clients left last year; six had hardly signed in for two months, and nobody saw it.",
        "Client partners see every Monday which of their clients went quiet, and why we think so.",
        "Maya",
        program="GROW",
        value=210_000,
        cost=54_000,
        wanted_in=200,
        objective="Grow recurring revenue by a quarter",
        scores=(("Reach", 5), ("Lasting gain", 4), ("Cheap to try", 3)),
    ),
    Idea(
        *("Quotes that partners put together", "Malik", 34),
        "Partners wait three days for a quote and ask a rival meanwhile.",
        "A partner puts a quote together in the portal, within our prices and without asking.",
        "Maya",
        program="GROW",
        value=160_000,
        cost=62_000,
        wanted_in=220,
        objective="Grow recurring revenue by a quarter",
        scores=(("Reach", 4), ("Lasting gain", 5), ("Within our means", 3), ("Cheap to try", 4)),
        verdict=Verdict.APPROVED,
        because="The portal carries it, and Hana's price list is its first half. It begins when the portal is public.",
    ),
    Idea(
        *("A print workshop at Pier 9", "Tamsin", 27),
        "Printing proofs ourselves saves the courier, and clients like to watch.",
        "Proofs up to A2 within an hour.",
        "Renata",
        program="MOVE",
        value=9_000,
        cost=38_000,
        scores=(("Reach", 1), ("Lasting gain", 2), ("Within our means", 2), ("Cheap to try", 1)),
        verdict=Verdict.DECLINED,
        because="It pays back in four years, and the floor plan is with the joiners. Rooke next door prints for us.",
    ),
)


def proposals_create(setting: Setting, created: Created) -> None:
    """Let people propose, and let those who decide score and decide. Objectives and criteria are there by then."""
    maker = _Maker(setting, created)
    for idea in IDEAS:
        maker.propose(idea)


class _Maker:
    def __init__(self, setting: Setting, created: Created) -> None:
        self._setting, self._created = setting, created
        self._objectives = dict(Objective.objects.filter(workspace=setting.workspace).values_list("name", "pk"))
        self._criteria = dict(Criterion.objects.filter(workspace=setting.workspace).values_list("name", "pk"))

    def propose(self, idea: Idea) -> None:
        made = proposal_create(actor=self._actor(idea.by), new=self._new(idea), now=self._at(idea.days_ago))
        scores: dict[int, int | None] = {self._criteria[name]: score for name, score in idea.scores}
        if scores:
            later = self._at(idea.days_ago - 2)
            proposal_score(actor=self._actor(idea.decider), id=made.pk, scores=scores, now=later)
        if idea.verdict is not None:
            self._decide(made, idea, idea.verdict)

    def _decide(self, made: Proposal, idea: Idea, verdict: Verdict) -> None:
        proposal_decide(
            actor=self._actor(idea.decider),
            id=made.pk,
            version=made.version,
            verdict=verdict,
            reason=idea.because,
            now=self._at(idea.days_ago - 6),
        )

    def _new(self, idea: Idea) -> NewProposal:
        wanted = None if idea.wanted_in is None else self._setting.days.today + timedelta(days=idea.wanted_in)
        return NewProposal(
            name=idea.name,
            reason=idea.reason,
            goal=idea.goal,
            program=self._created.programs[idea.program].pk if idea.program else None,
            value=None if idea.value is None else Decimal(idea.value),
            cost=None if idea.cost is None else Decimal(idea.cost),
            currency="EUR",
            wanted_on=wanted,
            objective=self._objectives[idea.objective] if idea.objective else None,
            share=Decimal(idea.share),
        )

    def _actor(self, who: str) -> Actor:
        person = self._setting.resources[who].person
        if person is None:
            raise ValueError(f"{who} is no person, so proposes nothing")
        return actor_of(person)

    def _at(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._setting.days.today - timedelta(days=days_ago), OPENS))
