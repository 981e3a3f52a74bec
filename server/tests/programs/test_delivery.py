"""Stages, tranches and gates: what stands before what, and who decides, once."""

from datetime import date
from typing import Any

import pytest

from cast import NOW, Cast, Player, Stage
from fairlead.collaboration.models import Notice
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Gate, StageChange, Tranche
from fairlead.programs.rules import GateOutcome
from fairlead.programs.rules import Stage as At
from fairlead.programs.selectors import delivery_of, gate_get
from fairlead.programs.services import (
    Criterion,
    NewGate,
    NewTranche,
    gate_create,
    gate_decide,
    gate_delete,
    gate_update,
    stage_enter,
    tranche_create,
    tranche_delete,
    tranche_update,
)

SPRING = NewTranche("First shops", date(2026, 3, 1), date(2026, 6, 1), "Five shops on one stock")


def tranche(people: Cast, plan: Stage, new: NewTranche = SPRING) -> Tranche:
    return tranche_create(actor=people.manager.actor, program_id=plan.program.pk, new=new, now=NOW)


def gate(people: Cast, plan: Stage, name: str = "Go live", **values: Any) -> Gate:
    new = NewGate(name, values.pop("due_on", date(2026, 6, 1)), **values)
    return gate_create(actor=people.manager.actor, program_id=plan.program.pk, new=new, now=NOW)


def enter(who: Player, plan: Stage, stage: At) -> None:
    plan.program.refresh_from_db()
    stage_enter(actor=who.actor, id=plan.program.pk, version=plan.program.version, stage=stage, now=NOW)
    plan.program.refresh_from_db()


def test_a_program_manager_leads_through_the_stages(people: Cast, plan: Stage):
    enter(people.manager, plan, At.PLANNING)
    enter(people.manager, plan, At.DELIVERY)
    told = StageChange.objects.filter(program=plan.program).order_by("id").values_list("stage", "by__name")
    assert list(told) == [("planning", "Maya Manager"), ("delivery", "Maya Manager")]
    with pytest.raises(Refused, match="already"):
        enter(people.manager, plan, At.DELIVERY)
    with pytest.raises(Forbidden):
        enter(people.member, plan, At.CLOSED)


def test_a_gate_keeps_a_program_out_of_the_stage_behind_it(people: Cast, plan: Stage, sponsor: Player):
    board = gate(people, plan, opens="delivery")
    for stage in (At.DELIVERY, At.CLOSED):
        with pytest.raises(Refused) as refused:
            enter(people.manager, plan, stage)
        assert "“Go live” stands before the stage “Delivery”" in refused.value.message
    enter(people.manager, plan, At.PLANNING)
    gate_decide(actor=sponsor.actor, id=board.pk, version=board.version, outcome=GateOutcome.GO, now=NOW)
    plan.program.refresh_from_db()
    assert plan.program.stage == "delivery"
    entered = AuditEntry.objects.get(action="program.stage", after={"stage": "delivery"})
    assert (entered.actor_name, entered.cause) == ("Sue Sponsor", "The gate “Go live” was passed.")


def test_a_gate_that_is_passed_opens_nothing_while_another_before_it_is_shut(
    people: Cast, plan: Stage, sponsor: Player
):
    gate(people, plan, "Plan agreed", opens="planning")
    board = gate(people, plan, opens="delivery")
    gate_decide(actor=sponsor.actor, id=board.pk, version=1, outcome=GateOutcome.GO, now=NOW)
    plan.program.refresh_from_db()
    assert plan.program.stage == "formulation"


def test_the_sponsor_decides_at_a_gate_and_the_program_manager_prepares_it(people: Cast, plan: Stage, sponsor: Player):
    board = gate(people, plan)
    with pytest.raises(Forbidden):
        gate_decide(actor=people.manager.actor, id=board.pk, version=1, outcome=GateOutcome.GO, now=NOW)
    with pytest.raises(Forbidden):
        gate_update(actor=sponsor.actor, id=board.pk, version=1, changes={"name": "Mine"}, now=NOW)
    with pytest.raises(NotFound):
        gate_decide(actor=people.outsider.actor, id=board.pk, version=1, outcome=GateOutcome.GO, now=NOW)


def test_who_decides_is_told_when_all_is_met_and_who_leads_what_was_decided(people: Cast, plan: Stage, sponsor: Player):
    row = gate(people, plan, criteria=[Criterion("Stock is counted"), Criterion("Tills are tested")])
    steps = ((True, False), (True, True), (True, True))
    for version, met in enumerate(steps, 1):
        said = [Criterion("Stock is counted", "", met[0]), Criterion("Tills are tested", "", met[1])]
        changes = {"criteria": said}
        gate_update(actor=people.manager.actor, id=row.pk, version=version, changes=changes, now=NOW)
    told = Notice.objects.filter(target="gate", target_id=row.pk)
    assert [(each.kind, each.person_id) for each in told] == [("gate.ready", sponsor.person.pk)]
    gate_decide(actor=sponsor.actor, id=row.pk, version=4, outcome=GateOutcome.HOLD, note="After Easter", now=NOW)
    [news] = told.exclude(kind="gate.ready")
    assert (news.kind, news.person_id, news.by_name) == ("gate.held", people.manager.person.pk, "Sue Sponsor")
    assert news.facts == {"gate": "Go live", "note": "After Easter"}


def test_a_decision_keeps_the_criteria_as_they_stood(people: Cast, plan: Stage, sponsor: Player):
    criteria = (Criterion("Tested", "Report 7", is_met=True), Criterion("Trained"))
    board = gate(people, plan, criteria=criteria)
    held = gate_decide(
        actor=sponsor.actor, id=board.pk, version=1, outcome=GateOutcome.HOLD, note="Train them first", now=NOW
    )
    assert held.criteria == [
        {"text": "Tested", "evidence": "Report 7", "is_met": True},
        {"text": "Trained", "evidence": "", "is_met": False},
    ]
    both = (criteria[0], Criterion("Trained", "List", is_met=True))
    gate_update(actor=people.manager.actor, id=board.pk, version=2, changes={"criteria": both}, now=NOW)
    gate_decide(actor=sponsor.actor, id=board.pk, version=3, outcome=GateOutcome.GO, now=NOW)
    board = gate_get(id=board.pk, actor=people.member.actor)
    assert [each.outcome for each in board.decisions.all()] == ["go", "hold"]
    assert [each.met_by.name for each in board.criteria.all()] == ["Maya Manager", "Maya Manager"]
    assert not board.is_open


def test_what_is_not_simply_go_needs_its_reason(people: Cast, plan: Stage, sponsor: Player):
    board = gate(people, plan)
    for outcome in (GateOutcome.CONDITIONAL, GateOutcome.HOLD, GateOutcome.STOP):
        with pytest.raises(Refused) as refused:
            gate_decide(actor=sponsor.actor, id=board.pk, version=1, outcome=outcome, now=NOW)
        assert set(refused.value.fields) == {"note"}


def test_a_second_decision_sees_the_first(people: Cast, plan: Stage, sponsor: Player):
    board = gate(people, plan)
    gate_decide(actor=sponsor.actor, id=board.pk, version=1, outcome=GateOutcome.STOP, note="Too dear", now=NOW)
    with pytest.raises(StaleVersion):
        gate_decide(actor=people.owner.actor, id=board.pk, version=1, outcome=GateOutcome.GO, now=NOW)
    with pytest.raises(Refused, match="is decided"):
        gate_decide(actor=people.owner.actor, id=board.pk, version=2, outcome=GateOutcome.GO, now=NOW)
    with pytest.raises(Refused, match="is decided"):
        gate_update(actor=people.manager.actor, id=board.pk, version=2, changes={"name": "New"}, now=NOW)


def test_a_gate_without_a_decision_can_be_taken_away_and_one_with_a_record_cannot(
    people: Cast, plan: Stage, sponsor: Player
):
    free, held = gate(people, plan, "Free"), gate(people, plan, "Held")
    gate_decide(actor=sponsor.actor, id=held.pk, version=1, outcome=GateOutcome.HOLD, note="Later", now=NOW)
    gate_delete(actor=people.manager.actor, id=free.pk, version=1, now=NOW)
    with pytest.raises(Refused, match="record"):
        gate_delete(actor=people.manager.actor, id=held.pk, version=2, now=NOW)
    assert list(Gate.objects.values_list("name", flat=True)) == ["Held"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"opens": "formulation"}, "opens"),
        ({"opens": "heaven"}, "opens"),
        ({"tranche": 999_999}, "tranche"),
        ({"due_on": date(9999, 1, 1)}, "due_on"),
        ({"criteria": [Criterion("x" * 501)]}, "criteria"),
        ({"criteria": [Criterion("x")] * 51}, "criteria"),
    ],
)
def test_a_gate_that_cannot_be_is_refused_and_nothing_is_kept(
    values: dict[str, Any], field: str, people: Cast, plan: Stage
):
    with pytest.raises(Refused) as refused:
        gate(people, plan, **values)
    assert set(refused.value.fields) == {field}


def test_one_stage_has_one_gate(people: Cast, plan: Stage):
    gate(people, plan, "First", opens="delivery")
    with pytest.raises(Refused) as refused:
        gate(people, plan, "Second", opens="delivery")
    assert set(refused.value.fields) == {"opens"}


def test_a_tranche_goes_and_its_gate_stays(people: Cast, plan: Stage):
    spring = tranche(people, plan)
    gate(people, plan, tranche=spring.pk)
    assert [[each.name for each in gates] for _, gates in delivery_of(plan.program).tranches] == [["Go live"]]
    changed = tranche_update(
        actor=people.manager.actor, id=spring.pk, version=1, changes={"finish_on": date(2026, 7, 1)}, now=NOW
    )
    assert (changed.finish_on, changed.version) == (date(2026, 7, 1), 2)
    tranche_delete(actor=people.manager.actor, id=spring.pk, version=2, now=NOW)
    assert [each.name for each in delivery_of(plan.program).gates] == ["Go live"]


def test_a_tranche_ends_after_it_begins_and_has_a_name_of_its_own(people: Cast, plan: Stage):
    tranche(people, plan)
    with pytest.raises(Refused) as refused:
        tranche(people, plan)
    assert set(refused.value.fields) == {"name"}
    with pytest.raises(Refused) as refused:
        tranche(people, plan, NewTranche("Backwards", date(2026, 6, 1), date(2026, 6, 1)))
    assert set(refused.value.fields) == {"finish_on"}


def test_delivery_takes_the_same_queries_for_any_number_of_gates(
    people: Cast, plan: Stage, django_assert_num_queries: Any
):
    for number in range(4):
        gate(people, plan, f"Gate {number}", criteria=[Criterion(f"So {number}", is_met=True)])
    with django_assert_num_queries(5):
        delivery_of(plan.program)
