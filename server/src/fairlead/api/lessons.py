"""Lessons that projects learned, found again by words and tags."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from fairlead.api.answers import answer, created, nothing
from fairlead.api.auth import ApiRequest
from fairlead.api.idempotency import Key, once
from fairlead.api.paging import After, Limit, Page, listed
from fairlead.api.said import LessonSaid
from fairlead.api.shapes import Changes, Id, In, Instant, maybe
from fairlead.api.versions import Version
from fairlead.work import services
from fairlead.work.lessons import lesson_get, lesson_said, lessons_of
from fairlead.work.models import Lesson

router = Router(tags=["lessons"])


class LessonOut(LessonSaid):
    """A lesson with the project that learned it, who wrote it down, and when."""

    project_name: str
    by: str | None
    at: Instant


class NewLesson(In):
    """What happened, what to do next time, and what it is about."""

    name: str
    happened: str
    advice: str
    tags: list[str] = []


class LessonChanges(Changes):
    """What to change on a lesson; `tags` are said as a whole."""

    name: str = maybe()
    happened: str = maybe()
    advice: str = maybe()
    tags: list[str] = maybe()


@router.get("/lessons", response=Page[LessonOut])
def lessons_list(
    request: ApiRequest,
    after: After = None,
    limit: Limit = 50,
    search: str = "",
    tag: str = "",
    project: Id | None = None,
) -> HttpResponse:
    """List the lessons that you may see, oldest first: those with some words, with a tag, or of one project."""
    rows = lessons_of(actor=request.auth, search=search, tag=tag, project_id=project)
    return listed(request, rows, by={"id": int}, after=after, limit=limit, show=_shown)


@router.post("/projects/{id}/lessons", response={201: LessonOut})
def lesson_create(request: ApiRequest, id: Id, new: NewLesson, key: Key = None) -> HttpResponse:
    """Write down what a project learned; also one that is closed."""

    def effect(now: datetime) -> HttpResponse:
        body = services.NewLesson(**new.model_dump())
        made = services.lesson_add(actor=request.auth, project_id=id, new=body, now=now)
        return created(_shown(made), at=f"/api/v1/lessons/{made.pk}", version=made.version)

    return once(request, key, effect)


@router.get("/lessons/{id}", response=LessonOut)
def lesson_read(request: ApiRequest, id: Id) -> HttpResponse:
    """Show one lesson."""
    lesson = lesson_get(id=id, actor=request.auth)
    return answer(_shown(lesson), version=lesson.version)


@router.patch("/lessons/{id}", response=LessonOut)
def lesson_update(request: ApiRequest, id: Id, changes: LessonChanges, version: Version) -> HttpResponse:
    """Change a lesson."""
    services.lesson_update(actor=request.auth, id=id, version=version, changes=changes.sent(), now=timezone.now())
    return lesson_read(request, id)


@router.delete("/lessons/{id}", response={204: None})
def lesson_delete(request: ApiRequest, id: Id, version: Version) -> HttpResponse:
    """Take a lesson away."""
    services.lesson_remove(actor=request.auth, id=id, version=version, now=timezone.now())
    return nothing()


def _shown(lesson: Lesson) -> LessonOut:
    of = {"project_name": lesson.project.name, "by": lesson.by.name if lesson.by else None, "at": lesson.at}
    return LessonOut.model_validate({**lesson_said(lesson), **of})
