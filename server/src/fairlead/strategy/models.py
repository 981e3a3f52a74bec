from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned
from fairlead.strategy.rules.measure import Direction, Measure


class Status(models.TextChoices):
    """Where an objective stands by what people decided; how it is going is found."""

    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    ACHIEVED = "achieved", _("Achieved")
    DROPPED = "dropped", _("Dropped")


class Vision(Versioned):
    """What the workspace wants to be: one statement, above all objectives."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="+")
    statement = models.TextField(_("vision"), blank=True)


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    """Objectives, cut down to a workspace."""

    def in_workspace_of(self, actor: Actor) -> Self:
        return self.filter(workspace_id=actor.workspace_id)


class Objective(Versioned):
    """Something the workspace wants to reach from `start_on` to before `finish_on`; objectives form a tree.

    `weight` counts among its siblings, `position` orders them. `status` repeats the newest StatusChange.
    `value` is what reaching it is worth in all, `delay_week_cost` what each week of delay costs, both in `currency`;
    DelayPoints say it as a curve instead.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    statement = models.TextField(_("why"), blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    start_on = models.DateField(_("from"))
    finish_on = models.DateField(_("until"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    delay_week_cost = models.DecimalField(
        _("cost of a week's delay"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[ObjectiveQuerySet] = ObjectiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="objective_has_name"),
            models.CheckConstraint(condition=Q(finish_on__gt=F("start_on")), name="objective_has_period"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="objective_weight_1_to_100"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="objective_status_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="objective_not_its_own_parent"),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & Q(delay_week_cost__isnull=True)) | ~Q(currency=""),
                name="objective_money_has_currency",
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=0))
                & (Q(delay_week_cost__isnull=True) | Q(delay_week_cost__gte=0)),
                name="objective_money_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "parent", "position", "id"], name="objective_by_tree")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("objective", args=[self.pk])

    def has_ended(self, on: date) -> bool:
        """Say whether nothing serves it any more on a day: it is achieved or dropped, or its period is over."""
        return self.status in (Status.ACHIEVED, Status.DROPPED) or self.finish_on <= on


class StatusChange(models.Model):
    """Somebody decided where an objective stands: draft, active, achieved, dropped; when, and why."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=10, choices=Status.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(status__in=Status.values), name="status_change_known")]


class DelayPoint(models.Model):
    """What a delay of `weeks` costs in all, a point of a curve from nothing; straight between its points."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="delay_points")
    weeks = models.PositiveSmallIntegerField()
    cost = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["objective", "weeks"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "weeks"], name="delay_point_once"),
            models.CheckConstraint(condition=Q(weeks__gte=1, cost__gte=0), name="delay_point_counts"),
        ]


class KeyResult(Versioned):
    """A measure of an objective: from `baseline` to `target`, or to hold within `tolerance` of `target`."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="key_results")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    direction = models.CharField(max_length=4, choices=[(each.value, each.name) for each in Direction])
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4)
    tolerance = models.DecimalField(_("tolerance"), max_digits=18, decimal_places=4, null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="key_result_has_name"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="key_result_weight_1_to_100"),
            models.CheckConstraint(
                condition=Q(direction="up", target__gt=F("baseline"), tolerance__isnull=True)
                | Q(direction="down", target__lt=F("baseline"), tolerance__isnull=True)
                | Q(direction="hold", tolerance__isnull=False, tolerance__gt=0),
                name="key_result_goes_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def measure(self) -> Measure:
        """What progress is judged by."""
        tolerance = None if self.tolerance is None else float(self.tolerance)
        return Measure(Direction(self.direction), float(self.baseline), float(self.target), tolerance)


class CheckIn(models.Model):
    """Somebody read a key result on a day; a correction is a check-in of its own, and the one it corrects stays.

    `confidence_share` is how likely who checked in holds it that the target is reached, 0 to 1.
    """

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="check_ins")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    confidence_share = models.DecimalField(_("confidence"), max_digits=3, decimal_places=2, null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="correction")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence_share__isnull=True) | Q(confidence_share__gte=0, confidence_share__lte=1),
                name="check_in_confidence_is_share",
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="check_in_corrects_another"),
        ]
        indexes = [models.Index(fields=["key_result", "on", "id"], name="check_in_by_day")]


class KeyResultFound(models.Model):
    """What is found from the check-ins of a key result; may be deleted and found again.

    `progress` is 0 to 1; `forecast` with its band from `low` to `high` is for the end of the objective's period, None
    where the check-ins are too few.
    """

    key_result = models.OneToOneField(KeyResult, models.CASCADE, primary_key=True, related_name="found")
    last_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    confidence_share = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    count = models.PositiveIntegerField()
    progress = models.FloatField()
    forecast = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)


class Criterion(Versioned):
    """Something by which a workspace scores how well programs and projects fit its strategy, with its weight."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    about = models.CharField(_("what a high score means"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        ordering = ["-weight", "name", "id"]
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="criterion_once"),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_name"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weight_1_to_100"),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """How much a program or project serves an objective: the share of its work that does so, above 0 to 1."""

    objective = models.ForeignKey(Objective, models.RESTRICT, related_name="+")
    share = models.DecimalField(max_digits=4, decimal_places=3)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True


class Score(models.Model):
    """How well a program or project does by a criterion, 0 to 5; who said so, and when."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
