"""A person: their week and their year, what they can do, what they are on."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairlead.access.rules import Action
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.basics import PageForm
from fairlead.pages.forms.people import AvailabilityForm, RateForm, SkillForm, TimeOffForm
from fairlead.pages.times import hours_shown
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.yearly import months_of, weekdays, year_asked
from fairlead.resources.models import Resource
from fairlead.resources.selectors import (
    Day,
    DayKind,
    place_of,
    rates_of,
    resource_availability,
    resource_days,
    resource_get,
    skill_levels,
    skills_of,
    times_off_of,
)
from fairlead.schedule.attention import Show, task_rows

TASKS = 12
_WEEK = timedelta(days=7)


@require_safe
@signed_in
def person(request: PageRequest, id: int) -> HttpResponse:
    """Show one of the pool."""
    return person_page(request, resource_get(id=id, actor=request.actor))


def person_page(
    request: PageRequest, resource: Resource, *, refused: PageForm | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of `resource`; `refused` is a form of it that was sent and not saved."""
    now = wall_clock()
    actor, place = request.actor, place_of(resource, actor=request.actor)
    may_edit = actor.may(Action.EDIT_POOL, place)
    may_see_rates = actor.may(Action.VIEW_RATES, place)
    context = {
        "tab": "people",
        "one": resource,
        "is_own": place.is_own,
        "may_edit": may_edit,
        "may_edit_time_off": actor.may(Action.EDIT_TIME_OFF, place),
        "may_see_rates": may_see_rates,
        "levels": skill_levels(resource),
        "periods": resource_availability(resource),
        "tasks": task_rows(actor=actor, now=now, show=Show.OPEN, resource_id=resource.pk, limit=TASKS),
        **_times(request, resource, now.date()),
        **_forms(resource, refused, list(skills_of(actor=actor)) if may_edit else [], actor.customs.currency),
    }
    if may_see_rates:
        context["rates"] = rates_of(resource, actor=actor)
    return render(request, "pages/people/person.html", context, status=status)


def _times(request: PageRequest, resource: Resource, today: date) -> dict[str, Any]:
    year = year_asked(request.GET.get("year", ""), today=today)
    start, finish = date(year, 1, 1), date(year + 1, 1, 1)
    monday, week_start = today - timedelta(days=today.weekday()), request.actor.customs.week_start
    off = times_off_of(resource, actor=request.actor, start=min(start, monday))
    of_year = resource_days(resource, start=start, finish=finish, off=off)
    week = [day for day in of_year if monday <= day.date < monday + _WEEK]
    if len(week) < _WEEK.days:
        week = resource_days(resource, start=monday, finish=monday + _WEEK, off=off)
    return {
        "year": year,
        "months": months_of(of_year, year=year, today=today, week_start=week_start),
        "weekdays": weekdays(week_start),
        "week": week,
        "week_hours": hours_shown(sum(day.minutes for day in week)),
        "counts": _counts(of_year),
        "times_off": [each for each in off if each.finish_on > today],
        "today": today,
    }


def _counts(days: list[Day]) -> dict[str, int]:
    return {kind.value: sum(day.kind is kind for day in days) for kind in DayKind}


def _forms(resource: Resource, refused: PageForm | None, skills: list[Any], currency: str) -> dict[str, PageForm]:
    version = {"version": resource.version}
    forms: dict[str, PageForm] = {
        "time_off_form": TimeOffForm(prefix="off"),
        "skill_form": SkillForm(prefix="skill", skills=skills),
        "availability_form": AvailabilityForm(prefix="period", initial=version),
        "rate_form": RateForm(prefix="rate", initial={"currency": currency or "EUR", **version}),
    }
    return {name: refused if isinstance(refused, type(form)) else form for name, form in forms.items()}
