from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.kernel.fields import PlanTimeField
from fairlead.programs.models import Program
from fairlead.work.models import Link, Project, Task


class Recalculation(models.Model):
    """One pass of the engine over a program, or over a project that is in none, and what set it off.

    `id` grows with time, so it is the revision of the plan that the pass left behind.
    """

    class Cause(models.TextChoices):
        TASK = "task", _("a task was edited")
        LINK = "link", _("a link was edited")
        STRUCTURE = "structure", _("the outline was changed")
        PROJECT = "project", _("a project was edited")
        IMPORT = "import", _("a file was imported")
        CALENDAR = "calendar", _("a calendar was edited")
        REQUEST = "request", _("somebody asked for it")
        LEVELING = "leveling", _("people were leveled")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    is_structural = models.BooleanField(default=False)
    moved_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(program__isnull=True) ^ Q(project__isnull=True), name="recalculation_one_scope"
            )
        ]


class TaskDates(models.Model):
    """What the engine found of a task; written by `schedule.writer` alone, may be deleted and found again.

    `duration_minutes` and `percent_complete` of a summary are rolled up. `open_finish_at` is the finish of
    work that somebody is to do, so that what is overdue can be counted by an index; in a closed project there is none.
    `driver_kind` is the engine's.
    """

    task = models.OneToOneField(Task, models.CASCADE, primary_key=True, related_name="dates")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    start_at = PlanTimeField()
    finish_at = PlanTimeField()
    early_start_at = PlanTimeField()
    early_finish_at = PlanTimeField()
    late_start_at = PlanTimeField()
    late_finish_at = PlanTimeField()
    total_slack_minutes = models.IntegerField()
    free_slack_minutes = models.IntegerField()
    is_critical = models.BooleanField()
    is_summary = models.BooleanField()
    duration_minutes = models.PositiveBigIntegerField()
    percent_complete = models.FloatField()
    open_finish_at = PlanTimeField(null=True)
    driver_kind = models.PositiveSmallIntegerField()
    driver_link = models.ForeignKey(Link, models.SET_NULL, null=True, related_name="+")
    driver_task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    driver_at = PlanTimeField(null=True)
    recalculation = models.ForeignKey(Recalculation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["project", "open_finish_at", "task"], name="dates_open_by_project")]


class ProjectDates(models.Model):
    """What the engine found of a project, with the counts that its health rests on.

    `overloaded_count` is found by `staffing`, with its rows in `Overload`. What is late grows with time, and is counted
    by `health.lateness`: `overdue_count` and `missed_milestone_count` hold from `late_from` up to `late_until`, for
    good where that is None, and are not known where `late_from` is.
    """

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="dates")
    start_at = PlanTimeField()
    finish_at = PlanTimeField()
    percent_complete = models.FloatField()
    task_count = models.PositiveIntegerField()
    done_count = models.PositiveIntegerField()
    critical_count = models.PositiveIntegerField()
    missed_deadline_count = models.PositiveIntegerField()
    unmet_constraint_count = models.PositiveIntegerField()
    work_minutes = models.PositiveBigIntegerField()
    overloaded_count = models.PositiveIntegerField(default=0, db_default=0)
    overdue_count = models.PositiveIntegerField(default=0, db_default=0)
    missed_milestone_count = models.PositiveIntegerField(default=0, db_default=0)
    late_from = PlanTimeField(null=True)
    late_until = PlanTimeField(null=True)


class TaskMove(models.Model):
    """A task's dates changed in a recalculation, and why: its cause is the driver that moved."""

    class Reason(models.IntegerChoices):
        EDITED = 1, _("edited")
        PREDECESSOR = 2, _("a predecessor moved")
        DRIVER = 3, _("something else now decides its start")
        CHILDREN = 4, _("its subtasks moved")
        PROJECT = 5, _("the project's start moved")
        CALENDAR = 6, _("working times changed")
        NEW = 7, _("first found")
        OWN = 8, _("its own constraint decides")
        LATE = 9, _("it is to be as late as possible")
        LEVELED = 10, _("leveling delays it")

    recalculation = models.ForeignKey(Recalculation, models.CASCADE, related_name="moves")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    start_before_at = PlanTimeField(null=True)
    finish_before_at = PlanTimeField(null=True)
    start_after_at = PlanTimeField()
    finish_after_at = PlanTimeField()
    reason = models.PositiveSmallIntegerField(choices=Reason.choices)
    because_task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["task", "-recalculation"], name="move_by_task")]


class ProjectMove(models.Model):
    """The finish found of a project changed in a recalculation: what its forecast was, and became."""

    recalculation = models.ForeignKey(Recalculation, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    finish_before_at = PlanTimeField()
    finish_after_at = PlanTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "recalculation"], name="project_move_by_project")]
