"""Reading calendars: those that people share, and those of one alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import NotFound, Refused
from fairlead.resources.models import Calendar, CalendarException, Resource, TimeOff
from fairlead.resources.worked import away_in_part, chain_of, days_within
from fairlead_engine import plan

CALENDAR_SAID = ("name", "base", "is_default", "country", "subdivision", "week")


def calendars_of(*, actor: Actor) -> QuerySet[Calendar]:
    """Return the calendars of the actor's workspace by name, without those that hold the hours of one alone."""
    return Calendar.objects.filter(workspace_id=actor.workspace_id, resource__isnull=True)


def calendars_counted(*, actor: Actor) -> QuerySet[Calendar]:
    """Return those calendars with their bases, each with how many `people` in use work on it or have hours over it."""
    works = Resource.objects.in_use().filter(
        Q(calendar=OuterRef("pk")) | Q(calendar__base=OuterRef("pk"), calendar__resource=F("pk"))
    )
    counted = works.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
    return calendars_of(actor=actor).select_related("base").annotate(people=Coalesce(Subquery(counted), 0))


def calendar_get(*, id: int, actor: Actor) -> Calendar:
    """Return one calendar of the actor's workspace, or of somebody in the pool whom they may see. One query.

    Raises: NotFound.
    """
    seen = Resource.objects.visible_to(actor)
    mine = Calendar.objects.filter(workspace_id=actor.workspace_id)
    calendar = mine.filter(Q(resource__isnull=True) | Q(resource__in=seen), pk=id).first()
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


def calendar_default_id(workspace_id: int) -> int | None:
    """Return the key of the calendar that a workspace works on unless told otherwise; None without any. One query."""
    shared = Calendar.objects.filter(workspace_id=workspace_id, resource__isnull=True)
    return shared.order_by("-is_default", "id").values_list("pk", flat=True).first()


def calendar_known(id: int, *, actor: Actor) -> None:
    """Raise Refused unless the actor's workspace has the calendar. One query."""
    if not calendars_of(actor=actor).filter(pk=id).exists():
        raise Refused(_("There is no such calendar."), fields={"calendar": _("Unknown")})


def engine_calendars(workspace_id: int) -> list[plan.Calendar]:
    """Return all calendars of a workspace as the engine takes them, oldest first; ids are primary keys. Three queries.

    Somebody's own calendar holds their time off, too. Where exceptions of a calendar meet, time off goes before all,
    and public holidays come last.
    """
    exceptions = _exceptions(workspace_id)
    away = _times_off(workspace_id)
    rows = list(Calendar.objects.filter(workspace_id=workspace_id).order_by("id"))
    calendars = [
        plan.Calendar(
            id=plan.CalendarId(str(row.pk)),
            name=row.name,
            week=tuple(None if day is None else _shifts(day) for day in row.week),
            exceptions=(*exceptions.get(row.pk, ()), *_whole_days(away.get(row.resource_id or 0, ()))),
            base=plan.CalendarId(str(row.base_id)) if row.base_id else None,
        )
        for row in rows
    ]
    by_id = {str(calendar.id): calendar for calendar in calendars}
    return [
        _in_part(calendar, away.get(row.resource_id or 0, ()), by_id)
        for row, calendar in zip(rows, calendars, strict=True)
    ]


def engine_calendars_shared(workspace_id: int) -> list[plan.Calendar]:
    """Return those calendars without the ones that hold the hours of one resource alone. Four queries."""
    own = Calendar.objects.filter(workspace_id=workspace_id, resource__isnull=False).values_list("pk", flat=True)
    left_out = {str(id) for id in own}
    return [calendar for calendar in engine_calendars(workspace_id) if calendar.id not in left_out]


def _exceptions(workspace_id: int) -> dict[int, list[plan.CalendarException]]:
    rows = CalendarException.objects.filter(calendar__workspace_id=workspace_id)
    found: dict[int, list[plan.CalendarException]] = {}
    for row in rows.order_by("-is_public_holiday", "start_on", "id"):
        found.setdefault(row.calendar_id, []).append(
            plan.CalendarException(row.start_on, row.finish_on, _shifts(row.shifts), row.name)
        )
    return found


def _times_off(workspace_id: int) -> dict[int, list[TimeOff]]:
    found: dict[int, list[TimeOff]] = {}
    for row in TimeOff.objects.filter(resource__workspace_id=workspace_id):
        found.setdefault(row.resource_id, []).append(row)
    return found


def _whole_days(away: Iterable[TimeOff]) -> Iterator[plan.CalendarException]:
    for row in away:
        if row.from_minute is None:
            yield plan.CalendarException(row.start_on, row.finish_on, name=_("Time off"))


def _in_part(calendar: plan.Calendar, away: Iterable[TimeOff], calendars: Mapping[str, plan.Calendar]) -> plan.Calendar:
    """Return somebody's calendar with what is left of the days on which they are away for some hours."""
    windows: dict[date, list[tuple[int, int]]] = {}
    for row in away:
        if row.from_minute is not None and row.until_minute is not None:
            for day in days_within(row.start_on, row.finish_on, row.start_on, row.finish_on):
                windows.setdefault(day, []).append((row.from_minute, row.until_minute))
    if not windows:
        return calendar
    left = away_in_part(chain_of(calendars, calendar.id), windows, _("Time off"))
    return replace(calendar, exceptions=(*calendar.exceptions, *left))


def _shifts(pairs: Iterable[Iterable[int]]) -> plan.DayShifts:
    return tuple(plan.Shift(*pair) for pair in pairs)
