"""Reading what the engine found: plans to draw, rows with health, why a task is where it is."""

from datetime import datetime
from typing import Any

from fairlead.access.rules import Action, Actor, ScopeKind
from fairlead.access.selectors import require
from fairlead.programs.selectors import program_get
from fairlead.schedule.changes import PlanChanges, changes_since
from fairlead.schedule.edits import TaskEdit, said_values
from fairlead.schedule.facts import (
    Facts,
    Page,
    ProgramRow,
    ProjectRow,
    program_row,
    program_rows,
    project_row,
)
from fairlead.schedule.finder import discover
from fairlead.schedule.history import Event, task_history
from fairlead.schedule.lists import Counts, Order, project_counts, project_rows
from fairlead.schedule.loader import load_plan
from fairlead.schedule.models import Recalculation, TaskDates, TaskMove
from fairlead.schedule.moves import moves_of
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.payload import plan_json
from fairlead.schedule.recalculation import Trigger, outcome_of
from fairlead.schedule.scope import scope_of
from fairlead.schedule.trial import said_tried
from fairlead.schedule.why import Step, Why, task_why
from fairlead.work.models import Project
from fairlead.work.selectors import place_of, plan_get, programs_through_projects, task_get

__all__ = [
    "Counts",
    "Event",
    "Facts",
    "Order",
    "Page",
    "PlanChanges",
    "ProgramRow",
    "ProjectRow",
    "Step",
    "Why",
    "edit_preview",
    "plan_changes",
    "plan_payload",
    "program_row",
    "program_rows",
    "project_counts",
    "project_row",
    "project_rows",
    "task_history",
    "task_why",
]


def plan_payload(*, kind: ScopeKind, id: int, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the plan of a program's projects that `actor` may see, or of one project. Fixed queries.

    `now` is the wall clock.
    Raises: NotFound.
    """
    name, projects = _shown(kind, id, actor)
    return plan_json(kind, id, name, projects=projects, actor=actor, now=now)


def edit_preview(*, actor: Actor, task_id: int, edit: TaskEdit, now: datetime) -> Outcome:
    """Return what `edit` would do, writing nothing.

    Raises: NotFound, Forbidden; Refused for what cannot be said or scheduled.
    """
    task = task_get(id=task_id, actor=actor)
    require(actor, Action.EDIT_PROGRESS, place_of(task, actor=actor))
    values = said_values(edit, task, TaskDates.objects.filter(task=task).first())
    loaded = load_plan(scope_of(task.project))
    discovery = discover(said_tried(loaded, task.pk, values))
    moves = moves_of(loaded, discovery, edited=task.pk, fallback=TaskMove.Reason.DRIVER)
    trigger = Trigger(Recalculation.Cause.TASK, now, actor, task_id=task.pk)
    return outcome_of(loaded, discovery, moves, trigger)


def plan_changes(*, kind: ScopeKind, id: int, since: int, actor: Actor) -> PlanChanges:
    """Return what changed in a plan after revision `since`. Three queries where nothing did.

    Raises: NotFound.
    """
    _name, projects = _shown(kind, id, actor)
    return changes_since(since, projects=projects)


def _shown(kind: ScopeKind, id: int, actor: Actor) -> tuple[str, list[Project]]:
    if kind is ScopeKind.PROJECT:
        project = plan_get(id=id, actor=actor)
        return project.name, [project]
    program = program_get(id=id, actor=actor, through=programs_through_projects(actor))
    projects = Project.plans.visible_to(actor).filter(program=program).order_by("position", "id")
    return program.name, list(projects)
