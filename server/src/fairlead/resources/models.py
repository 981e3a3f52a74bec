from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor
from fairlead.kernel.models import Versioned


class Calendar(Versioned):
    """Working times: a week pattern and dated exceptions; a calendar derives from its base.

    `week` holds seven entries, Monday first: null (as the base), or a list of [start, finish] minutes of the day.
    The public holidays of `country` and, where it has its own, of `subdivision` are kept among the exceptions.
    A calendar of `resource` holds the hours of that one alone; what it does not say, its base does.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    base = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    week = models.JSONField()
    is_default = models.BooleanField(default=False)
    country = models.CharField(_("country"), max_length=2, blank=True)
    subdivision = models.CharField(_("subdivision"), max_length=20, blank=True)
    resource = models.OneToOneField("Resource", models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace"], condition=Q(is_default=True), name="calendar_one_default"),
            models.CheckConstraint(
                condition=Q(resource__isnull=True) | Q(base__isnull=False, is_default=False, country=""),
                name="calendar_of_one_has_base",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarException(models.Model):
    """Working times that replace the week pattern from `start_on` to before `finish_on`; none is a holiday.

    `is_public_holiday` marks what the calendar's country brought; where exceptions meet, all others go before those.
    """

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="exceptions")
    name = models.CharField(_("name"), max_length=200, blank=True)
    start_on = models.DateField()
    finish_on = models.DateField()
    shifts = models.JSONField(default=list)
    is_public_holiday = models.BooleanField(default=False)

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="exception_has_days"),
            models.UniqueConstraint(
                fields=["calendar", "start_on"], condition=Q(is_public_holiday=True), name="public_holiday_once"
            ),
        ]


class Team(Versioned):
    """People of the pool who work together; who leads it is granted the role of team lead in it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Skill(Versioned):
    """Something that resources can do."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="skill_name_once")]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(models.QuerySet["Resource"]):
    """The pool, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what `actor` may see: the whole pool of the workspace, or their teams and themselves."""
        mine = self.filter(workspace_id=actor.workspace_id)
        if actor.sees_pool:
            return mine
        return mine.filter(Q(person_id=actor.person_id) | Q(team_id__in=actor.team_ids))

    def in_use(self) -> Self:
        """Keep what is not archived."""
        return self.filter(archived_at__isnull=True)

    def here_on(self, day: date) -> Self:
        """Keep what is in use and has not left by `day`."""
        return self.in_use().exclude(available_until_on__lte=day)


class Resource(Versioned):
    """A person, a generic role, equipment or material that tasks need; all of them are the workspace's pool.

    `email` is that of somebody who is no `person` here, so that they are known again. Nobody is there before
    `available_from_on`, or from `available_until_on` on: somebody who left. What is archived is only kept for the past.
    `max_units` is how many whole people or pieces there are, where no Availability says otherwise.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ROLE = "role", _("Generic role")
        EQUIPMENT = "equipment", _("Equipment")
        MATERIAL = "material", _("Material")
        COST = "cost", _("Cost")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    calendar = models.ForeignKey(Calendar, models.RESTRICT, null=True, blank=True, related_name="+")
    max_units = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    available_from_on = models.DateField(_("available from"), null=True, blank=True)
    available_until_on = models.DateField(_("available until"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ResourceQuerySet] = ResourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["workspace", "name", "id"], name="resource_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(available_from_on__isnull=True)
                | Q(available_until_on__isnull=True)
                | Q(available_from_on__lt=F("available_until_on")),
                name="resource_available_some_day",
            ),
            models.CheckConstraint(condition=Q(max_units__gte=0), name="resource_units_not_negative"),
            models.UniqueConstraint(
                fields=["workspace", "person"], condition=Q(person__isnull=False), name="resource_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The e-mail address; without a query where `person` was read too."""
        return self.person.email if self.person else self.email


class ResourceSkill(models.Model):
    """What a resource can do, with a level from 1 to 5."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "skill"], name="resource_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="skill_level_1_to_5"),
        ]


class Availability(models.Model):
    """How many whole people or pieces of a resource there are from `start_on` to before `finish_on`, None for ever.

    Periods of one resource do not overlap; outside of them its `max_units` hold.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="availabilities")
    start_on = models.DateField()
    finish_on = models.DateField(null=True, blank=True)
    units = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["resource", "start_on"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "start_on"], name="availability_once"),
            models.CheckConstraint(
                condition=Q(finish_on__isnull=True) | Q(start_on__lt=F("finish_on")), name="availability_has_days"
            ),
            models.CheckConstraint(condition=Q(units__gte=0), name="availability_units_not_negative"),
        ]


class TimeOffKind(models.TextChoices):
    """Why somebody does not work."""

    VACATION = "vacation", _("Vacation")
    SICK = "sick", _("Sick leave")
    PARENTAL = "parental", _("Parental leave")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class TimeOff(Versioned):
    """Days on which somebody does not work, from `start_on` to before `finish_on`, and who said so.

    With `from_minute` and `until_minute`, minutes of the day, they are away only between these on each of the days.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="times_off")
    kind = models.CharField(max_length=10, choices=TimeOffKind.choices, default=TimeOffKind.VACATION)
    start_on = models.DateField(_("first day"))
    finish_on = models.DateField()
    from_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    until_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="time_off_has_days"),
            models.CheckConstraint(
                condition=Q(from_minute__isnull=True, until_minute__isnull=True)
                | Q(from_minute__lt=F("until_minute"), until_minute__lte=24 * 60),
                name="time_off_part_of_a_day",
            ),
        ]
        indexes = [models.Index(fields=["resource", "start_on"], name="time_off_by_resource")]


class Rate(models.Model):
    """What an hour of a resource costs and what it is billed at, from `from_on` until its next rate holds."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="rates")
    from_on = models.DateField()
    currency = models.CharField(max_length=3)
    hour_cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    hour_bill = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["resource", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "from_on"], name="rate_once_a_day"),
            models.CheckConstraint(
                condition=Q(hour_cost__isnull=False) | Q(hour_bill__isnull=False), name="rate_says_something"
            ),
            models.CheckConstraint(
                condition=(Q(hour_cost__isnull=True) | Q(hour_cost__gte=0))
                & (Q(hour_bill__isnull=True) | Q(hour_bill__gte=0)),
                name="rate_not_negative",
            ),
        ]
