"""Saying something of a person: who they are, when they work, time off, skills, availability, rates."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.access.rules import Action, Place
from fairlead.access.selectors import require
from fairlead.kernel.errors import Refused
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.basics import PageForm
from fairlead.pages.forms.people import (
    AvailabilityForm,
    EditPerson,
    HoursForm,
    PersonForm,
    RateForm,
    SkillForm,
    TimeOffForm,
)
from fairlead.pages.forms.times import DAYS
from fairlead.pages.views.person import person_page
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.resources import services
from fairlead.resources.models import Calendar, Resource
from fairlead.resources.rules import Period
from fairlead.resources.selectors import (
    calendar_default,
    engine_calendars,
    place_of,
    rates_of,
    resource_get,
    skills_of,
    week_of,
)
from fairlead.resources.services import NewRate
from fairlead.schedule import pool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_new(request: PageRequest) -> HttpResponse:
    """Put somebody into the pool."""
    actor = request.actor
    if not any(actor.may(Action.EDIT_POOL, Place(team_id=id)) for id in actor.team_ids):
        require(actor, Action.EDIT_POOL)
    form = PersonForm(request.POST if request.method == "POST" else None, actor=actor)
    made = saved(form, lambda: services.resource_create(actor=actor, new=form.said(), now=timezone.now()))
    if isinstance(made, Unsaved):
        return render(request, "pages/people/person_form.html", {"tab": "people", "form": form}, status=made.status)
    messages.success(request, _("%(name)s is in the pool.") % {"name": made.name})
    return redirect("person", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change who somebody is and how much of them there is."""
    resource = _editable(request, id)
    form = EditPerson.filled(resource, request.actor, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.resource_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"tab": "people", "form": form, "one": resource, "versions": made.versions}
        return render(request, "pages/people/person_form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("person", id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_hours(request: PageRequest, id: int) -> HttpResponse:
    """Say when somebody works."""
    resource = _editable(request, id)
    own = Calendar.objects.filter(resource=resource).first()
    base = (own.base if own else resource.calendar) or calendar_default(actor=request.actor)
    week = own.week if own else [None] * 7
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        usual=week_of(engine_calendars(resource.workspace_id), str(base.pk)),
        initial={"version": resource.version, "base": base.pk, **dict(zip(DAYS, week, strict=True))},
    )
    made = saved(
        form,
        lambda: pool.hours_set(
            actor=request.actor,
            resource_id=id,
            version=form.cleaned_data["version"],
            base_id=form.cleaned_data["base"],
            week=form.week,
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/people/hours.html", {"form": form, "one": resource}, status=made.status)
    messages.success(request, _("Saved. What they work on was scheduled anew."))
    return redirect("person", id)


@require_POST
@signed_in
def person_away(request: PageRequest, id: int) -> HttpResponse:
    """Enter time off."""
    form = TimeOffForm(request.POST, prefix="off")
    return _said(
        request,
        id,
        form,
        lambda: pool.time_off_add(actor=request.actor, resource_id=id, new=form.said(), now=timezone.now()),
        _("Saved. What they work on was scheduled anew."),
    )


@require_POST
@signed_in
def person_back(request: PageRequest, id: int, off: int) -> HttpResponse:
    """Take back time off."""
    version = _number(request.POST.get("version"))
    pool.time_off_remove(actor=request.actor, id=off, version=version, now=timezone.now())
    messages.success(request, _("These days are worked again."))
    return redirect("person", id)


@require_POST
@signed_in
def person_skill(request: PageRequest, id: int) -> HttpResponse:
    """Say how well somebody can do something."""
    form = SkillForm(request.POST, prefix="skill", skills=list(skills_of(actor=request.actor)))

    def effect() -> None:
        values = form.cleaned_data
        services.skill_level_set(
            actor=request.actor,
            resource_id=id,
            skill_id=values["skill"],
            level=values["level"],
            now=timezone.now(),
        )

    return _said(request, id, form, effect, _("Saved."))


@require_POST
@signed_in
def person_available(request: PageRequest, id: int) -> HttpResponse:
    """Add a period of other units, or take away the one that begins on the day `without`."""
    resource = _editable(request, id)
    periods = [Period(row.start_on, row.finish_on, row.units) for row in resource.availabilities.all()]

    def say(version: int, wanted: list[Period]) -> Resource:
        return services.availability_set(
            actor=request.actor, id=id, version=version, periods=wanted, now=timezone.now()
        )

    if "without" in request.POST:
        left = [each for each in periods if str(each.start) != request.POST["without"]]
        say(_number(request.POST.get("version")), left)
        messages.success(request, _("Saved."))
        return redirect("person", id)
    form = AvailabilityForm(request.POST, prefix="period")

    def add() -> Resource:
        values = form.cleaned_data
        return say(values["version"], [*periods, Period(values["start_on"], form.until, form.share)])

    return _said(request, id, form, add, _("Saved."))


@require_POST
@signed_in
def person_rates(request: PageRequest, id: int) -> HttpResponse:
    """Add a rate, or take away the one that holds from the day `without`."""
    resource = _editable(request, id)
    rates = [
        NewRate(row.from_on, row.currency, row.hour_cost, row.hour_bill)
        for row in rates_of(resource, actor=request.actor)
    ]

    def say(version: int, wanted: list[NewRate]) -> Resource:
        return services.rates_set(
            actor=request.actor, resource_id=id, version=version, rates=wanted, now=timezone.now()
        )

    if "without" in request.POST:
        left = [each for each in rates if str(each.from_on) != request.POST["without"]]
        say(_number(request.POST.get("version")), left)
        messages.success(request, _("Saved."))
        return redirect("person", id)
    form = RateForm(request.POST, prefix="rate")

    def add() -> Resource:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        others = [each for each in rates if each.from_on != values["from_on"]]
        return say(form.cleaned_data["version"], [*others, NewRate(**values)])

    return _said(request, id, form, add, _("Saved."))


@require_POST
@signed_in
def person_archive(request: PageRequest, id: int) -> HttpResponse:
    """Take somebody out of use, or bring them back."""
    change = services.resource_restore if request.POST.get("restore") else services.resource_archive
    version = _number(request.POST.get("version"))
    change(actor=request.actor, id=id, version=version, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("person", id)


def _said(request: PageRequest, id: int, form: PageForm, effect: Callable[[], Any], thanks: str) -> HttpResponse:
    resource = resource_get(id=id, actor=request.actor)
    made = saved(form, effect)
    if isinstance(made, Unsaved):
        return person_page(request, resource, refused=form, status=made.status)
    messages.success(request, thanks)
    return redirect("person", id)


def _editable(request: PageRequest, id: int) -> Resource:
    resource = resource_get(id=id, actor=request.actor)
    require(request.actor, Action.EDIT_POOL, place_of(resource, actor=request.actor))
    return resource


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal() or len(text) > 9:
        raise Refused(_("Open the page again: what you sent is not complete."))
    return int(text)
