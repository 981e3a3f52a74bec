"""A project as a template: roles instead of people, days instead of dates; and begun again."""

from datetime import date, datetime
from typing import Any

import pytest

from cast import DAY, MONDAY, NOW, Cast, Player, Stage
from fairlead.access.rules import Role, ScopeKind
from fairlead.kernel.errors import Forbidden, NotFound, Refused
from fairlead.programs.services import Criterion, NewGate
from fairlead.resources.models import Calendar, Resource
from fairlead.schedule.models import TaskDates
from fairlead.templates.models import Template
from fairlead.templates.rules import role_names, roles_of
from fairlead.templates.selectors import preview_of, templates_of
from fairlead.templates.services import NewStart, template_make, template_remove, template_start
from fairlead.work.models import Assignment, Link, Phase, Project, Task
from fairlead.work.services import NewPhase, Success, charter_say, phase_create, phase_gate_create
from fairlead_engine.plan import ConstraintKind


def make(who: Player, plan: Stage, name: str = "A shop") -> Template:
    return template_make(actor=who.actor, project_id=plan.shop.pk, name=name, about="For shops", now=NOW)


def begin(who: Player, template: Template, plan: Stage, **values: Any) -> Project:
    new = {"name": "Pier shop", "code": "PIER", "start_on": date(2026, 4, 6), "program_id": plan.program.pk, **values}
    return template_start(actor=who.actor, id=template.pk, new=NewStart(**new), now=NOW)


@pytest.fixture
def worked(people: Cast, plan: Stage) -> Stage:
    """SHOP with charter, phases, a gate two days after the start, a constraint on Thursday, and work that was done."""
    actor, shop = people.manager.actor, plan.shop.pk
    said = {"goal": "A shop", "scope": "One floor", "criteria": [Success("It pays", "the ledger")]}
    charter_say(actor=actor, project_id=shop, version=1, changes=said, now=NOW)
    phase = phase_create(actor=actor, project_id=shop, new=NewPhase("Design", plan.tasks["design"].pk), now=NOW)
    gate = NewGate("Drawn", date(2026, 3, 4), criteria=[Criterion("Agreed", "Sheet 4", is_met=True)])
    phase_gate_create(actor=actor, id=phase.pk, new=gate, now=NOW)
    days = NewPhase("Opening", start_on=date(2026, 3, 9), finish_on=date(2026, 3, 11))
    phase_create(actor=actor, project_id=shop, new=days, now=NOW)
    Resource.objects.filter(name="Wes Worker").update(title="Carpenter")
    Project.objects.filter(pk=shop).update(priority=Project.Priority.HIGH)
    Task.objects.filter(pk=plan.tasks["draw"].pk).update(
        percent_complete=100, actual_start_at=MONDAY, actual_finish_at=datetime(2026, 3, 3, 17)
    )
    Task.objects.filter(pk=plan.tasks["build"].pk).update(
        constraint=int(ConstraintKind.SNET), constraint_at=datetime(2026, 3, 5, 8), deadline_at=datetime(2026, 3, 11)
    )
    return plan


def test_people_of_one_title_become_roles_of_their_own():
    said = [("1", "Designer"), ("2", "Trainer"), ("3", "Designer")]
    assert role_names(said) == {"1": "Designer", "2": "Trainer", "3": "Designer 2"}


def test_a_template_holds_no_people_and_nothing_that_happened(people: Cast, worked: Stage):
    content = make(people.manager, worked).said
    assert [each.name for each in roles_of(content.plan)] == ["Carpenter"]
    assert "Wes" not in str(content)
    draw = next(each for each in content.plan.tasks if each.name == "Draw")
    assert (draw.percent_complete, draw.actual_start, draw.actual_finish) == (0, None, None)
    assert [(part.name, part.start_day, part.finish_day) for part in content.phases] == [
        ("Design", None, None),
        ("Opening", 7, 9),
    ]
    # The gate was due on Wednesday, two days after the start on Monday.
    gate = content.phases[0].gate
    assert gate is not None
    assert (gate.due_day, gate.criteria) == (2, ("Agreed",))
    assert [(each.text, each.measure) for each in content.success] == [("It pays", "the ledger")]


def test_a_preview_says_when_it_would_end_and_who_is_needed(people: Cast, worked: Stage):
    preview = preview_of(make(people.manager, worked), actor=people.manager.actor, start_on=date(2026, 4, 6))
    # 35 days later: drawing Monday and Tuesday; building not before Thursday the 9th, for three days: Monday the 13th.
    assert (preview.start_at, preview.finish_at) == (datetime(2026, 4, 6, 8), datetime(2026, 4, 13, 17))
    design, opening = preview.parts
    assert (design.finish_at, design.gate, design.due_on) == (datetime(2026, 4, 7, 17), "Drawn", date(2026, 4, 8))
    assert (opening.start_at, opening.finish_at) == (datetime(2026, 4, 13), datetime(2026, 4, 15))
    assert [(role.name, role.task_count, role.same) for role in preview.roles] == [("Carpenter", 1, None)]


def test_a_project_of_a_template_has_its_plan_charter_phases_and_gates(people: Cast, worked: Stage):
    template, wes = make(people.manager, worked), people.resources["Wes Worker"]
    role = roles_of(template.said.plan)[0].id
    calendars = Calendar.objects.count()
    project = begin(people.manager, template, worked, fills={role: wes.pk})
    rows = {task.name: task for task in project.tasks.all()}
    assert list(rows) == ["Design", "Draw", "Sign off", "Build"]
    assert rows["Draw"].parent == rows["Design"]
    assert (rows["Draw"].percent_complete, rows["Draw"].duration_minutes) == (0, 2 * DAY)
    assert (rows["Build"].constraint_at, rows["Build"].deadline_at) == (datetime(2026, 4, 9, 8), datetime(2026, 4, 15))
    assert Link.objects.filter(successor__project=project).count() == 2
    assert Assignment.objects.get(task__project=project).resource == wes
    assert TaskDates.objects.get(task=rows["Build"]).finish_at == datetime(2026, 4, 13, 17)
    design, opening = Phase.objects.filter(project=project)
    assert design.task == rows["Design"]
    assert design.gate is not None
    assert (design.gate.due_on, design.gate.criteria.get().met_at) == (date(2026, 4, 8), None)
    assert (opening.start_on, opening.finish_on) == (date(2026, 4, 13), date(2026, 4, 15))
    project.refresh_from_db()
    assert (project.goal, project.scope, project.success.get().text) == ("A shop", "One floor", "It pays")
    assert project.priority == Project.Priority.HIGH
    assert (project.calendar, Calendar.objects.count()) == (people.calendar, calendars)
    assert people.manager.person.grants.filter(role=Role.PROJECT_MANAGER, scope=ScopeKind.PROJECT).exists()


def test_a_role_that_nobody_fills_is_the_one_of_the_pool_or_a_new_one(people: Cast, worked: Stage):
    template = make(people.manager, worked)
    first, second = begin(people.manager, template, worked), begin(people.manager, template, worked, code="TWO")
    carpenter = Resource.objects.get(kind=Resource.Kind.ROLE, name="Carpenter")
    assert {each.resource for each in Assignment.objects.filter(task__project__in=[first, second])} == {carpenter}


def test_what_cannot_be_begun_leaves_nothing_behind(people: Cast, worked: Stage):
    template = make(people.manager, worked)
    role = roles_of(template.said.plan)[0].id
    count = Project.objects.count()
    for values in ({"code": "SHOP"}, {"name": " "}, {"fills": {role: 10**9}}, {"fills": {"none": None}}):
        with pytest.raises(Refused):
            begin(people.manager, template, worked, **values)
    with pytest.raises(Refused, match="was not made"):
        make(people.manager, worked)
    assert (Project.objects.count(), Template.objects.count()) == (count, 1)


def test_who_may_make_templates_begin_from_them_and_take_them_away(people: Cast, worked: Stage):
    template = make(people.manager, worked)
    for who, error in ((people.member, Forbidden), (people.worker, Forbidden), (people.outsider, NotFound)):
        with pytest.raises(error):
            make(who, worked, "Another")
    seen = [who for who in ("member", "worker", "guest", "outsider") if templates_of(actor=getattr(people, who).actor)]
    assert seen == ["member"]
    with pytest.raises(Forbidden):
        begin(people.member, template, worked)
    with pytest.raises(Forbidden):
        template_remove(actor=people.member.actor, id=template.pk, now=NOW)
    template_remove(actor=people.owner.actor, id=template.pk, now=NOW)
    assert not Template.objects.exists()
