"""Changes to time off: everybody enters their own, who edits their place in the pool that of others."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import Resource, TimeOff, TimeOffKind
from fairlead.resources.rules import FIRST_DAY, LAST_DAY
from fairlead.resources.selectors import TIME_OFF_SAID, place_of, resource_get, time_off_get
from fairlead.resources.services.hours import own_calendar

LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class NewTimeOff:
    """Days off to be entered, from `start_on` to before `finish_on`."""

    start_on: date
    finish_on: date
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
    if not FIRST_DAY <= start < finish <= LAST_DAY:
        wrong["finish_on"] = _("Not before the first day")
    elif finish - start > LONGEST:
        wrong["finish_on"] = _("At most three years; who leaves is no longer available")
    elif _away(resource, start, finish, but):
        wrong["start_on"] = _("They are away on some of these days already")
    if wrong:
        raise Refused(_("The time off was not saved."), code="invalid", fields=wrong)
    return clean


def _away(resource: Resource, start: date, finish: date, but: TimeOff | None) -> bool:
    others = TimeOff.objects.filter(resource=resource, start_on__lt=finish, finish_on__gt=start)
    return others.exclude(pk=but.pk if but else 0).exists()
