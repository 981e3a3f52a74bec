"""Writing down what projects learn, while they run and after they are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.access.rules import Action, Actor
from fairlead.access.selectors import by, require
from fairlead.kernel.audit import Change, audit_write
from fairlead.kernel.errors import Refused
from fairlead.kernel.versions import check_version
from fairlead.strategy.services.checks import line, text_faults
from fairlead.work.lessons import lesson_get, lesson_said
from fairlead.work.models import Lesson, LessonTag
from fairlead.work.selectors import project_get

MOST_TAGS = 10
_LIMITS = {"name": 200, "happened": 5_000, "advice": 5_000}


@dataclass(frozen=True, slots=True)
class NewLesson:
    """What happened, what to do next time, and what it is about."""

    name: str
    happened: str
    advice: str
    tags: Sequence[str] = ()


@transaction.atomic
def lesson_add(*, actor: Actor, project_id: int, new: NewLesson, now: datetime) -> Lesson:
    """Write down what a project learned; also one that is closed.

    Raises: NotFound, Forbidden; Refused for values that cannot be.
    """
    project = project_get(id=project_id, actor=actor)
    require(actor, Action.WRITE_LESSON, project.place)
    lesson = Lesson(workspace_id=actor.workspace_id, project=project, by_id=actor.person_id, at=now)
    tags = _say(lesson, asdict(new))
    lesson.save(force_insert=True)
    _tags_write(lesson, tags or ())
    return _told("lesson.add", lesson.pk, {}, actor, now)


@transaction.atomic
def lesson_update(*, actor: Actor, id: int, version: int, changes: Mapping[str, Any], now: datetime) -> Lesson:
    """Change what a lesson says, by field; `tags` are said as a whole.

    Raises: NotFound, Forbidden, StaleVersion; Refused for values that cannot be.
    """
    lesson = _locked(actor, id, version)
    before = lesson_said(lesson)
    tags = _say(lesson, changes)
    lesson.version += 1
    lesson.save()
    if tags is not None:
        _tags_write(lesson, tags)
    return _told("lesson.update", id, before, actor, now)


@transaction.atomic
def lesson_remove(*, actor: Actor, id: int, version: int, now: datetime) -> None:
    """Take a lesson away.

    Raises: NotFound, Forbidden, StaleVersion.
    """
    lesson = _locked(actor, id, version)
    before = lesson_said(lesson)
    lesson.delete()
    audit_write([Change("lesson.remove", "lesson", id, before=before)], by=by(actor, now))


def _locked(actor: Actor, id: int, version: int) -> Lesson:
    lesson = lesson_get(id=id, actor=actor, lock=True)
    require(actor, Action.WRITE_LESSON, lesson.project.place)
    check_version(lesson, version, kind="lesson", current=lesson_said(lesson))
    return lesson


def _told(action: str, id: int, before: Mapping[str, Any], actor: Actor, now: datetime) -> Lesson:
    lesson = lesson_get(id=id, actor=actor)
    audit_write([Change(action, "lesson", id, before=before, after=lesson_said(lesson))], by=by(actor, now))
    return lesson


def _say(lesson: Lesson, changes: Mapping[str, Any]) -> list[str] | None:
    """Put `changes` into `lesson`, and return its tags; None where they do not change."""
    values = {name: str(value).strip() for name, value in changes.items() if name != "tags"}
    if "name" in values:
        values["name"] = line(values["name"])
    wrong = text_faults(values, _LIMITS, needed=("name", "happened", "advice"))
    tags = None if "tags" not in changes else sorted({line(tag).casefold() for tag in changes["tags"] if line(tag)})
    if tags and (len(tags) > MOST_TAGS or any(len(tag) > 40 for tag in tags)):
        wrong["tags"] = _("At most 10 tags, of 40 characters each")
    if wrong:
        raise Refused(_("The lesson was not saved."), fields=wrong)
    for name, value in values.items():
        setattr(lesson, name, value)
    return tags


def _tags_write(lesson: Lesson, tags: Sequence[str]) -> None:
    LessonTag.objects.filter(lesson=lesson).delete()
    LessonTag.objects.bulk_create(LessonTag(lesson=lesson, name=tag) for tag in tags)
