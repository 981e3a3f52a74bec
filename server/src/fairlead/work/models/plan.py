from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Actor, Place
from fairlead.kernel.fields import PlanTimeField
from fairlead.kernel.models import Versioned
from fairlead.programs.models import Benefit, Program, Tranche
from fairlead.resources.models import Calendar, Resource
from fairlead.strategy.models import Contribution, Score
from fairlead_engine.formats.native.codec import decoded
from fairlead_engine.options import ScheduleOptions
from fairlead_engine.plan import TaskKind, TaskType


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects, cut down to what an actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what `actor` may see: everything of the workspace, or what their roles reach."""
        mine = self.filter(workspace_id=actor.workspace_id)
        if actor.sees_everything:
            return mine
        return mine.filter(Q(pk__in=actor.project_ids) | Q(program_id__in=actor.program_ids))


class _Projects(models.Manager["Project"]):
    def get_queryset(self) -> ProjectQuerySet:
        return ProjectQuerySet(self.model, using=self._db).filter(kind=Project.Kind.PROJECT)


class Project(Versioned):
    """A temporary endeavor with one goal; its tasks are scheduled together with those of its program.

    Or, by its `kind`, the program's own activities: a plan like any other, with tasks, links and people, that is no
    project. `objects` are the projects, wherever these are listed, counted, judged or closed; `plans` are the
    activities too, wherever tasks are. A program has one plan of activities at most, called as the program is and
    first among its plans.

    Leveling lets projects of higher `priority` go first, unless it is asked otherwise.

    `goal`, `scope`, `out_of_scope` and its success criteria are its charter; its outputs belong to `tranche`, one of
    its program's. `closed_at` repeats its open Closure.

    With `from_finish` they are placed as late as `finish_by_at` allows, else as early as `start_at` does.
    `options` are those of P6's scheduler, as the engine's Fairlead plans write them: a project that has them is
    scheduled by P6's rules, any other by Microsoft Project's. `must_finish_at` bounds late dates only. With
    `has_multiple_paths` each task that nothing follows ends a critical path of its own.
    """

    class Kind(models.TextChoices):
        PROJECT = "project", _("project")
        ACTIVITIES = "activities", _("program activities")

    class Priority(models.IntegerChoices):
        HIGHEST = 5, _("Highest")
        HIGH = 4, _("High")
        NORMAL = 3, _("Normal")
        LOW = 2, _("Low")
        LOWEST = 1, _("Lowest")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROJECT)
    program = models.ForeignKey(Program, models.RESTRICT, null=True, blank=True, related_name="+")
    tranche = models.ForeignKey(Tranche, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    code = models.CharField(_("code"), max_length=12)
    goal = models.TextField(_("goal"), blank=True)
    scope = models.TextField(_("in scope"), blank=True)
    out_of_scope = models.TextField(_("out of scope"), blank=True)
    start_at = PlanTimeField(_("start"))
    finish_by_at = PlanTimeField(_("finish by"), null=True, blank=True)
    from_finish = models.BooleanField(default=False)
    status_at = PlanTimeField(_("status date"), null=True, blank=True)
    must_finish_at = PlanTimeField(_("must finish by"), null=True, blank=True)
    options = models.JSONField(null=True, blank=True)
    has_multiple_paths = models.BooleanField(default=False)
    reschedules_uncompleted = models.BooleanField(default=False)
    calendar = models.ForeignKey(Calendar, models.RESTRICT, related_name="+")
    honors_constraints = models.BooleanField(default=True)
    critical_limit_minutes = models.IntegerField(default=0)
    minutes_per_day = models.PositiveIntegerField(default=480)
    minutes_per_week = models.PositiveIntegerField(default=2400)
    days_per_month = models.PositiveIntegerField(default=20)
    position = models.IntegerField(default=0)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    plans: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]
    objects: ClassVar[ProjectQuerySet] = _Projects.from_queryset(ProjectQuerySet)()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "code"], condition=Q(kind="project"), name="project_code_once"
            ),
            models.UniqueConstraint(fields=["program"], condition=Q(kind="activities"), name="project_activities_once"),
            models.CheckConstraint(
                condition=Q(kind="project")
                | Q(
                    kind="activities",
                    program__isnull=False,
                    tranche__isnull=True,
                    finish_by_at__isnull=True,
                    closed_at__isnull=True,
                ),
                name="project_or_activities",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="project_has_name"),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=5), name="project_priority_1_to_5"),
            models.CheckConstraint(
                condition=Q(minutes_per_day__gt=0, minutes_per_week__gt=0, days_per_month__gt=0),
                name="project_units_positive",
            ),
            models.CheckConstraint(
                condition=Q(from_finish=False) | Q(finish_by_at__isnull=False), name="project_from_finish_has_one"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "name", "id"], name="project_by_name"),
            models.Index(fields=["program", "position", "id"], name="project_by_program"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.is_activities:
            return reverse("program_activities", args=[self.program_id])
        return reverse("project", args=[self.pk])

    @property
    def title(self) -> str:
        """What it is called among the plans of its program."""
        return gettext("Program activities") if self.is_activities else self.name

    @property
    def is_activities(self) -> bool:
        """Whether this is no project but what a program does itself."""
        return self.kind == Project.Kind.ACTIVITIES

    @property
    def schedule_options(self) -> ScheduleOptions | None:
        """The options of P6's scheduler; None where Microsoft Project's rules hold."""
        return None if self.options is None else decoded(ScheduleOptions, self.options, "options")

    @property
    def place(self) -> Place:
        """Where rights are asked for: nobody has a role in activities themselves, only in their program."""
        if self.is_activities:
            return Place(program_id=self.program_id)
        return Place(program_id=self.program_id, project_id=self.pk, is_closed=self.closed_at is not None)


class Task(Versioned):
    """A piece of a project's work, as people said it; what the engine found of it is in `schedule`.

    `position` is its place in the project's outline, a summary before its children. `constraint` is the
    engine's ConstraintKind. Durations count working minutes, or minutes of the clock where `is_elapsed`.
    `done_minutes` is the part of the duration that is complete where a file knows it better than in whole
    percents, `remaining_minutes` what is left of it by P6's own count; both hold until somebody says another
    percent or duration. P6 also gives a task its `kind` (the engine's TaskKind), the `code` that people call it by, a
    second constraint, a finish that its remaining work is stretched to, and the dates that links with projects which
    are not here ask for. `type` is the engine's TaskType, empty where nobody said what stays when work is edited.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=500)
    duration_minutes = models.PositiveIntegerField(_("duration"), default=480)
    is_elapsed = models.BooleanField(default=False)
    is_estimated = models.BooleanField(default=False)
    is_milestone = models.BooleanField(default=False)
    is_manual = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    calendar = models.ForeignKey(Calendar, models.RESTRICT, null=True, blank=True, related_name="+")
    ignores_resource_calendars = models.BooleanField(default=False)
    constraint = models.PositiveSmallIntegerField(default=0)
    constraint_at = PlanTimeField(null=True, blank=True)
    deadline_at = PlanTimeField(_("deadline"), null=True, blank=True)
    manual_start_at = PlanTimeField(null=True, blank=True)
    manual_finish_at = PlanTimeField(null=True, blank=True)
    actual_start_at = PlanTimeField(_("actual start"), null=True, blank=True)
    actual_finish_at = PlanTimeField(_("actual finish"), null=True, blank=True)
    percent_complete = models.PositiveSmallIntegerField(_("percent complete"), default=0)
    done_minutes = models.PositiveIntegerField(null=True, blank=True)
    stop_at = PlanTimeField(null=True, blank=True)
    resume_at = PlanTimeField(null=True, blank=True)
    leveling_delay_minutes = models.PositiveIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=500)
    notes = models.TextField(_("notes"), blank=True)
    external_id = models.CharField(max_length=64, blank=True)
    type = models.CharField(max_length=20, blank=True)
    is_effort_driven = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, default=TaskKind.TASK.value)
    code = models.CharField(_("code"), max_length=60, blank=True)
    second_constraint = models.PositiveSmallIntegerField(default=0)
    second_constraint_at = PlanTimeField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField(null=True, blank=True)
    expected_finish_at = PlanTimeField(null=True, blank=True)
    outside_start_at = PlanTimeField(null=True, blank=True)
    outside_finish_at = PlanTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent_complete__lte=100), name="task_percent_0_to_100"),
            models.CheckConstraint(condition=Q(constraint__lte=7), name="task_constraint_known"),
            models.CheckConstraint(
                condition=Q(constraint__lte=1) | Q(constraint_at__isnull=False), name="task_constraint_has_date"
            ),
            models.CheckConstraint(
                condition=Q(second_constraint__lte=1) | Q(second_constraint__lte=7, second_constraint_at__isnull=False),
                name="task_second_constraint_known",
            ),
            models.CheckConstraint(
                condition=Q(type__in=["", *(each.value for each in TaskType)]), name="task_type_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in TaskKind]), name="task_kind_known"),
            models.CheckConstraint(
                condition=Q(actual_finish_at__isnull=True) | Q(actual_start_at__isnull=False),
                name="task_finished_was_started",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "position", "id"], name="task_by_outline"),
            models.Index(fields=["project"], condition=Q(is_milestone=True), name="task_milestone_by_project"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])


class Split(models.Model):
    """A pause within a task: after `after_minutes` of its work nothing is done for `pause_minutes`.

    Both count on the working times of the task, so that a pause moves along with it.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="splits")
    after_minutes = models.PositiveIntegerField()
    pause_minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["task", "after_minutes"]
        constraints = [
            models.UniqueConstraint(fields=["task", "after_minutes"], name="split_once"),
            models.CheckConstraint(condition=Q(after_minutes__gt=0, pause_minutes__gt=0), name="split_pauses"),
        ]


class Link(Versioned):
    """A dependency of `successor` on `predecessor`; kinds are the engine's, and `lag_kind` says what `lag` counts."""

    predecessor = models.ForeignKey(Task, models.CASCADE, related_name="+")
    successor = models.ForeignKey(Task, models.CASCADE, related_name="+")
    kind = models.PositiveSmallIntegerField(default=0)
    lag = models.IntegerField(default=0)
    lag_kind = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="link_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="link_joins_two"),
            models.CheckConstraint(condition=Q(kind__lte=3, lag_kind__lte=3), name="link_kind_known"),
        ]


class Assignment(models.Model):
    """A resource on a task: `units` is the share of its capacity, `work_minutes` the effort where it was said."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    units = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    work_minutes = models.PositiveBigIntegerField(null=True, blank=True)
    delay_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "resource"], name="assignment_once"),
            models.CheckConstraint(condition=Q(units__gte=0), name="assignment_units_not_negative"),
        ]


class Blocker(models.Model):
    """Something keeps a task from going on: who said so and when, and when it was over."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="blockers")
    reason = models.CharField(_("reason"), max_length=500)
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    resolved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(resolved_at__isnull=True), name="blocker_one_open")
        ]


class ProjectContribution(Contribution):
    """A project serves an objective with a share of its work, by itself and not through its program."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="contributions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "objective"], name="project_contribution_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="project_contribution_share"),
        ]


class ProjectScore(Score):
    """How well a project fits the strategy by one criterion."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "criterion"], name="project_score_once"),
            models.CheckConstraint(condition=Q(score__lte=5), name="project_score_0_to_5"),
        ]


class Output(models.Model):
    """Something that a project brings forth, on which a benefit depends; there once its `task` is, or the project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="outputs")
    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("output"), max_length=500)

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "benefit", "name"], name="output_once"),
            models.CheckConstraint(condition=~Q(name=""), name="output_has_name"),
        ]
        indexes = [models.Index(fields=["benefit", "id"], name="output_by_benefit")]
