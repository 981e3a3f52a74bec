from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Action, Actor
from fairlead.kernel.models import Versioned
from fairlead.resources.models import Resource, Skill
from fairlead.work.models import Project
from fairlead.work.selectors import visible_through


class Wanted(models.Model):
    """From when to when, and how much: `units`, 1 for a whole person, or `minutes` in all; days are half-open."""

    start_on = models.DateField(_("from"))
    finish_on = models.DateField(_("until"))
    units = models.DecimalField(_("share"), max_digits=6, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveBigIntegerField(_("effort"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="%(class)s_has_days"),
            models.CheckConstraint(
                condition=Q(units__gt=0, minutes__isnull=True) | Q(units__isnull=True, minutes__gt=0),
                name="%(class)s_share_or_effort",
            ),
        ]


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of projects that `actor` may see."""
        return self.filter(visible_through("project", actor), workspace_id=actor.workspace_id)

    def within(self, start_on: date, finish_on: date) -> Self:
        """Keep those with a day from `start_on` to before `finish_on`."""
        return self.filter(start_on__lt=finish_on, finish_on__gt=start_on)


class Booking(Versioned, Wanted):
    """A resource promised to a project, or to the activities of a program, from `start_on` to before `finish_on`.

    Without `resource` it is generic demand: somebody of the `role`, or with the `skill` at `level` or above; both stay
    said once somebody is named. There may be no task yet. Either `units` are given, 1 for a whole person, or `minutes`
    in all, spread evenly over the working time of the period. What is firm is never more than the resource has; what is
    soft may be.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Resource, models.SET_NULL, null=True, blank=True, related_name="+")
    skill = models.ForeignKey(Skill, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    is_firm = models.BooleanField(_("firm"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    booked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    booked_at = models.DateTimeField()
    request = models.ForeignKey("Request", models.SET_NULL, null=True, related_name="bookings")

    objects: ClassVar[BookingQuerySet] = BookingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            *Wanted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="booking_level_1_to_5"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "start_on", "id"], name="booking_by_project"),
            models.Index(fields=["resource", "start_on", "finish_on"], name="booking_by_resource"),
            models.Index(fields=["workspace", "start_on", "finish_on"], name="booking_by_workspace"),
        ]


class Side(models.TextChoices):
    """The two sides of a request: who decides about people, and who asks for them."""

    DECIDER = "decider", _("who decides")
    ASKER = "asker", _("who asks")


class RequestQuerySet(models.QuerySet["Request"]):
    """Requests, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of projects that `actor` may see, and those that ask for people of teams they decide about."""
        teams = actor.teams_where(Action.BOOK)
        asked = Q(resource__team_id__in=teams) | Q(role__team_id__in=teams) if teams else Q()
        mine = self.filter(workspace_id=actor.workspace_id)
        return mine if actor.sees_everything else mine.filter(visible_through("project", actor) | asked)

    def open(self) -> Self:
        """Keep those that are not decided yet."""
        return self.exclude(waits_for="")


class Request(Versioned, Wanted):
    """A project, or a program's activities, asks for `resource`, or for somebody of `role` or with its skills, and why.

    It waits for one side until `due_at`, for none once it is decided. The last of its offers is the one that stands.
    `overdue_told_at` is when somebody was told that the present answer is overdue.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Resource, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why"), max_length=2000)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer_by_on = models.DateField(_("answer by"))
    waits_for = models.CharField(max_length=7, choices=Side.choices, blank=True)
    due_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    objects: ClassVar[RequestQuerySet] = RequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            *Wanted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(waits_for="", due_at__isnull=True) | ~Q(waits_for="") & Q(due_at__isnull=False),
                name="request_waits_until",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-asked_at", "-id"], name="request_by_project"),
            models.Index(fields=["workspace", "due_at", "id"], condition=~Q(waits_for=""), name="request_open"),
            models.Index(fields=["workspace", "-asked_at", "-id"], name="request_by_workspace"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.pk])


class RequestSkill(models.Model):
    """A skill that is asked for, at `level` or above."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["skill__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "skill"], name="request_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="request_level_1_to_5"),
        ]


class Offer(models.Model):
    """What one side offers instead of, or in answer to, what was asked; the first of a request has `number` 1."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=7, choices=Side.choices)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    answer_by_on = models.DateField(_("answer by"))
    message = models.CharField(_("message"), max_length=2000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="offer_number_once")]


class OfferPart(Wanted):
    """A part of an offer: who, from when to when, how much."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="parts")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["start_on", "id"]
        constraints = Wanted.Meta.constraints


class Ending(models.TextChoices):
    """What became of a request."""

    COMMITTED = "committed", _("Committed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Decision(models.Model):
    """How a request ended, by whom and when; `offer` is the one that was accepted, None where the ask itself was."""

    request = models.OneToOneField(Request, models.CASCADE, related_name="decision")
    kind = models.CharField(max_length=10, choices=Ending.choices)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=2000, blank=True)


class OverloadLook(models.Model):
    """When the overloads of a workspace were found last."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
