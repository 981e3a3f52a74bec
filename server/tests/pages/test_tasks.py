"""A task: why it is where it is, what it is linked to, what blocks it, what happened to it."""

from datetime import datetime
from typing import Any

from cast import Cast, Stage
from fairlead.schedule.services import task_edit
from fairlead.work.models import Blocker


def test_a_task_says_why_step_by_step(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.member).get(f"/tasks/{plan.tasks['move_in'].pk}/")
    assert [step.name for step in answer.context["why"].steps] == ["Move in", "Build", "Sign off", "Draw"]
    shown = answer.content.decode()
    assert "Why does it start on Mon 9 Mar?" in shown
    for name in ("build", "sign_off", "draw"):
        assert f'href="/tasks/{plan.tasks[name].pk}/"' in shown


def test_links_lead_to_other_projects(people: Cast, plan: Stage, visit: Any):
    details = visit(people.member).get(f"/tasks/{plan.tasks['move_in'].pk}/").context["details"]
    assert [(linked.name, linked.is_elsewhere, linked.is_driver) for linked in details.predecessors] == [
        ("Shelves", False, False),
        ("Build", True, True),
    ]


def test_a_task_of_a_project_that_one_may_not_see_keeps_its_name(people: Cast, plan: Stage, visit: Any):
    shown = visit(people.worker).get(f"/tasks/{plan.tasks['build'].pk}/").content.decode()
    assert "a task you may not see" in shown
    assert "Move in" not in shown
    assert f"/tasks/{plan.tasks['move_in'].pk}/" not in shown


def test_the_panel_is_the_part_of_a_page(people: Cast, plan: Stage, visit: Any):
    shown = visit(people.member).get(f"/tasks/{plan.tasks['draw'].pk}/panel/").content.decode()
    assert "<html" not in shown
    assert "Wes Worker" in shown


def test_who_is_on_the_task_may_say_that_it_is_blocked(people: Cast, plan: Stage, visit: Any):
    where = f"/tasks/{plan.tasks['draw'].pk}/"
    client = visit(people.worker)
    assert client.post(f"{where}block/", {"reason": "No paper"})["Location"] == where
    assert "No paper" in client.get(where).content.decode()
    assert client.post(f"{where}unblock/")["Location"] == where
    assert not Blocker.objects.filter(resolved_at=None).exists()


def test_the_plan_beside_the_panel_hears_of_it(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.manager).post(
        f"/tasks/{plan.tasks['build'].pk}/block/", {"reason": "No bricks"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "fl:task-changed" in answer["HX-Trigger"]
    assert "No bricks" in answer.content.decode()


def test_a_blocker_without_a_reason_is_refused_where_it_was_asked(people: Cast, plan: Stage, visit: Any):
    answer = visit(people.manager).post(f"/tasks/{plan.tasks['build'].pk}/block/", {"reason": " "})
    assert answer.status_code == 422
    assert "Say what blocks the task." in answer.content.decode()


def test_only_those_who_may_can_block(people: Cast, plan: Stage, visit: Any):
    where = f"/tasks/{plan.tasks['build'].pk}/"
    seen = [
        visit(getattr(people, who)).post(f"{where}block/", {"reason": "x"}).status_code
        for who in ("owner", "member", "worker", "outsider")
    ]
    assert seen == [302, 403, 403, 404]
    assert visit(None).post(f"{where}block/")["Location"].startswith("/accounts/login/")
    assert f"{where}block/" not in visit(people.member).get(where).content.decode()


def test_history_says_what_was_changed_and_what_moved(people: Cast, plan: Stage, visit: Any, noon: datetime):
    draw, actor = plan.tasks["draw"], people.manager.actor
    task_edit(actor=actor, task_id=draw.pk, version=1, edit={"duration_minutes": 3 * 480}, now=noon)
    lines = visit(people.member).get(f"/tasks/{draw.pk}/").context["lines"]
    assert [(line.who, line.title) for line in lines[:2]] == [
        ("Maya Manager", "moved its dates"),
        ("Maya Manager", "changed"),
    ]
    said = {each.field: (each.before, each.after) for line in lines[:2] for each in line.differences}
    assert said["Duration"] == ("2 days", "3 days")
    assert said["Finish"] == ("Tue 3 Mar 17:00", "Wed 4 Mar 17:00")


def test_a_long_history_has_a_page_of_its_own(people: Cast, plan: Stage, visit: Any, monkeypatch: Any):
    monkeypatch.setattr("fairlead.pages.views.tasks.LINES", 3)
    where = f"/tasks/{plan.tasks['draw'].pk}/"
    client = visit(people.manager)
    for number in range(3):
        client.post(f"{where}block/", {"reason": f"Rain {number}"})
        client.post(f"{where}unblock/")
    seen, after = [], ""
    while True:
        answer = client.get(f"{where}history/{after}")
        seen += [line.differences[0].before or line.differences[0].after for line in answer.context["lines"]]
        after = answer.context["older"]
        if not after:
            break
    assert seen[:6] == ["Rain 2", "Rain 2", "Rain 1", "Rain 1", "Rain 0", "Rain 0"]


def test_half_of_somebody_makes_a_task_twice_as_long(people: Cast, plan: Stage, visit: Any):
    draw, wes = plan.tasks["draw"], people.resources["Wes Worker"].pk
    manager, path = visit(people.manager), f"/tasks/{plan.tasks['draw'].pk}/people/"
    shown = manager.get(path).content.decode()
    assert f'name="{wes}-hours" value="16"' in shown
    body = {f"{wes}-units": "50", f"{wes}-hours": "16", "units": "100", "resource": "", "version": 1}
    assert manager.post(path, body)["Location"] == f"/tasks/{draw.pk}/"
    draw.refresh_from_db()
    assert draw.duration_minutes == 4 * 480
    late = manager.post(path, body)
    assert (late.status_code, "Somebody else changed this" in late.content.decode()) == (409, True)
    maya = people.resources["Maya Manager"].pk
    swap = {**body, f"{wes}-units": "50", f"{wes}-hours": "16", f"{wes}-leaves": "on", "resource": maya}
    manager.post(path, {**swap, "version": draw.version})
    assert list(draw.assignments.values_list("resource_id", "units")) == [(maya, 1)]
    assert manager.post(path, {f"{maya}-units": "0", f"{maya}-hours": "1", "units": "1"}).status_code == 422
