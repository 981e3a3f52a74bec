from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned
from fairlead.resources.models import Resource, Skill
from fairlead.work.models import Project
from fairlead.work.selectors import visible_through


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of projects that `actor` may see."""
        return self.filter(visible_through("project", actor), workspace_id=actor.workspace_id)

    def within(self, start_on: date, finish_on: date) -> Self:
        """Keep those with a day from `start_on` to before `finish_on`."""
        return self.filter(start_on__lt=finish_on, finish_on__gt=start_on)


class Booking(Versioned):
    """A resource promised to a project from `start_on` to before `finish_on`, whether or not tasks exist yet.

    Without `resource` it is generic demand: somebody of the `role`, or with the `skill` at `level` or above; both stay
    said once somebody is named. Either `units` are given, 1 for a whole person, or `minutes` in all, spread evenly over
    the working time of the period. What is firm is never more than the resource has; what is soft may be.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey(Resource, models.SET_NULL, null=True, blank=True, related_name="+")
    skill = models.ForeignKey(Skill, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    start_on = models.DateField(_("from"))
    finish_on = models.DateField(_("until"))
    units = models.DecimalField(_("share"), max_digits=6, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveBigIntegerField(_("effort"), null=True, blank=True)
    is_firm = models.BooleanField(_("firm"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    booked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    booked_at = models.DateTimeField()

    objects: ClassVar[BookingQuerySet] = BookingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="booking_has_days"),
            models.CheckConstraint(
                condition=Q(units__gt=0, minutes__isnull=True) | Q(units__isnull=True, minutes__gt=0),
                name="booking_share_or_effort",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="booking_level_1_to_5"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "start_on", "id"], name="booking_by_project"),
            models.Index(fields=["resource", "start_on", "finish_on"], name="booking_by_resource"),
            models.Index(fields=["workspace", "start_on", "finish_on"], name="booking_by_workspace"),
        ]
