"""Changes to tasks: what is said of them, and where they stand in the outline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.selectors import calendar_known
from fairlead.work.messages import refuse
from fairlead.work.models import Task
from fairlead.work.outline import block_place, outline_of, room_make
from fairlead.work.rules import clean_name, faults_of
from fairlead.work.selectors import place_of, plan_get, task_said
from fairlead.work.services.people import duration_follow

PROGRESS_FIELDS = frozenset({"percent_complete", "actual_start_at", "actual_finish_at"})


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be created in `project_id`, below `parent_id`, behind its sibling `after_id` or first of all."""

    project_id: int
    name: str
    duration_minutes: int = 480
    parent_id: int | None = None
    after_id: int | None = None
    is_milestone: bool = False


@transaction.atomic
def task_create(*, actor: Actor, new: NewTask, now: datetime) -> Task:
    """Create a task at its place in the outline.

    Raises: NotFound, Forbidden; Refused for a name or place that cannot be.
    """
    project = plan_get(id=new.project_id, actor=actor)
    require(actor, Action.EDIT_PROJECT, project.place)
    values = {
        "name": clean_name(new.name),
        "duration_minutes": 0 if new.is_milestone else new.duration_minutes,
        "is_milestone": new.is_milestone,
    }
    refuse(_("The task was not created."), faults_of(values))
    position = outline_of(project.pk).place_after(new.parent_id, new.after_id)
    room_make(project.pk, position)
    task = Task.objects.create(project=project, parent_id=new.parent_id, position=position, **values)
    audit_write([Change("task.create", "task", task.pk, after=values)], by=by(actor, now))
    return task


@transaction.atomic
def task_update(
    *,
    actor: Actor,
    task: Task,
    version: int,
    values: Mapping[str, Any],
    now: datetime,
    cause: str = "",
    keeps_people: bool = False,
) -> Task:
    """Change said `values` of `task`, by field name; who is assigned may change its progress only.

    Another duration changes the work of its people, or their units where the work is fixed, unless `keeps_people`.
    Raises: Forbidden, StaleVersion; Refused for values that cannot be.
    """
    place = place_of(task, actor=actor)
    only_progress = set(values) <= PROGRESS_FIELDS
    require(actor, Action.EDIT_PROGRESS if only_progress else Action.EDIT_PROJECT, place)
    check_version(task, version, kind="task", current=task_said(task))
    clean = {**values, "name": clean_name(values["name"])} if "name" in values else dict(values)
    judged = {"actual_start_at": task.actual_start_at, "actual_finish_at": task.actual_finish_at}
    refuse(_("The task was not saved."), faults_of({**judged, "constraint_at": task.constraint_at, **clean}))
    if clean.get("calendar") is not None:
        calendar_known(clean["calendar"], actor=actor)
    before = said(task, clean)
    for name, value in clean.items():
        setattr(task, task._meta.get_field(name).attname, value)  # type: ignore[union-attr]
    if {"percent_complete", "duration_minutes"} & set(clean):
        task.done_minutes = task.remaining_minutes = None
    task.version += 1
    task.save(update_fields=[*clean, "done_minutes", "remaining_minutes", "version"])
    if not keeps_people and before.get("duration_minutes", task.duration_minutes) != task.duration_minutes:
        duration_follow(task, before["duration_minutes"])
    changed = {name: value for name, value in clean.items() if before[name] != value}
    kept = {name: before[name] for name in changed}
    audit_write([Change("task.update", "task", task.pk, before=kept, after=changed, cause=cause)], by=by(actor, now))
    return task


@transaction.atomic
def task_delete(*, actor: Actor, task: Task, version: int, now: datetime) -> list[int]:
    """Delete `task` with its subtasks and return their ids in outline order.

    Raises: Forbidden, StaleVersion.
    """
    require(actor, Action.EDIT_PROJECT, task.project.place)
    check_version(task, version, kind="task", current=task_said(task))
    ids = outline_of(task.project_id).block(task.pk)
    before = task_said(task) | {"subtasks": len(ids) - 1}
    task.delete()
    audit_write([Change("task.delete", "task", ids[0], before=before)], by=by(actor, now))
    return ids


@transaction.atomic
def task_move(
    *,
    actor: Actor,
    task: Task,
    version: int,
    parent_id: int | None,
    after_id: int | None,
    now: datetime,
) -> Task:
    """Put `task` with its subtasks below `parent_id`, behind its child `after_id` or first of all.

    Raises: Forbidden, StaleVersion; Refused for a place within itself or outside its project.
    """
    require(actor, Action.EDIT_PROJECT, task.project.place)
    check_version(task, version, kind="task", current=task_said(task))
    outline = outline_of(task.project_id)
    block = outline.block(task.pk)
    if parent_id in block or after_id in block:
        raise Refused(_("A task cannot be put below or behind itself."), fields={"parent": _("Within itself")})
    position = outline.place_after(parent_id, after_id)
    first, last = outline.positions[block[0]], outline.positions[block[-1]]
    if not first <= position <= last + 1:
        block_place(task.project_id, first, last, position)
    before = {"parent": task.parent_id, "position": task.position}
    task.refresh_from_db(fields=["position"])
    task.parent_id = parent_id
    task.version += 1
    task.save(update_fields=["parent", "version"])
    after = {"parent": parent_id, "position": task.position}
    audit_write([Change("task.move", "task", task.pk, before=before, after=after)], by=by(actor, now))
    return task
