from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Workspace
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned
from fairlead.programs.rules import Stage


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs, cut down to what an actor may see."""

    def in_workspace_of(self, actor: Actor) -> Self:
        return self.filter(workspace_id=actor.workspace_id)

    def visible_to(self, actor: Actor, *, through: frozenset[int] = frozenset()) -> Self:
        """Keep what `actor` may see; `through` names programs they see because of a project in them."""
        mine = self.in_workspace_of(actor)
        return mine if actor.sees_everything else mine.filter(pk__in=actor.program_ids | through)


class Program(Versioned):
    """Related projects managed together for benefits not available from managing them one by one.

    `parent` is the program that it is a subsidiary of. `vision`, `reason`, `scope` and `target_state` are its charter.
    `stage` repeats the newest StageChange.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    code = models.CharField(_("code"), max_length=12)
    summary = models.TextField(_("summary"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    reason = models.TextField(_("why"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    target_state = models.TextField(_("target state"), blank=True)
    parent = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="subsidiaries")
    stage = models.CharField(
        max_length=11, choices=[(each.value, each.name) for each in Stage], default=Stage.FORMULATION.value
    )
    created_at = models.DateTimeField()

    objects: ClassVar[ProgramQuerySet] = ProgramQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="program_code_once"),
            models.CheckConstraint(condition=~Q(name=""), name="program_has_name"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="program_not_its_own_parent"),
            models.CheckConstraint(condition=Q(stage__in=[each.value for each in Stage]), name="program_stage_known"),
        ]
        indexes = [models.Index(fields=["workspace", "name", "id"], name="program_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.pk])
