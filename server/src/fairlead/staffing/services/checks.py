"""What may be said of a booking, a request or an offer: of whom, when, how much."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused
from fairlead.resources.models import Resource, Skill
from fairlead.resources.words import why_gone
from fairlead.staffing.rules import MOST_DAYS, MOST_MINUTES, MOST_UNITS
from fairlead.work.models import Project
from fairlead.work.rules import FIRST_DAY, LAST_DAY, clean_name

LONGEST_WAIT_DAYS = 366
MOST_WORDS = 2000
MOST_PARTS = 50
MOST_SKILLS = 20
_NAMED = (Resource.Kind.PERSON, Resource.Kind.EQUIPMENT)
Values = dict[str, Any]


def check_booking(said: Mapping[str, Any], *, actor: Actor) -> Values:
    """Return what is `said` of a booking, by field, with its note on one line. Three queries at most.

    Raises: Refused, with what is wrong by field.
    """
    values = {**said, "note": clean_name(said.get("note", ""))[:500]}
    skills = [] if values["skill"] is None else [(values["skill"], values["level"] or 1)]
    wrong = {**_period(values), **_amount(values), **_whom(values, bool(skills), actor)}
    level = values["level"]
    if level is not None and (values["skill"] is None or not 1 <= level <= 5):
        wrong["level"] = _("From 1 to 5, of a skill")
    elif _skills(skills, actor):
        wrong["skill"] = _("Unknown")
    if wrong:
        raise Refused(_("The booking was not saved."), code="invalid", fields=wrong)
    return values


def check_request(said: Mapping[str, Any], *, actor: Actor, now: datetime) -> Values:
    """Return what is `said` of a request, by field, with its reason without spare space. Three queries at most.

    Raises: Refused, with what is wrong by field.
    """
    values = {**said, "reason": said["reason"].strip(), "skills": list(said["skills"])}
    wrong = {**_period(values), **_amount(values), **_whom(values, bool(values["skills"]), actor)}
    wrong |= _skills(values["skills"], actor)
    wrong |= wrong_answer_by(values["answer_by_on"], now)
    if not values["reason"]:
        wrong["reason"] = _("Say what it is for")
    elif len(values["reason"]) > MOST_WORDS:
        wrong["reason"] = _("At most %(limit)d characters") % {"limit": MOST_WORDS}
    if wrong:
        raise Refused(_("The request was not sent."), code="invalid", fields=wrong)
    return values


def check_parts(parts: Iterable[Values], *, actor: Actor) -> list[Values]:
    """Return the parts of an offer, each by field. One query for each, and at most 50 of them.

    Raises: Refused, with what is wrong by field; fields of other parts than the first end in their number.
    """
    found = list(parts)
    if not 0 < len(found) <= MOST_PARTS:
        raise Refused(
            _("An offer names from 1 to %(most)d people.") % {"most": MOST_PARTS}, fields={"parts": _("How many")}
        )
    wrong: dict[str, str] = {}
    for number, part in enumerate(found, 1):
        faults = {**_period(part), **_amount(part), **_whom({"role": None, **part}, False, actor)}  # noqa: FBT003
        wrong |= {name if number == 1 else f"{name}.{number}": words for name, words in faults.items()}
    if wrong:
        raise Refused(_("The offer was not saved."), code="invalid", fields=wrong)
    return found


def check_words(field: str, text: str, *, missing: str = "") -> str:
    """Return `text` without space around it.

    Raises: Refused where it is too long, or empty and it is said what is `missing` then.
    """
    words = text.strip()
    if not words and missing:
        raise Refused(missing, code="invalid", fields={field: _("Missing")})
    if len(words) > MOST_WORDS:
        limit = _("At most %(limit)d characters") % {"limit": MOST_WORDS}
        raise Refused(_("That is too long."), code="invalid", fields={field: limit})
    return words


def wrong_answer_by(day: date, now: datetime) -> dict[str, str]:
    """Return what is wrong with the day by which an answer is wanted; nothing where it can be."""
    wait = (day - timezone.localdate(now)).days
    if 0 <= wait <= LONGEST_WAIT_DAYS:
        return {}
    return {"answer_by_on": _("Today or later, at most a year")}


def check_authority(actor: Actor, project: Project, resource_ids: Iterable[int | None]) -> None:
    """Raise unless `actor` may book each of these for `project`: by authority there, or over their team.

    Raises: NotFound, Forbidden.
    """
    ids = [id for id in resource_ids if id is not None]
    teams = dict(Resource.objects.filter(pk__in=ids).values_list("pk", "team_id"))
    for place in {replace(project.place, team_id=teams.get(id)) for id in ids} or {project.place}:
        require(actor, Action.BOOK, place)


def _period(values: Values) -> dict[str, str]:
    start, finish = values["start_on"], values["finish_on"]
    early, late = FIRST_DAY.date(), LAST_DAY.date()
    wrong = {
        name: _("A day between 1970 and 2149")
        for name, day in (("start_on", start), ("finish_on", finish))
        if not early <= day <= late
    }
    if not wrong and finish <= start:
        wrong["finish_on"] = _("After the first day")
    elif not wrong and (finish - start).days > MOST_DAYS:
        wrong["finish_on"] = _("At most ten years later")
    return wrong


def _amount(values: Values) -> dict[str, str]:
    units, minutes = values["units"], values["minutes"]
    if (units is None) == (minutes is None):
        return {"units": _("Say either a share or an effort")}
    if units is not None and not 0 < units <= MOST_UNITS:
        return {"units": _("Above 0 and at most 100 whole people")}
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        return {"minutes": _("More than nothing, and less than a century")}
    return {}


def _whom(values: Values, has_skills: bool, actor: Actor) -> dict[str, str]:  # noqa: FBT001
    resource, role = values["resource"], values["role"]
    if resource is None and role is None and not has_skills:
        return {"resource": _("Say who, or which role or skill is needed")}
    wrong = {}
    pool = Resource.objects.filter(workspace_id=actor.workspace_id).select_related("person")
    named = pool.filter(pk=resource, kind__in=_NAMED).first() if resource is not None else None
    if resource is not None and named is None:
        wrong["resource"] = _("Nobody of the pool")
    elif named is not None and (reason := why_gone(named, on=values["start_on"])):
        wrong["resource"] = reason
    as_role = pool.filter(pk=role, kind=Resource.Kind.ROLE).first() if role is not None else None
    if role is not None and as_role is None:
        wrong["role"] = _("No role of the pool")
    elif as_role is not None and (reason := why_gone(as_role, on=values["start_on"])):
        wrong["role"] = reason
    return wrong


def _skills(skills: list[tuple[int, int]], actor: Actor) -> dict[str, str]:
    ids = {id for id, _level in skills}
    if len(ids) < len(skills) or len(skills) > MOST_SKILLS:
        return {"skills": _("Each skill once, at most %(most)d") % {"most": MOST_SKILLS}}
    if not all(1 <= level <= 5 for _id, level in skills):
        return {"skills": _("Levels from 1 to 5")}
    if ids and Skill.objects.filter(workspace_id=actor.workspace_id, pk__in=ids).count() < len(ids):
        return {"skills": _("Unknown")}
    return {}
