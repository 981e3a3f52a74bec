"""Templates in the pages: made from a project, previewed, begun."""

from datetime import date
from decimal import Decimal
from typing import Any

from cast import NOW, Cast, Stage
from fairlead.programs.models import Program
from fairlead.programs.selectors import contributions_of
from fairlead.programs.services import program_contribute
from fairlead.strategy.services import NewObjective, objective_create
from fairlead.templates.models import ProgramTemplate, Template
from fairlead.templates.rules import roles_of
from fairlead.work.models import Assignment, Project


def test_a_project_becomes_a_template_and_a_template_a_project(people: Cast, plan: Stage, visit: Any):
    maya = visit(people.manager)
    assert "No templates yet" in maya.get("/templates/").content.decode()
    made = maya.post(f"/projects/{plan.shop.pk}/template/", {"name": "A shop", "about": "For shops with a door"})
    template = Template.objects.get()
    assert made["Location"] == f"/templates/{template.pk}/"
    again = maya.post(f"/projects/{plan.shop.pk}/template/", {"name": "A shop"})
    assert again.status_code == 422
    assert "For shops with a door" in visit(people.member).get("/templates/").content.decode()
    shown = maya.get(f"/templates/{template.pk}/?start=2026-04-06").content.decode()
    # Two days of drawing from Monday, three of building: until Friday.
    assert "Mon 6 Apr – Fri 10 Apr" in shown
    assert "Team member" in shown
    role, wes = roles_of(template.said.plan)[0].id, people.resources["Wes Worker"].pk
    sent = {"name": "Pier", "code": "PIER", "program": plan.program.pk, "start_on": "2026-04-06"}
    wrong = maya.post(f"/templates/{template.pk}/", {**sent, "code": "SHOP", f"role_{role}": ""})
    assert wrong.status_code == 422
    assert "Another project has this code" in wrong.content.decode()
    begun = maya.post(f"/templates/{template.pk}/", {**sent, f"role_{role}": people.resources["Maya Manager"].pk})
    pier = Project.objects.get(code="PIER")
    assert begun["Location"] == f"/projects/{pier.pk}/"
    assert Assignment.objects.get(task__project=pier).resource == people.resources["Maya Manager"]
    assert wes not in Assignment.objects.filter(task__project=pier).values_list("resource", flat=True)


def test_a_member_looks_at_templates_and_begins_nothing(people: Cast, plan: Stage, visit: Any):
    visit(people.owner).post(f"/projects/{plan.shop.pk}/template/", {"name": "A shop"})
    template, mel = Template.objects.get(), visit(people.member)
    page = f"/templates/{template.pk}/"
    assert "Start a project" not in mel.get(page).content.decode()
    assert mel.post(page, {"name": "Pier"}).status_code == 403
    assert mel.post(f"{page}drop/").status_code == 403
    assert mel.get(f"{page}?start=never").status_code == 200
    assert visit(people.owner).post(f"{page}drop/").status_code == 302
    assert not Template.objects.exists()


def test_a_program_becomes_a_template_and_a_template_a_program(people: Cast, plan: Stage, visit: Any):
    maya, olga = visit(people.manager), visit(people.owner)
    assert "Template" in maya.get(f"/programs/{plan.program.pk}/").content.decode()
    made = maya.post(f"/programs/{plan.program.pk}/template/", {"name": "A relaunch", "about": "For tired shops"})
    template = ProgramTemplate.objects.get()
    page = f"/templates/programs/{template.pk}/"
    assert made["Location"] == page
    assert maya.post(f"/programs/{plan.program.pk}/template/", {"name": "A relaunch"}).status_code == 422
    for where in ("/templates/", "/programs/new/"):
        assert "For tired shops" in olga.get(where).content.decode()
    shown = olga.get(f"{page}?start=2026-04-06").content.decode()
    # Five days of the shop from Monday, then a day of moving into the warehouse.
    assert "Mon 6 Apr – Mon 13 Apr" in shown
    assert "Project managers" in shown
    role, shop = roles_of(template.said.plan)[0].id, template.said.pieces[0].id
    ids = {name: getattr(people, name).person.pk for name in ("manager", "member", "worker")}
    sent = {"name": "Pier", "code": "PIER", "start_on": "2026-04-06", "manager": ids["manager"]}
    wrong = olga.post(page, {**sent, "code": "REL"})
    assert wrong.status_code == 422
    assert "Another program has this code" in wrong.content.decode()
    wes = people.resources["Wes Worker"].pk
    begun = olga.post(page, {**sent, f"role_{role}": wes, f"lead_{shop}": ids["worker"], "sponsor": ids["member"]})
    pier = Program.objects.get(code="PIER")
    assert begun["Location"] == f"/programs/{pier.pk}/"
    assert Assignment.objects.get(task__project__program=pier).resource_id == wes
    assert visit(people.manager).get(f"/programs/{pier.pk}/edit/").status_code == 200


def test_a_manager_looks_at_templates_of_programs_and_begins_none(people: Cast, plan: Stage, visit: Any):
    maya, mel = visit(people.manager), visit(people.member)
    maya.post(f"/programs/{plan.program.pk}/template/", {"name": "A relaunch"})
    page = f"/templates/programs/{ProgramTemplate.objects.get().pk}/"
    assert "Start a program" not in maya.get(page).content.decode()
    assert maya.post(page, {"name": "Pier"}).status_code == 403
    assert mel.post(f"{page}drop/").status_code == 403
    assert maya.post(f"{page}drop/").status_code == 302
    assert not ProgramTemplate.objects.exists()


def test_objectives_of_a_template_are_ticked_and_one_that_has_ended_is_not(people: Cast, plan: Stage, visit: Any):
    maya, olga = people.manager.actor, visit(people.owner)
    grow, calm = (
        objective_create(actor=people.owner.actor, new=NewObjective(name, date(2026, 1, 1), until), now=NOW)
        for name, until in (("Grow", date(2028, 1, 1)), ("Calm", date(2026, 4, 1)))
    )
    shares = {grow.pk: Decimal("0.6"), calm.pk: Decimal("0.125")}
    program_contribute(actor=maya, id=plan.program.pk, version=plan.program.version, shares=shares, now=NOW)
    visit(people.manager).post(f"/programs/{plan.program.pk}/template/", {"name": "A relaunch"})
    page = f"/templates/programs/{ProgramTemplate.objects.get().pk}/?start=2026-04-06"
    shown = olga.get(page).content.decode()
    assert "60 %" in shown
    assert "Has ended" in shown
    boxes = olga.get(page).context["form"]["serves"]
    assert [(box.choice_label, box.data["selected"]) for box in boxes] == [("Grow", True), ("Calm", False)]
    sent = {"name": "Pier", "code": "PIER", "start_on": "2026-04-06", "manager": people.manager.person.pk}
    wrong = olga.post(page, {**sent, "serves": [grow.pk, calm.pk]})
    assert wrong.status_code == 422
    assert "“Calm” cannot be served any more" in wrong.content.decode()
    olga.post(page, {**sent, "serves": [grow.pk]})
    assert contributions_of(Program.objects.get(code="PIER")) == {grow.pk: Decimal("0.6")}
