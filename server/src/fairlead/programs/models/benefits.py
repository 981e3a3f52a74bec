from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned
from fairlead.programs.models.program import Program
from fairlead.strategy.models import Objective
from fairlead.strategy.rules.measure import Direction, Measure


class BenefitQuerySet(models.QuerySet["Benefit"]):
    """Benefits, cut down to what an actor may see."""

    def visible_to(self, actor: Actor, *, through: frozenset[int] = frozenset()) -> Self:
        """Keep those of `actor`, and of programs that they may see; `through` names those they see by a project."""
        mine = self.filter(program__workspace_id=actor.workspace_id)
        if actor.sees_everything:
            return mine
        return mine.filter(Q(program__in=actor.program_ids | through) | Q(owner_id=actor.person_id))


class Benefit(Versioned):
    """A measurable improvement that a program is to bring, from `baseline` on a day to `target` on another.

    Where `is_disbenefit` it is a worsening that the program accepts, and target is the worst of it. It is measured
    every `measure_every_days` until `measure_until_on`, also after the program has closed. `yearly_value` in `currency`
    is what it is worth once it is there.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="benefits")
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what will be better"), blank=True)
    is_disbenefit = models.BooleanField(_("a disbenefit"), default=False)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, blank=True, related_name="+")
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4)
    baseline_on = models.DateField(_("baseline on"))
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4)
    target_on = models.DateField(_("target on"))
    yearly_value = models.DecimalField(_("worth a year"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    measure_every_days = models.PositiveSmallIntegerField(_("measured every"), default=90)
    measure_until_on = models.DateField(_("measured until"))
    created_at = models.DateTimeField()

    objects: ClassVar[BenefitQuerySet] = BenefitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["is_disbenefit", "target_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="benefit_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="benefit_has_name"),
            models.CheckConstraint(condition=~Q(target=F("baseline")), name="benefit_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(baseline_on__lt=F("target_on"), target_on__lte=F("measure_until_on")),
                name="benefit_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(yearly_value__isnull=True) | ~Q(currency=""), name="benefit_value_has_currency"
            ),
            models.CheckConstraint(condition=Q(measure_every_days__gte=1), name="benefit_is_measured"),
        ]
        indexes = [models.Index(fields=["program", "target_on", "id"], name="benefit_by_program")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("benefit", args=[self.pk])

    @property
    def measure(self) -> Measure:
        """What its progress is judged by."""
        direction = Direction.UP if self.target > self.baseline else Direction.DOWN
        return Measure(direction, float(self.baseline), float(self.target))


class BenefitPoint(models.Model):
    """What is expected of a benefit on a day between its baseline and its target; straight lines between."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="points")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["benefit", "on"], name="benefit_point_once")]


class Measurement(models.Model):
    """Somebody measured a benefit on a day; a correction is a measurement of its own, and what it corrects stays."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="measurements")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="correction")

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(corrects=F("id")), name="measurement_corrects_another")]
        indexes = [models.Index(fields=["benefit", "on", "id"], name="measurement_by_day")]
