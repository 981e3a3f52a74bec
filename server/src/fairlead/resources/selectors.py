"""Reading the pool: calendars and who is in it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound, Refused
from fairlead.resources.models import Calendar, CalendarException, Resource
from fairlead_engine import plan


def calendars_of(*, actor: Actor) -> QuerySet[Calendar]:
    """Return the calendars of the actor's workspace by name."""
    return Calendar.objects.filter(workspace_id=actor.workspace_id)


def calendar_get(*, id: int, actor: Actor) -> Calendar:
    """Return one calendar of the actor's workspace. One query.

    Raises: NotFound.
    """
    calendar = calendars_of(actor=actor).filter(pk=id).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar, or you may not see it."))
    return calendar


def calendar_default(*, actor: Actor) -> Calendar:
    """Return the calendar that projects work on unless told otherwise. One query.

    Raises: NotFound where the workspace has none.
    """
    calendar = calendars_of(actor=actor).order_by("-is_default", "id").first()
    if calendar is None:
        raise NotFound(_("This workspace has no calendar yet; create one first."))
    return calendar


def calendar_known(id: int, *, actor: Actor) -> None:
    """Raise Refused unless the actor's workspace has the calendar. One query."""
    if not calendars_of(actor=actor).filter(pk=id).exists():
        raise Refused(_("There is no such calendar."), fields={"calendar": _("Unknown")})


def resources_of(*, actor: Actor) -> QuerySet[Resource]:
    """Return the pool of the actor's workspace by name, with teams."""
    return Resource.objects.filter(workspace_id=actor.workspace_id).select_related("team", "person")


def engine_calendars(workspace_id: int) -> list[plan.Calendar]:
    """Return all calendars of a workspace as the engine takes them, oldest first; ids are primary keys. Two queries."""
    exceptions: dict[int, list[plan.CalendarException]] = {}
    for row in CalendarException.objects.filter(calendar__workspace_id=workspace_id):
        exceptions.setdefault(row.calendar_id, []).append(
            plan.CalendarException(row.start_on, row.finish_on, _shifts(row.shifts), row.name)
        )
    return [
        plan.Calendar(
            id=plan.CalendarId(str(row.pk)),
            name=row.name,
            week=tuple(None if day is None else _shifts(day) for day in row.week),
            exceptions=tuple(exceptions.get(row.pk, ())),
            base=plan.CalendarId(str(row.base_id)) if row.base_id else None,
        )
        for row in Calendar.objects.filter(workspace_id=workspace_id).order_by("id")
    ]


def _shifts(pairs: Iterable[Iterable[int]]) -> plan.DayShifts:
    return tuple(plan.Shift(*pair) for pair in pairs)
