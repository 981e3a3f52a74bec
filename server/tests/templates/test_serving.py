"""Objectives of templates: kept with their shares, told before, served by what is begun, left out where they end."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast, Stage
from fairlead.access.models import DefinedRole
from fairlead.access.rules import Actor
from fairlead.kernel.errors import Forbidden, Refused
from fairlead.kernel.models import AuditEntry
from fairlead.programs.models import Program
from fairlead.programs.selectors import contributions_of
from fairlead.programs.services import program_contribute
from fairlead.strategy.models import Objective, Status
from fairlead.strategy.services import NewObjective, objective_create, objective_delete, objective_status_set
from fairlead.templates.models import ProgramTemplate
from fairlead.templates.selectors import ObjectiveStanding, ServedBy, ServedRow, preview_of, program_preview_of
from fairlead.templates.services import (
    NewProgramStart,
    NewStart,
    program_template_make,
    program_template_start,
    template_make,
    template_start,
)
from fairlead.work.models import Project
from fairlead.work.selectors import contributions_of as served_by_project
from fairlead.work.services import project_contribute

APRIL = date(2026, 4, 6)


def objective(people: Cast, name: str, until: date = date(2028, 1, 1)) -> Objective:
    new = NewObjective(name, date(2026, 1, 1), until)
    return objective_create(actor=people.owner.actor, new=new, now=NOW)


@pytest.fixture
def grow(people: Cast, plan: Stage) -> Objective:
    """Served with 0.6 of the program, and 0.25 of SHOP by itself; *Calm* with 0.4 of the program."""
    grow, calm, maya = objective(people, "Grow"), objective(people, "Calm"), people.manager.actor
    shares = {grow.pk: Decimal("0.6"), calm.pk: Decimal("0.4")}
    program_contribute(actor=maya, id=plan.program.pk, version=plan.program.version, shares=shares, now=NOW)
    shop = {grow.pk: Decimal("0.25")}
    project_contribute(actor=maya, id=plan.shop.pk, version=plan.shop.version, shares=shop, now=NOW)
    return grow


def make(people: Cast, plan: Stage) -> ProgramTemplate:
    return program_template_make(actor=people.manager.actor, program_id=plan.program.pk, name="A relaunch", now=NOW)


def begin(people: Cast, template: ProgramTemplate, **values: Any) -> Program:
    new = {"name": "Pier", "code": "PIER", "start_on": APRIL, **values}
    return program_template_start(actor=people.owner.actor, id=template.pk, new=NewProgramStart(**new), now=NOW)


def told(template: ProgramTemplate, actor: Actor, start_on: date = APRIL) -> dict[str, ServedRow]:
    return {row.name: row for row in program_preview_of(template, actor=actor, start_on=start_on).serves}


def drop(people: Cast, row: Objective) -> None:
    objective_status_set(
        actor=people.owner.actor, id=row.pk, version=row.version, status=Status.DROPPED, note="Too dear", now=NOW
    )


def test_a_preview_tells_which_objectives_are_served_by_what(people: Cast, plan: Stage, grow: Objective):
    rows = told(make(people, plan), people.manager.actor)
    assert list(rows) == ["Grow", "Calm"]
    assert (rows["Grow"].share, rows["Grow"].standing) == (Decimal("0.6"), ObjectiveStanding.OPEN)
    assert rows["Grow"].projects == (ServedBy("Shop", Decimal("0.25")),)
    assert (rows["Calm"].share, rows["Calm"].projects) == (Decimal("0.4"), ())


def test_a_program_begun_serves_them_and_so_do_its_projects(people: Cast, plan: Stage, grow: Objective):
    program = begin(people, make(people, plan))
    calm = Objective.objects.get(name="Calm")
    assert contributions_of(program) == {grow.pk: Decimal("0.6"), calm.pk: Decimal("0.4")}
    shop, ware = Project.objects.filter(program=program)
    assert served_by_project(shop) == {grow.pk: Decimal("0.25")}
    assert served_by_project(ware) == {}
    audited = AuditEntry.objects.filter(action__endswith=".contribute").order_by("-pk")[:2]
    assert sorted((entry.action, entry.target_id) for entry in audited) == [
        ("program.contribute", program.pk),
        ("project.contribute", shop.pk),
    ]


def test_what_is_left_out_is_served_by_neither(people: Cast, plan: Stage, grow: Objective):
    program = begin(people, make(people, plan), left_out=[grow.pk])
    assert [float(share) for share in contributions_of(program).values()] == [0.4]
    assert not any(served_by_project(each) for each in Project.objects.filter(program=program))


def test_an_objective_that_was_dropped_is_told_and_refused_until_left_out(people: Cast, plan: Stage, grow: Objective):
    template = make(people, plan)
    drop(people, grow)
    assert told(template, people.owner.actor)["Grow"].standing is ObjectiveStanding.ENDED
    with pytest.raises(Refused) as refused:
        begin(people, template)
    assert refused.value.code == "objective_ended"
    assert "“Grow” cannot be served any more" in refused.value.fields["serves"]
    assert "Leave it out" in refused.value.fields["serves"]
    assert not Program.objects.filter(code="PIER").exists()
    assert len(contributions_of(begin(people, template, left_out=[grow.pk]))) == 1


def test_an_objective_ends_with_its_period_before_a_later_start(people: Cast, plan: Stage, grow: Objective):
    # Both last until before the first of January 2028.
    template = make(people, plan)
    for day, standing in ((date(2027, 12, 31), ObjectiveStanding.OPEN), (date(2028, 1, 1), ObjectiveStanding.ENDED)):
        assert {row.standing for row in told(template, people.owner.actor, day).values()} == {standing}


def test_an_objective_that_is_gone_keeps_its_name_in_the_template(people: Cast, plan: Stage, grow: Objective):
    template = make(people, plan)
    calm = Objective.objects.get(name="Calm")
    program_contribute(actor=people.manager.actor, id=plan.program.pk, version=2, shares={}, now=NOW)
    objective_delete(actor=people.owner.actor, id=calm.pk, version=calm.version, now=NOW)
    row = told(template, people.owner.actor)["Calm"]
    assert (row.objective, row.standing) == (calm.pk, ObjectiveStanding.GONE)
    with pytest.raises(Refused, match="not started"):
        begin(people, template)
    assert list(contributions_of(begin(people, template, left_out=[calm.pk]))) == [grow.pk]


def test_a_template_of_a_project_keeps_what_the_project_serves_itself(people: Cast, plan: Stage, grow: Objective):
    maya = people.manager.actor
    template = template_make(actor=maya, project_id=plan.shop.pk, name="A shop", now=NOW)
    (row,) = preview_of(template, actor=maya, start_on=APRIL).serves
    assert (row.name, row.share, row.projects) == ("Grow", Decimal("0.25"), ())
    new = NewStart("Pier shop", "PIER", APRIL, program_id=plan.program.pk)
    assert served_by_project(template_start(actor=maya, id=template.pk, new=new, now=NOW)) == {grow.pk: Decimal("0.25")}
    drop(people, grow)
    with pytest.raises(Refused, match="not started"):
        template_start(actor=maya, id=template.pk, new=NewStart("Pier", "TWO", APRIL, plan.program.pk), now=NOW)
    two = NewStart("Pier", "TWO", APRIL, plan.program.pk, left_out=[grow.pk])
    assert served_by_project(template_start(actor=maya, id=template.pk, new=two, now=NOW)) == {}


def test_who_may_not_say_what_programs_serve_leaves_all_out(people: Cast, plan: Stage, grow: Objective):
    template, roles = make(people, plan), DefinedRole.objects.filter(workspace=people.workspace)
    roles.filter(key="program_manager").update(authority={"contribute": False})
    roles.filter(key="member").update(authority={"create_program": None})
    new = NewProgramStart("Pier", "PIER", APRIL)
    with pytest.raises(Forbidden):
        program_template_start(actor=people.member.actor, id=template.pk, new=new, now=NOW)
    left = NewProgramStart("Pier", "PIER", APRIL, left_out=[row.objective for row in template.said.serves])
    begun = program_template_start(actor=people.member.actor, id=template.pk, new=left, now=NOW)
    assert contributions_of(begun) == {}


def test_more_objectives_take_no_more_queries(people: Cast, plan: Stage, grow: Objective):
    template, owner = make(people, plan), people.owner.actor
    with CaptureQueriesContext(connection) as few:
        program_preview_of(template, actor=owner, start_on=APRIL)
    many = {objective(people, f"Aim {n}").pk: Decimal("0.1") for n in range(10)}
    program_contribute(actor=people.manager.actor, id=plan.program.pk, version=2, shares=many, now=NOW)
    template.delete()
    wide = make(people, plan)
    with CaptureQueriesContext(connection) as more:
        assert len(program_preview_of(wide, actor=owner, start_on=APRIL).serves) == 11
    assert len(few) == len(more) == 2
