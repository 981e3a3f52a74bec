"""Several people at once: no edit is lost, and dates are those of all that was said."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import connection, connections, transaction

from cast import DAY, NOW, Cast, Stage, cast, stage
from fairlead.access.rules import Actor
from fairlead.kernel.errors import StaleVersion
from fairlead.schedule.facts import project_row
from fairlead.schedule.health.lateness import lateness_count
from fairlead.schedule.models import ProjectDates, Recalculation, TaskDates
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import TaskEdit, scope_recalculate, task_edit
from fairlead.work.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    staged = stage(people)
    scope_recalculate(scope=scope_of(staged.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


def edit_elsewhere(actor: Actor, task: Task, edit: TaskEdit, began: Event) -> Outcome:
    """Edit as another process would: on a connection of its own."""
    try:
        began.set()
        return task_edit(actor=actor, task_id=task.pk, version=1, edit=edit, now=NOW + timedelta(minutes=1))
    finally:
        connections.close_all()


def wait_until_someone_waits_for_the_lock() -> None:
    """On PostgreSQL the other edit is seen waiting; on SQLite it may still be on its way, with the same result."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone():
                return


def test_what_is_counted_while_dates_are_found_is_not_taken_for_known(people: Cast, plan: Stage):
    began, late = Event(), datetime(2026, 3, 20, 12)
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            assert lateness_count(workspace_id=people.workspace.pk, now=late) == 2
            edit = TaskEdit(percent_complete=100)
            waits = pool.submit(edit_elsewhere, people.manager.actor, plan.tasks["draw"], edit, began)
            began.wait()
        waits.result()
    assert set(ProjectDates.objects.values_list("late_from", flat=True)) == {None}
    facts = project_row(id=plan.shop.pk, actor=people.owner.actor, now=late).facts
    assert facts.overdue_count == 2  # to sign off and to build; drawing is done


def during_an_edit(people: Cast, plan: Stage, second: Task, edit: TaskEdit) -> Future[Outcome]:
    """Make draw four days long, and have somebody else edit `second` before that is through."""
    began = Event()
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            task_edit(
                actor=people.manager.actor,
                task_id=plan.tasks["draw"].pk,
                version=1,
                edit={"duration_minutes": 4 * DAY},
                now=NOW,
            )
            other = pool.submit(edit_elsewhere, people.owner.actor, second, edit, began)
            assert began.wait(30)
            wait_until_someone_waits_for_the_lock()
        other.exception(60)
    return other


def test_an_edit_that_arrives_while_the_program_is_recalculated_survives_with_the_right_dates(
    people: Cast, plan: Stage
) -> None:
    other = during_an_edit(people, plan, plan.tasks["build"], {"duration_minutes": DAY})
    assert other.exception() is None
    said = dict(Task.objects.values_list("name", "duration_minutes"))
    assert (said["Draw"], said["Build"]) == (4 * DAY, DAY)
    # Draw Monday to Thursday, build Friday, and the other project's move in after the weekend.
    found = {row.task.name: row for row in TaskDates.objects.select_related("task")}
    assert f"{found['Build'].finish_at:%a %d}" == "Fri 06"
    assert f"{found['Move in'].start_at:%a %d}" == "Mon 09"


def test_an_edit_of_the_same_task_that_waited_is_told_what_the_first_one_said(people: Cast, plan: Stage) -> None:
    other = during_an_edit(people, plan, plan.tasks["draw"], {"name": "Draw it all"})
    error = other.exception()
    assert isinstance(error, StaleVersion)
    assert error.current["duration_minutes"] == 4 * DAY
    assert Task.objects.get(pk=plan.tasks["draw"].pk).name == "Draw"


def test_many_edits_at_once_all_survive(people: Cast, plan: Stage) -> None:
    names = ["draw", "build", "shelves", "move_in"]
    with ThreadPoolExecutor(4) as pool:
        edits = [
            pool.submit(
                edit_elsewhere, people.owner.actor, plan.tasks[name], {"duration_minutes": 2 * DAY + 60}, Event()
            )
            for name in names
        ]
    assert [edit.exception() for edit in edits] == [None] * 4
    tasks = Task.objects.filter(pk__in=[plan.tasks[name].pk for name in names])
    assert set(tasks.values_list("duration_minutes", flat=True)) == {2 * DAY + 60}
    kept = {row.task_id: row.finish_at for row in TaskDates.objects.all()}
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    assert {row.task_id: row.finish_at for row in TaskDates.objects.all()} == kept  # nothing was left to find
