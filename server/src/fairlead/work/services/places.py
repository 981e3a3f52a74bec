"""Putting one resource in the place of another on many tasks at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import NotFound, Refused
from fairlead.resources.models import Resource
from fairlead.resources.words import why_gone
from fairlead.work.models import Assignment, Project, Task

Place = tuple[int, int, int]  # of a task, who is on it, who comes in their place


@transaction.atomic
def people_replace(*, actor: Actor, places: Sequence[Place], now: datetime, cause: str) -> None:
    """Put others in the place of who is on tasks, with the same units and work; all or none. Nine queries at most.

    Raises: NotFound, Forbidden; Refused where one of them is not on the task any more, who comes is on it already, or
    is archived or has left.
    """
    if not places:
        return
    tasks = {task for task, *_who in places}
    for project in Project.plans.filter(pk__in=Task.objects.filter(pk__in=tasks).values("project")):
        require(actor, Action.EDIT_PROJECT, project.place)
    found = Task.objects.filter(pk__in=tasks, project__workspace_id=actor.workspace_id).select_for_update()
    if len(found) != len(tasks):
        raise NotFound(_("One of these tasks is not there any more."))
    rows = list(Assignment.objects.filter(task__in=tasks).select_related("resource").order_by("pk"))
    coming = Resource.objects.filter(workspace_id=actor.workspace_id).select_related("person")
    pool = coming.in_bulk({who for *_task, who in places})
    _check_there([pool[who] for *_task, who in places if who in pool], now)
    before = _units(rows)
    moved = _moved(places, {(row.task_id, row.resource_id): row for row in rows}, pool)
    Assignment.objects.bulk_update(moved, ["resource"], batch_size=200)
    Task.objects.filter(pk__in=tasks).update(version=F("version") + 1)
    after = _units(rows)
    audit_write(
        [
            Change("task.assign", "task", id, before={"people": before[id]}, after={"people": after[id]}, cause=cause)
            for id in sorted(tasks)
        ],
        by=by(actor, now),
    )


def _check_there(coming: Sequence[Resource], now: datetime) -> None:
    reasons = sorted({reason for each in coming if (reason := why_gone(each, on=timezone.localdate(now)))})
    if reasons:
        raise Refused(" ".join(reasons), code="gone")


def _moved(
    places: Sequence[Place], rows: dict[tuple[int, int], Assignment], pool: dict[int, Resource]
) -> list[Assignment]:
    """Change the resource of assignments, not written yet."""
    moved = []
    for task, leaving, coming in places:
        row = rows.get((task, leaving))
        if row is None or (task, coming) in rows or coming not in pool:
            raise Refused(_("Other people are on one of these tasks by now. Load the page again."), code="people")
        row.resource = pool[coming]
        moved.append(row)
    return moved


def _units(rows: Sequence[Assignment]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        found.setdefault(row.task_id, {})[row.resource.name] = float(row.units)
    return found
