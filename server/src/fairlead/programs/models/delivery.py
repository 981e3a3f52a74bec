from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.kernel.models import Versioned
from fairlead.programs.models.program import Program
from fairlead.programs.rules import GateOutcome, Stage

_STAGES = [(each.value, each.name) for each in Stage]
_OUTCOMES = [(each.value, each.name) for each in GateOutcome]


class StageChange(models.Model):
    """Somebody let a program enter a stage: when, and why."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(max_length=11, choices=_STAGES)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["program", "-at", "-id"], name="stage_change_by_program")]


class Tranche(Versioned):
    """A part of a program's delivery, from `start_on` to before `finish_on`, that ends in a step change.

    `capability` says what the organization can do afterwards that it could not do before.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="tranches")
    name = models.CharField(_("name"), max_length=200)
    capability = models.TextField(_("step change in capability"), blank=True)
    start_on = models.DateField(_("from"))
    finish_on = models.DateField(_("until"))

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="tranche_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tranche_has_name"),
            models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="tranche_has_days"),
        ]

    def __str__(self) -> str:
        return self.name


class GateQuerySet(models.QuerySet["Gate"]):
    """Gates by whether they still wait for a decision."""

    def open(self) -> Self:
        return self.filter(passed_at__isnull=True, stopped_at__isnull=True)


class Gate(Versioned):
    """A point at which somebody with the authority decides whether the work goes on, by criteria with evidence.

    One of a `program` ends a `tranche`, or guards the stage that it `opens`, or neither; without a program it ends a
    phase of a project, which names it. It waits until a decision passes it (`passed_at`) or stops the work there
    (`stopped_at`); a decision to hold leaves it waiting.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="gates")
    tranche = models.ForeignKey(Tranche, models.SET_NULL, null=True, blank=True, related_name="gates")
    name = models.CharField(_("name"), max_length=200)
    opens = models.CharField(max_length=11, choices=_STAGES, blank=True)
    due_on = models.DateField(_("due"))
    passed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GateQuerySet] = GateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="gate_name_once"),
            models.UniqueConstraint(fields=["program", "opens"], condition=~Q(opens=""), name="gate_guards_once"),
            models.CheckConstraint(condition=~Q(name=""), name="gate_has_name"),
            models.CheckConstraint(
                condition=Q(program__isnull=False) | Q(tranche__isnull=True, opens=""),
                name="gate_of_project_opens_none",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(stopped_at__isnull=True), name="gate_passed_or_stopped"
            ),
        ]
        indexes = [models.Index(fields=["program", "due_on", "id"], name="gate_by_program")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.passed_at is None and self.stopped_at is None


class GateCriterion(models.Model):
    """Something that must be so before a gate is passed; who saw that it is, when, and the evidence for it."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="criteria")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(_("criterion"), max_length=500)
    evidence = models.CharField(_("evidence"), max_length=1000, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = _("gate criteria")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="gate_criterion_has_text")]


class GateDecision(models.Model):
    """Somebody decided at a gate: how, when, why, and by which criteria as they stood (`criteria`)."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=11, choices=_OUTCOMES)
    note = models.CharField(_("why"), max_length=2000, blank=True)
    criteria = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gate"], condition=~Q(outcome=GateOutcome.HOLD.value), name="gate_decided_once"
            )
        ]
