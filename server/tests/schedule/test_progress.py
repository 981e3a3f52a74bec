"""Progress that a file knows to the minute: whole percents are for people, dates follow the minutes."""

import pytest

from cast import DAY, NOW, Cast, Stage
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.outcome import Outcome
from fairlead.schedule.scope import scope_of
from fairlead.schedule.selectors import edit_preview
from fairlead.schedule.services import scope_recalculate, task_edit
from fairlead.work.models import Task


def again(plan: Stage) -> Outcome:
    return scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)


def found(plan: Stage) -> float:
    return TaskDates.objects.get(task=plan.tasks["draw"]).percent_complete


@pytest.fixture
def halfway(plan: Stage) -> Stage:
    """Of the two days of draw, 525 minutes are done: 54.69 percent, which people read as 55."""
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(percent_complete=55, done_minutes=525)
    again(plan)
    return plan


def test_minutes_that_are_done_count_before_percents(halfway: Stage):
    assert found(halfway) == round(100 * 525 / (2 * DAY), 2)


@pytest.mark.parametrize("done", [278, 525, 139])  # 28.96, 54.69 and 14.48 percent, none exact in binary
def test_finding_the_same_again_changes_nothing(plan: Stage, done: int):
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(percent_complete=50, done_minutes=done)
    again(plan)
    assert again(plan).changed.id == []


def test_whoever_says_a_percent_means_it(halfway: Stage, people: Cast):
    draw = Task.objects.get(pk=halfway.tasks["draw"].pk)
    actor = people.manager.actor
    tried = edit_preview(actor=actor, task_id=draw.pk, edit={"percent_complete": 54}, now=NOW)
    assert 54.0 in tried.changed.percent
    assert found(halfway) == 54.69
    task_edit(actor=actor, task_id=draw.pk, version=draw.version, edit={"percent_complete": 54}, now=NOW)
    draw.refresh_from_db()
    assert (draw.done_minutes, found(halfway)) == (None, 54.0)
