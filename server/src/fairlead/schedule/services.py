"""Edits on a plan: what people say, and the dates that follow, in one transaction under the program's lock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.versions import check_version
from fairlead.schedule.edits import TaskEdit, said_values
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.recalculation import Trigger, recalculate
from fairlead.schedule.scope import Scope, scope_lock, scope_of
from fairlead.work import services as work
from fairlead.work.models import Link, Project, Task
from fairlead.work.selectors import (
    activities_get,
    link_get,
    link_said,
    place_of,
    plan_get,
    project_get,
    task_get,
    task_said,
)

Cause = Recalculation.Cause

__all__ = [
    "ActivitiesEdit",
    "TaskEdit",
    "activities_edit",
    "link_add",
    "link_edit",
    "link_remove",
    "people_edit",
    "project_edit",
    "scope_recalculate",
    "task_add",
    "task_edit",
    "task_place",
    "task_remove",
]


@transaction.atomic
def task_edit(*, actor: Actor, task_id: int, version: int, edit: TaskEdit, now: datetime) -> Outcome:
    """Change a task and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion; Refused for what cannot be said or scheduled.
    """
    task = _task_locked(task_id, actor)
    require(actor, Action.EDIT_PROGRESS, place_of(task, actor=actor))
    check_version(task, version, kind="task", current=task_said(task))
    values = said_values(edit, task, TaskDates.objects.filter(task=task).first())
    task = work.task_update(actor=actor, task=task, version=version, values=values, now=now)
    return recalculate(
        scope_of(task.project),
        Trigger(Cause.TASK, now, actor, task_id=task.pk, task=task_said(task)),
    )


@transaction.atomic
def people_edit(
    *, actor: Actor, task_id: int, version: int, people: Sequence[work.PersonSaid], now: datetime
) -> Outcome:
    """Say who is on a task, these and no others, with units or work, and find the dates that follow.

    By the task's type its duration, their work or their units follow; of a summary task, or one around the clock,
    nothing does.
    Raises: NotFound, Forbidden, StaleVersion; Refused for what cannot be said or scheduled.
    """
    task = _task_locked(task_id, actor)
    dates = TaskDates.objects.filter(task=task).first()
    follows = not task.is_elapsed and not (dates is not None and dates.is_summary)
    task, duration = work.assignment_set(
        actor=actor, task_id=task_id, version=version, people=people, follows=follows, now=now
    )
    if follows and duration != task.duration_minutes:
        values = said_values({"duration_minutes": duration}, task, dates)
        task = work.task_update(actor=actor, task=task, version=task.version, values=values, now=now, keeps_people=True)
    return recalculate(scope_of(task.project), Trigger(Cause.TASK, now, actor, task_id=task.pk, task=task_said(task)))


@transaction.atomic
def task_add(*, actor: Actor, new: work.NewTask, now: datetime) -> Outcome:
    """Create a task and find the dates that follow.

    Raises: NotFound, Forbidden, Refused.
    """
    project = _project_locked(new.project_id, actor)
    task = work.task_create(actor=actor, new=new, now=now)
    return _restructured(project, task, actor, now)


@transaction.atomic
def task_remove(*, actor: Actor, task_id: int, version: int, now: datetime) -> Outcome:
    """Delete a task with its subtasks and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    task = _task_locked(task_id, actor)
    project = task.project
    work.task_delete(actor=actor, task=task, version=version, now=now)
    return _restructured(project, None, actor, now)


@transaction.atomic
def task_place(
    *,
    actor: Actor,
    task_id: int,
    version: int,
    parent_id: int | None,
    after_id: int | None,
    now: datetime,
) -> Outcome:
    """Move a task with its subtasks in the outline and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    task = _task_locked(task_id, actor)
    task = work.task_move(actor=actor, task=task, version=version, parent_id=parent_id, after_id=after_id, now=now)
    return _restructured(task.project, task, actor, now)


@transaction.atomic
def link_add(*, actor: Actor, new: work.NewLink, now: datetime) -> Outcome:
    """Link two tasks and find the dates that follow.

    Raises: NotFound, Forbidden; Refused for a circle, a second link of the same two, or tasks not planned together.
    """
    successor = _task_locked(new.successor_id, actor)
    link = work.link_create(actor=actor, new=new, now=now)
    return _relinked(successor.project, link, actor, now)


@transaction.atomic
def link_edit(
    *, actor: Actor, link_id: int, version: int, kind: int, lag: int, lag_kind: int, now: datetime
) -> Outcome:
    """Change a link and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    link = _link_locked(link_id, actor)
    link = work.link_update(actor=actor, link=link, version=version, kind=kind, lag=lag, lag_kind=lag_kind, now=now)
    return _relinked(link.successor.project, link, actor, now)


@transaction.atomic
def link_remove(*, actor: Actor, link_id: int, version: int, now: datetime) -> Outcome:
    """Remove a link and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    link = _link_locked(link_id, actor)
    project = link.successor.project
    work.link_delete(actor=actor, link=link, version=version, now=now)
    return _relinked(project, None, actor, now)


@transaction.atomic
def project_edit(*, actor: Actor, project_id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Project:
    """Change said values of a project, by field name, and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    before = scope_of(_project_locked(project_id, actor))
    project = work.project_update(
        actor=actor,
        project=project_get(id=project_id, actor=actor, lock=True),
        version=version,
        changes=changes,
        now=now,
    )
    scopes = [scope_of(project)]
    if before != scopes[0]:
        scope_lock(scopes[0])
        scopes.append(before)
    for scope in scopes:
        recalculate(scope, Trigger(Cause.PROJECT, now, actor))
    return project


class ActivitiesEdit(TypedDict, total=False):
    """What is said of a program's activities as a whole: when they begin, and the working times they keep."""

    start_at: datetime
    calendar: int


@transaction.atomic
def activities_edit(*, actor: Actor, program_id: int, version: int, changes: ActivitiesEdit, now: datetime) -> Project:
    """Change what is said of a program's own activities as a whole, and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    id = activities_get(program_id=program_id, actor=actor).pk
    scope = scope_of(_project_locked(id, actor))
    own = plan_get(id=id, actor=actor, lock=True)
    own = work.project_update(actor=actor, project=own, version=version, changes={**changes}, now=now)
    recalculate(scope, Trigger(Cause.PROJECT, now, actor))
    return own


@transaction.atomic
def scope_recalculate(
    *, scope: Scope, cause: Recalculation.Cause, now: datetime, actor: Actor | None = None
) -> Outcome:
    """Find the dates of `scope` again, after many rows were written at once.

    Raises: Refused where it cannot be scheduled.
    """
    scope_lock(scope)
    return recalculate(scope, Trigger(cause, now, actor))


def _restructured(project: Project, task: Task | None, actor: Actor, now: datetime) -> Outcome:
    return recalculate(
        scope_of(project),
        Trigger(
            Cause.STRUCTURE,
            now,
            actor,
            task_id=task.pk if task else None,
            restructured=project.pk,
            task=task_said(task) if task else None,
        ),
    )


def _relinked(project: Project, link: Link | None, actor: Actor, now: datetime) -> Outcome:
    trigger = Trigger(Cause.LINK, now, actor, link=link_said(link) if link else None)
    return recalculate(scope_of(project), trigger)


def _task_locked(id: int, actor: Actor) -> Task:
    """Return the task as it is once its scope is locked; the first read only tells what to lock."""
    scope = scope_of(task_get(id=id, actor=actor).project)
    scope_lock(scope)
    task = task_get(id=id, actor=actor)
    _lock_again(scope, task.project)
    return task


def _link_locked(id: int, actor: Actor) -> Link:
    scope = scope_of(link_get(id=id, actor=actor).successor.project)
    scope_lock(scope)
    link = link_get(id=id, actor=actor)
    _lock_again(scope, link.successor.project)
    return link


def _project_locked(id: int, actor: Actor) -> Project:
    scope = scope_of(plan_get(id=id, actor=actor))
    scope_lock(scope)
    project = plan_get(id=id, actor=actor)
    _lock_again(scope, project)
    return project


def _lock_again(locked: Scope, project: Project) -> None:
    """Lock the scope that `project` moved to while the one it was in was waited for."""
    if scope_of(project) != locked:
        scope_lock(scope_of(project))
