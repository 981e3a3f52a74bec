"""Changes to the hours of people and calendars, and the dates of every program that they move."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q

from fairlead.access.rules import Actor
from fairlead.resources import services as resources
from fairlead.resources.models import Calendar, Resource, TimeOff
from fairlead.resources.services import NewTimeOff, RosterEntry
from fairlead.resources.services.hours import AS_BASE, Week
from fairlead.schedule.models import Recalculation
from fairlead.schedule.recalculation import Trigger, recalculate
from fairlead.schedule.scope import Scope, scope_lock, scope_of
from fairlead.work.models import Assignment, Project, Task

T = TypeVar("T")


@transaction.atomic
def time_off_add(*, actor: Actor, resource_id: int, new: NewTimeOff, now: datetime) -> TimeOff:
    """Enter days on which somebody does not work, and find the dates that follow.

    Raises: NotFound, Forbidden; Refused for days that cannot be, or that leave work without any time for it.
    """
    return _rescheduled(
        _of_resources([resource_id], actor),
        lambda: resources.time_off_add(actor=actor, resource_id=resource_id, new=new, now=now),
        actor,
        now,
    )


@transaction.atomic
def time_off_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> TimeOff:
    """Change days off, and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    return _rescheduled(
        _of_time_off(id, actor),
        lambda: resources.time_off_update(actor=actor, id=id, version=version, changes=changes, now=now),
        actor,
        now,
    )


@transaction.atomic
def time_off_remove(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take back days off, and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    _rescheduled(
        _of_time_off(id, actor),
        lambda: resources.time_off_remove(actor=actor, id=id, version=version, now=now),
        actor,
        now,
    )


@transaction.atomic
def hours_set(
    *, actor: Actor, resource_id: int, version: int, base_id: int, week: Week = AS_BASE, now: datetime
) -> Resource:
    """Say when somebody works, and find the dates that follow.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    return _rescheduled(
        _of_resources([resource_id], actor),
        lambda: resources.hours_set(
            actor=actor, resource_id=resource_id, version=version, base_id=base_id, week=week, now=now
        ),
        actor,
        now,
    )


@transaction.atomic
def calendar_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Calendar:
    """Change a calendar that people share, and find the dates of all that works on it or on one derived from it.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    return _rescheduled(
        _on_calendars(_derived(id, actor), actor),
        lambda: resources.calendar_update(actor=actor, id=id, version=version, changes=changes, now=now),
        actor,
        now,
    )


@transaction.atomic
def roster_write(entries: Sequence[RosterEntry], *, actor: Actor, now: datetime, cause: str) -> list[Resource]:
    """Take many people into the pool, and find the dates of what those work on whose hours change.

    Raises: Forbidden.
    """
    hours = [each.resource_id for each in entries if each.hours and each.resource_id]
    return _rescheduled(
        _of_resources(hours, actor),
        lambda: resources.roster_write(entries, actor=actor, now=now, cause=cause),
        actor,
        now,
    )


def _rescheduled(scopes: list[Scope], change: Callable[[], T], actor: Actor, now: datetime) -> T:
    """Make a change with `scopes` locked, then find their dates; locks are taken in one order, whoever comes."""
    for scope in scopes:
        scope_lock(scope)
    changed = change()
    for scope in scopes:
        recalculate(scope, Trigger(Recalculation.Cause.CALENDAR, now, actor))
    return changed


def _of_time_off(id: int, actor: Actor) -> list[Scope]:
    return _of_resources(TimeOff.objects.filter(pk=id).values_list("resource_id", flat=True), actor)


def _of_resources(ids: Iterable[int], actor: Actor) -> list[Scope]:
    """Return what is scheduled with tasks that these resources are on."""
    on = Assignment.objects.filter(resource__in=list(ids), resource__workspace_id=actor.workspace_id)
    return _scopes(Q(pk__in=on.values("task__project")))


def _on_calendars(ids: list[int], actor: Actor) -> list[Scope]:
    here = {"project__workspace_id": actor.workspace_id}
    tasks = Task.objects.filter(calendar__in=ids, **here)
    people = Assignment.objects.filter(resource__calendar__in=ids, resource__workspace_id=actor.workspace_id)
    return _scopes(
        Q(calendar__in=ids, workspace_id=actor.workspace_id)
        | Q(pk__in=tasks.values("project"))
        | Q(pk__in=people.values("task__project"))
    )


def _derived(id: int, actor: Actor) -> list[int]:
    """Return the calendar `id` and all that derive from it, through however many. One query."""
    bases = Calendar.objects.filter(workspace_id=actor.workspace_id, base__isnull=False).values_list("pk", "base_id")
    children: dict[int, list[int]] = {}
    for child, base in bases:
        children.setdefault(base or 0, []).append(child)
    found = [id]
    for each in found:
        found += children.get(each, [])
    return found


def _scopes(projects: Q) -> list[Scope]:
    found = {scope_of(project) for project in Project.plans.filter(projects)}
    return sorted(found, key=lambda scope: (scope.kind, scope.id))
