"""Changes to the calendars that people share, and their public holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import NotFound, Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.hours import Shifts, is_day, is_week, plain_day, plain_week
from fairlead.resources.models import Calendar, CalendarException
from fairlead.resources.public_holidays import countries, holidays_of, subdivisions
from fairlead.resources.rules import FIRST_DAY, LAST_DAY
from fairlead.resources.selectors import CALENDAR_SAID, calendars_of

MOST_EXCEPTIONS = 2000


@dataclass(frozen=True, slots=True)
class NewException:
    """Working times that replace the week's from `start_on` to before `finish_on`; without shifts nobody works."""

    start_on: date
    finish_on: date
    name: str = ""
    shifts: Shifts = ()


@dataclass(frozen=True, slots=True)
class NewCalendar:
    """A calendar to be created; `base` is a key, and a day of `week` that is None is as the base says."""

    name: str
    week: Sequence[Shifts | None]
    base: int | None = None
    country: str = ""
    subdivision: str = ""


@transaction.atomic
def calendar_create(*, actor: Actor, new: NewCalendar, now: datetime) -> Calendar:
    """Create a calendar with the public holidays of its country; the first of a workspace is its default.

    Raises: Forbidden; Refused for values that cannot be.
    """
    require(actor, Action.EDIT_POOL)
    values = _checked(actor, asdict(new), Calendar(workspace_id=actor.workspace_id))
    is_first = not calendars_of(actor=actor).exists()
    calendar = Calendar(workspace_id=actor.workspace_id, is_default=is_first)
    _assign(calendar, values)
    calendar.save(force_insert=True)
    _holidays_write([calendar], today=timezone.localdate(now))
    audit_write([Change("calendar.create", "calendar", calendar.pk, after=values)], by=by(actor, now))
    return calendar


@transaction.atomic
def calendar_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Calendar:
    """Change a calendar that people share, by field name; `exceptions`, NewException each, replace its own.

    Another country or subdivision replaces what the one before it brought, and nothing else.
    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    calendar = _locked(actor, id, version)
    values = _checked(actor, changes, calendar)
    exceptions = values.pop("exceptions", None)
    before = said(calendar, values)
    if values.get("is_default"):
        calendars_of(actor=actor).exclude(pk=id).update(is_default=False)
    _assign(calendar, values)
    calendar.version += 1
    calendar.save(update_fields=[*values, "version"])
    if "country" in values or "subdivision" in values:
        _holidays_write([calendar], today=timezone.localdate(now))
    if exceptions is not None:
        before["exceptions"] = [_told(row) for row in calendar.exceptions.filter(is_public_holiday=False)]
        values["exceptions"] = [_told(row) for row in _exceptions_write(calendar, exceptions)]
    audit_write([Change("calendar.update", "calendar", id, before=before, after=values)], by=by(actor, now))
    return calendar


@transaction.atomic
def calendar_delete(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Delete a calendar that nothing works on.

    Raises: NotFound, Forbidden, StaleVersion; Refused for the default, and for one that something works on.
    """
    calendar = _locked(actor, id, version)
    if calendar.is_default:
        raise Refused(_("Make another calendar the default first."), code="default")
    try:
        calendar.delete()
    except RestrictedError:
        raise Refused(
            _("Projects, tasks, people or other calendars work on this one. Give them another first."), code="in_use"
        ) from None
    before = said(calendar, CALENDAR_SAID)
    audit_write([Change("calendar.delete", "calendar", id, before=before)], by=by(actor, now))


@transaction.atomic
def holidays_renew(*, today: date) -> int:
    """Fill the years ahead of every calendar that has a country, and return how many there are."""
    calendars = list(Calendar.objects.exclude(country=""))
    _holidays_write(calendars, today=today)
    return len(calendars)


def _holidays_write(calendars: Sequence[Calendar], *, today: date) -> None:
    """Replace what countries brought to `calendars` by what they bring now. Two statements."""
    CalendarException.objects.filter(calendar__in=calendars, is_public_holiday=True).delete()
    CalendarException.objects.bulk_create(
        CalendarException(
            calendar=calendar,
            name=name,
            start_on=day,
            finish_on=date.fromordinal(day.toordinal() + 1),
            is_public_holiday=True,
        )
        for calendar in calendars
        if calendar.country
        for day, name in holidays_of(calendar.country, calendar.subdivision, today=today).items()
    )


def _exceptions_write(calendar: Calendar, exceptions: Sequence[NewException]) -> list[CalendarException]:
    calendar.exceptions.filter(is_public_holiday=False).delete()
    return CalendarException.objects.bulk_create(
        CalendarException(
            calendar=calendar,
            name=each.name.strip()[:200],
            start_on=each.start_on,
            finish_on=each.finish_on,
            shifts=plain_day(each.shifts),
        )
        for each in exceptions
    )


def _told(row: CalendarException) -> list[Any]:
    return [str(row.start_on), str(row.finish_on), row.name, row.shifts]


def _locked(actor: Actor, id: int, version: int) -> Calendar:
    require(actor, Action.EDIT_POOL)
    calendar = calendars_of(actor=actor).select_for_update().filter(pk=id).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    check_version(calendar, version, kind="calendar", current=said(calendar, (*CALENDAR_SAID, "id", "version")))
    return calendar


def _assign(calendar: Calendar, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(calendar, calendar._meta.get_field(name).attname, value)  # type: ignore[union-attr]


def _checked(actor: Actor, changes: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    values = dict(changes)
    wrong = _wrong_words(values, calendar)
    wrong |= _wrong_base(actor, values.get("base"), calendar)
    if not is_week(values.get("week", [None] * 7)):
        wrong["week"] = _("Working times of a day lie within it, one after the other")
    if not values.get("is_default", True) and calendar.is_default:
        wrong["is_default"] = _("Make another calendar the default")
    exceptions = values.get("exceptions", ())
    if len(exceptions) > MOST_EXCEPTIONS or not all(
        is_day(each.shifts) and FIRST_DAY <= each.start_on < each.finish_on <= LAST_DAY for each in exceptions
    ):
        wrong["exceptions"] = _("Days that cannot be")
    if wrong:
        raise Refused(_("The calendar was not saved."), code="invalid", fields=wrong)
    if "week" in values:
        values["week"] = plain_week(values["week"])
    return values


def _wrong_words(values: dict[str, Any], calendar: Calendar) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
        if not 0 < len(values["name"]) <= 200:
            wrong["name"] = _("Between 1 and 200 characters")
    if "country" in values and values["country"] != calendar.country:
        values.setdefault("subdivision", "")
    country = values.get("country", calendar.country)
    if country and country not in countries():
        wrong["country"] = _("The holidays of this country are not known")
    subdivision = values.get("subdivision", calendar.subdivision)
    if subdivision and subdivision not in subdivisions(country):
        wrong["subdivision"] = _("Unknown in this country")
    return wrong


def _wrong_base(actor: Actor, base: int | None, calendar: Calendar) -> dict[str, str]:
    bases = dict(calendars_of(actor=actor).values_list("pk", "base_id")) if base is not None else {}
    if base is not None and base not in bases:
        return {"base": _("Unknown")}
    while base is not None:
        if base == calendar.pk:
            return {"base": _("It derives from this calendar itself")}
        base = bases[base]
    return {}
