"""Closing a project, what must be settled before, reopening it; and the lessons that are found again."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Player, Stage, overload
from fairlead.access.rules import Action
from fairlead.access.selectors import require
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.programs.services import NewBenefit, NewGate, benefit_create
from fairlead.schedule.attention import Show, task_rows
from fairlead.schedule.closing import closures_of, project_close, project_reopen, unsettled
from fairlead.schedule.edits import TaskEdit
from fairlead.schedule.facts import project_row
from fairlead.schedule.health.findings import State
from fairlead.schedule.mine import my_tasks
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate, task_edit
from fairlead.staffing.capacity import Hours
from fairlead.staffing.planned import planned_of
from fairlead.work.lessons import lessons_fitting, lessons_of, tags_of
from fairlead.work.models import Closure, Lesson, Project
from fairlead.work.search import found_by_name
from fairlead.work.selectors import place_of, project_get, task_get
from fairlead.work.services import (
    Judgment,
    NewClosure,
    NewLesson,
    NewPhase,
    Success,
    block_raise,
    charter_say,
    lesson_add,
    lesson_remove,
    lesson_update,
    output_add,
    phase_create,
    phase_gate_create,
)

WALL = datetime(2026, 3, 4, 10)
PERMIT = NewLesson("Ask for permits first", "It came in April.", "Ask at the order.", ("Permits", "city hall"))


def close(who: Player, plan: Stage, new: NewClosure = NewClosure("A shop"), version: int | None = None) -> Closure:
    seen = Project.objects.get(pk=plan.shop.pk).version if version is None else version
    return project_close(actor=who.actor, project_id=plan.shop.pk, version=seen, new=new, now=NOW, wall_clock=WALL)


def reopen(who: Player, plan: Stage, reason: str = "The roof leaks") -> Project:
    version = Project.objects.get(pk=plan.shop.pk).version
    return project_reopen(actor=who.actor, project_id=plan.shop.pk, version=version, reason=reason, now=NOW)


def learn(who: Player, plan: Stage, new: NewLesson = PERMIT, **values: Any) -> Lesson:
    project = values.pop("project", plan.shop)
    return lesson_add(actor=who.actor, project_id=project.pk, new=new, now=NOW)


def loose(people: Cast, plan: Stage) -> dict[str, tuple[int, int]]:
    return {
        each.what.value: (each.count, each.total) for each in unsettled(plan.shop, actor=people.owner.actor, now=WALL)
    }


def test_it_is_told_what_is_loose_before_a_project_is_closed(people: Cast, plan: Stage):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    actor, shop = people.manager.actor, plan.shop.pk
    # Draw, the sign-off and build are the tasks that have nothing below them.
    assert loose(people, plan) == {
        "tasks": (3, 3),
        "blockers": (0, 0),
        "criteria": (0, 0),
        "gates": (0, 0),
        "benefits": (0, 0),
        "lessons": (1, 0),
    }
    block_raise(actor=actor, task_id=plan.tasks["build"].pk, reason="No wood", now=NOW)
    charter_say(actor=actor, project_id=shop, version=1, changes={"criteria": [Success("It pays")]}, now=NOW)
    phase = phase_create(actor=actor, project_id=shop, new=NewPhase("Design"), now=NOW)
    phase_gate_create(actor=actor, id=phase.pk, new=NewGate("Drawn", date(2026, 3, 4)), now=NOW)
    days = (date(2026, 1, 1), Decimal(2), date(2027, 1, 1))
    sales = NewBenefit("Sales", Decimal(1), *days, measure_until_on=date(2027, 6, 1))
    benefit = benefit_create(actor=actor, program_id=plan.program.pk, new=sales, now=NOW)
    output_add(actor=actor, project_id=shop, benefit_id=benefit.pk, name="The shop", now=NOW)
    learn(people.manager, plan)
    plan.shop.refresh_from_db()
    assert loose(people, plan) == {
        "tasks": (3, 3),
        "blockers": (1, 1),
        "criteria": (1, 1),
        "gates": (1, 1),
        "benefits": (1, 1),
        "lessons": (0, 1),
    }


def test_success_is_judged_before_a_project_is_closed_and_nothing_else_is_forced(people: Cast, plan: Stage):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    changes = {"criteria": [Success("It pays")]}
    charter_say(actor=people.manager.actor, project_id=plan.shop.pk, version=1, changes=changes, now=NOW)
    criterion = plan.shop.success.get().pk
    with pytest.raises(Refused, match="Judge each success criterion"):
        close(people.manager, plan)
    with pytest.raises(Refused) as refused:
        close(people.manager, plan, NewClosure(" "))
    assert "summary" in refused.value.fields
    closure = close(people.manager, plan, NewClosure("A shop", "Ida", [Judgment(criterion, False, "A loss in May")]))
    assert closure.facts["criteria"] == [
        {"id": criterion, "text": "It pays", "measure": "", "is_met": False, "evidence": "A loss in May"}
    ]
    # Build ends three days after the sign-off of Tuesday: Friday, 17:00.
    assert (closure.facts["finish"], closure.facts["task_count"], closure.facts["done_count"]) == (
        "2026-03-06T17:00",
        3,
        0,
    )
    row = project_row(id=plan.shop.pk, actor=people.member.actor, now=WALL)
    assert row.health.state is State.DONE
    with pytest.raises(Refused, match="closed already"):
        close(people.manager, plan)


def test_in_a_closed_project_nothing_is_edited_until_it_is_reopened(people: Cast, plan: Stage):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    close(people.manager, plan)
    task = task_get(id=plan.tasks["draw"].pk, actor=people.worker.actor)
    place = place_of(task, actor=people.worker.actor)
    assert place.is_own
    for who, action in ((people.worker, Action.EDIT_PROGRESS), (people.owner, Action.EDIT_PROJECT)):
        assert not who.actor.may(action, place)
        with pytest.raises(Forbidden, match="This project is closed"):
            require(who.actor, action, place)
    edit = TaskEdit(name="Draw more")
    with pytest.raises(Forbidden, match="This project is closed"):
        task_edit(actor=people.owner.actor, task_id=task.pk, version=1, edit=edit, now=NOW)
    with pytest.raises(Forbidden, match="Your role here"):
        require(people.member.actor, Action.EDIT_PROJECT, place)
    learn(people.worker, plan)  # what was learned may be said later, too
    with pytest.raises(Refused, match="say why"):
        reopen(people.manager, plan, "  ")
    reopen(people.manager, plan)
    assert project_get(id=plan.shop.pk, actor=people.owner.actor).closed_at is None
    assert people.owner.actor.may(Action.EDIT_PROJECT, project_get(id=plan.shop.pk, actor=people.owner.actor).place)
    with pytest.raises(Refused, match="is open"):
        reopen(people.manager, plan)
    close(people.manager, plan, NewClosure("A shop with a roof"))
    told = [(each.summary, each.reopen_reason) for each in closures_of(plan.shop)]
    assert told == [("A shop with a roof", ""), ("A shop", "The roof leaks")]


def test_what_a_closed_project_left_undone_is_nobodys_task_and_nobodys_load(people: Cast, plan: Stage):
    overload(people, plan)  # worker draws for the shop, and builds shelves for the warehouse
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    block_raise(actor=people.manager.actor, task_id=plan.tasks["draw"].pk, reason="No paper", now=NOW)

    def asked() -> tuple[set[str], set[str], set[str]]:
        """Return what worker is to do, what is blocked, and for which projects anybody is asked."""
        mine = {each.name for each in my_tasks(actor=people.worker.actor, now=WALL)}
        stuck = task_rows(actor=people.manager.actor, now=WALL, show=Show.ATTENTION, project_ids=[plan.shop.pk]).rows
        wes = people.resources["Wes Worker"].pk
        planned = planned_of([wes], date(2026, 1, 1), date(2027, 1, 1), hours=Hours(plan.shop.workspace_id))
        names = {plan.shop.pk: "shop", plan.ware.pk: "ware"}
        return mine, {each.name for each in stuck}, {names[project] for _who, project in planned.places}

    before = asked()
    assert "Draw" in before[0] & before[1]
    assert before[2] == {"shop", "ware"}
    close(people.manager, plan)
    assert asked() == (before[0] - {"Draw"}, set(), {"ware"})
    reopen(people.manager, plan)
    assert asked() == before


def test_who_may_close_a_project(people: Cast, plan: Stage):
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    for who, error in ((people.member, Forbidden), (people.worker, Forbidden), (people.guest, NotFound)):
        with pytest.raises(error):
            close(who, plan)
    with pytest.raises(StaleVersion):
        close(people.manager, plan, version=9)
    close(people.manager, plan)
    for who, error in ((people.worker, Forbidden), (people.outsider, NotFound)):
        with pytest.raises(error):
            reopen(who, plan)


def test_a_lesson_is_found_by_words_by_tags_and_where_the_same_is_begun(people: Cast, plan: Stage):
    learn(people.worker, plan)
    learn(people.owner, plan, NewLesson("Paint last", "Dust", "Wait a week", ("paint",)), project=plan.ware)
    mel = people.member.actor
    names = [each.name for each in lessons_of(actor=mel, search="april permits")]  # one in the text, one a tag
    assert names == ["Ask for permits first"]
    assert [each.name for each in lessons_of(actor=mel, search="warehouse")] == ["Paint last"]
    assert [each.name for each in lessons_of(actor=mel, tag="paint")] == ["Paint last"]
    assert not lessons_of(actor=mel, search="april paint")
    assert tags_of(actor=mel) == [("city hall", 1), ("paint", 1), ("permits", 1)]
    assert [hit.name for hit in found_by_name(actor=mel, words="city").lessons] == ["Ask for permits first"]
    fitting = lessons_fitting(("A new pier", "We need permits from City Hall, and paint"), actor=mel)
    assert [each.name for each in fitting] == ["Ask for permits first", "Paint last"]  # two tags before one
    assert lessons_fitting(("Painting",), actor=mel) == []


def test_lessons_are_for_all_who_may_propose_and_else_for_who_sees_the_project(people: Cast, plan: Stage):
    learn(people.manager, plan)
    learn(people.manager, plan, project=plan.ware)
    seen = {who: lessons_of(actor=getattr(people, who).actor).count() for who in ("member", "worker", "guest")}
    assert seen == {"member": 2, "worker": 1, "guest": 0}
    assert not lessons_of(actor=people.outsider.actor)
    with pytest.raises(Forbidden):
        learn(people.member, plan)


def test_a_lesson_is_changed_and_taken_away_by_those_who_worked_there(people: Cast, plan: Stage):
    row = learn(people.worker, plan)
    actor = people.worker.actor
    changed = lesson_update(actor=actor, id=row.pk, version=1, changes={"tags": ["Roof", "roof "]}, now=NOW)
    assert [each.name for each in changed.tags.all()] == ["roof"]
    for changes, field in (({"advice": " "}, "advice"), ({"tags": ["x" * 41]}, "tags"), ({"name": "n" * 201}, "name")):
        with pytest.raises(Refused) as refused:
            lesson_update(actor=actor, id=row.pk, version=2, changes=changes, now=NOW)
        assert list(refused.value.fields) == [field]
    with pytest.raises(StaleVersion):
        lesson_remove(actor=actor, id=row.pk, version=1, now=NOW)
    with pytest.raises(Forbidden):
        lesson_remove(actor=people.member.actor, id=row.pk, version=2, now=NOW)
    lesson_remove(actor=actor, id=row.pk, version=2, now=NOW)
    assert not Lesson.objects.exists()
