"""Tasks are worked in the hours of the people on them."""

from datetime import datetime

import pytest

from cast import DAY, NOW, Cast, Stage, calendar_of
from fairlead.resources.models import Calendar
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import TaskEdit, scope_recalculate, task_edit
from fairlead.work.models import Task

MORNINGS = [[[480, 720]]] * 5 + [[], []]


@pytest.fixture
def mornings(people: Cast) -> Calendar:
    """Wes, who draws, works mornings only."""
    calendar = calendar_of(people.workspace, "Mornings", is_default=False)
    calendar.week = MORNINGS
    calendar.save()
    worker = people.resources["Wes Worker"]
    worker.calendar = calendar
    worker.save()
    return calendar


def found(plan: Stage, name: str) -> TaskDates:
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.CALENDAR, now=NOW)
    return TaskDates.objects.get(task=plan.tasks[name])


def test_two_days_of_work_take_four_mornings(plan: Stage, mornings: Calendar) -> None:
    assert found(plan, "draw").finish_at == datetime(2026, 3, 5, 12)  # Monday to Thursday
    assert found(plan, "build").start_at == datetime(2026, 3, 5, 13)  # nobody with hours of their own is on it


def test_a_task_that_ignores_their_hours_keeps_its_own(plan: Stage, mornings: Calendar, people: Cast) -> None:
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(calendar=people.calendar, ignores_resource_calendars=True)
    assert found(plan, "draw").finish_at == datetime(2026, 3, 3, 17)


def test_stretching_a_bar_counts_their_hours(plan: Stage, mornings: Calendar, people: Cast) -> None:
    found(plan, "draw")
    edit = TaskEdit(finish_at=datetime(2026, 3, 3, 17))
    outcome = task_edit(actor=people.manager.actor, task_id=plan.tasks["draw"].pk, version=1, edit=edit, now=NOW)
    assert outcome.task is not None
    assert outcome.task["duration_minutes"] == DAY  # two mornings
