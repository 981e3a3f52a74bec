"""Counting what is late ahead of who asks: it is never other than what is counted at that moment."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import DAY, MONDAY, NOW, Cast, Stage, project_of, task_of
from fairlead.kernel.errors import Refused
from fairlead.schedule.alignment.standing import plan_standings
from fairlead.schedule.facts import project_row
from fairlead.schedule.health.lateness import lateness_count, lateness_round
from fairlead.schedule.health.reading import late_counts, overrides_of
from fairlead.schedule.models import ProjectDates, Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import TaskEdit, scope_recalculate, task_edit
from fairlead.work.models import Project, Task

FRIDAY = datetime(2026, 3, 6, 18)  # of the week in which the plan begins; all but the last task are to be done


@pytest.fixture
def found(people: Cast, plan: Stage) -> Stage:
    find(plan.shop, plan.attic)
    return plan


def find(*projects: Project) -> None:
    for each in projects:
        scope_recalculate(scope=scope_of(each), cause=Recalculation.Cause.REQUEST, now=NOW)


def edit(people: Cast, task: Task, edit: TaskEdit) -> None:
    version = Task.objects.get(pk=task.pk).version
    task_edit(actor=people.owner.actor, task_id=task.pk, version=version, edit=edit, now=NOW)


def count(people: Cast, now: datetime) -> int:
    return lateness_count(workspace_id=people.workspace.pk, now=now)


def late(people: Cast, project: Project, now: datetime) -> tuple[int, int]:
    facts = project_row(id=project.pk, actor=people.owner.actor, now=now).facts
    return facts.overdue_count, facts.missed_milestone_count


def slow(project: Project, now: datetime) -> tuple[int, int]:
    rows = [row for row in TaskDates.objects.filter(project=project).select_related("task") if row.open_finish_at]
    overdue = [row for row in rows if row.open_finish_at < now]
    return len(overdue), sum(row.task.is_milestone for row in overdue)


def test_what_is_counted_holds_until_the_next_open_task_should_be_done(people: Cast, found: Stage):
    # Drawing ends on Tuesday at 17:00, signing off with it, building on Friday at 17:00.
    assert count(people, MONDAY) == 3
    known = ProjectDates.objects.get(project=found.shop)
    assert (known.overdue_count, known.missed_milestone_count) == (0, 0)
    assert (known.late_from, known.late_until) == (MONDAY, datetime(2026, 3, 3, 17))
    count(people, datetime(2026, 3, 3, 17))  # what is to be done by five is not late at five
    known.refresh_from_db()
    assert known.late_from == MONDAY
    count(people, datetime(2026, 3, 3, 17, 1))
    known.refresh_from_db()
    assert (known.overdue_count, known.missed_milestone_count) == (2, 1)
    assert known.late_until == datetime(2026, 3, 6, 17)


def test_after_the_last_finish_it_holds_for_good(people: Cast, found: Stage):
    count(people, MONDAY + timedelta(days=365))
    assert set(ProjectDates.objects.values_list("late_until", flat=True)) == {None}
    assert count(people, MONDAY + timedelta(days=3650)) == 0


def test_dates_found_anew_are_counted_anew(people: Cast, found: Stage):
    count(people, FRIDAY)
    assert late(people, found.shop, FRIDAY) == (3, 1)
    edit(people, found.tasks["build"], {"percent_complete": 100})
    assert ProjectDates.objects.get(project=found.shop).late_from is None
    assert late(people, found.shop, FRIDAY) == slow(found.shop, FRIDAY) == (2, 1)
    assert count(people, FRIDAY) == 2  # both projects of the program
    assert late(people, found.shop, FRIDAY) == (2, 1)


def test_every_workspace_is_counted_by_its_own_clock(people: Cast, found: Stage):
    people.workspace.time_zone = "Pacific/Auckland"
    people.workspace.save()
    lateness_round(now=NOW)  # at nine in the morning in Greenwich it is ten at night there
    assert set(ProjectDates.objects.values_list("late_from", flat=True)) == {datetime(2026, 3, 4, 22)}


@pytest.mark.parametrize("size", [2, 20])
def test_it_takes_the_same_queries_for_any_number_of_projects(
    size: int, people: Cast, found: Stage, django_assert_num_queries: Any
):
    for n in range(size):
        project = project_of(people, f"P{n}", f"P{n}")
        task_of(project, "Do")
        find(project)
    with django_assert_num_queries(6):  # the rows, what is late, the next finishes, the counts, and a savepoint
        assert count(people, FRIDAY) == size + 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["count", "look", "done", "undone", "longer", "shorter", "milestone", "inactive"]),
        st.sampled_from(["draw", "sign_off", "build", "shelves", "move_in", "sort"]),
        st.integers(-1, 14 * 24 * 12),  # five minutes
    ),
    max_size=12,
)
EDITS: dict[str, TaskEdit] = {
    "done": {"percent_complete": 100},
    "undone": {"percent_complete": 0, "actual_start_at": None, "actual_finish_at": None},
    "longer": {"duration_minutes": 4 * DAY},
    "shorter": {"duration_minutes": DAY // 2},
    "milestone": {"is_milestone": True},
    "inactive": {"is_active": False},
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_what_is_known_is_never_other_than_what_is_counted_now(
    people: Cast, found: Stage, steps: list[tuple[str, str, int]]
):
    """Whatever is edited, whenever it was counted, and whichever moment is asked for, also one before that."""
    projects = [found.shop, found.ware, found.attic]
    for what, whose, fives in steps:
        now = MONDAY + timedelta(minutes=5 * fives)
        if what == "count":
            count(people, now)
        elif what != "look":
            with suppress(Refused):  # a milestone has no half day; what is refused changes nothing
                edit(people, found.tasks[whose], EDITS[what])
        for project in projects:
            assert late(people, project, now) == slow(project, now)


def test_the_strategy_reads_what_a_project_reads(people: Cast, found: Stage):
    actor = people.owner.actor
    for now in (MONDAY, FRIDAY, FRIDAY + timedelta(days=30)):
        for counted in (False, True):
            ProjectDates.objects.update(late_from=None)
            if counted:
                count(people, now)
            stands = plan_standings(actor=actor, overrides=overrides_of(actor, today=now.date()), now=now)
            for project in (found.shop, found.ware, found.attic):
                assert stands[project.pk].health == project_row(id=project.pk, actor=actor, now=now).health
            assert late_counts([found.shop.pk], now=now).get(found.shop.pk, (0, 0)) == slow(found.shop, now)
