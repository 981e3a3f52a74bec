"""Who works on a task, and what blocks it."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from cast import MONDAY, NOW, Cast, Stage, stage
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import Resource
from fairlead.work.models import Assignment, Blocker, Task
from fairlead.work.services import PersonSaid, assignment_set, block_raise, block_resolve
from standing import Staging


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage


def test_setting_who_is_on_a_task_keeps_the_effort_of_who_stays(people: Cast, plan: Stage) -> None:
    draw = plan.tasks["draw"]
    Assignment.objects.filter(task=draw).update(work_minutes=600)
    worker, manager = people.resources["Wes Worker"], people.resources["Maya Manager"]
    on = [PersonSaid(worker.pk, Decimal("0.5")), PersonSaid(manager.pk)]
    assignment_set(actor=people.manager.actor, task_id=draw.pk, version=1, people=on, now=NOW)
    rows = Assignment.objects.filter(task=draw).order_by("resource__name")
    assert list(rows.values_list("resource__name", "units", "work_minutes")) == [
        ("Maya Manager", 1, None),
        ("Wes Worker", Decimal("0.50"), 600),
    ]
    entry = AuditEntry.objects.get(action="task.assign")
    assert entry.after == {"people": {"Wes Worker": 0.5, "Maya Manager": 1.0}}
    assignment_set(actor=people.manager.actor, task_id=draw.pk, version=2, people=[], now=NOW)
    assert not rows.exists()
    with pytest.raises(StaleVersion):
        assignment_set(actor=people.owner.actor, task_id=draw.pk, version=2, people=on, now=NOW)


def test_people_of_other_workspaces_and_senseless_units_are_refused(people: Cast, plan: Stage) -> None:
    stranger = Resource.objects.create(workspace=people.outsider.person.workspace, name="Stranger")
    worker = people.resources["Wes Worker"].pk
    for on in ([PersonSaid(stranger.pk)], [PersonSaid(worker, Decimal(0))], [PersonSaid(worker, Decimal(101))]):
        with pytest.raises(Refused):
            assignment_set(actor=people.manager.actor, task_id=plan.tasks["draw"].pk, version=1, people=on, now=NOW)
    assert Assignment.objects.get(task=plan.tasks["draw"]).units == 1


def test_nobody_comes_to_a_task_who_has_left_or_is_archived(people: Cast, plan: Stage) -> None:
    maya, wes, draw = people.resources["Maya Manager"], people.resources["Wes Worker"], plan.tasks["draw"]
    on = [PersonSaid(maya.pk)]
    say = partial(assignment_set, actor=people.manager.actor, task_id=draw.pk, now=NOW)
    Resource.objects.filter(pk=maya.pk).update(available_until_on=date(2026, 3, 4))  # today
    with pytest.raises(Refused, match=r"The last day of Maya Manager is 3 Mar 2026\. Name somebody else, or change"):
        say(version=1, people=on)
    Resource.objects.update(archived_at=NOW)
    with pytest.raises(Refused, match=r"Maya Manager is archived\..*restore them"):
        say(version=1, people=on)
    say(version=1, people=[PersonSaid(wes.pk, Decimal("0.5"))])  # who is on it already may stay
    assert Assignment.objects.get(task=draw).units == Decimal("0.5")


def test_who_left_later_is_still_put_on_what_began_before(people: Cast, plan: Stage) -> None:
    maya, draw = people.resources["Maya Manager"], plan.tasks["draw"]
    Resource.objects.filter(pk=maya.pk).update(available_until_on=date(2026, 3, 4))
    Task.objects.filter(pk=draw.pk).update(actual_start_at=MONDAY)
    assignment_set(actor=people.manager.actor, task_id=draw.pk, version=1, people=[PersonSaid(maya.pk)], now=NOW)
    assert Assignment.objects.get(task=draw).resource == maya


def test_who_is_on_a_task_may_say_that_it_is_blocked_and_that_it_is_over(people: Cast, plan: Stage) -> None:
    worker, draw = people.worker.actor, plan.tasks["draw"].pk
    block_raise(actor=worker, task_id=draw, reason="  No paper\n", now=NOW)
    assert Blocker.objects.get().reason == "No paper"
    with pytest.raises(Refused, match="already"):
        block_raise(actor=worker, task_id=draw, reason="No ink", now=NOW)
    block_resolve(actor=worker, task_id=draw, now=NOW)
    assert Blocker.objects.get().resolved_at == NOW
    with pytest.raises(Refused, match="not blocked"):
        block_resolve(actor=worker, task_id=draw, now=NOW)
    with pytest.raises(Refused, match="what blocks"):
        block_raise(actor=worker, task_id=draw, reason=" ", now=NOW)


def test_others_may_not(people: Cast, plan: Stage) -> None:
    draw = plan.tasks["draw"].pk
    with pytest.raises(Forbidden):
        block_raise(actor=people.member.actor, task_id=draw, reason="Mine", now=NOW)
    with pytest.raises(NotFound):
        block_raise(actor=people.outsider.actor, task_id=draw, reason="Mine", now=NOW)
