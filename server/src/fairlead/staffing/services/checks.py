"""What may be said of a booking or a request: of whom, when, how much."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Resource, Skill
from fairlead.staffing.rules import MOST_DAYS, MOST_MINUTES, MOST_UNITS
from fairlead.work.rules import FIRST_DAY, LAST_DAY, clean_name

_NAMED = (Resource.Kind.PERSON, Resource.Kind.EQUIPMENT)
Values = dict[str, Any]


def check_said(said: Mapping[str, Any], *, actor: Actor) -> Values:
    """Return what is `said` of a booking, by field, with its note on one line. Three queries at most.

    Raises: Refused, with what is wrong by field.
    """
    values = {**said, "note": clean_name(said.get("note", ""))[:500]}
    wrong = {**_period(values), **_amount(values), **_whom(values, actor)}
    if wrong:
        raise Refused(_("The booking was not saved."), code="invalid", fields=wrong)
    return values


def _period(values: Values) -> dict[str, str]:
    start, finish = values["start_on"], values["finish_on"]
    early, late = FIRST_DAY.date(), LAST_DAY.date()
    wrong = {
        name: _("A day between 1970 and 2149")
        for name, day in (("start_on", start), ("finish_on", finish))
        if not _is_within(day, early, late)
    }
    if not wrong and finish <= start:
        wrong["finish_on"] = _("After the first day")
    elif not wrong and (finish - start).days > MOST_DAYS:
        wrong["finish_on"] = _("At most ten years later")
    return wrong


def _is_within(day: date, early: date, late: date) -> bool:
    return early <= day <= late


def _amount(values: Values) -> dict[str, str]:
    units, minutes = values["units"], values["minutes"]
    if (units is None) == (minutes is None):
        return {"units": _("Say either a share or an effort")}
    if units is not None and not 0 < units <= MOST_UNITS:
        return {"units": _("Above 0 and at most 100 whole people")}
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        return {"minutes": _("More than nothing, and less than a century")}
    return {}


def _whom(values: Values, actor: Actor) -> dict[str, str]:
    resource, role, skill, level = (values[name] for name in ("resource", "role", "skill", "level"))
    if resource is None and role is None and skill is None:
        return {"resource": _("Say who, or which role or skill is needed")}
    wrong = {}
    pool = Resource.objects.filter(workspace_id=actor.workspace_id)
    named = pool.filter(pk=resource, kind__in=_NAMED).select_related("person").first() if resource is not None else None
    if resource is not None and named is None:
        wrong["resource"] = _("Nobody of the pool")
    elif named is not None and named.person is not None and not named.person.is_active:
        wrong["resource"] = _("%(name)s has left") % {"name": named.name}
    if role is not None and not pool.filter(pk=role, kind=Resource.Kind.ROLE).exists():
        wrong["role"] = _("No role of the pool")
    if skill is not None and not Skill.objects.filter(workspace_id=actor.workspace_id, pk=skill).exists():
        wrong["skill"] = _("Unknown")
    if level is not None and (skill is None or not 1 <= level <= 5):
        wrong["level"] = _("From 1 to 5, of a skill")
    return wrong
