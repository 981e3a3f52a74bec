"""Changes to time off: everybody enters their own, who edits their place in the pool that of others."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.hours import DAY
from fairlead.resources.models import Resource, TimeOff, TimeOffKind
from fairlead.resources.rules import FIRST_DAY, LAST_DAY
from fairlead.resources.selectors import TIME_OFF_SAID, place_of, resource_get, time_off_get
from fairlead.resources.services.hours import own_calendar

LONGEST = timedelta(days=3 * 366)
LONGEST_IN_PART = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class NewTimeOff:
    """Days off to be entered, from `start_on` to before `finish_on`.

    With `from_minute` and `until_minute`, minutes of the day, only that part of each of them.
    """

    start_on: date
    finish_on: date
    from_minute: int | None = None
    until_minute: int | None = None
    kind: str = TimeOffKind.VACATION.value
    note: str = ""


@transaction.atomic
def time_off_add(*, actor: Actor, resource_id: int, new: NewTimeOff, now: datetime) -> TimeOff:
    """Enter days on which somebody does not work.

    Raises: NotFound, Forbidden; Refused for days that cannot be, or on which they are away already.
    """
    resource = resource_get(id=resource_id, actor=actor, lock=True)
    require(actor, Action.EDIT_TIME_OFF, place_of(resource, actor=actor))
    values = _checked(resource, asdict(new))
    own_calendar(resource, actor=actor)
    off = TimeOff.objects.create(resource=resource, entered_by_id=actor.person_id, entered_at=now, **values)
    audit_write([Change("time_off.create", "time_off", off.pk, after=_told(off))], by=by(actor, now))
    return off


@transaction.atomic
def time_off_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> TimeOff:
    """Change days off that were entered, by field name.

    Raises: NotFound, Forbidden, StaleVersion, Refused.
    """
    off = _locked(actor, id, version)
    before = _told(off)
    values = _checked(off.resource, {**said(off, TIME_OFF_SAID), **changes}, but=off)
    for name, value in values.items():
        setattr(off, name, value)
    off.version += 1
    off.save(update_fields=[*values, "version"])
    audit_write([Change("time_off.update", "time_off", id, before=before, after=_told(off))], by=by(actor, now))
    return off


@transaction.atomic
def time_off_remove(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take back days off: they are worked again.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    off = _locked(actor, id, version)
    off.delete()
    audit_write([Change("time_off.delete", "time_off", id, before=_told(off))], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> TimeOff:
    off = time_off_get(id=id, actor=actor)
    resource = resource_get(id=off.resource_id, actor=actor, lock=True)
    require(actor, Action.EDIT_TIME_OFF, place_of(resource, actor=actor))
    off = time_off_get(id=id, actor=actor)
    check_version(off, version, kind="time_off", current=said(off, (*TIME_OFF_SAID, "id", "version")))
    return off


def _told(off: TimeOff) -> dict[str, Any]:
    return {"resource": off.resource_id, **said(off, TIME_OFF_SAID)}


def _checked(resource: Resource, values: Mapping[str, Any], *, but: TimeOff | None = None) -> dict[str, Any]:
    clean = {**values, "note": values["note"].strip()}
    start, finish = clean["start_on"], clean["finish_on"]
    wrong: dict[str, str] = {}
    if clean["kind"] not in TimeOffKind.values:
        wrong["kind"] = _("Unknown")
    if len(clean["note"]) > 500:
        wrong["note"] = _("At most %(limit)d characters") % {"limit": 500}
    part = clean["from_minute"], clean["until_minute"]
    wrong |= _wrong_part(*part)
    if not (FIRST_DAY <= start < LAST_DAY and finish <= LAST_DAY):
        wrong["start_on"] = _("A day between 1970 and 2149")
    elif finish <= start:
        wrong["finish_on"] = _("Not before the first day")
    elif part != (None, None) and finish - start > LONGEST_IN_PART:
        wrong["finish_on"] = _("At most three months for a part of each day; for longer, change their hours")
    elif finish - start > LONGEST:
        wrong["finish_on"] = _("At most three years; who leaves is no longer available")
    elif not wrong and _away(resource, clean, but):
        wrong["start_on"] = _("They are away on some of these days already")
    if wrong:
        raise Refused(_("The time off was not saved."), code="invalid", fields=wrong)
    return clean


def _wrong_part(start: int | None, finish: int | None) -> dict[str, str]:
    if start is None and finish is None:
        return {}
    if start is None or finish is None:
        return {"from_minute": _("Say from when until when, or leave both empty for whole days")}
    if not 0 <= start < finish <= DAY:
        return {"until_minute": _("After the beginning, within the day")}
    return {}


def _away(resource: Resource, values: Mapping[str, Any], but: TimeOff | None) -> bool:
    start, finish = values["start_on"], values["finish_on"]
    others = TimeOff.objects.filter(resource=resource, start_on__lt=finish, finish_on__gt=start)
    if values["from_minute"] is not None:
        apart = Q(from_minute__gte=values["until_minute"]) | Q(until_minute__lte=values["from_minute"])
        others = others.exclude(Q(from_minute__isnull=False) & apart)
    return others.exclude(pk=but.pk if but else 0).exists()
