"""The tables of scenarios: proposed edits over a plan, the dates found for them, and what became of them."""

from enum import Enum
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.access.models import Person, Workspace
from fairlead.access.rules import Place, ScopeKind
from fairlead.kernel.fields import PlanTimeField
from fairlead.programs.models import Program
from fairlead.resources.models import Resource
from fairlead.schedule.models.found import Recalculation
from fairlead.schedule.scope import Scope
from fairlead.work.models import Project, Task


class State(Enum):
    """What became of a scenario; `accepted`, `undone` and `discarded` are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    ACCEPTED = "accepted"
    UNDONE = "undone"
    DISCARDED = "discarded"


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Scenarios with what their state is seen from."""

    def with_state(self) -> Self:
        """Take along the rows that `Scenario.state` looks at."""
        return self.select_related(
            *("program", "project", "by", "leveling", "end", "stop__by", "discard__by"),
            *("acceptance__by", "acceptance__undo__by"),
        )


class Scenario(models.Model):
    """Proposed edits over the plan of a program, or of a project that is in none, with found dates of their own.

    `by` asked for it, `at` then; `revision` is the plan's when it was read, 0 until then.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[ScenarioQuerySet] = ScenarioQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(program__isnull=True) ^ Q(project__isnull=True), name="scenario_one_scope"
            )
        ]

    @property
    def scope(self) -> Scope:
        """What it is a scenario of."""
        if self.program_id is not None:
            return Scope(ScopeKind.PROGRAM, self.program_id, self.workspace_id)
        return Scope(ScopeKind.PROJECT, self.project_id or 0, self.workspace_id)

    @property
    def place(self) -> Place:
        return Place(program_id=self.program_id, project_id=self.project_id)

    @property
    def state(self) -> State:
        """What became of it; without a query where it was read `with_state`."""
        if hasattr(self, "discard"):
            return State.DISCARDED
        if hasattr(self, "acceptance"):
            return State.UNDONE if hasattr(self.acceptance, "undo") else State.ACCEPTED
        if hasattr(self, "end"):
            return State(self.end.kind)
        return State.QUEUED if self.leveling.claimed_at is None else State.RUNNING


class ScenarioEdit(models.Model):
    """What a scenario says of a task, and what was said when it was made.

    `splits` are its pauses, as pairs of the working minutes before one and of its own.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="edits")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    leveling_delay_minutes = models.PositiveIntegerField()
    leveling_delay_before = models.PositiveIntegerField()
    splits = models.JSONField(default=list)
    splits_before = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "task"], name="scenario_edit_once")]


class ScenarioMove(models.Model):
    """A task that starts or finishes otherwise in a scenario, and why.

    It WAITS for `person`, who works on `because_task` until then; or FOLLOWS `because_task`, which moves; or is
    RELEASED, because an earlier leveling delay is not needed any more; or begins as before and PAUSES while `person`
    works on `because_task`. `pieces` is from when to when it is worked on, in minutes since 1970, where it pauses.
    """

    class Reason(models.IntegerChoices):
        WAITS = 1, _("waits for somebody who is busy")
        FOLLOWS = 2, _("follows a task that moves")
        RELEASED = 3, _("nothing keeps it waiting any more")
        PAUSES = 4, _("pauses while somebody is busy")

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="moves")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    start_before_at = PlanTimeField()
    finish_before_at = PlanTimeField()
    start_after_at = PlanTimeField()
    finish_after_at = PlanTimeField()
    reason = models.PositiveSmallIntegerField(choices=Reason.choices)
    pieces = models.JSONField(default=list)
    person = models.ForeignKey(Resource, models.SET_NULL, null=True, related_name="+")
    because_task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "task"], name="scenario_move_once")]


class ScenarioFill(models.Model):
    """A person whom a scenario puts in the place of a role on a task.

    `needed_minutes` is what the task asks of them, `free_minutes` what all else leaves of them meanwhile.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="fills")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    role = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    person = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    needed_minutes = models.PositiveIntegerField()
    free_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "task", "role"], name="scenario_fill_once")]


class Leveling(models.Model):
    """A search for a leveled plan: what was asked, how far it is, the best it found.

    `asked_at` is when a worker was last asked, `claimed_at` when one last began, `beat_at` when it last gave a sign of
    life; `claim` tells the workers apart. `score` and `bound` count what the objective does; `improvements` holds pairs
    of milliseconds and score. `basis` is what the plan was made of, `findings` what is told of the proposal.
    """

    of = models.OneToOneField(Scenario, models.CASCADE, primary_key=True, related_name="leveling")
    wishes = models.JSONField()
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    score = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    improvements = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)


class LevelingStop(models.Model):
    """Somebody wants a search to end with the best it has."""

    of = models.OneToOneField(Scenario, models.CASCADE, primary_key=True, related_name="stop")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


class LevelingEnd(models.Model):
    """A search is over: its time was up or no plan is better, it was stopped, or it failed and `message` says why."""

    class Kind(models.TextChoices):
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    of = models.OneToOneField(Scenario, models.CASCADE, primary_key=True, related_name="end")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)


class Acceptance(models.Model):
    """The edits of a scenario became what is said, in the projects `project_ids`; the dates follow from them."""

    of = models.OneToOneField(Scenario, models.CASCADE, primary_key=True, related_name="acceptance")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    project_ids = models.JSONField()
    is_whole = models.BooleanField()
    recalculation = models.ForeignKey(Recalculation, models.SET_NULL, null=True, related_name="+")


class AcceptanceUndo(models.Model):
    """An acceptance was taken back as a whole."""

    of = models.OneToOneField(Acceptance, models.CASCADE, primary_key=True, related_name="undo")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


class ScenarioDiscard(models.Model):
    """A scenario was given up by somebody, or by nobody because it was left lying; its edits are gone."""

    of = models.OneToOneField(Scenario, models.CASCADE, primary_key=True, related_name="discard")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
