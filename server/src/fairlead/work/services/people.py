"""Changes to who works on a task, and what blocks it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import Resource
from fairlead.resources.words import why_gone
from fairlead.work.effort import WORKING, PersonSaid, assignments_after, effort_of, effort_with
from fairlead.work.models import Assignment, Blocker, Task
from fairlead.work.rules import MOST_MINUTES, clean_name
from fairlead.work.selectors import place_of, task_get, task_said
from fairlead_engine.effort import with_duration
from fairlead_engine.plan import TaskType


@transaction.atomic
def assignment_set(
    *, actor: Actor, task_id: int, version: int, people: Iterable[PersonSaid], follows: bool = False, now: datetime
) -> tuple[Task, int]:
    """Make `people` the ones on a task and return it with the duration that it then has, which is not said here.

    Where units and work of a task decide its duration, `follows` is given, and work and units follow each other by
    the task's type; else units are what is said, and work is kept.
    Raises: NotFound, Forbidden, StaleVersion; Refused for a resource of another workspace or what is out of bounds,
    and for one that comes to the task and was not there any more when it began, or is not today.
    """
    task = task_get(id=task_id, actor=actor, lock=True)
    require(actor, Action.EDIT_PROJECT, task.project.place)
    check_version(task, version, kind="task", current=task_said(task))
    wanted = {each.resource_id: each for each in people}
    pool = Resource.objects.filter(workspace_id=actor.workspace_id).select_related("person")
    known = pool.in_bulk(wanted)
    _check(wanted, known)
    before = list(task.assignments.select_related("resource"))
    began = timezone.localdate(now) if task.actual_start_at is None else task.actual_start_at.date()
    _check_there([known[id] for id in set(wanted) - {each.resource_id for each in before}], began)
    effort = effort_of(task, before)
    if follows:
        workers = [each for each in wanted.values() if known[each.resource_id].kind in WORKING]
        effort = effort_with(effort, workers)
    rows = assignments_after(task, effort, before) if follows else []
    rows += _as_said(task, [each for id, each in wanted.items() if id not in {row.resource_id for row in rows}], before)
    task.assignments.exclude(resource_id__in=wanted).delete()
    assignments_write(rows)
    _audit(actor, task, before, rows, {id: row.name for id, row in known.items()}, now)
    task.version += 1
    task.save(update_fields=["version"])
    return task, effort.duration


def duration_follow(task: Task, before: int) -> None:
    """Change work, or units where the work is fixed, of who is on `task`, whose duration was `before` and is another.

    Work that nobody said needs no change: it is what units and duration come to.
    """
    on_it = list(task.assignments.select_related("resource"))
    if task.is_elapsed or not before:
        return
    if task.type != TaskType.FIXED_WORK.value and all(each.work_minutes is None for each in on_it):
        return
    after = task.duration_minutes
    task.duration_minutes = before
    effort = with_duration(effort_of(task, on_it), after)
    task.duration_minutes = after
    assignments_write(assignments_after(task, effort, on_it))


def assignments_write(rows: Iterable[Assignment]) -> None:
    """Write what is said of people on tasks, over what was said of them there. One statement."""
    Assignment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["task", "resource"],
        update_fields=["units", "work_minutes"],
    )


def _check(wanted: Mapping[int, PersonSaid], known: Mapping[int, Resource]) -> None:
    if set(known) != set(wanted):
        raise Refused(_("Somebody in this list is not in the pool."), fields={"people": _("Unknown")})
    if not all(each.units is None or 0 < each.units <= 100 for each in wanted.values()):
        raise Refused(_("Units lie above 0 and at most 100 whole people."), fields={"people": _("Units")})
    if not all(each.work_minutes is None or 0 <= each.work_minutes <= MOST_MINUTES for each in wanted.values()):
        raise Refused(_("Work lies between nothing and 20 years."), fields={"people": _("Work")})


def _check_there(coming: Iterable[Resource], day: date) -> None:
    reasons = sorted(filter(None, (why_gone(each, on=day) for each in coming)))
    if reasons:
        raise Refused(" ".join(reasons), code="gone", fields={"people": " ".join(reasons)})


def _as_said(task: Task, people: Iterable[PersonSaid], before: Iterable[Assignment]) -> list[Assignment]:
    was = {each.resource_id: each for each in before}
    rows = []
    for each in people:
        old = was.get(each.resource_id) or Assignment(units=Decimal(1))
        units = old.units if each.units is None else each.units
        work = old.work_minutes if each.work_minutes is None else each.work_minutes
        rows.append(Assignment(task=task, resource_id=each.resource_id, units=units, work_minutes=work))
    return rows


def _audit(
    actor: Actor,
    task: Task,
    before: Iterable[Assignment],
    after: Iterable[Assignment],
    names: Mapping[int, str],
    now: datetime,
) -> None:
    was = {each.resource.name: float(each.units) for each in before}
    is_now = {names[each.resource_id]: float(each.units) for each in after}
    change = Change("task.assign", "task", task.pk, before={"people": was}, after={"people": is_now})
    audit_write([change], by=by(actor, now))


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
