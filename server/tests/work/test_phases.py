"""What a project is for, its phases, and the gates between them."""

from datetime import date, datetime

import pytest

from cast import DAY, NOW, Cast, Player, Stage, player, task_of
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.kernel.errors import Forbidden, NotFound, Refused, StaleVersion
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Gate
from fairlead.programs.rules import GateOutcome
from fairlead.programs.selectors import gate_get
from fairlead.programs.services import Criterion, NewGate, gate_decide, gate_delete, gate_update
from fairlead.schedule.models import Recalculation
from fairlead.schedule.phases import PhaseRow, phase_rows
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Phase
from fairlead.work.phases import charter_said, phase_of_gate
from fairlead.work.rules import PhaseState, phase_states
from fairlead.work.services import (
    Judgment,
    NewPhase,
    Success,
    charter_say,
    phase_create,
    phase_delete,
    phase_gate_create,
    phase_update,
    phases_from_outline,
    success_judge,
)

TODAY = date(2026, 3, 4)
TESTED = NewGate("Ready to build", date(2026, 3, 4), criteria=[Criterion("Drawn"), Criterion("Paid", "Invoice 4")])


def add(people: Cast, plan: Stage, new: NewPhase) -> Phase:
    return phase_create(actor=people.manager.actor, project_id=plan.shop.pk, new=new, now=NOW)


def gate(people: Cast, phase: Phase) -> Gate:
    return phase_gate_create(actor=people.manager.actor, id=phase.pk, new=TESTED, now=NOW)


def decide(who: Player, row: Gate, outcome: GateOutcome, note: str = "") -> None:
    phase = phase_of_gate(id=row.pk, actor=who.actor)
    of = phase.project.place if phase else None
    version = Gate.objects.values_list("version", flat=True).get(pk=row.pk)
    gate_decide(actor=who.actor, id=row.pk, version=version, outcome=outcome, note=note, now=NOW, of=of)


def rows(plan: Stage, today: date = TODAY) -> list[PhaseRow]:
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return phase_rows(plan.shop, today=today)


def test_the_first_phase_that_is_not_over_is_here():
    past, here, ahead = PhaseState.PAST, PhaseState.HERE, PhaseState.AHEAD
    assert phase_states([True, False, False]) == [past, here, ahead]
    # A gate that was passed early does not make what stands before it over.
    assert phase_states([False, True, False]) == [here, past, ahead]
    assert phase_states([]) == []


def test_a_phase_lasts_as_long_as_the_tasks_below_its_summary(people: Cast, plan: Stage):
    add(people, plan, NewPhase("Handing over", start_on=date(2026, 3, 9), finish_on=date(2026, 3, 14)))
    add(people, plan, NewPhase("Design", task=plan.tasks["design"].pk))
    add(people, plan, NewPhase("Someday"))
    # Design is drawing, Monday and Tuesday, and its sign-off at Tuesday's end: 17:00.
    assert [(row.phase.name, row.start_at, row.finish_at, row.state.value) for row in rows(plan)] == [
        ("Design", datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 17), "here"),
        ("Handing over", datetime(2026, 3, 9), datetime(2026, 3, 14), "ahead"),
        ("Someday", None, None, "ahead"),
    ]
    assert [row.percent for row in rows(plan)] == [0, None, None]


def test_a_phase_without_a_gate_is_over_once_its_tasks_are_done_or_its_days_gone(people: Cast, plan: Stage):
    add(people, plan, NewPhase("Design", task=plan.tasks["design"].pk))
    add(people, plan, NewPhase("Winter", start_on=date(2026, 1, 1), finish_on=date(2026, 3, 4)))
    assert [row.state.value for row in rows(plan)] == ["past", "here"]  # Winter came first, and ended yesterday
    assert [row.state.value for row in rows(plan, today=date(2026, 3, 3))] == ["here", "ahead"]
    for name in ("draw", "sign_off"):
        task = plan.tasks[name]
        task.percent_complete, task.actual_start_at = 100, datetime(2026, 3, 2, 8)
        task.actual_finish_at = datetime(2026, 3, 3, 17)
        task.save()
    assert [row.state.value for row in rows(plan)] == ["past", "past"]


def test_each_part_of_the_outline_becomes_a_phase(people: Cast, plan: Stage):
    fit = task_of(plan.shop, "Fit out", duration_minutes=0)
    task_of(plan.shop, "Paint", parent=fit, duration_minutes=DAY)
    made = phases_from_outline(actor=people.manager.actor, project_id=plan.shop.pk, now=NOW)
    assert [(each.name, each.task_id) for each in made] == [("Design", plan.tasks["design"].pk), ("Fit out", fit.pk)]
    with pytest.raises(Refused, match="no summary tasks"):
        phases_from_outline(actor=people.manager.actor, project_id=plan.shop.pk, now=NOW)


def test_what_a_phase_cannot_be_is_refused(people: Cast, plan: Stage):
    design = plan.tasks["design"].pk
    first = add(people, plan, NewPhase("Design", task=design))
    for new, field in (
        (NewPhase(" "), "name"),
        (NewPhase("Design"), "name"),
        (NewPhase("Again", task=design), "task"),
        (NewPhase("Leaf", task=plan.tasks["build"].pk), "task"),
        (NewPhase("Elsewhere", task=plan.tasks["sort"].pk), "task"),
        (NewPhase("Half", start_on=TODAY), "finish_on"),
        (NewPhase("Backward", start_on=TODAY, finish_on=TODAY), "finish_on"),
    ):
        with pytest.raises(Refused) as refused:
            add(people, plan, new)
        assert list(refused.value.fields) == [field]
    with pytest.raises(Refused) as refused:
        phase_update(actor=people.manager.actor, id=first.pk, version=1, changes={"start_on": TODAY}, now=NOW)
    assert "start_on" in refused.value.fields
    with pytest.raises(StaleVersion):
        phase_update(actor=people.manager.actor, id=first.pk, version=9, changes={"name": "Plan"}, now=NOW)
    for who, error in ((people.member, Forbidden), (people.guest, NotFound), (people.outsider, NotFound)):
        with pytest.raises(error):
            phase_update(actor=who.actor, id=first.pk, version=1, changes={"name": "Plan"}, now=NOW)


def test_a_gate_of_a_project_is_decided_once_by_who_manages_the_program(people: Cast, plan: Stage):
    phase = add(people, plan, NewPhase("Design", task=plan.tasks["design"].pk))
    row = gate(people, phase)
    pia = player(people.workspace, "Pia Planner", Role.GUEST)
    role_grant(person=pia.person, role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT, scope_id=plan.shop.pk, now=NOW)
    of = plan.shop.place
    met = [Criterion("Drawn", is_met=True), Criterion("Paid", "Invoice 4", is_met=True)]
    gate_update(actor=pia.actor, id=row.pk, version=1, changes={"criteria": met}, now=NOW, of=of)
    with pytest.raises(Forbidden):
        decide(pia, row, GateOutcome.GO)
    assert [each.state.value for each in rows(plan)] == ["here"]
    decide(people.manager, row, GateOutcome.HOLD, "Not paid")
    decide(people.manager, row, GateOutcome.GO)
    assert [each.state.value for each in rows(plan)] == ["past"]
    with pytest.raises(Refused, match="decided"):
        decide(people.manager, row, GateOutcome.STOP, "No")
    told = gate_get(id=row.pk, actor=people.member.actor, of=of).decisions.all()
    assert [(each.outcome, each.criteria[1]["is_met"]) for each in told] == [("go", True), ("hold", True)]
    with pytest.raises(Refused, match="decided at the gate"):
        phase_delete(actor=people.manager.actor, id=phase.pk, version=1, now=NOW)


def test_a_gate_of_a_project_is_seen_by_who_sees_the_project(people: Cast, plan: Stage):
    row = gate(people, add(people, plan, NewPhase("Design")))
    for who in (people.guest, people.outsider):
        assert phase_of_gate(id=row.pk, actor=who.actor) is None
        with pytest.raises(NotFound):
            gate_get(id=row.pk, actor=who.actor)
    assert phase_of_gate(id=row.pk, actor=people.worker.actor) is not None
    with pytest.raises(Refused) as refused:
        gate_update(
            actor=people.manager.actor, id=row.pk, version=1, changes={"opens": "closed"}, now=NOW, of=plan.shop.place
        )
    assert "opens" in refused.value.fields
    with pytest.raises(Refused, match="a gate already"):
        phase_gate_create(actor=people.manager.actor, id=Phase.objects.get().pk, new=TESTED, now=NOW)
    gate_delete(actor=people.manager.actor, id=row.pk, version=1, now=NOW, of=plan.shop.place)
    assert Phase.objects.get().gate_id is None


def test_a_phase_goes_with_its_open_gate_and_its_tasks_stay(people: Cast, plan: Stage):
    phase = add(people, plan, NewPhase("Design", task=plan.tasks["design"].pk))
    gate(people, phase)
    phase_delete(actor=people.manager.actor, id=phase.pk, version=1, now=NOW)
    assert not Gate.objects.exists()
    assert plan.shop.tasks.filter(pk=plan.tasks["design"].pk).exists()


def test_a_charter_says_what_a_project_is_for_and_keeps_how_it_was_judged(people: Cast, plan: Stage):
    actor = people.manager.actor
    said = {"goal": "A shop", "out_of_scope": " The cellar ", "criteria": [Success("Open in May"), Success("Pays")]}
    project = charter_say(actor=actor, project_id=plan.shop.pk, version=1, changes=said, now=NOW)
    first, second = charter_said(project)["criteria"]
    judged = [Judgment(first["id"], True, "Opened on 4 May"), Judgment(second["id"], None)]
    success_judge(actor=actor, project_id=plan.shop.pk, version=2, judgments=judged, now=NOW)
    changes = {"criteria": [Success("Pays", "the ledger"), Success("Open in May")]}
    project = charter_say(actor=actor, project_id=plan.shop.pk, version=3, changes=changes, now=NOW)
    said_now = charter_said(project)
    assert (said_now["goal"], said_now["out_of_scope"]) == ("A shop", "The cellar")
    assert [(each["text"], each["measure"], each["is_met"], each["evidence"]) for each in said_now["criteria"]] == [
        ("Pays", "the ledger", None, ""),
        ("Open in May", "", True, "Opened on 4 May"),
    ]
    actions = AuditEntry.objects.filter(target="project", target_id=plan.shop.pk).order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["project.charter", "project.judge", "project.charter"]
    with pytest.raises(StaleVersion):
        charter_say(actor=actor, project_id=plan.shop.pk, version=3, changes={"goal": "Two"}, now=NOW)
    with pytest.raises(Refused, match="load the page again"):
        success_judge(actor=actor, project_id=plan.shop.pk, version=4, judgments=[Judgment(10**9, True)], now=NOW)
    for who, error in ((people.member, Forbidden), (people.guest, NotFound)):
        with pytest.raises(error):
            charter_say(actor=who.actor, project_id=plan.shop.pk, version=4, changes={"goal": ""}, now=NOW)
