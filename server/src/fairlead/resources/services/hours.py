"""Somebody's own hours: a calendar of theirs alone, derived from one that people share."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.audit import Change
from fairlead.kernel.errors import Refused
from fairlead.resources.hours import DAYS_A_WEEK, Shifts, is_week, plain_week
from fairlead.resources.models import Calendar, Resource
from fairlead.resources.selectors import calendar_default, calendars_of
from fairlead.resources.services.people import raised, resource_locked

Week = Sequence[Shifts | None]
AS_BASE: Week = (None,) * DAYS_A_WEEK


@transaction.atomic
def hours_set(
    *, actor: Actor, resource_id: int, version: int, base_id: int, week: Week = AS_BASE, now: datetime
) -> Resource:
    """Say when somebody works: as the calendar `base_id` does, but for the days of `week` that are not None.

    Raises: NotFound, Forbidden, StaleVersion; Refused for an unknown calendar or times that cannot be.
    """
    resource = resource_locked(resource_id, actor, version)
    if not is_week(week):
        raise Refused(_("Working times of a day lie within it, one after the other."), fields={"week": _("Times")})
    if all(day is not None and not day for day in week):
        reason = _("Somebody without any hours is not available; say until when they are instead.")
        raise Refused(reason, fields={"week": _("No hours")})
    base = calendars_of(actor=actor).filter(pk=base_id).first()
    if base is None:
        raise Refused(_("There is no such calendar."), fields={"base": _("Unknown")})
    own = Calendar.objects.filter(resource=resource).first()
    before = _said(own or resource.calendar)
    if own is None and any(day is not None for day in week):
        own = own_calendar(resource, actor=actor)
    if own is None:
        _works_on(resource, base)
    else:
        own.base, own.week = base, plain_week(week)
        own.version += 1
        own.save(update_fields=["base", "week", "version"])
        _works_on(resource, own)
    change = Change("resource.hours", "resource", resource_id, before=before, after=_said(own or base))
    return raised(resource, change, actor, now)


def own_calendar(resource: Resource, *, actor: Actor) -> Calendar:
    """Return the calendar of `resource` alone; it is made where there is none, and works as they did before."""
    own = Calendar.objects.filter(resource=resource).first()
    if own is None:
        own = Calendar.objects.create(
            workspace_id=resource.workspace_id,
            name=resource.name,
            base=resource.calendar or calendar_default(actor=actor),
            week=list(AS_BASE),
            resource=resource,
        )
    _works_on(resource, own)
    return own


def _works_on(resource: Resource, calendar: Calendar) -> None:
    if resource.calendar_id != calendar.pk:
        resource.calendar = calendar
        resource.save(update_fields=["calendar"])


def _said(calendar: Calendar | None) -> dict[str, object]:
    if calendar is None:
        return {}
    if calendar.resource_id is None:
        return {"base": calendar.pk, "week": list(AS_BASE)}
    return {"base": calendar.base_id, "week": calendar.week}
