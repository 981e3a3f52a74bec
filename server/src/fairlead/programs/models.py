from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned
from fairlead.strategy.models import Contribution, Score


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs, cut down to what an actor may see."""

    def in_workspace_of(self, actor: Actor) -> Self:
        return self.filter(workspace_id=actor.workspace_id)

    def visible_to(self, actor: Actor, *, through: frozenset[int] = frozenset()) -> Self:
        """Keep what `actor` may see; `through` names programs they see because of a project in them."""
        mine = self.in_workspace_of(actor)
        return mine if actor.sees_everything else mine.filter(pk__in=actor.program_ids | through)


class Program(Versioned):
    """Related projects managed together for benefits not available from managing them one by one."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    code = models.CharField(_("code"), max_length=12)
    summary = models.TextField(_("summary"), blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[ProgramQuerySet] = ProgramQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="program_code_once"),
            models.CheckConstraint(condition=~Q(name=""), name="program_has_name"),
        ]
        indexes = [models.Index(fields=["workspace", "name", "id"], name="program_by_name")]

    def __str__(self) -> str:
        return self.name


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
