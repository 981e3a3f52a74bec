"""Stages, tranches, gates and benefits in the pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cast import NOW, Cast, Player, Stage, player
from fairlead.access.rules import Role, ScopeKind
from fairlead.access.services import role_grant
from fairlead.programs.models import Benefit, Gate, Tranche
from fairlead.work.models import Output
from pages.test_rights import delivered

GATE = {"name": "Go live", "due_on": "2026-06-01", "opens": "planning", "tranche": ""}
BENEFIT = {
    "name": "Revenue",
    "baseline": "100",
    "baseline_on": "2026-01-01",
    "target": "200",
    "target_on": "2027-01-01",
    "measure_every_days": "30",
    "measure_until_on": "2028-01-01",
    "unit": "k€",
}


def rows(prefix: str, *said: dict[str, str]) -> dict[str, str]:
    """Return what a browser sends of rows of forms, with an empty one at the end."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(said) + 1), f"{prefix}-INITIAL_FORMS": "0"}
    return sent | {f"{prefix}-{n}-{name}": value for n, row in enumerate(said) for name, value in row.items()}


@pytest.fixture
def sponsor(people: Cast, plan: Stage) -> Player:
    sue = player(people.workspace, "Sue Sponsor", Role.GUEST)
    role_grant(person=sue.person, role=Role.SPONSOR, scope=ScopeKind.PROGRAM, scope_id=plan.program.pk, now=NOW)
    return sue


def gate_of(browser: Client, plan: Stage, *criteria: dict[str, str]) -> Gate:
    browser.post(f"/programs/{plan.program.pk}/gates/new/", {**GATE, **rows("criteria", *criteria)})
    return Gate.objects.get()


def test_a_program_enters_a_stage_unless_a_gate_stands_before_it(people: Cast, plan: Stage, visit: Any):
    maya, path = visit(people.manager), f"/programs/{plan.program.pk}/stage/"
    gate_of(maya, plan)
    refused = maya.post(path, {"stage": "planning", "note": "", "version": 1})
    assert refused.status_code == 422
    assert "The gate “Go live” stands before the stage “Planning”" in refused.content.decode()
    Gate.objects.all().delete()
    assert maya.post(path, {"stage": "planning", "note": "Agreed", "version": 1}).status_code == 302
    shown = maya.get(f"/programs/{plan.program.pk}/delivery/").content.decode()
    assert "Agreed" in shown
    late = maya.post(path, {"stage": "delivery", "note": "", "version": 1})
    assert late.status_code == 409


def test_a_tranche_is_said_by_its_last_day(people: Cast, plan: Stage, visit: Any):
    maya, path = visit(people.manager), f"/programs/{plan.program.pk}/tranches/new/"
    sent = {"name": "Spring", "start_on": "2026-03-01", "last_on": "2026-05-31", "capability": "Five shops"}
    assert maya.post(path, sent).status_code == 302
    spring = Tranche.objects.get()
    assert spring.finish_on == date(2026, 6, 1)
    shown = maya.get(f"/tranches/{spring.pk}/edit/").content.decode()
    assert 'value="2026-05-31"' in shown
    project = {
        "name": "Shop",
        "code": "SHOP",
        "program": plan.program.pk,
        "calendar": people.calendar.pk,
        "priority": 3,
    }
    basics = {**project, "priority": 3, "start_at": "2026-03-02", "tranche": spring.pk, "version": 1}
    assert maya.post(f"/projects/{plan.shop.pk}/edit/", basics).status_code == 302
    assert "Spring" in maya.get(f"/projects/{plan.shop.pk}/").content.decode()
    assert f"/projects/{plan.shop.pk}/" in maya.get(f"/programs/{plan.program.pk}/delivery/").content.decode()
    maya.post(f"/tranches/{spring.pk}/edit/", {**sent, "last_on": "2026-06-30", "version": 1})
    assert Tranche.objects.get().finish_on == date(2026, 7, 1)


def test_the_program_manager_prepares_a_gate_and_the_sponsor_decides(
    people: Cast, plan: Stage, sponsor: Player, visit: Any
):
    maya, sue = visit(people.manager), visit(sponsor)
    gate = gate_of(maya, plan, {"text": "Tested", "evidence": "Report 7", "is_met": "on"}, {"text": "Trained"})
    page = f"/gates/{gate.pk}/"
    assert "Decided here by Sue Sponsor" in maya.get(page).content.decode()
    assert 'name="outcome"' not in maya.get(page).content.decode()
    assert 'name="outcome"' in sue.get(page).content.decode()
    assert maya.post(page, {"outcome": "go", "note": "", "version": 1}).status_code == 403
    silent = sue.post(page, {"outcome": "hold", "note": "", "version": 1})
    assert silent.status_code == 422
    assert "Say why" in silent.content.decode()
    assert sue.post(page, {"outcome": "go", "note": "", "version": 1}).status_code == 302
    plan.program.refresh_from_db()
    assert plan.program.stage == "planning"


def test_a_decision_that_comes_second_is_told_so(people: Cast, plan: Stage, sponsor: Player, visit: Any):
    gate = gate_of(visit(people.manager), plan)
    page, hold = f"/gates/{gate.pk}/", {"outcome": "hold", "note": "Not yet", "version": 1}
    assert visit(sponsor).post(page, hold).status_code == 302
    late = visit(people.owner).post(page, {"outcome": "go", "note": "", "version": 1})
    assert late.status_code == 409
    assert "Somebody changed this gate or decided" in late.content.decode()
    assert Gate.objects.get().is_open


def test_a_wrong_row_of_a_form_keeps_all_that_was_typed(people: Cast, plan: Stage, visit: Any):
    sent = {**BENEFIT, **rows("points", {"on": "2026-07-01", "value": ""})}
    answer = visit(people.manager).post(f"/programs/{plan.program.pk}/benefits/new/", sent)
    assert answer.status_code == 422
    assert "A day and a value, or neither" in answer.content.decode()
    assert 'value="k€"' in answer.content.decode()
    assert not Benefit.objects.exists()


def test_a_benefit_is_written_down_measured_and_corrected(people: Cast, plan: Stage, visit: Any):
    maya = visit(people.manager)
    sent = {**BENEFIT, **rows("points", {"on": "2026-07-01", "value": "100"})}
    assert maya.post(f"/programs/{plan.program.pk}/benefits/new/", sent).status_code == 302
    benefit = Benefit.objects.get()
    assert [(each.on, each.value) for each in benefit.points.all()] == [(date(2026, 7, 1), 100)]
    maya.post(f"/benefits/{benefit.pk}/measure/", {"on": "2026-03-01", "value": "140", "comment": "By hand"})
    wrong = benefit.measurements.get()
    maya.post(f"/measurements/{wrong.pk}/correct/", {"on": "2026-03-01", "value": "104", "comment": ""})
    shown = maya.get(f"/benefits/{benefit.pk}/").content.decode()
    assert "104 k€" in shown
    assert "140 k€" not in shown
    soon = maya.post(f"/benefits/{benefit.pk}/measure/", {"on": "2027-03-01", "value": "1", "comment": ""})
    assert soon.status_code == 422
    assert "Today or before" in soon.content.decode()


def test_a_benefit_shows_the_outputs_that_come_too_late(people: Cast, plan: Stage, visit: Any):
    maya, benefit = visit(people.manager), delivered(plan)["benefit"]
    source = f"{plan.shop.pk}.{plan.tasks['sign_off'].pk}"
    maya.post(f"/benefits/{benefit}/outputs/new/", {"name": "The design", "source": source})
    output = Output.objects.get()
    assert output.task == plan.tasks["sign_off"]
    assert "The design" in maya.get(f"/programs/{plan.program.pk}/benefits/").content.decode()
    maya.post(f"/benefits/{benefit}/outputs/{output.pk}/drop/")
    assert not Output.objects.exists()


@pytest.mark.parametrize("what", ["tranche", "gate", "benefit"])
def test_what_is_dropped_is_dropped_by_who_runs_the_program(what: str, people: Cast, plan: Stage, visit: Any):
    id = delivered(plan)[what]
    path, model = f"/{what}s/{id}/drop/", {"tranche": Tranche, "gate": Gate, "benefit": Benefit}[what]
    assert visit(people.member).post(path, {"version": 1}).status_code == 403
    assert visit(people.outsider).post(path, {"version": 1}).status_code == 404
    assert visit(people.manager).post(path, {"version": 1}).status_code == 302
    assert not model.objects.filter(pk=id).exists()


@pytest.mark.parametrize(
    ("last", "reason"),
    [("2026-02-01", "After its first day"), ("9999-12-31", "A date between 1970 and 2149")],
)
def test_days_of_a_tranche_that_cannot_be_are_told_at_the_last_one(
    last: str, reason: str, people: Cast, plan: Stage, visit: Any
):
    sent = {"name": "Late", "start_on": "2026-03-01", "last_on": last}
    answer = visit(people.manager).post(f"/programs/{plan.program.pk}/tranches/new/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"last_on": [reason]}


def test_evidence_without_a_criterion_is_not_dropped(people: Cast, plan: Stage, visit: Any):
    sent = GATE | rows("criteria", {"evidence": "Minutes of May"})
    answer = visit(people.manager).post(f"/programs/{plan.program.pk}/gates/new/", sent)
    assert answer.status_code == 422
    assert "Say what must be so, or empty the row" in answer.content.decode()
