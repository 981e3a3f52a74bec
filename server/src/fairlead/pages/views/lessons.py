"""What projects learned: all lessons of the workspace, those of a project, and one of them."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.pages.entry import PageRequest, signed_in
from fairlead.pages.forms.closing import EditLesson, LessonForm
from fairlead.pages.views.paging import next_address, time_key, wall_clock
from fairlead.pages.views.projects import project_frame
from fairlead.pages.views.saving import Unsaved, saved
from fairlead.pages.views.teams import version_of
from fairlead.schedule import selectors
from fairlead.work import services
from fairlead.work.lessons import lesson_get, lessons_fitting, lessons_of, tags_of
from fairlead.work.models import Lesson, Project

LIST = 20


@require_safe
@signed_in
def lessons(request: PageRequest) -> HttpResponse:
    """Show the lessons of the workspace: those with some words, or about something."""
    search, tag = request.GET.get("q", "").strip()[:200], request.GET.get("tag", "").strip()
    found = lessons_of(actor=request.actor, search=search, tag=tag)
    context = {"search": search, "tag": tag, "tags": tags_of(actor=request.actor), **_page(request, found)}
    return render(request, "pages/lessons/lessons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_lessons(request: PageRequest, id: int) -> HttpResponse:
    """Show what a project learned, and write a lesson down."""
    row = selectors.project_row(id=id, actor=request.actor, now=wall_clock())
    may_write = request.actor.may(Action.WRITE_LESSON, row.project.place)
    form = LessonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.actor, Action.WRITE_LESSON, row.project.place)
    made = saved(
        form,
        lambda: services.lesson_add(
            actor=request.actor, project_id=id, new=services.NewLesson(**form.said()), now=timezone.now()
        ),
    )
    if not isinstance(made, Unsaved):
        messages.success(request, _("Written down. It is shown where the same is begun again."))
        return redirect("project_lessons", id)
    fitting = lessons_fitting((row.project.name, row.project.goal), actor=request.actor, limit=8)
    context = {
        **project_frame(request, row, "lessons"),
        **_page(request, lessons_of(actor=request.actor, project_id=id)),
        "form": form if may_write else None,
        "may_write": may_write,
        "fitting": [each for each in fitting if each.project_id != id][:4],
    }
    return render(request, "pages/lessons/project.html", context, status=made.status)


@require_safe
@signed_in
def lesson(request: PageRequest, id: int) -> HttpResponse:
    """Show a lesson."""
    row = lesson_get(id=id, actor=request.actor)
    context = {
        "lesson": row,
        "may_write": request.actor.may(Action.WRITE_LESSON, row.project.place),
        "sees_project": Project.objects.visible_to(request.actor).filter(pk=row.project_id).exists(),
    }
    return render(request, "pages/lessons/lesson.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def lesson_edit(request: PageRequest, id: int) -> HttpResponse:
    """Change a lesson."""
    row = lesson_get(id=id, actor=request.actor)
    _require_write(request, row)
    form = EditLesson.filled(row, request.POST if request.method == "POST" else None)
    made = saved(
        form,
        lambda: services.lesson_update(
            actor=request.actor,
            id=id,
            version=form.cleaned_data["version"],
            changes=form.said(),
            now=timezone.now(),
        ),
    )
    if isinstance(made, Unsaved):
        context = {"form": form, "lesson": row, "versions": made.versions}
        return render(request, "pages/lessons/form.html", context, status=made.status)
    messages.success(request, _("Saved."))
    return redirect("lesson", id)


@require_POST
@signed_in
def lesson_drop(request: PageRequest, id: int) -> HttpResponse:
    """Take a lesson away."""
    row = lesson_get(id=id, actor=request.actor)
    services.lesson_remove(actor=request.actor, id=id, version=version_of(request), now=timezone.now())
    messages.success(request, _("The lesson is gone."))
    return redirect("project_lessons", row.project_id)


def _require_write(request: PageRequest, row: Lesson) -> None:
    require(request.actor, Action.WRITE_LESSON, row.project.place)


def _page(request: PageRequest, found: QuerySet[Lesson]) -> dict[str, Any]:
    after = time_key(request)
    if after is not None:
        found = found.filter(Q(at__lt=after[0]) | Q(at=after[0], pk__lt=after[1]))
    rows = list(found[: LIST + 1])
    more = rows[LIST - 1] if len(rows) > LIST else None
    return {"lessons": rows[:LIST], "next": next_address(request, (more.at, more.pk) if more else None)}
