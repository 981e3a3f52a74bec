"""A program as a template: its tranches, gates, benefits, responsibilities and projects, begun again on another day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import DAY, MONDAY, NOW, Cast, Player, Stage, project_of, task_of
from fairlead.access.models import Grant
from fairlead.access.rules import Place, Role, ScopeKind, Spot
from fairlead.access.selectors import roles_of
from fairlead.collaboration.models import Notice
from fairlead.governance.models import Deliverable, Responsibility
from fairlead.governance.services import deliverable_add, responsibility_set
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Benefit, Gate, Program, Tranche
from fairlead.programs.services import (
    Criterion,
    NewBenefit,
    NewGate,
    NewTranche,
    benefit_create,
    gate_create,
    program_update,
    tranche_create,
)
from fairlead.resources.models import Resource
from fairlead.schedule.models import TaskDates
from fairlead.templates import rules
from fairlead.templates.models import ProgramTemplate
from fairlead.templates.selectors import program_preview_of, program_templates_of
from fairlead.templates.services import (
    NewProgramStart,
    program_template_make,
    program_template_remove,
    program_template_start,
)
from fairlead.work.models import Assignment, Link, Output, Phase, Project, Task
from fairlead.work.services import (
    NewPhase,
    Success,
    activities_begin,
    charter_say,
    output_add,
    phase_create,
    phase_gate_create,
)


def make(who: Player, plan: Stage, name: str = "A relaunch") -> ProgramTemplate:
    return program_template_make(actor=who.actor, program_id=plan.program.pk, name=name, about="For shops", now=NOW)


def begin(who: Player, template: ProgramTemplate, **values: Any) -> Program:
    new = {"name": "Pier", "code": "PIER", "start_on": date(2026, 4, 6), **values}
    return program_template_start(actor=who.actor, id=template.pk, new=NewProgramStart(**new), now=NOW)


@pytest.fixture
def led(people: Cast, plan: Stage) -> Stage:
    """The program with all that a template keeps; SHOP, with a phase and its gate, delivers the tranche *Opening*.

    What is done by now: Draw, on Monday and Tuesday.
    """
    maya, program = people.manager.actor, plan.program.pk
    said = {"vision": "Shops people like", "reason": "Few come", "scope": "Two houses", "target_state": "Full"}
    program_update(actor=maya, id=program, version=1, changes=said, now=NOW)
    opening = NewTranche("Opening", date(2026, 3, 2), date(2026, 3, 16), "To sell")
    tranche = tranche_create(actor=maya, program_id=program, new=opening, now=NOW)
    Project.objects.filter(pk=plan.shop.pk).update(tranche=tranche)
    done = [Criterion("Sold a thing", "The till", is_met=True)]
    for gate in (
        NewGate("Open", date(2026, 3, 13), tranche=tranche.pk, criteria=done),
        NewGate("Deliver", date(2026, 3, 3), opens="delivery"),
    ):
        gate_create(actor=maya, program_id=program, new=gate, now=NOW)
    visitors = benefit_create(actor=maya, program_id=program, new=_visitors(people), now=NOW)
    output_add(
        actor=maya,
        project_id=plan.shop.pk,
        benefit_id=visitors.pk,
        name="A shop",
        task_id=plan.tasks["build"].pk,
        now=NOW,
    )
    _responsible(people, plan)
    charter_say(
        actor=maya,
        project_id=plan.shop.pk,
        version=1,
        changes={"goal": "A shop", "criteria": [Success("It pays")]},
        now=NOW,
    )
    phase = phase_create(actor=maya, project_id=plan.shop.pk, new=NewPhase("Design", plan.tasks["design"].pk), now=NOW)
    phase_gate_create(actor=maya, id=phase.pk, new=NewGate("Drawn", date(2026, 3, 4)), now=NOW)
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(percent_complete=100, actual_start_at=MONDAY)
    Resource.objects.filter(name="Wes Worker").update(title="Carpenter")
    return plan


def _visitors(people: Cast) -> NewBenefit:
    """From 100 visitors the Sunday before the program starts to 300 at the end of the year, 150 of them by June."""
    return NewBenefit(
        name="Visitors",
        baseline=Decimal(100),
        baseline_on=date(2026, 3, 1),
        target=Decimal(300),
        target_on=date(2026, 12, 31),
        measure_until_on=date(2027, 12, 31),
        owner=people.member.person.pk,
        unit="a day",
        yearly_value=Decimal(20_000),
        currency="EUR",
        measure_every_days=30,
        points=[(date(2026, 6, 1), Decimal(150))],
    )


def _responsible(people: Cast, plan: Stage) -> None:
    """Maya, program manager, is accountable for the opening by her name, the sponsor is informed by the role."""
    spot = Spot(ScopeKind.PROGRAM, plan.program.pk, "Relaunch", Place(program_id=plan.program.pk))
    maya = people.manager.actor
    line = deliverable_add(actor=maya, spot=spot, name="The opening", now=NOW)
    sponsor = roles_of(actor=maya).get(key=Role.SPONSOR)
    responsibility_set(actor=maya, id=line.pk, person_id=people.manager.person.pk, letter="AR", now=NOW)
    responsibility_set(actor=maya, id=line.pk, role_id=sponsor.pk, letter="I", now=NOW)


def test_a_template_of_a_program_holds_no_people_and_nothing_that_happened(people: Cast, led: Stage):
    content = make(people.manager, led).said
    assert "Wes" not in str(content)
    assert "Maya" not in str(content)
    assert [each.name for each in rules.roles_of(content.plan)] == ["Carpenter"]
    assert {task.percent_complete for task in content.plan.tasks} == {0}
    # All days count from Monday, the second of March.
    assert content.steps == (rules.Step("Opening", 0, 14, "To sell"),)
    assert content.gates == (
        rules.Crossing(rules.Barrier("Open", 11, ("Sold a thing",)), step=0),
        rules.Crossing(rules.Barrier("Deliver", 1), opens="delivery"),
    )
    (gain,) = content.gains
    assert (gain.baseline, gain.target.day) == (rules.Expectation(-1, "100.0000"), 304)
    assert gain.points == (rules.Expectation(91, "150.0000"),)
    assert content.duties == (rules.Duty("The opening", {"program_manager": "AR", "sponsor": "I"}),)
    shop, ware = content.pieces
    assert (shop.code, shop.step, shop.outputs[0].gain, ware.step, ware.outputs) == ("SHOP", 0, 0, None, ())


def test_a_preview_of_a_program_says_when_what_would_be(people: Cast, led: Stage):
    preview = program_preview_of(make(people.manager, led), actor=people.manager.actor, start_on=date(2026, 4, 6))
    assert (preview.start_at, preview.finish_at) == (datetime(2026, 4, 6), datetime(2026, 4, 20))
    (opening,) = preview.tranches
    assert (opening.start_on, opening.finish_on) == (date(2026, 4, 6), date(2026, 4, 20))
    assert [(gate.name, gate.due_on, gate.criterion_count) for gate in opening.gates] == [
        ("Open", date(2026, 4, 17), 1)
    ]
    assert [(gate.name, gate.due_on, gate.opens) for gate in preview.gates] == [
        ("Deliver", date(2026, 4, 7), "delivery")
    ]
    # 304 days after the start.
    assert [(each.name, each.target, each.target_on) for each in preview.benefits] == [
        ("Visitors", 300, date(2027, 2, 4))
    ]
    shop, ware = preview.projects
    # Two days of drawing and three of building from Monday; the move, one day, waits for the building.
    assert (shop.tranche, shop.finish_at, shop.task_count) == ("Opening", datetime(2026, 4, 10, 17), 4)
    assert (ware.tranche, ware.finish_at, ware.task_count) == ("", datetime(2026, 4, 13, 17), 2)
    assert preview.link_count == 1
    assert [(role.name, role.task_count) for role in preview.roles] == [("Carpenter", 1)]


def test_a_program_of_a_template_is_there_with_all_of_it(people: Cast, led: Stage):
    template, wes = make(people.manager, led), people.resources["Wes Worker"]
    role = rules.roles_of(template.said.plan)[0].id
    program = begin(people.owner, template, fills={role: wes.pk})
    program.refresh_from_db()
    assert (program.vision, program.target_state, program.stage) == ("Shops people like", "Full", "formulation")
    tranche = Tranche.objects.get(program=program)
    assert (tranche.start_on, tranche.finish_on, tranche.capability) == (
        date(2026, 4, 6),
        date(2026, 4, 20),
        "To sell",
    )
    delivery, opening = Gate.objects.filter(program=program)
    assert (delivery.opens, delivery.due_on) == ("delivery", date(2026, 4, 7))
    assert (opening.tranche, opening.criteria.get().text, opening.criteria.get().met_at) == (
        tranche,
        "Sold a thing",
        None,
    )
    shop, ware = Project.objects.filter(program=program)
    assert [(each.name, each.code, each.tranche) for each in (shop, ware)] == [
        ("Shop", "SHOP2", tranche),
        ("Warehouse", "WARE2", None),
    ]
    assert (shop.goal, shop.success.get().text) == ("A shop", "It pays")
    phase = Phase.objects.get(project=shop)
    assert phase.gate is not None
    assert (phase.task.name if phase.task else "", phase.gate.due_on) == ("Design", date(2026, 4, 8))
    across = Link.objects.get(predecessor__project=shop, successor__project=ware)
    assert TaskDates.objects.get(task=across.successor).finish_at == datetime(2026, 4, 13, 17)
    assert Assignment.objects.get(task__project=shop).resource == wes
    assert Task.objects.get(project=shop, name="Draw").percent_complete == 0


def test_benefits_of_a_template_are_expected_as_late_as_before(people: Cast, led: Stage):
    program = begin(people.owner, make(people.manager, led))
    benefit = Benefit.objects.get(program=program)
    assert (benefit.baseline, benefit.baseline_on, benefit.owner) == (100, date(2026, 4, 5), None)
    assert (benefit.target, benefit.target_on, benefit.measure_every_days) == (300, date(2027, 2, 4), 30)
    assert [(each.on, each.value) for each in benefit.points.all()] == [(date(2026, 7, 6), 150)]
    assert (benefit.yearly_value, benefit.currency, benefit.measurements.count()) == (20_000, "EUR", 0)
    output = Output.objects.get(benefit=benefit)
    assert (output.name, output.task.name if output.task else "") == ("A shop", "Build")


def test_responsibilities_of_a_template_are_those_of_roles(people: Cast, led: Stage):
    program = begin(people.owner, make(people.manager, led))
    line = Deliverable.objects.get(program=program)
    said = Responsibility.objects.filter(deliverable=line).values_list("role__key", "person", "letter")
    assert sorted(said) == [("program_manager", None, "AR"), ("sponsor", None, "I")]


def test_people_who_are_named_get_the_roles_and_are_told(people: Cast, led: Stage):
    template = make(people.manager, led)
    shop, _ware = template.said.pieces
    chosen = {"sponsor": people.member, "manager": people.manager, "lead": people.worker}
    ids = {name: who.person.pk for name, who in chosen.items()}
    program = begin(
        people.owner, template, sponsor=ids["sponsor"], manager=ids["manager"], leads={shop.id: ids["lead"]}
    )
    grants = Grant.objects.filter(scope=ScopeKind.PROGRAM, scope_id=program.pk).values_list("person", "role")
    assert sorted(grants) == sorted([(ids["sponsor"], "sponsor"), (ids["manager"], "program_manager")])
    project = Project.objects.get(program=program, name="Shop")
    leads = Grant.objects.filter(scope=ScopeKind.PROJECT, scope_id=project.pk)
    assert [(each.person_id, each.role) for each in leads] == [(ids["lead"], "project_manager")]
    told = Notice.objects.filter(kind="role.given").values_list("person", "facts__place")
    assert sorted(told) == sorted([(ids["sponsor"], "Pier"), (ids["manager"], "Pier"), (ids["lead"], "Shop")])


def test_who_begins_a_program_for_nobody_else_manages_it(people: Cast, led: Stage):
    me = people.owner.person
    for code, manager in (("ONE", None), ("TWO", me.pk)):
        program = begin(people.owner, make(people.manager, led, code), code=code, manager=manager)
        (grant,) = Grant.objects.filter(scope=ScopeKind.PROGRAM, scope_id=program.pk)
        assert (grant.person, grant.role) == (me, "program_manager")


def test_what_cannot_be_begun_leaves_no_program_behind(people: Cast, led: Stage):
    template = make(people.manager, led)
    counts = Program.objects.count(), Project.objects.count()
    outside = people.outsider.person.pk
    for values, field in (
        ({"code": "REL"}, "code"),
        ({"name": " "}, "name"),
        ({"sponsor": outside}, "sponsor"),
        ({"leads": {"none": None}}, "lead_none"),
        ({"start_on": date(2149, 12, 1)}, "start_on"),
        ({"fills": {"none": None}}, None),
    ):
        with pytest.raises(Refused) as refused:
            begin(people.owner, template, **values)
        assert field is None or field in refused.value.fields
    with pytest.raises(Refused, match="was not made"):
        make(people.manager, led)
    assert (Program.objects.count(), Project.objects.count()) == counts


def test_who_may_make_templates_of_programs_and_begin_from_them(people: Cast, led: Stage):
    template = make(people.manager, led)
    for who, error in ((people.member, Forbidden), (people.worker, NotFound), (people.outsider, NotFound)):
        with pytest.raises(error):
            make(who, led, "Another")
    seen = [
        who
        for who in ("member", "worker", "guest", "outsider")
        if program_templates_of(actor=getattr(people, who).actor)
    ]
    assert seen == ["member"]
    for who in (people.manager, people.member):
        with pytest.raises(Forbidden):
            begin(who, template)
    with pytest.raises(Forbidden):
        program_template_remove(actor=people.member.actor, id=template.pk, now=NOW)
    program_template_remove(actor=people.manager.actor, id=template.pk, now=NOW)
    assert not ProgramTemplate.objects.exists()


def test_an_empty_program_is_a_template_too(people: Cast, plan: Stage):
    Project.objects.filter(program=plan.program).update(program=None)
    template = make(people.manager, plan)
    # Nothing of it has a day, so the day of its making is its first.
    assert (template.said.starts_on, template.task_count, template.project_count) == (NOW.date(), 0, 0)
    preview = program_preview_of(template, actor=people.manager.actor, start_on=date(2026, 4, 6))
    assert (preview.start_at, preview.projects) == (datetime(2026, 4, 6), ())
    assert not Project.objects.filter(program=begin(people.owner, template)).exists()


def test_projects_without_tasks_are_begun_as_they_are(people: Cast, plan: Stage):
    Task.objects.filter(project__program=plan.program).delete()
    template = make(people.manager, plan)
    shop, _ware = program_preview_of(template, actor=people.manager.actor, start_on=date(2026, 4, 6)).projects
    assert (shop.start_at, shop.finish_at) == (datetime(2026, 4, 6, 8), datetime(2026, 4, 6, 8))
    assert Project.objects.filter(program=begin(people.owner, template)).count() == 2


def test_making_and_beginning_cost_the_same_for_few_and_many_projects(people: Cast, led: Stage):
    few = _counted(people, led, "Few")
    for number in range(6):
        project = project_of(people, f"House {number}", f"H{number}", program=led.program)
        summary = task_of(project, "All", duration_minutes=0)
        task_of(project, "Some", parent=summary, duration_minutes=DAY)
        phase = phase_create(
            actor=people.manager.actor, project_id=project.pk, new=NewPhase("All", summary.pk), now=NOW
        )
        gate = NewGate("Done", date(2026, 3, 4), criteria=[Criterion("Seen")])
        phase_gate_create(actor=people.manager.actor, id=phase.pk, new=gate, now=NOW)
        benefit_create(actor=people.manager.actor, program_id=led.program.pk, new=_other(people, number), now=NOW)
    assert _counted(people, led, "Many") == few


def _other(people: Cast, number: int) -> NewBenefit:
    said = _visitors(people)
    return NewBenefit(
        f"Visitors {number}", said.baseline, said.baseline_on, said.target, said.target_on, said.measure_until_on
    )


def _counted(people: Cast, plan: Stage, code: str) -> list[int]:
    """Return how many queries it takes to make a template, to look at it, and to begin from it with leads."""
    counts = []
    with CaptureQueriesContext(
        connection,
    ) as made:
        template = make(people.manager, plan, code)
    counts.append(len(made))
    with CaptureQueriesContext(connection) as looked:
        program_preview_of(template, actor=people.manager.actor, start_on=date(2026, 4, 6))
    counts.append(len(looked))
    leads = {piece.id: people.member.person.pk for piece in template.said.pieces}
    with CaptureQueriesContext(connection) as begun:
        begin(people.owner, template, code=code.upper(), leads=leads)
    return [*counts, len(begun)]


def test_the_activities_of_a_program_are_begun_with_its_projects(people: Cast, led: Stage):
    own = activities_begin(actor=people.manager.actor, program_id=led.program.pk, now=NOW)
    open_day = task_of(own, "Open day")
    Link.objects.create(predecessor=led.tasks["move_in"], successor=open_day)
    template = make(people.manager, led)
    assert (template.project_count, len(template.said.pieces)) == (2, 3)
    preview = program_preview_of(template, actor=people.manager.actor, start_on=date(2026, 4, 6))
    # A day, after the move on Monday the 13th.
    assert preview.activities is not None
    assert preview.activities.finish_at == datetime(2026, 4, 14, 17)
    assert ([each.code for each in preview.projects], preview.link_count) == (["SHOP", "WARE"], 2)
    program = begin(people.owner, template)
    begun = Project.plans.get(program=program, kind=Project.Kind.ACTIVITIES)
    assert (begun.name, begun.code, begun.position) == ("Pier", "PIER", -1)
    assert TaskDates.objects.get(task__project=begun).finish_at == datetime(2026, 4, 14, 17)
    assert not AuditEntry.objects.filter(target="project", target_id=begun.pk).exclude(action="activities.begin")
    with pytest.raises(Refused):
        begin(people.owner, template, code="TWO", leads={str(own.pk): people.member.person.pk})


def test_each_thing_that_is_made_is_audited(people: Cast, led: Stage):
    template = make(people.manager, led)
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    begin(people.owner, template)
    actions = AuditEntry.objects.filter(pk__gt=last).values_list("action", flat=True)
    assert sorted(actions) == sorted(
        [
            *("program.create", "tranche.create", "benefit.create", "project.create", "project.create"),
            *("gate.create", "gate.create", "gate.create", "raci.add", "phase.create"),
            *("project.charter", "project.charter", "program_template.start"),
        ]
    )
