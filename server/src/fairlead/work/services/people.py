"""Changes to who works on a task, and what blocks it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import Resource
from fairlead.work.models import Assignment, Blocker, Task
from fairlead.work.rules import clean_name
from fairlead.work.selectors import place_of, task_get, task_said


@transaction.atomic
def assignment_set(
    *, actor: Actor, task_id: int, version: int, people: Iterable[tuple[int, Decimal]], now: datetime
) -> Task:
    """Make `people`, as pairs of resource and units, the ones assigned to a task; effort already said is kept.

    Raises: NotFound, Forbidden, StaleVersion; Refused for a resource of another workspace or units out of bounds.
    """
    task = task_get(id=task_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, task.project.place)
    check_version(task, version, kind="task", current=task_said(task))
    wanted = dict(people)
    known = dict(Resource.objects.filter(workspace_id=actor.workspace_id, pk__in=wanted).values_list("pk", "name"))
    if set(known) != set(wanted):
        raise Refused(_("Somebody in this list is not in the pool."), fields={"people": _("Unknown")})
    if not all(0 < units <= 100 for units in wanted.values()):
        raise Refused(_("Units lie above 0 and at most 100 whole people."), fields={"people": _("Units")})
    before = dict(task.assignments.values_list("resource__name", "units"))
    task.assignments.exclude(resource_id__in=wanted).delete()
    Assignment.objects.bulk_create(
        [Assignment(task=task, resource_id=id, units=units) for id, units in wanted.items()],
        update_conflicts=True,
        unique_fields=["task", "resource"],
        update_fields=["units"],
    )
    after = {known[id]: units for id, units in wanted.items()}
    audit_write(
        [
            Change(
                "task.assign",
                "task",
                task.pk,
                before={"people": {name: float(units) for name, units in before.items()}},
                after={"people": {name: float(units) for name, units in after.items()}},
            )
        ],
        by=by(actor, now),
    )
    task.version += 1
    task.save(update_fields=["version"])
    return task


@transaction.atomic
def block_raise(*, actor: Actor, task_id: int, reason: str, now: datetime) -> Blocker:
    """Say that something keeps a task from going on; who is assigned may say so too.

    Raises: NotFound, Forbidden; Refused without a reason, or where the task is blocked already.
    """
    task = task_get(id=task_id, actor=actor)
    require(actor, Action.EDIT_PROGRESS, place_of(task, actor=actor))
    words = clean_name(reason)[:500]
    if not words:
        raise Refused(_("Say what blocks the task."), fields={"reason": _("Missing")})
    if task.blockers.filter(resolved_at=None).exists():
        raise Refused(_("This task is marked as blocked already; resolve that first."), code="blocked")
    blocker = Blocker.objects.create(task=task, reason=words, raised_by_id=actor.person_id, raised_at=now)
    audit_write([Change("task.block", "task", task.pk, after={"reason": words})], by=by(actor, now))
    return blocker


@transaction.atomic
def block_resolve(*, actor: Actor, task_id: int, now: datetime) -> None:
    """Say that what blocked a task is over.

    Raises: NotFound, Forbidden; Refused where it is not blocked.
    """
    task = task_get(id=task_id, actor=actor)
    require(actor, Action.EDIT_PROGRESS, place_of(task, actor=actor))
    blocker = task.blockers.select_for_update().filter(resolved_at=None).first()
    if blocker is None:
        raise Refused(_("This task is not blocked."), code="not_blocked")
    blocker.resolved_by_id, blocker.resolved_at = actor.person_id, now
    blocker.save(update_fields=["resolved_by", "resolved_at"])
    audit_write([Change("task.unblock", "task", task.pk, before={"reason": blocker.reason})], by=by(actor, now))
