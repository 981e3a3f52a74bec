"""Tasks may be interrupted: draw of eight days pauses for the urgent shelves, and goes on after them."""

from datetime import datetime, timedelta

import pytest

from cast import DAY, Cast, Stage, roles
from fairlead.access.rules import ScopeKind
from fairlead.kernel.models import AuditEntry
from fairlead.resources.models import ResourceSkill
from fairlead.schedule.leveling.accepting import PlanChanged, acceptance_undo, scenario_accept
from fairlead.schedule.leveling.findings import Findings
from fairlead.schedule.leveling.overload import overloaded
from fairlead.schedule.leveling.partly import overload_left
from fairlead.schedule.leveling.running import wall_clock_of
from fairlead.schedule.leveling.selectors import moves_of, reasons_for
from fairlead.schedule.models import Recalculation, Scenario, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Split, Task
from fairlead_engine.units import moment_of
from schedule.leveling.conftest import BEGIN, Begun

LATER = BEGIN + timedelta(minutes=5)
DRAW = 8 * DAY  # from Monday; the shelves take Wednesday and Thursday


@pytest.fixture
def interrupted(people: Cast, plan: Stage, proposed: Begun) -> Scenario:
    """The shelves go first and must start on Wednesday; draw needs the same person from Monday on."""
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(duration_minutes=DRAW)
    on_wednesday = {"constraint": 2, "constraint_at": datetime(2026, 3, 4, 8)}
    Task.objects.filter(pk=plan.tasks["shelves"].pk).update(**on_wednesday)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=BEGIN)
    return proposed(priorities={plan.ware.pk: 1}, splits=True, seconds=2.0)


def pauses(plan: Stage) -> list[tuple[int, int]]:
    return list(Split.objects.filter(task=plan.tasks["draw"]).values_list("after_minutes", "pause_minutes"))


def accept(people: Cast, scenario: Scenario) -> None:
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)


def test_the_proposal_has_the_pieces_and_why_it_pauses(interrupted: Scenario, people: Cast, plan: Stage):
    move = moves_of(interrupted).get(task=plan.tasks["draw"])
    shown = [f"{moment_of(at):%a %d %H}" for piece in move.pieces for at in piece]
    # Two days, then the two of the shelves, then the other six: Friday to the Friday after.
    assert shown == ["Mon 02 08", "Tue 03 17", "Fri 06 08", "Fri 13 17"]
    reason = reasons_for(interrupted, actor=people.manager.actor).text(move)
    assert reason == "Pauses while Wes Worker works on “Shelves” of Warehouse, whose project goes first."
    assert not Split.objects.exists()


def test_accepting_says_the_pauses(interrupted: Scenario, people: Cast, plan: Stage):
    accept(people, interrupted)
    assert pauses(plan) == [(2 * DAY, 2 * DAY)]
    assert f"{TaskDates.objects.get(task=plan.tasks['draw']).finish_at:%a %d %H}" == "Fri 13 17"
    entry = AuditEntry.objects.get(action="task.update", target_id=plan.tasks["draw"].pk)
    assert (entry.before["splits"], entry.after["splits"]) == ([], [[2 * DAY, 2 * DAY]])


def test_in_a_pause_people_are_free(interrupted: Scenario, people: Cast, plan: Stage):
    found, now = Findings.of_json(interrupted.leveling.findings), wall_clock_of(BEGIN)
    where = {"kind": ScopeKind.PROGRAM, "id": plan.program.pk, "actor": people.manager.actor, "now": now}
    both = [plan.shop.pk, plan.ware.pk]
    assert (found.over_before, found.over_after) == (16 * 60, 0)
    assert overload_left(actor=people.manager.actor, id=interrupted.pk, project_ids=both, now=now) == []
    accept(people, interrupted)
    assert overloaded(**where) == []


def test_taking_back_takes_the_pauses_away(interrupted: Scenario, people: Cast, plan: Stage):
    accept(people, interrupted)
    acceptance_undo(actor=people.manager.actor, id=interrupted.pk, now=LATER)
    assert pauses(plan) == []


def test_it_is_not_taken_back_over_other_pauses(interrupted: Scenario, people: Cast, plan: Stage):
    accept(people, interrupted)
    Split.objects.update(pause_minutes=DAY)
    with pytest.raises(PlanChanged) as error:
        acceptance_undo(actor=people.manager.actor, id=interrupted.pk, now=LATER)
    assert [each.id for each in error.value.differences] == [plan.tasks["draw"].pk]


def test_who_fills_a_role_is_needed_in_the_pieces_only(people: Cast, plan: Stage, proposed: Begun):
    joiner = roles(people, plan)
    ResourceSkill.objects.filter(resource=people.resources["Wes Worker"]).update(level=5)
    ResourceSkill.objects.filter(resource=people.resources["Maya Manager"]).delete()
    plan.tasks["draw"].assignments.update(resource=joiner)
    plan.tasks["build"].assignments.all().delete()
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(duration_minutes=DRAW)
    on_wednesday = {"constraint": 2, "constraint_at": datetime(2026, 3, 4, 8)}
    Task.objects.filter(pk=plan.tasks["shelves"].pk).update(**on_wednesday)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=BEGIN)
    scenario = proposed(priorities={plan.ware.pk: 1}, splits=True, fills_roles=True, seconds=2.0)
    fill, move = scenario.fills.get(), scenario.moves.get(task=plan.tasks["draw"])
    assert len(move.pieces) == 2
    assert (fill.needed_minutes, fill.free_minutes) == (DRAW, DRAW)  # not the two days of the shelves between them


def test_without_the_wish_tasks_stay_whole(interrupted: Scenario, plan: Stage, proposed: Begun):
    whole = proposed(priorities={plan.ware.pk: 1})
    assert not any(move.pieces for move in whole.moves.all())
