"""Reading what projects learned: one lesson, those that are sought, those that fit what somebody is about to begin."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.access.rules import Actor
from fairlead.kernel.audit import said
from fairlead.kernel.errors import NotFound
from fairlead.work.models import Lesson, LessonTag

LESSON_SAID = ("project", "name", "happened", "advice")
_FIELDS = ("name", "happened", "advice", "project__name", "tags__name")


def lessons_of(*, actor: Actor, search: str = "", tag: str = "", project_id: int | None = None) -> QuerySet[Lesson]:
    """Return the lessons that `actor` may see, newest first, with project, author and tags. Two queries.

    Each word of `search` is in the lesson, its tags or the name of its project.
    """
    lessons = Lesson.objects.visible_to(actor).select_related("project", "by").prefetch_related("tags")
    for word in search.split()[:8]:
        in_some = Q()
        for field in _FIELDS:
            in_some |= Q(**{f"{field}__icontains": word})
        # A lesson has several tags: found by key, it is there once.
        lessons = lessons.filter(pk__in=Lesson.objects.filter(in_some).values("pk"))
    if tag:
        lessons = lessons.filter(tags__name=tag)
    return lessons if project_id is None else lessons.filter(project_id=project_id)


def lesson_get(*, id: int, actor: Actor, lock: bool = False) -> Lesson:
    """Return a lesson that `actor` may see, with its project and tags, locked for change where asked. Two queries.

    Raises: NotFound.
    """
    lessons = Lesson.objects.visible_to(actor).select_related("project", "by").prefetch_related("tags")
    lesson = (lessons.select_for_update(of=("self",)) if lock else lessons).filter(pk=id).first()
    if lesson is None:
        raise NotFound(_("There is no such lesson, or you may not see it."))
    return lesson


def tags_of(*, actor: Actor, limit: int = 40) -> list[tuple[str, int]]:
    """Return the tags of the lessons that `actor` may see, with how many have each, most used first. One query."""
    tags = LessonTag.objects.filter(lesson__in=Lesson.objects.visible_to(actor).order_by().values("pk"))
    counted = tags.order_by().values_list("name").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "name")[:limit])


def lessons_fitting(texts: Iterable[str], *, actor: Actor, limit: int = 4) -> list[Lesson]:
    """Return lessons whose tags are words of `texts`, those with most such tags first, then the newest. Three queries.

    A tag of several words fits where they stand together.
    """
    text = " ".join(texts).casefold()
    tags = [name for name, _count in tags_of(actor=actor, limit=2_000) if _is_said(name, text)]
    if not tags:
        return []
    pairs = LessonTag.objects.filter(name__in=tags, lesson__in=Lesson.objects.visible_to(actor).order_by().values("pk"))
    fits = Counter(pairs.values_list("lesson_id", flat=True))
    best = sorted(fits, key=lambda id: (fits[id], id), reverse=True)[:limit]
    found = lessons_of(actor=actor).in_bulk(best)
    return [found[id] for id in best]


def lesson_said(lesson: Lesson) -> dict[str, Any]:
    """Return what people said in `lesson` by field, with its id and version."""
    tags = [each.name for each in lesson.tags.all()]
    return {"id": lesson.pk, "version": lesson.version, **said(lesson, LESSON_SAID), "tags": tags}


def _is_said(tag: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(tag)}(?!\w)", text) is not None
