"""Reading time off and rates: what of them is told to whom."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.errors import NotFound
from fairlead.resources.models import Rate, Resource, TimeOff
from fairlead.resources.selectors.pool import place_of

TIME_OFF_SAID = ("kind", "start_on", "finish_on", "from_minute", "until_minute", "note")


@dataclass(frozen=True, slots=True)
class TimeOffRow:
    """Days off; why and who said so are told only to those who may change them: they and whoever manages them.

    With `from_minute` and `until_minute`, minutes of the day, only that part of each day is off.
    """

    id: int
    resource: int
    start_on: date
    finish_on: date
    from_minute: int | None
    until_minute: int | None
    version: int
    kind: str | None
    note: str | None
    entered_by: str | None


def times_off_of(
    resource: Resource, *, actor: Actor, start: date | None = None, finish: date | None = None
) -> list[TimeOffRow]:
    """Return the time off of `resource` that touches [start, finish), in order. One query."""
    rows = TimeOff.objects.filter(resource=resource).select_related("entered_by").order_by("start_on", "pk")
    if start is not None:
        rows = rows.filter(finish_on__gt=start)
    if finish is not None:
        rows = rows.filter(start_on__lt=finish)
    is_told = actor.may(Action.EDIT_TIME_OFF, place_of(resource, actor=actor))
    return [time_off_told(row, is_told=is_told) for row in rows]


def time_off_told(row: TimeOff, *, is_told: bool) -> TimeOffRow:
    """Return `row` as somebody is told of it. No query where who entered it was read too."""
    by = row.entered_by
    return TimeOffRow(
        id=row.pk,
        resource=row.resource_id,
        start_on=row.start_on,
        finish_on=row.finish_on,
        from_minute=row.from_minute,
        until_minute=row.until_minute,
        version=row.version,
        kind=row.kind if is_told else None,
        note=row.note if is_told else None,
        entered_by=by.name if is_told and by else None,
    )


def time_off_get(*, id: int, actor: Actor) -> TimeOff:
    """Return days off of somebody whom the actor may see. One query.

    Raises: NotFound.
    """
    seen = Resource.objects.visible_to(actor)
    found = TimeOff.objects.filter(pk=id, resource__in=seen).select_related("resource", "entered_by").first()
    if found is None:
        raise NotFound(_("There is no such time off, or you may not see it."))
    return found


def time_off_row(*, id: int, actor: Actor) -> TimeOffRow:
    """Return days off as the actor is told of them. One query.

    Raises: NotFound.
    """
    row = time_off_get(id=id, actor=actor)
    return time_off_told(row, is_told=actor.may(Action.EDIT_TIME_OFF, place_of(row.resource, actor=actor)))


def rates_of(resource: Resource, *, actor: Actor) -> list[Rate]:
    """Return the rates of `resource`, the oldest first. One query.

    Raises: NotFound, Forbidden for whom rates are not shown.
    """
    require(actor, Action.VIEW_RATES, place_of(resource, actor=actor))
    return list(resource.rates.order_by("from_on"))
