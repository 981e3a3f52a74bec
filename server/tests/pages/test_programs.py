"""Programs: how they stand, making them, changing them, and two people changing one at once."""

from datetime import datetime, timedelta
from typing import Any

from cast import Cast, Stage
from fairlead.programs.models import Program
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Blocker
from fairlead.work.services import block_raise


def test_an_empty_workspace_says_what_belongs_there(people: Cast, visit: Any):
    assert "New program" in _text(visit(people.owner), "/programs/")
    assert "Ask the owner of this workspace" in _text(visit(people.member), "/programs/")


def test_a_program_shows_how_its_projects_stand(people: Cast, plan: Stage, visit: Any, noon: datetime):
    # Build finishes on Friday the 6th; what was promised is Wednesday the 4th, so 2 days late.
    plan.shop.finish_by_at = datetime.fromisoformat("2026-03-05T00:00")
    plan.shop.save()
    block_raise(actor=people.manager.actor, task_id=plan.tasks["build"].pk, reason="No bricks", now=noon)
    shown = _text(visit(people.member), f"/programs/{plan.program.pk}/")
    assert "Off track" in shown
    assert "1 of 1 promised projects is late" in shown
    assert "2 days late" in shown
    assert "No bricks" in shown
    assert "Mon 9 Mar" in shown  # Move in follows Build and ends the program
    assert shown.count('class="rest"') == 2  # a bar for each project


def test_the_number_of_late_tasks_opens_to_them(people: Cast, plan: Stage, visit: Any):
    # It is Wednesday 9:00: Draw and Shelves should have been done on Tuesday, Sign off with Draw.
    late = _text(visit(people.member), f"/programs/{plan.program.pk}/tasks/?show=late")
    assert [name for name in ("Draw", "Sign off", "Shelves", "Build", "Move in") if f">{name}<" in late] == [
        "Draw",
        "Sign off",
        "Shelves",
    ]


def test_a_list_of_tasks_goes_on_by_key(people: Cast, plan: Stage, visit: Any, monkeypatch: Any):
    monkeypatch.setattr("fairlead.pages.views.task_lists.LIST", 2)
    client = visit(people.member)
    seen: list[str] = []
    where = f"/programs/{plan.program.pk}/tasks/?show=open"
    while where:
        answer = client.get(where)
        seen += [task.name for task in answer.context["tasks"]]
        following = answer.context["next"]
        where = following and f"/programs/{plan.program.pk}/tasks/{following}"
    assert seen == ["Draw", "Sign off", "Shelves", "Build", "Move in"]


def test_a_made_up_key_shows_the_first_page(people: Cast, plan: Stage, visit: Any):
    for after in ("x", "[1]", '["never", 1]', '["2026-03-04T00:00", "x"]'):
        answer = visit(people.member).get(f"/programs/{plan.program.pk}/tasks/", {"show": "open", "after": after})
        assert len(answer.context["tasks"]) == 5


def test_the_roadmap_is_the_plan_of_all_projects(people: Cast, plan: Stage, visit: Any):
    shown = _text(visit(people.worker), f"/programs/{plan.program.pk}/roadmap/")
    assert f'src="/api/v1/plans/program/{plan.program.pk}"' in shown


def test_making_a_program_leads_to_it(people: Cast, visit: Any):
    answer = visit(people.owner).post("/programs/new/", {"name": "Growth", "code": "GROW", "summary": ""})
    made = Program.objects.get(code="GROW")
    assert answer["Location"] == f"/programs/{made.pk}/"
    assert "Growth" in _text(visit(people.owner), "/programs/")


def test_what_is_wrong_stands_at_its_field(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.owner).post("/programs/new/", {"name": "Growth", "code": "REL", "summary": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"code": ["Another program has this code"]}
    assert 'aria-describedby="id_code_help id_code_wrong"' in answer.content.decode()


def test_changing_a_program(people: Cast, plan: Stage, visit: Any):
    where = f"/programs/{plan.program.pk}/edit/"
    sent = {"name": "Relaunch 2", "code": "REL", "summary": "", "version": plan.program.version}
    assert visit(people.manager).post(where, sent).status_code == 302
    plan.program.refresh_from_db()
    assert plan.program.name == "Relaunch 2"


def test_who_comes_second_sees_both_versions_and_loses_nothing(people: Cast, plan: Stage, visit: Any):
    where = f"/programs/{plan.program.pk}/edit/"
    said = {"name": "Relaunch", "code": "REL", "summary": "", "version": 1}
    visit(people.owner).post(where, {**said, "name": "Owner's name"})

    late = visit(people.manager).post(where, {**said, "name": "Manager's name"})
    assert late.status_code == 409
    versions = late.context["versions"]
    assert versions.who == "Olga Owner"
    assert versions.rows == (("Name", "Owner's name", "Manager's name"),)
    assert late.context["form"]["name"].value() == "Manager's name"

    again = visit(people.manager).post(where, {**said, "name": "Manager's name", "version": versions.version})
    assert again.status_code == 302
    plan.program.refresh_from_db()
    assert plan.program.name == "Manager's name"


def test_a_blocked_task_that_is_done_needs_nobody(people: Cast, plan: Stage, visit: Any, noon: datetime):
    draw = plan.tasks["draw"]
    Blocker.objects.create(task=draw, reason="Rain", raised_at=noon)
    draw.percent_complete, draw.actual_start_at = 100, plan.shop.start_at
    draw.actual_finish_at = plan.shop.start_at + timedelta(hours=33)
    draw.save()
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=noon)
    assert TaskDates.objects.get(task=draw).open_finish_at is None
    answer = visit(people.member).get(f"/programs/{plan.program.pk}/")
    assert "Draw" not in [row.name for row in answer.context["attention"].rows]


def _text(client: Any, path: str) -> str:
    return str(client.get(path).content.decode())
