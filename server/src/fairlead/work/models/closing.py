from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Action, Actor
from fairlead.kernel.models import Versioned
from fairlead.work.models.plan import Project


class Closure(models.Model):
    """Somebody closed a project: what it came to, who carries on, and how it stood then (`facts`).

    It holds until somebody reopens the project, with a reason.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="closures")
    summary = models.TextField(_("what it came to"))
    handover = models.TextField(_("who carries on"), blank=True)
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.CharField(_("why it was reopened"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(reopened_at__isnull=True), name="closure_one_in_force"
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="closure_has_summary"),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopen_reason=""), name="closure_reopened_for_a_reason"
            ),
        ]


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Lessons, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep all of the workspace for who may propose projects there, else those of projects that `actor` sees."""
        mine = self.filter(workspace_id=actor.workspace_id)
        if actor.sees_everything or actor.may(Action.PROPOSE):
            return mine
        return mine.filter(Q(project_id__in=actor.project_ids) | Q(project__program_id__in=actor.program_ids))


class Lesson(Versioned):
    """Something that a project learned: what happened, and what to do next time."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="lessons")
    name = models.CharField(_("lesson"), max_length=200)
    happened = models.TextField(_("what happened"))
    advice = models.TextField(_("what to do next time"))
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[LessonQuerySet] = LessonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(happened="") & ~Q(advice=""), name="lesson_says_all")
        ]
        indexes = [models.Index(fields=["workspace", "-at", "-id"], name="lesson_by_time")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.pk])


class LessonTag(models.Model):
    """What a lesson is about, in small letters; by it a lesson is found again where the same is begun."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="tags")
    name = models.CharField(_("tag"), max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "name"], name="lesson_tag_once"),
            models.CheckConstraint(condition=~Q(name=""), name="lesson_tag_has_name"),
        ]
        indexes = [models.Index(fields=["name", "lesson"], name="lesson_by_tag")]
