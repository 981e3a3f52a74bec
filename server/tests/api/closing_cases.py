"""Who gets what of closing projects, and of lessons."""

from typing import Any

from api.cases import CREATE, EDIT, END, OWN, READ, Case
from cast import MONDAY, NOW, Cast, Stage
from fairlead.schedule.closing import project_close
from fairlead.work.models import Project
from fairlead.work.services import NewClosure, NewLesson, lesson_add

_SAID = {"name": "Permits first", "happened": "It came late.", "advice": "Ask early.", "tags": ["permits"]}


def _shop(_people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": plan.shop.pk}


def _closed(people: Cast, plan: Stage) -> dict[str, Any]:
    new = NewClosure("Built")
    project_close(actor=people.owner.actor, project_id=plan.shop.pk, version=1, new=new, now=NOW, wall_clock=MONDAY)
    Project.objects.update(version=1)
    return {"id": plan.shop.pk}


def _lesson(people: Cast, plan: Stage) -> dict[str, Any]:
    return {"id": lesson_add(actor=people.owner.actor, project_id=plan.shop.pk, new=NewLesson(**_SAID), now=NOW).pk}


CLOSING = {
    "closing_read": Case(READ, names=_shop),
    "project_close": Case(EDIT, lambda people, plan: {"summary": "Built"}, _shop, has_version=True),
    "project_reopen": Case(EDIT, lambda people, plan: {"reason": "It leaks"}, _closed, has_version=True),
    "lessons_list": Case(OWN),
    "lesson_create": Case(CREATE, lambda people, plan: _SAID, _shop),
    "lesson_read": Case(READ, names=_lesson),
    "lesson_update": Case(EDIT, lambda people, plan: {"advice": "Ask first."}, _lesson, has_version=True),
    "lesson_delete": Case(END, names=_lesson, has_version=True),
}
