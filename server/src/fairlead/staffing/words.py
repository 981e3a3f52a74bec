"""The words for days, shares and people in what staffing tells."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairlead.staffing.models import Booking, Request, RequestSkill


def period_words(start_on: date, finish_on: date) -> str:
    """Return the days from `start_on` to before `finish_on`, the last one named as people do."""
    return _period_words(start_on, finish_on, get_language() or "")


@lru_cache(maxsize=4096)
def _period_words(start_on: date, finish_on: date, language: str) -> str:  # noqa: ARG001 - a key of the cache
    last = finish_on - timedelta(days=1)
    if last <= start_on:
        return date_format(start_on, "j M Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(start_on, "j M" if start_on.year == last.year else "j M Y"),
        "last": date_format(last, "j M Y"),
    }


def wanted_words(request: Request) -> str:
    """Return who is asked for: a name, a role, or the skills. One query where only skills are asked for."""
    if request.resource is not None:
        return request.resource.name
    if request.role is not None:
        return request.role.name
    skills = (_("%(skill)s %(level)d") % {"skill": each.skill.name, "level": each.level} for each in _skills(request))
    return _(", ").join(skills)


def demand_words(booking: Booking) -> str:
    """Return what a booking is for while nobody is named: the role, and the skill with its level."""
    skill = booking.skill.name if booking.skill else ""
    if skill and booking.level:
        skill = _("%(skill)s %(level)d") % {"skill": skill, "level": booking.level}
    return _(", ").join(filter(None, (booking.role.name if booking.role else "", skill)))


def amount_words(units: Decimal | None, minutes: int | None) -> str:
    """Return a share as percents, or an effort as hours."""
    if units is not None:
        return _("%(percent)s %%") % {"percent": number_format(units * 100, decimal_pos=0)}
    return _("%(hours)s h") % {"hours": number_format(round((minutes or 0) / 60, 1), use_l10n=True)}


def _skills(request: Request) -> list[RequestSkill]:
    return list(request.skills.all().select_related("skill")) if not _is_read(request) else list(request.skills.all())


def _is_read(request: Request) -> bool:
    return "skills" in getattr(request, "_prefetched_objects_cache", {})
