from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person
from fairlead.kernel.models import Versioned
from fairlead.programs.models import Gate
from fairlead.work.models.plan import Project, Task


class SuccessCriterion(models.Model):
    """Something by which a project is judged a success, and how that is measured.

    `is_met` is None until somebody has judged it, by what `evidence`.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="success")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(_("criterion"), max_length=500)
    measure = models.CharField(_("measured by"), max_length=500, blank=True)
    is_met = models.BooleanField(null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = _("success criteria")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="success_has_text"),
            models.UniqueConstraint(fields=["project", "text"], name="success_once"),
            models.CheckConstraint(
                condition=Q(is_met__isnull=True, judged_at__isnull=True)
                | Q(is_met__isnull=False, judged_at__isnull=False),
                name="success_judged_at_a_time",
            ),
        ]


UNDECIDED = Q(gate__isnull=False, gate__passed_at__isnull=True, gate__stopped_at__isnull=True)  # of phases: their gate


class Phase(Versioned):
    """A part of a project's life: it lasts as long as its summary `task`, or from `start_on` to before `finish_on`.

    It ends at its `gate`, which somebody with the authority passes before the next phase, where it has one.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=200)
    task = models.OneToOneField(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    start_on = models.DateField(_("from"), null=True, blank=True)
    finish_on = models.DateField(_("until"), null=True, blank=True)
    gate = models.OneToOneField(Gate, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="phase_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="phase_has_name"),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True, finish_on__isnull=True)
                | Q(task__isnull=True, start_on__lt=F("finish_on")),
                name="phase_by_task_or_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.project_id])
