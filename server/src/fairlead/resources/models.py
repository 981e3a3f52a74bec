from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace


class Calendar(models.Model):
    """Working times: a week pattern and dated exceptions; a calendar derives from its base.

    `week` holds seven entries, Monday first: null (as the base), or a list of [start, finish] minutes of the day.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    base = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    week = models.JSONField()
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace"], condition=Q(is_default=True), name="calendar_one_default")
        ]

    def __str__(self) -> str:
        return self.name


class CalendarException(models.Model):
    """Working times that replace the week pattern from `start_on` to before `finish_on`; none is a holiday."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="exceptions")
    name = models.CharField(_("name"), max_length=200, blank=True)
    start_on = models.DateField()
    finish_on = models.DateField()
    shifts = models.JSONField(default=list)

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(start_on__lt=F("finish_on")), name="exception_has_days")]


class Team(models.Model):
    """People of the pool who work together."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something that resources can do."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="skill_name_once")]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """A person, a generic role, equipment or material that tasks need; all of them are the workspace's pool.

    `email` is that of somebody who is no `person` here, so that they are known again.
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

    class Meta:
        ordering = ["name", "id"]
        constraints = [
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
