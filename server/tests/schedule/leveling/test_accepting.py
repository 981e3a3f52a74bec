"""A proposal is accepted, whole or in part, refused because the plan changed, and taken back."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from cast import DAY, Cast, Stage, task_of
from fairlead.kernel.errors import Refused
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.leveling.accepting import PlanChanged, acceptance_undo, scenario_accept
from fairlead.schedule.leveling.services import scenario_discard
from fairlead.schedule.models import Recalculation, Scenario, ScenarioEdit, ScenarioMove, State, TaskDates, TaskMove
from fairlead.schedule.services import link_add, task_edit
from fairlead.work.models import Assignment, Task
from fairlead.work.services import NewLink, PersonSaid, assignment_set
from schedule.leveling.conftest import BEGIN, Begun

LATER = BEGIN + timedelta(minutes=5)
WEDNESDAY = datetime(2026, 3, 4, 8)


def start_of(plan: Stage, name: str) -> datetime:
    return TaskDates.objects.get(task=plan.tasks[name]).start_at


def said() -> dict[str, int]:
    return dict(Task.objects.filter(leveling_delay_minutes__gt=0).values_list("name", "leveling_delay_minutes"))


def test_accepting_says_the_delays_and_the_dates_follow_with_their_cause(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    moves = ScenarioMove.objects.filter(scenario=scenario)
    outcome = scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)

    assert start_of(plan, "shelves") == WEDNESDAY
    assert list(said()) == ["Shelves"]
    assert outcome.moved.count == moves.count() == 1
    row = Recalculation.objects.get(pk=outcome.revision)
    assert (row.cause, row.by) == ("leveling", people.manager.person)
    assert TaskMove.objects.get(recalculation=row).reason == TaskMove.Reason.LEVELED
    entry = AuditEntry.objects.get(action="task.update", target_id=plan.tasks["shelves"].pk)
    assert (entry.before, entry.after) == ({"leveling_delay_minutes": 0}, {"leveling_delay_minutes": said()["Shelves"]})
    assert entry.cause == "leveled so that nobody is asked for more than there is"
    assert Task.objects.get(pk=plan.tasks["shelves"].pk).version == 2
    accepted = Scenario.objects.with_state().get(pk=scenario.pk)
    assert (accepted.state, accepted.acceptance.by, accepted.acceptance.is_whole) == (
        State.ACCEPTED,
        people.manager.person,
        True,
    )


def test_a_proposal_is_accepted_once(people: Cast, proposed: Begun):
    scenario = proposed()
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    with pytest.raises(Refused, match="accepted already"):
        scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    with pytest.raises(Refused, match="nothing left to discard"):
        scenario_discard(actor=people.manager.actor, id=scenario.pk, now=LATER)


def test_some_projects_may_be_accepted_and_the_others_stay(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed(priorities={plan.ware.pk: 1})  # draw waits for the shelves; SHOP and move in of WARE move
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=[plan.shop.pk], now=LATER)
    assert start_of(plan, "draw") == WEDNESDAY
    assert set(said()) == {"Draw"}
    assert start_of(plan, "move_in") == datetime(2026, 3, 11, 8)  # it follows build, in whichever project it is
    assert Scenario.objects.with_state().get(pk=scenario.pk).acceptance.project_ids == [plan.shop.pk]


def test_a_project_that_does_not_move_cannot_be_chosen(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    for chosen in ([plan.shop.pk], [], [10**9]):
        with pytest.raises(Refused, match="Choose among"):
            scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=chosen, now=LATER)
    assert said() == {}


def refused(people: Cast, scenario: Scenario) -> dict[str, str]:
    with pytest.raises(PlanChanged) as error:
        scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    assert said() == {}
    assert Scenario.objects.with_state().get(pk=scenario.pk).state is State.DONE
    names = dict(Task.objects.values_list("pk", "name"))
    return {names.get(each.id, ""): each.kind.value for each in error.value.differences}


def test_a_plan_that_moved_meanwhile_is_refused_with_the_differences(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    task_edit(
        actor=people.owner.actor,
        task_id=plan.tasks["draw"].pk,
        version=1,
        edit={"duration_minutes": 3 * DAY},
        now=LATER,
    )
    # Build moves, too, but nobody works on it: that does not matter to a proposal about worker's tasks.
    assert refused(people, scenario) == {"Draw": "moved"}


def test_other_people_on_a_task_matter(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    maya = people.resources["Maya Manager"]
    assignment_set(
        actor=people.owner.actor, task_id=plan.tasks["draw"].pk, version=1, people=[PersonSaid(maya.pk)], now=LATER
    )
    assert refused(people, scenario) == {"Draw": "people"}


def test_a_new_task_for_somebody_one_that_is_gone_and_one_that_has_begun_matter(
    people: Cast, plan: Stage, proposed: Begun
):
    scenario = proposed()
    actor = people.owner.actor
    task_edit(actor=actor, task_id=plan.tasks["shelves"].pk, version=1, edit={"percent_complete": 10}, now=LATER)
    new = task_of(plan.shop, "Varnish")
    Assignment.objects.create(task=new, resource=people.resources["Wes Worker"])
    task_edit(actor=actor, task_id=new.pk, version=1, edit={"duration_minutes": DAY}, now=LATER)
    assert refused(people, scenario) == {"Shelves": "begun", "Varnish": "new"}
    plan.tasks["draw"].delete()
    assert set(refused(people, scenario).values()) == {"begun", "new", "gone"}


def test_a_person_who_is_there_half_as_much_matters(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    wes = people.resources["Wes Worker"]
    wes.max_units = Decimal("0.5")
    wes.save()
    with pytest.raises(PlanChanged) as error:
        scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    assert [(each.id, each.kind.value) for each in error.value.differences] == [(wes.pk, "capacity")]


def test_dates_that_would_not_be_those_shown_are_refused(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    # The new link moves nothing now: the shelves end on Tuesday, and build begins on Wednesday.
    link = NewLink(plan.tasks["shelves"].pk, plan.tasks["build"].pk, lag=-DAY)
    link_add(actor=people.owner.actor, new=link, now=LATER)
    assert start_of(plan, "build") == WEDNESDAY
    # With the shelves on Wednesday and Thursday, though, build would wait until Thursday, which nobody was shown.
    assert refused(people, scenario) == {"Build": "otherwise", "Move in": "otherwise"}


def test_what_does_not_matter_does_not_stand_in_the_way(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    actor = people.owner.actor
    task_edit(actor=actor, task_id=plan.tasks["draw"].pk, version=1, edit={"name": "Sketch"}, now=LATER)
    task_edit(actor=actor, task_id=plan.tasks["move_in"].pk, version=1, edit={"duration_minutes": 2 * DAY}, now=LATER)
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    assert start_of(plan, "shelves") == WEDNESDAY


def test_an_acceptance_is_taken_back_as_a_whole(people: Cast, plan: Stage, proposed: Begun):
    scenario = proposed()
    scenario_accept(actor=people.manager.actor, id=scenario.pk, project_ids=None, now=LATER)
    outcome = acceptance_undo(actor=people.manager.actor, id=scenario.pk, now=LATER)
    assert start_of(plan, "shelves") == datetime(2026, 3, 2, 8)
    assert (said(), outcome.moved.count) == ({}, 1)
    assert Scenario.objects.with_state().get(pk=scenario.pk).state is State.UNDONE
    with pytest.raises(Refused, match="only once"):
        acceptance_undo(actor=people.manager.actor, id=scenario.pk, now=LATER)


def test_an_acceptance_is_not_taken_back_over_somebody_elses_leveling(people: Cast, plan: Stage, proposed: Begun):
    first = proposed()
    scenario_accept(actor=people.manager.actor, id=first.pk, project_ids=None, now=LATER)
    second = proposed(priorities={plan.ware.pk: 1})  # takes the delay of the shelves back
    scenario_accept(actor=people.manager.actor, id=second.pk, project_ids=None, now=LATER)
    with pytest.raises(PlanChanged) as error:
        acceptance_undo(actor=people.manager.actor, id=first.pk, now=LATER)
    assert [each.id for each in error.value.differences] == [plan.tasks["shelves"].pk]
    assert ScenarioEdit.objects.filter(scenario=first).exists()
