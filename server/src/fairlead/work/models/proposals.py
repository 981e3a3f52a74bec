from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor, Place
from fairlead.kernel.models import Versioned
from fairlead.programs.models import Program
from fairlead.strategy.models import Objective, Score
from fairlead.work.models.plan import Project
from fairlead.work.rules import Verdict


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what `actor` may see: everything of the workspace, or their own and those for their programs."""
        mine = self.filter(workspace_id=actor.workspace_id)
        if actor.sees_everything:
            return mine
        return mine.filter(Q(proposed_by=actor.person_id) | Q(program_id__in=actor.program_ids))


class Proposal(Versioned):
    """Somebody proposes a project, with the business case for it; a decision and a start may follow.

    `program` is the one it is meant for, None for none. `value` is what it is expected to bring and `cost` a guess of
    what it takes, both in `currency`. `share` is the share of its work that would serve `objective`.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    goal = models.TextField(_("goal"), blank=True)
    reason = models.TextField(_("why"))
    value = models.DecimalField(_("expected value"), max_digits=16, decimal_places=2, null=True, blank=True)
    cost = models.DecimalField(_("cost, as a guess"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    wanted_on = models.DateField(_("wanted by"), null=True, blank=True)
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, blank=True, related_name="+")
    share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(1))
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="proposal_has_name_and_reason"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="proposal_share"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, cost__isnull=True) | ~Q(currency=""), name="proposal_money_has_currency"
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=0)) & (Q(cost__isnull=True) | Q(cost__gte=0)),
                name="proposal_money_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "id"], name="proposal_by_workspace")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])

    @property
    def place(self) -> Place:
        """Where it is decided upon: in the program that it is meant for, or in the workspace."""
        return Place(program_id=self.program_id)


class ProposalScore(Score):
    """How well a proposal fits the strategy by one criterion."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "criterion"], name="proposal_score_once"),
            models.CheckConstraint(condition=Q(score__lte=5), name="proposal_score_0_to_5"),
        ]


class ProposalDecision(models.Model):
    """Somebody approved a proposal or declined it, once: when, and why."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=8, choices=[(each.value, each.name) for each in Verdict])
    reason = models.CharField(_("why"), max_length=2000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Verdict]), name="proposal_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_decision_has_reason"),
        ]
        indexes = [models.Index(fields=["verdict", "-at"], name="proposal_decision_by_time")]


class ProposalStart(models.Model):
    """Somebody made an approved proposal into a project, and when."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="start")
    project = models.OneToOneField(Project, models.CASCADE, related_name="origin")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
