"""Plans to draw, rows with health, why a task is where it is, what others did meanwhile."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from cast import DAY, NOW, Cast, Stage, task_of
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.kernel.errors import NotFound
from fairlead.schedule.flags import TaskFlag
from fairlead.schedule.health.findings import Concern, State
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.selectors import (
    edit_preview,
    plan_changes,
    plan_payload,
    program_row,
    program_rows,
    project_row,
    project_rows,
    task_history,
    task_why,
)
from fairlead.schedule.services import TaskEdit, scope_recalculate, task_edit
from fairlead.work.models import Link, Task
from fairlead.work.services import block_raise

WEDNESDAY = datetime(2026, 3, 4, 9)


def payload(people: Cast, plan: Stage, kind: ScopeKind = ScopeKind.PROGRAM) -> dict[str, Any]:
    id = plan.program.pk if kind is ScopeKind.PROGRAM else plan.shop.pk
    return plan_payload(kind=kind, id=id, actor=people.worker.actor, now=WEDNESDAY)


def test_a_programs_plan_shows_the_projects_that_the_actor_may_see(people: Cast, plan: Stage) -> None:
    worker = payload(people, plan)
    assert [project["code"] for project in worker["projects"]] == ["SHOP"]
    assert [(row["number"], row["name"]) for row in worker["outside"]] == [(None, "")]  # Move in is there, but nameless
    manager = plan_payload(kind=ScopeKind.PROGRAM, id=plan.program.pk, actor=people.manager.actor, now=WEDNESDAY)
    assert manager["tasks"]["name"] == ["Design", "Draw", "Sign off", "Build", "Shelves", "Move in"]
    assert manager["outside"] == []
    assert all(len(column) == 6 for column in manager["tasks"].values())


def test_a_projects_plan_names_the_tasks_of_other_projects_it_is_linked_to(people: Cast, plan: Stage) -> None:
    shop = plan_payload(kind=ScopeKind.PROJECT, id=plan.shop.pk, actor=people.manager.actor, now=WEDNESDAY)
    assert [(row["code"], row["number"], row["name"]) for row in shop["outside"]] == [("WARE", 2, "Move in")]


def test_the_marks_of_tasks_and_whose_they_are(people: Cast, plan: Stage) -> None:
    flags = dict(zip(*(payload(people, plan)["tasks"][name] for name in ("name", "flags")), strict=True))
    assert flags["Design"] & TaskFlag.SUMMARY
    assert flags["Sign off"] & TaskFlag.MILESTONE
    assert flags["Draw"] & TaskFlag.MINE
    assert not flags["Build"] & TaskFlag.MINE


@pytest.mark.parametrize("more", [3, 30])
def test_a_plan_is_read_with_the_same_few_queries_whatever_its_size(
    people: Cast, plan: Stage, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(more):
        Link.objects.create(predecessor=plan.tasks["build"], successor=task_of(plan.shop, f"Part {number}"))
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    actor = people.manager.actor
    with django_assert_num_queries(17):  # the project, and sixteen for all that is in it
        plan_payload(kind=ScopeKind.PROJECT, id=plan.shop.pk, actor=actor, now=WEDNESDAY)


def test_strangers_find_no_plan(people: Cast, plan: Stage) -> None:
    for who in (people.guest, people.outsider):
        for kind, id in ((ScopeKind.PROGRAM, plan.program.pk), (ScopeKind.PROJECT, plan.shop.pk)):
            with pytest.raises(NotFound):
                plan_payload(kind=kind, id=id, actor=who.actor, now=WEDNESDAY)


def test_a_preview_tells_what_would_move_and_writes_nothing(people: Cast, plan: Stage) -> None:
    outcome = edit_preview(
        actor=people.manager.actor, task_id=plan.tasks["draw"].pk, edit={"duration_minutes": 4 * DAY}, now=NOW
    )
    assert outcome.moved.count == 5
    assert Task.objects.get(pk=plan.tasks["draw"].pk).duration_minutes == 2 * DAY
    assert Recalculation.objects.count() == 2  # the two that found the first dates


def test_why_a_task_is_where_it_is_leads_back_to_the_first_cause(people: Cast, plan: Stage) -> None:
    why = task_why(task_id=plan.tasks["move_in"].pk, actor=people.manager.actor)
    assert [step.name for step in why.steps] == ["Move in", "Build", "Sign off", "Draw"]
    assert why.steps[0].text.startswith("It waits for “Build” to finish, on Fri 6 Mar 2026 17:00.")
    assert why.steps[0].text.endswith("working time begins again on Mon 9 Mar 2026 08:00.")
    assert why.steps[-1].text == "Nothing holds it, so it begins with the project, on Mon 2 Mar 2026 08:00."


def test_why_does_not_name_tasks_that_the_actor_may_not_see(people: Cast, plan: Stage) -> None:
    Link.objects.create(predecessor=plan.tasks["shelves"], successor=plan.tasks["draw"])
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    why = task_why(task_id=plan.tasks["draw"].pk, actor=people.worker.actor)
    assert "Shelves" not in " ".join(step.text + step.name + step.project for step in why.steps)


def test_an_edit_tells_nothing_of_projects_that_the_actor_may_not_see(people: Cast, plan: Stage) -> None:
    for kind in ("edit", "preview"):
        edit = {"percent_complete": 40} if kind == "edit" else {"percent_complete": 100}
        version = Task.objects.get(pk=plan.tasks["draw"].pk).version
        actor = people.worker.actor
        outcome = (
            task_edit(actor=actor, task_id=plan.tasks["draw"].pk, version=version, edit=edit, now=NOW)
            if kind == "edit"
            else edit_preview(actor=actor, task_id=plan.tasks["draw"].pk, edit=edit, now=NOW)
        )
        assert {span.id for span in outcome.projects} <= {plan.shop.pk}
    grant(people, plan)
    build, longer = plan.tasks["build"].pk, TaskEdit(duration_minutes=5 * DAY)
    outcome = task_edit(actor=people.guest.actor, task_id=build, version=1, edit=longer, now=NOW)
    assert plan.tasks["build"].pk in outcome.changed.id
    assert plan.tasks["move_in"].pk not in outcome.changed.id
    assert [span.id for span in outcome.projects] == [plan.shop.pk]
    assert [step.name for step in outcome.trail] == ["Build"]
    Link.objects.create(predecessor=plan.tasks["shelves"], successor=plan.tasks["build"])
    shelves, longer = plan.tasks["shelves"].pk, TaskEdit(duration_minutes=4 * DAY)
    task_edit(actor=people.owner.actor, task_id=shelves, version=1, edit=longer, now=NOW)
    events, _more = task_history(task_id=plan.tasks["build"].pk, actor=people.guest.actor)
    assert events[0].cause == "“a task you may not see” finishes later"


def grant(people: Cast, plan: Stage) -> None:
    """Make the guest, who sees nothing else, project manager of SHOP."""
    role_grant(
        person=people.guest.person,
        role=Role.PROJECT_MANAGER,
        scope=ScopeKind.PROJECT,
        scope_id=plan.shop.pk,
        now=NOW,
    )


def test_history_tells_edits_and_moves_newest_first_page_by_page(people: Cast, plan: Stage) -> None:
    for number, days in enumerate((3, 4)):
        task_edit(
            actor=people.manager.actor,
            task_id=plan.tasks["draw"].pk,
            version=number + 1,
            edit={"duration_minutes": days * DAY},
            now=NOW.replace(minute=number),
        )
    events, more = task_history(task_id=plan.tasks["draw"].pk, actor=people.member.actor)
    assert [event.action for event in events] == ["task.moved", "task.update", "task.moved", "task.update"]
    assert more is None
    first, key = task_history(task_id=plan.tasks["draw"].pk, actor=people.member.actor, limit=3)
    second, end = task_history(task_id=plan.tasks["draw"].pk, actor=people.member.actor, after=key, limit=3)
    assert [*first, *second] == events
    assert end is None


def test_what_others_did_is_told_row_by_row(people: Cast, plan: Stage) -> None:
    seen = Recalculation.objects.latest("pk").pk
    manager = people.manager.actor
    nothing = plan_changes(kind=ScopeKind.PROGRAM, id=plan.program.pk, since=seen, actor=manager)
    assert (nothing.revision, nothing.changed.id, nothing.reload) == (seen, [], False)
    task_edit(actor=manager, task_id=plan.tasks["build"].pk, version=1, edit={"duration_minutes": 4 * DAY}, now=NOW)
    news = plan_changes(kind=ScopeKind.PROGRAM, id=plan.program.pk, since=seen, actor=manager)
    assert {plan.tasks["build"].pk, plan.tasks["move_in"].pk} <= set(news.changed.id)
    assert plan.tasks["draw"].pk not in news.changed.id
    assert [task["duration_minutes"] for task in news.tasks] == [4 * DAY]


def test_health_rests_on_facts_that_are_named(people: Cast, plan: Stage) -> None:
    row = project_row(id=plan.shop.pk, actor=people.member.actor, now=WEDNESDAY)
    # Draw and its milestone should have been done on Tuesday.
    assert (row.health.state, row.facts.overdue_count) == (State.AT_RISK, 2)
    plan.shop.finish_by_at = datetime(2026, 3, 4, 17)
    plan.shop.save(update_fields=["finish_by_at"])
    block_raise(actor=people.worker.actor, task_id=plan.tasks["draw"].pk, reason="No paper", now=NOW)
    row = project_row(id=plan.shop.pk, actor=people.member.actor, now=WEDNESDAY)
    assert row.health.state is State.OFF_TRACK
    assert [(reason.concern, reason.count) for reason in row.health.reasons] == [
        (Concern.FINISHES_LATE, 2),  # Friday instead of Wednesday
        (Concern.MILESTONES_MISSED, 1),  # Sign off
        (Concern.OVERDUE, 2),
        (Concern.BLOCKED, 1),
    ]
    program = program_row(id=plan.program.pk, actor=people.member.actor, now=WEDNESDAY)
    assert program.health.state is State.OFF_TRACK
    assert program.facts.task_count == 5
    assert sum(project.facts.task_count for project in program.projects) == 5


@pytest.mark.parametrize("more", [3, 30])
def test_lists_of_projects_and_programs_take_a_fixed_number_of_queries(
    people: Cast, plan: Stage, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(more):
        project = type(plan.shop).objects.get(pk=plan.shop.pk)
        project.pk, project.name, project.code = None, f"Shop {number}", f"S{number}"
        project.save(force_insert=True)
    actor = people.member.actor
    with django_assert_num_queries(6):
        page = project_rows(actor=actor, now=WEDNESDAY, limit=100)
    assert len(page.rows) == more + 3
    with django_assert_num_queries(12):
        program_rows(actor=actor, now=WEDNESDAY)


def test_lists_go_on_behind_the_last_name_and_id(people: Cast, plan: Stage) -> None:
    actor = people.member.actor
    first = project_rows(actor=actor, now=WEDNESDAY, limit=2)
    second = project_rows(actor=actor, now=WEDNESDAY, limit=2, after=first.next)
    assert [row.project.name for row in (*first.rows, *second.rows)] == ["Attic", "Shop", "Warehouse"]
    assert second.next is None
