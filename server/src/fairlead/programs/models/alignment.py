from django.db import models
from django.db.models import Q

from fairlead.programs.models.program import Program
from fairlead.strategy.models import Contribution, Score


class ProgramContribution(Contribution):
    """A program serves an objective with a share of its work; all its shares together are at most 1."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="contributions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "objective"], name="program_contribution_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="program_contribution_share"),
        ]


class ProgramScore(Score):
    """How well a program fits the strategy by one criterion."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "criterion"], name="program_score_once"),
            models.CheckConstraint(condition=Q(score__lte=5), name="program_score_0_to_5"),
        ]
