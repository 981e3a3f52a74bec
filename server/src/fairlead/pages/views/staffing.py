"""The team of a project, or of a program's activities: by week who is needed, booked and planned; bookings; alerts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.alerts import alert_counts, alert_groups, page_alerts
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.staffing import BookingForm, EditBooking
from fairlead.pages.templatetags.staffing import team_address
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.programs import program_frame
from fairlead.pages.views.projects import project_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.schedule import selectors as schedule
from fairlead.staffing import services
from fairlead.staffing.selectors import (
    Which,
    booking_get,
    booking_said,
    monday_of,
    request_page,
    staffing_of,
)
from fairlead.work.models import Project
from fairlead.work.rules import FIRST_DAY, LAST_DAY
from fairlead.work.selectors import activities_get, project_get

WEEKS = 12
REQUESTS = 50


@require_safe
@signed_in
def project_team(request: PageRequest, id: int) -> HttpResponse:
    """Show who is needed, booked and planned for a project by week."""
    row = schedule.project_row(id=id, actor=request.actor, now=wall_clock())
    return _team(request, row.project, project_frame(request, row, "team"))


@require_safe
@signed_in
def activities_team(request: PageRequest, id: int) -> HttpResponse:
    """Show who is needed, booked and planned for the activities of a program by week."""
    own = activities_get(program_id=id, actor=request.actor)
    row = schedule.program_row(id=id, actor=request.actor, now=wall_clock())
    return _team(request, own, {**program_frame(request, row, "activities"), "project": own})


def _team(request: PageRequest, project: Project, frame: Mapping[str, Any]) -> HttpResponse:
    first = _first(request)
    asked, _key = request_page(actor=request.actor, which=Which.OPEN, project_id=project.pk, limit=REQUESTS)
    people = staffing_of(project, first_on=first, weeks=WEEKS)
    context = {
        **frame,
        "people": people,
        "has_bookings": any(each.bookings for each in people),
        "weeks": [first + timedelta(days=7 * number) for number in range(WEEKS)],
        "earlier": (first - timedelta(days=7 * WEEKS)).isoformat(),
        "later": (first + timedelta(days=7 * WEEKS)).isoformat(),
        "requests": asked,
        "alerts": alert_groups(page_alerts(request, [project])),
        "may_ask": request.actor.may(Action.EDIT_PROJECT, project.place),
        "may_book": request.actor.may(Action.BOOK, project.place),
        "now": timezone.now(),
    }
    return render(request, "pages/staffing/team.html", context)


@require_safe
@signed_in
def program_people(request: PageRequest, id: int) -> HttpResponse:
    """Show what of the people of a program's projects needs somebody, and which requests are open."""
    row = schedule.program_row(id=id, actor=request.actor, now=wall_clock())
    alerts = page_alerts(request, [each.project for each in row.plans])
    asked = request.GET.get("show", "")
    context = {
        **program_frame(request, row, "people"),
        "alerts": alert_groups([each for each in alerts if asked in ("", each.kind)]),
        "counts": alert_counts(alerts),
        "show": asked,
    }
    return render(request, "pages/staffing/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def booking_new(request: PageRequest, id: int) -> HttpResponse:
    """Book somebody for a project."""
    return _book(request, project_get(id=id, actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def activities_book(request: PageRequest, id: int) -> HttpResponse:
    """Book somebody for the activities of a program."""
    return _book(request, activities_get(program_id=id, actor=request.actor))


def _book(request: PageRequest, project: Project) -> HttpResponse:
    require(request.actor, Action.BOOK, project.place)
    data = request.POST if request.method == "POST" else None
    form = BookingForm(data, initial={"start_on": timezone.localdate()}, actor=request.actor)
    made = saved(
        form,
        lambda: services.booking_create(
            actor=request.actor, new=services.NewBooking(project=project.pk, **form.said()), now=timezone.now()
        ),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/staffing/booking.html", {"form": form, "project": project}, status=made.status)
    messages.success(request, _("Booked."))
    return redirect(team_address(project))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def booking_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a booking, or name who takes the place of demand."""
    booking = booking_get(id=id, actor=request.actor)
    require(request.actor, Action.BOOK, booking.project.place)
    form = EditBooking.filled(
        booking,
        {**booking_said(booking), "version": booking.version},
        request.actor,
        request.POST if request.method == "POST" else None,
    )
    made = saved(
        form,
        lambda: services.booking_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "project": booking.project, "booking": booking, "versions": made.versions}
        return render(request, "pages/staffing/booking.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect(team_address(booking.project))


@require_POST
@signed_in
def booking_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a booking back."""
    booking = booking_get(id=id, actor=request.actor)
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    services.booking_delete(actor=request.actor, id=id, version=version, now=timezone.now())
    messages.success(request, _("The booking is taken back."))
    return redirect(team_address(booking.project))


def _first(request: PageRequest) -> date:
    """Return the Monday that the address asks to begin with; this week's without one, or where no plan reaches."""
    try:
        asked = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        asked = wall_clock().date()
    is_planned = FIRST_DAY.date() + timedelta(days=365) < asked < LAST_DAY.date() - timedelta(days=365)
    return monday_of(asked if is_planned else wall_clock())
