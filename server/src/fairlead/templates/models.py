"""Templates: projects and programs to be begun again, with roles instead of people and days instead of dates."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Action, Actor
from fairlead.programs.models import Program
from fairlead.templates.rules import Content, ProgramContent
from fairlead.work.models import Project
from fairlead_engine.formats.native.codec import decoded

Kept = TypeVar("Kept", bound="Blueprint")


class BlueprintQuerySet(models.QuerySet[Kept]):
    """Templates of one kind, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the workspace, for whoever may propose projects there."""
        mine = self.filter(workspace_id=actor.workspace_id)
        return mine if actor.may(Action.PROPOSE) else mine.none()


class Blueprint(models.Model):
    """What templates of any kind have; `content` is what is begun again, as the engine writes records.

    It stands for itself: what becomes of the original does not change it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("when to use it"), blank=True)
    task_count = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="%(class)s_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="%(class)s_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Template(Blueprint):
    """A project as it may be begun again; `content` is a Content of `rules`."""

    made_from = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[BlueprintQuerySet["Template"]] = BlueprintQuerySet.as_manager()  # type: ignore[assignment]

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    @property
    def said(self) -> Content:
        """What the template holds."""
        return decoded(Content, self.content, "template")


class ProgramTemplate(Blueprint):
    """A program as it may be begun again, with its projects; `content` is a ProgramContent of `rules`."""

    made_from = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="+")
    project_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[BlueprintQuerySet["ProgramTemplate"]] = BlueprintQuerySet.as_manager()  # type: ignore[assignment]

    def get_absolute_url(self) -> str:
        return reverse("program_template", args=[self.pk])

    @property
    def said(self) -> ProgramContent:
        """What the template holds."""
        return decoded(ProgramContent, self.content, "template")
