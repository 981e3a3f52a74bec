"""How a project, program or objective stands, what people say of it, and the rows behind its figures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Actor
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.health import OverrideForm
from fairlead.pages.views.paging import name_key, next_address, wall_clock
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.resources.models import Resource
from fairlead.schedule.health import services
from fairlead.schedule.health.figures import FigureRow, Opened, figure_open
from fairlead.schedule.health.rows import Figure
from fairlead.schedule.health.selectors import SubjectHealth, subject_health
from fairlead.schedule.health.subjects import Subject, SubjectKind, subject_get

FIGURE_WORDS: dict[Figure, str | Promise] = {
    Figure.PROGRESS: gettext_lazy("Progress of the work"),
    Figure.FINISH: gettext_lazy("Finish"),
    Figure.REACHED: gettext_lazy("Reached"),
    Figure.TASKS_LATE: gettext_lazy("Tasks that are overdue"),
    Figure.TASKS_BLOCKED: gettext_lazy("Tasks that are blocked"),
    Figure.TASKS_DEADLINE: gettext_lazy("Tasks that miss their deadlines"),
    Figure.TASKS_CONSTRAINT: gettext_lazy("Tasks that cannot keep their dates"),
    Figure.MILESTONES_MISSED: gettext_lazy("Missed milestones"),
    Figure.PEOPLE_OVERLOADED: gettext_lazy("People with far more work than time"),
    Figure.PROJECTS_OFF: gettext_lazy("Projects off track"),
    Figure.PROJECTS_AT_RISK: gettext_lazy("Projects at risk"),
    Figure.ACTIVITIES_BEHIND: gettext_lazy("Its own activities"),
    Figure.GATES_OVERDUE: gettext_lazy("Overdue gates"),
    Figure.BENEFITS_OFF: gettext_lazy("Benefits behind what was expected"),
    Figure.BENEFITS_UNMEASURED: gettext_lazy("Benefits not measured in time"),
    Figure.RESULTS_OFF: gettext_lazy("Key results off track"),
    Figure.RESULTS_AT_RISK: gettext_lazy("Key results at risk"),
    Figure.CHILDREN_OFF: gettext_lazy("Objectives below off track"),
    Figure.CHILDREN_AT_RISK: gettext_lazy("Objectives below at risk"),
}
_HOW: dict[Figure, str | Promise] = {
    Figure.REACHED: gettext_lazy(
        "The mean of its key results and the objectives below, by the weights that are said of them."
    ),
    Figure.FINISH: gettext_lazy("The latest finish of what it is made of."),
    Figure.PEOPLE_OVERLOADED: gettext_lazy(
        "In one of the next four weeks all projects together ask for over a fifth more than they have. "
        "Half of what this project plans for the four lies in such weeks."
    ),
}
MEANS = (Figure.PROGRESS, Figure.REACHED)
_AT = {
    SubjectKind.PROJECT: "projects",
    SubjectKind.PROGRAM: "programs",
    SubjectKind.OBJECTIVE: "strategy/objectives",
}


def addresses() -> list[URLPattern]:
    """Return the addresses of health and figures, the same for every kind."""
    found = []
    for kind, at in _AT.items():
        of = {"kind": kind}
        found += [
            path(f"{at}/<int:id>/health/", health, of, name=f"{kind}_health"),
            path(f"{at}/<int:id>/health/withdraw/", health_withdraw, of, name=f"{kind}_health_withdraw"),
            path(f"{at}/<int:id>/figures/<str:figure>/", figure_rows, of, name=f"{kind}_figure"),
        ]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def health(request: PageRequest, kind: SubjectKind, id: int) -> HttpResponse:
    """Show how something stands and why; let who may say otherwise."""
    today = timezone.localdate()
    found = subject_health(kind=kind, id=id, actor=request.actor, now=wall_clock())
    form = OverrideForm.filled(found.health.override, request.POST if request.method == "POST" else None, today=today)
    made = saved(
        form,
        lambda: services.override_set(
            actor=request.actor,
            kind=kind,
            id=id,
            version=form.cleaned_data["version"],
            new=form.new(),
            today=today,
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {**_frame(found), "form": form if found.may_override else None, "versions": made.versions}
        return render(request, "pages/health/health.html", context, status=made.status)
    messages.success(request, _("It stands beside what the rules find."))
    return redirect(f"{kind}_health", id)


@require_POST
@signed_in
def health_withdraw(request: PageRequest, kind: SubjectKind, id: int) -> HttpResponse:
    """Take back what somebody said of how something stands."""
    services.override_withdraw(
        actor=request.actor,
        kind=kind,
        id=id,
        version=version_of(request),
        today=timezone.localdate(),
        now=timezone.now(),
    )
    messages.success(request, _("Withdrawn: only the rules say how it stands."))
    return redirect(f"{kind}_health", id)


@require_safe
@signed_in
def figure_rows(request: PageRequest, kind: SubjectKind, id: int, figure: str) -> HttpResponse:
    """Open a figure to the rows it is made of."""
    if figure not in [each.value for each in Figure]:
        raise Http404
    subject = subject_get(kind=kind, id=id, actor=request.actor)
    opened = figure_open(
        kind=kind, id=id, figure=Figure(figure), actor=request.actor, now=wall_clock(), after=name_key(request)
    )
    context = {**_opened(opened, subject, request.actor), "next": next_address(request, opened.next)}
    return render(request, "pages/health/figure.html", context)


def _frame(found: SubjectHealth) -> dict[str, Any]:
    kind = found.subject.kind
    always = [Figure.REACHED] if kind is SubjectKind.OBJECTIVE else []
    return {
        "subject": found.subject,
        "kind": kind,
        "id": found.subject.id,
        "health": found.health,
        "figures": [(each, FIGURE_WORDS[each]) for each in (*always, Figure.PROGRESS, Figure.FINISH)],
        "withdraw_name": f"{kind}_health_withdraw",
    }


def _opened(opened: Opened, subject: Subject, actor: Actor) -> dict[str, Any]:
    figure, is_mean, unseen = opened.figure, opened.figure in MEANS, _unseen(opened, actor)
    return {
        "subject": subject,
        "kind": subject.kind,
        "id": subject.id,
        "opened": opened,
        "words": FIGURE_WORDS[figure],
        "how": _how(figure, subject.kind),
        "rows": [(row, _adds(row, opened), "" if row.id in unseen else _address(row, subject)) for row in opened.rows],
        "is_mean": is_mean,
        "is_day": figure is Figure.FINISH,
        "is_count": not is_mean and figure is not Figure.FINISH,
        "is_weighed_by_hours": figure is Figure.PROGRESS,
        "has_asked": any(row.asked for row in opened.rows),
        "has_states": any(row.state for row in opened.rows),
    }


def _unseen(opened: Opened, actor: Actor) -> set[int]:
    """Return the people among the rows whose own pages the actor does not see. One query where there may be some."""
    people = {row.id for row in opened.rows if row.kind == "person"}
    if not people or actor.sees_pool:
        return set()
    return people - set(Resource.objects.visible_to(actor).filter(pk__in=people).values_list("pk", flat=True))


def _adds(row: FigureRow, opened: Opened) -> float:
    return row.weight * row.value / opened.weight if opened.weight else 0.0


def _address(row: FigureRow, subject: Subject) -> str:
    if row.kind == "key_result":
        return f"{reverse('objective', args=[subject.id])}#result-{row.id}"
    if row.kind == "activities":
        return reverse("program_activities", args=[subject.id])
    return reverse(row.kind, args=[row.id])


def _how(figure: Figure, kind: SubjectKind) -> str:
    if figure in _HOW:
        return str(_HOW[figure])
    if figure is Figure.PROGRESS and kind is SubjectKind.PROJECT:
        return _("The mean of its tasks by their durations; a milestone weighs a minute.")
    if figure is Figure.PROGRESS and kind is SubjectKind.PROGRAM:
        return _("The mean of its projects and its own activities, by the hours of their tasks.")
    if figure is Figure.PROGRESS:
        return _("The mean of the projects that serve it, by the hours that do.")
    return _("What this number counts.")
