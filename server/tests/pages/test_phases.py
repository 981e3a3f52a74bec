"""Charter, phases and gates of a project in the pages."""

from typing import Any

from cast import Cast, Stage
from fairlead.programs.models import Gate
from fairlead.work.models import Phase, SuccessCriterion
from pages.test_delivery import rows


def test_a_charter_says_by_what_a_project_is_judged(people: Cast, plan: Stage, visit: Any):
    maya, path = visit(people.manager), f"/projects/{plan.shop.pk}/charter/"
    criteria = rows("success", {"text": "Open in May", "measure": "the door"}, {"text": "It pays"})
    said = {"goal": "A shop", "scope": "", "out_of_scope": "The cellar", "version": 1, **criteria}
    assert maya.post(path, said).status_code == 302
    assert list(SuccessCriterion.objects.values_list("text", "measure")) == [
        ("Open in May", "the door"),
        ("It pays", ""),
    ]
    shown = maya.get(f"/projects/{plan.shop.pk}/").content.decode()
    assert "measured by: the door" in shown
    assert "The cellar" in shown
    late = maya.post(path, {**said, "goal": "A stall"})
    assert late.status_code == 409
    assert "A stall" in late.content.decode()
    assert "/charter/" not in visit(people.member).get(f"/projects/{plan.shop.pk}/").content.decode()


def test_phases_come_from_the_outline_and_get_gates(people: Cast, plan: Stage, visit: Any):
    maya, project = visit(people.manager), f"/projects/{plan.shop.pk}/"
    assert visit(people.member).post(f"{project}phases/begin/").status_code == 403
    assert maya.post(f"{project}phases/begin/").status_code == 302
    again = maya.post(f"{project}phases/begin/", follow=True).content.decode()
    assert "no summary tasks on its first level" in again
    phase = Phase.objects.get()
    assert (phase.name, phase.task_id) == ("Design", plan.tasks["design"].pk)
    gate = {"name": "Ready to build", "due_on": "2026-03-03", **rows("criteria", {"text": "Drawn"})}
    made = maya.post(f"/phases/{phase.pk}/gate/", gate)
    row = Gate.objects.get()
    assert made["Location"] == f"/gates/{row.pk}/"
    page = maya.get(made["Location"]).content.decode()
    assert "ends the phase “Design”" in page
    assert "Ready to build" in visit(people.worker).get(project).content.decode()
    told = visit(people.worker).get(made["Location"]).content.decode()
    assert "Decided here by Maya Manager" in told
    assert visit(people.worker).post(made["Location"], {"outcome": "go", "note": "", "version": 1}).status_code == 403
    assert maya.post(made["Location"], {"outcome": "go", "note": "", "version": 1}).status_code == 302
    refused = maya.post(f"/phases/{phase.pk}/drop/", {"version": phase.version}, follow=True).content.decode()
    assert "the record of that stays" in refused


def test_a_phase_has_days_of_its_own_and_can_be_dropped(people: Cast, plan: Stage, visit: Any):
    maya, project = visit(people.manager), f"/projects/{plan.shop.pk}/"
    said = {"name": "Handing over", "task": "", "start_on": "2026-03-09", "last_on": "2026-03-13"}
    assert maya.post(f"{project}phases/new/", said).status_code == 302
    phase = Phase.objects.get()
    assert str(phase.finish_on) == "2026-03-14"
    assert "Mon 9 Mar – Fri 13 Mar" in maya.get(project).content.decode()
    edited = maya.post(f"/phases/{phase.pk}/edit/", {**said, "last_on": "2026-03-16", "version": 1})
    assert edited.status_code == 302
    wrong = maya.post(f"/phases/{phase.pk}/edit/", {**said, "task": plan.tasks["design"].pk, "version": 2})
    assert wrong.status_code == 422
    assert "leave the days empty" in wrong.content.decode()
    assert visit(people.member).post(f"/phases/{phase.pk}/drop/", {"version": 2}).status_code == 403
    assert maya.post(f"/phases/{phase.pk}/drop/", {"version": 2}).status_code == 302
    assert not Phase.objects.exists()
