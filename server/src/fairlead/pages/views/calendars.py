"""Calendars and holidays."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.basics import PageForm
from fairlead.pages.forms.teams import CalendarForm, EditCalendar, ExceptionForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.pages.yearly import months_of, weekdays, year_asked
from fairlead.resources import services
from fairlead.resources.models import Calendar, CalendarException
from fairlead.resources.public_holidays import countries, subdivisions
from fairlead.resources.selectors import calendar_days, calendar_get, calendars_counted, engine_calendars, week_of
from fairlead.resources.services import NewException
from fairlead.schedule import pool


@require_safe
@signed_in
def calendars(request: PageRequest) -> HttpResponse:
    """Show the calendars that people share, and whose holidays they keep."""
    known = engine_calendars(request.actor.workspace_id)
    rows = [
        (calendar, countries().get(calendar.country, ""), week_of(known, str(calendar.pk)))
        for calendar in calendars_counted(actor=request.actor)
    ]
    context = {"tab": "calendars", "rows": rows, "weekdays": weekdays()}
    return render(request, "pages/people/calendars.html", {**context, **_rights(request)})


@require_safe
@signed_in
def calendar(request: PageRequest, id: int) -> HttpResponse:
    """Show the year of a calendar."""
    return _page(request, calendar_get(id=id, actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def calendar_new(request: PageRequest) -> HttpResponse:
    """Make a calendar."""
    require(request.actor, Action.EDIT_POOL)
    initial = {"country": request.actor.customs.country}
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=initial, actor=request.actor)
    made = saved(form, lambda: services.calendar_create(actor=request.actor, new=form.said(), now=timezone.now()))
    if isinstance(made, Unsaved):
        return render(request, "pages/people/calendar_form.html", {"form": form}, status=made.status)
    return redirect("calendar", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def calendar_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a calendar."""
    row = calendar_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_POOL)
    form = EditCalendar.filled(row, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: pool.calendar_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "calendar": row, "versions": made.versions}
        return render(request, "pages/people/calendar_form.html", context, status=made.status)
    messages.success(request, _("Saved. All that works on it was scheduled anew."))
    return redirect("calendar", id)


@require_safe
@signed_in
def calendar_subdivisions(request: PageRequest) -> HttpResponse:
    """Give the parts of a country, to choose one of."""
    form = CalendarForm(actor=request.actor, initial={"country": request.GET.get("country", "")})
    return render(request, "pages/people/subdivisions.html", {"field": form["subdivision"]})


@require_POST
@signed_in
def calendar_exception(request: PageRequest, id: int) -> HttpResponse:
    """Add days with other hours to a calendar, or take away those with the key `without`."""
    row = calendar_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_POOL)
    own = list(row.exceptions.filter(is_public_holiday=False))

    def say(version: int, wanted: list[NewException]) -> Calendar:
        return pool.calendar_update(
            actor=request.actor, id=id, version=version, changes={"exceptions": wanted}, now=timezone.now()
        )

    if "without" in request.POST:
        say(version_of(request), [_said(each) for each in own if str(each.pk) != request.POST["without"]])
        messages.success(request, _("Saved. All that works on it was scheduled anew."))
        return redirect("calendar", id)
    form = ExceptionForm(request.POST)
    made = saved(form, lambda: say(form.cleaned_data["version"], [*map(_said, own), form.said()]))
    if isinstance(made, Unsaved):
        return _page(request, row, form=form, status=made.status)
    messages.success(request, _("Saved. All that works on it was scheduled anew."))
    return redirect("calendar", id)


@require_POST
@signed_in
def calendar_end(request: PageRequest, id: int) -> HttpResponse:
    """Delete a calendar that nothing works on."""
    services.calendar_delete(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The calendar is gone."))
    return redirect("calendars")


def _page(request: PageRequest, row: Calendar, *, form: PageForm | None = None, status: int = 200) -> HttpResponse:
    today = wall_clock().date()
    year = year_asked(request.GET.get("year", ""), today=today)
    start, finish = date(year, 1, 1), date(year + 1, 1, 1)
    known = engine_calendars(row.workspace_id)
    exceptions = row.exceptions.filter(start_on__lt=finish, finish_on__gt=start)
    context: dict[str, Any] = {
        "tab": "calendars",
        "calendar": row,
        "country": countries().get(row.country, ""),
        "subdivision": subdivisions(row.country).get(row.subdivision, ""),
        "week": list(zip(weekdays(), week_of(known, str(row.pk)), strict=True)),
        "year": year,
        "months": months_of(
            calendar_days(known, str(row.pk), start=start, finish=finish),
            year=year,
            today=today,
            week_start=request.actor.customs.week_start,
        ),
        "weekdays": weekdays(request.actor.customs.week_start),
        "holidays": [each for each in exceptions if each.is_public_holiday],
        "own": [each for each in exceptions if not each.is_public_holiday],
        "form": form or ExceptionForm(initial={"version": row.version}),
        **_rights(request),
    }
    return render(request, "pages/people/calendar.html", context, status=status)


def _rights(request: PageRequest) -> dict[str, bool]:
    return {"may_edit_pool": request.actor.may(Action.EDIT_POOL)}


def _said(row: CalendarException) -> NewException:
    return NewException(row.start_on, row.finish_on, row.name, row.shifts)
