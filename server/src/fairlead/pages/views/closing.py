"""Closing a project, its closing report, and reopening it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.kernel.errors import NotFound, StaleVersion
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.closing import CloseForm, JudgeForms, ReopenForm
from fairlead.pages.views.paging import wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.schedule import closing as schedule
from fairlead.schedule.health.project import days_late
from fairlead.work import services
from fairlead.work.lessons import lessons_of
from fairlead.work.models import Closure, Project
from fairlead.work.selectors import project_get

LESSONS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_close(request: PageRequest, id: int) -> HttpResponse:
    """Show what is settled in a project, and close it."""
    project = project_get(id=id, actor=request.actor)
    require(request.actor, Action.CLOSE_PROJECT, project.place)
    if project.closed_at is not None:
        return redirect("project_closing", id)
    data = request.POST if request.method == "POST" else None
    form, judging = CloseForm(data, initial={"version": project.version}), JudgeForms.of(project, data)
    made: Closure | Unsaved = Unsaved(422)
    if data is None or judging.is_valid():
        made = _tried(request, id, form, judging)
    if isinstance(made, Unsaved):
        context = {
            "form": form,
            "judging": judging,
            "project": project,
            "unsettled": schedule.unsettled(project, actor=request.actor, now=wall_clock()),
        }
        return render(request, "pages/closing/close.html", context, status=made.status)
    messages.success(request, _("The project is closed. This is its report."))
    return redirect("project_closing", id)


def _tried(request: PageRequest, id: int, form: CloseForm, judging: JudgeForms) -> Closure | Unsaved:
    try:
        return saved(
            form,
            lambda: schedule.project_close(
                actor=request.actor,
                project_id=id,
                version=form.cleaned_data["version"],
                new=services.NewClosure(form.cleaned_data["summary"], form.cleaned_data["handover"], judging.said()),
                now=timezone.now(),
                wall_clock=wall_clock(),
            ),
        )
    except StaleVersion as stale:
        form.data = {name: form.data.get(name) for name in form.fields} | {"version": str(stale.current["version"])}
        form.add_error(
            None, _("Somebody changed the project after you opened this. Look once more, and send it again.")
        )
        return Unsaved(409)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_closing(request: PageRequest, id: int) -> HttpResponse:
    """Show the closing report of a project; reopen it."""
    project = project_get(id=id, actor=request.actor)
    form = ReopenForm(request.POST if request.method == "POST" else None, initial={"version": project.version})
    made = saved(
        form,
        lambda: schedule.project_reopen(
            actor=request.actor,
            project_id=id,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        return render(request, "pages/closing/report.html", _report(request, project, form), status=made.status)
    messages.success(request, _("The project is open again."))
    return redirect("project", id)


def _report(request: PageRequest, project: Project, form: ReopenForm) -> dict[str, Any]:
    closures = list(schedule.closures_of(project))
    if not closures:
        raise NotFound(_("This project was never closed."))
    facts = closures[0].facts
    finish, promised = _moment(facts["finish"]), _moment(facts["promised"])
    return {
        "project": project,
        "program": project.program,
        "closure": closures[0],
        "past": [each for each in closures if each.reopened_at],
        "finish": finish,
        "promised": promised,
        "late": days_late(finish, promised),
        "met": sum(bool(each["is_met"]) for each in facts["criteria"]),
        "lessons": lessons_of(actor=request.actor, project_id=project.pk)[:LESSONS],
        "may_close": request.actor.may(Action.CLOSE_PROJECT, project.place),
        "form": form,
    }


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
