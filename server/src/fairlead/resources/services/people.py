"""Changes to who is in the pool, and how much of them there is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from fairlead.access.models import Person
from fairlead.access.rules import Action, Actor, Place
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write, said
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.resources.models import Availability, Calendar, Resource, Team
from fairlead.resources.rules import FIRST_DAY, LAST_DAY, Period, overlapping
from fairlead.resources.selectors import RESOURCE_SAID, place_of, resource_get

MOST_UNITS = 1000
_LIMITS = {"name": 200, "title": 200, "email": 254}


@dataclass(frozen=True, slots=True)
class NewResource:
    """Somebody or something to put into the pool; `team` and `person` are keys."""

    name: str
    kind: str = Resource.Kind.PERSON.value
    title: str = ""
    email: str = ""
    team: int | None = None
    person: int | None = None
    max_units: Decimal = Decimal(1)
    available_from_on: date | None = None
    available_until_on: date | None = None


@transaction.atomic
def resource_create(*, actor: Actor, new: NewResource, now: datetime) -> Resource:
    """Put somebody or something into the pool.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    require(actor, Action.EDIT_POOL, Place(team_id=new.team))
    values = _checked(actor, asdict(new))
    resource = Resource(workspace_id=actor.workspace_id)
    _assign(resource, values)
    resource.save(force_insert=True)
    audit_write([Change("resource.create", "resource", resource.pk, after=values)], by=by(actor, now))
    return resource


@transaction.atomic
def resource_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Resource:
    """Change what is said of one of the pool, by field name; hours, skills and rates have services of their own.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    resource = resource_locked(id, actor, version)
    if "team" in changes:
        require(actor, Action.EDIT_POOL, Place(team_id=changes["team"]))
    values = _checked(actor, changes, but=resource)
    before = said(resource, values)
    _assign(resource, values)
    resource.version += 1
    resource.save(update_fields=[*values, "version"])
    if "name" in values:
        Calendar.objects.filter(resource=resource).update(name=values["name"])
    audit_write([Change("resource.update", "resource", id, before=before, after=values)], by=by(actor, now))
    return resource


@transaction.atomic
def resource_archive(*, actor: Actor, id: int, version: int, now: datetime) -> Resource:
    """Take somebody or something out of use; the past keeps them.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    return _kept(actor, resource_locked(id, actor, version), archived_at=now, now=now)


@transaction.atomic
def resource_restore(*, actor: Actor, id: int, version: int, now: datetime) -> Resource:
    """Bring back what was archived.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    return _kept(actor, resource_locked(id, actor, version), archived_at=None, now=now)


@transaction.atomic
def availability_set(*, actor: Actor, id: int, version: int, periods: Sequence[Period], now: datetime) -> Resource:
    """Make `periods`, each with a start, the ones in which there are other units of a resource than usual.

    Raises: NotFound, Forbidden, StaleVersion; Refused for periods that overlap or units out of bounds.
    """
    resource = resource_locked(id, actor, version)
    if not all(0 <= period.units <= MOST_UNITS for period in periods):
        raise Refused(_("Units lie between none and 1000 whole people."), fields={"periods": _("Units")})
    if not all(FIRST_DAY <= day <= LAST_DAY for each in periods for day in (each.start, each.finish) if day):
        message = _("Periods lie between 1970 and 2149.")
        raise Refused(message, fields={"periods": message})
    if any(period.start and period.finish and period.start >= period.finish for period in periods):
        raise Refused(_("A period ends after it starts."), fields={"periods": _("Ends before it starts")})
    if overlapping(periods):
        raise Refused(_("Periods of availability may not overlap."), fields={"periods": _("Overlap")})
    before = [_words(row.start_on, row.finish_on, row.units) for row in resource.availabilities.all()]
    resource.availabilities.all().delete()
    Availability.objects.bulk_create(
        Availability(resource=resource, start_on=each.start or date.min, finish_on=each.finish, units=each.units)
        for each in periods
    )
    after = [_words(each.start, each.finish, each.units) for each in periods]
    change = Change("resource.availability", "resource", id, before={"periods": before}, after={"periods": after})
    return raised(resource, change, actor, now)


def resource_locked(id: int, actor: Actor, version: int) -> Resource:
    """Return one of the pool locked for an edit that saw `version`.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    resource = resource_get(id=id, actor=actor, lock=True)
    require(actor, Action.EDIT_POOL, place_of(resource, actor=actor))
    check_version(resource, version, kind="resource", current=said(resource, (*RESOURCE_SAID, "id", "version")))
    return resource


def raised(resource: Resource, change: Change, actor: Actor, now: datetime) -> Resource:
    """Raise the version of `resource` and keep the change."""
    resource.version += 1
    resource.save(update_fields=["version"])
    audit_write([change], by=by(actor, now))
    return resource


def _kept(actor: Actor, resource: Resource, *, archived_at: datetime | None, now: datetime) -> Resource:
    before, resource.archived_at = resource.archived_at, archived_at
    resource.save(update_fields=["archived_at"])
    action = "resource.archive" if archived_at else "resource.restore"
    said_then, said_now = {"archived_at": before}, {"archived_at": archived_at}
    change = Change(action, "resource", resource.pk, before=said_then, after=said_now)
    return raised(resource, change, actor, now)


def _words(start: date | None, finish: date | None, units: Decimal) -> list[str]:
    return [str(start or ""), str(finish or ""), str(units)]


def _assign(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, row._meta.get_field(name).attname, value)  # type: ignore[union-attr]


def _checked(actor: Actor, changes: Mapping[str, Any], *, but: Resource | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    wrong = {
        name: _("At most %(limit)d characters") % {"limit": limit}
        for name, limit in _LIMITS.items()
        if len(values.get(name, "")) > limit
    }
    if not values.get("name", True):
        wrong["name"] = _("Missing")
    if values.get("kind", "person") not in Resource.Kind.values:
        wrong["kind"] = _("Unknown")
    if not 0 <= values.get("max_units", 1) <= MOST_UNITS:
        wrong["max_units"] = _("Between none and 1000 whole people")
    wrong |= _wrong_days(values, but) | _wrong_keys(actor, values, but)
    if wrong:
        raise Refused(_("Nothing was saved."), code="invalid", fields=wrong)
    return values


def _wrong_days(values: Mapping[str, Any], but: Resource | None) -> dict[str, str]:
    names = ("available_from_on", "available_until_on")
    far = {name for name in names if values.get(name) and not FIRST_DAY <= values[name] <= LAST_DAY}
    if far:
        return {name: _("A day between 1970 and 2149") for name in far}
    first, until = (values.get(name, getattr(but, name, None)) for name in names)
    return {"available_until_on": _("After the first day")} if first and until and until <= first else {}


def _wrong_keys(actor: Actor, values: Mapping[str, Any], but: Resource | None) -> dict[str, str]:
    wrong: dict[str, str] = {}
    here = {"workspace_id": actor.workspace_id}
    team, person = values.get("team"), values.get("person")
    if team is not None and not Team.objects.filter(pk=team, **here).exists():
        wrong["team"] = _("Unknown")
    if person is not None and not Person.objects.filter(pk=person, **here).exists():
        wrong["person"] = _("Unknown")
    elif person is not None:
        others = Resource.objects.filter(person=person).exclude(pk=but.pk if but else 0)
        if others.exists():
            wrong["person"] = _("Somebody else of the pool is this person")
    return wrong
