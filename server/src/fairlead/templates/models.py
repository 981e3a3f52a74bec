from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Action, Actor
from fairlead.templates.rules import Content
from fairlead.work.models import Project
from fairlead_engine.formats.native.codec import decoded


class TemplateQuerySet(models.QuerySet["Template"]):
    """Templates, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the workspace, for whoever may propose projects there."""
        mine = self.filter(workspace_id=actor.workspace_id)
        return mine if actor.may(Action.PROPOSE) else mine.none()


class Template(models.Model):
    """A project as it may be begun again; `content` is a Content of `rules`, as the engine writes records.

    It stands for itself: what becomes of the project that it was made from does not change it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("when to use it"), blank=True)
    made_from = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="+")
    task_count = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[TemplateQuerySet] = TemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="template_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="template_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    @property
    def said(self) -> Content:
        """What the template holds."""
        return decoded(Content, self.content, "template")
