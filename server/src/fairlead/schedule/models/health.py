from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.kernel.models import Versioned
from fairlead.programs.models import Program
from fairlead.schedule.health.findings import State
from fairlead.strategy.models import Objective
from fairlead.work.models import Project

SAYABLE = (State.ON_TRACK, State.AT_RISK, State.OFF_TRACK)


class HealthOverrideQuerySet(models.QuerySet["HealthOverride"]):
    """What people say of health, by when it holds."""

    def in_force(self, today: object) -> Self:
        return self.filter(until_on__gte=today)


class HealthOverride(Versioned):
    """What somebody says of how a project, program or objective stands, beside what the rules find: why, until when.

    It holds up to and including `until_on`. There is one for each of them, which is said anew or withdrawn; the audit
    keeps what was said before.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    project = models.OneToOneField(Project, models.CASCADE, null=True, related_name="health_override")
    program = models.OneToOneField(Program, models.CASCADE, null=True, related_name="health_override")
    objective = models.OneToOneField(Objective, models.CASCADE, null=True, related_name="health_override")
    state = models.CharField(max_length=10, choices=[(each.value, each.name) for each in SAYABLE])
    reason = models.CharField(_("why"), max_length=500)
    until_on = models.DateField(_("until"))
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[HealthOverrideQuerySet] = HealthOverrideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="health_override_of_one",
                condition=Q(project__isnull=False, program__isnull=True, objective__isnull=True)
                | Q(project__isnull=True, program__isnull=False, objective__isnull=True)
                | Q(project__isnull=True, program__isnull=True, objective__isnull=False),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="health_override_has_reason"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in SAYABLE]), name="health_override_says_state"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "until_on"], name="health_override_by_workspace")]
