"""The plan and its edits as the browser's plan asks for them."""

import gzip
import json

from api.conformity import description
from api.conftest import Ask, Asker
from cast import DAY, Cast, Stage, task_of
from fairlead.work.models import Task


def plan_of(asker: Asker, plan: Stage) -> dict:
    return asker("GET", f"/plans/program/{plan.program.pk}").json()


def dates(plan: dict, id: int) -> tuple[int, int]:
    place = plan["tasks"]["id"].index(id)
    return plan["tasks"]["start"][place], plan["tasks"]["finish"][place]


def test_the_payload_holds_a_row_for_each_task_in_each_column(manager: Asker, plan: Stage):
    tasks = plan_of(manager, plan)["tasks"]
    told = description()["components"]["schemas"]["PlanTasks"]["properties"]
    assert set(tasks) == set(told)
    assert {len(column) for column in tasks.values()} == {6}


def test_a_large_payload_is_compressed_for_who_takes_it(manager: Asker, plan: Stage):
    for number in range(200):
        task_of(plan.shop, f"Task {number}")
    manager("POST", "/tasks", {"project": plan.shop.pk, "name": "Last"})
    path = f"/plans/project/{plan.shop.pk}"
    plain = manager("GET", path)
    assert "Content-Encoding" not in plain.headers
    packed = manager.client.get(f"/api/v1{path}", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert len(packed.content) * 3 < len(plain.content)


def test_a_small_payload_is_left_as_it_is(manager: Asker, plan: Stage):
    small = manager.client.get(f"/api/v1/plans/project/{plan.attic.pk}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers


def test_a_moved_bar_moves_what_follows_across_projects(manager: Asker, plan: Stage):
    """Build (3 days) goes from Wednesday the 4th to Thursday the 5th, so move in from Monday to Tuesday the 10th."""
    build, move_in = plan.tasks["build"], plan.tasks["move_in"]
    before = plan_of(manager, plan)

    answer = manager("PATCH", f"/tasks/{build.pk}", {"start": "2026-03-05T08:00"}, version=1).json()

    assert set(answer["changed"]["id"]) >= {build.pk, move_in.pk}
    assert plan.tasks["sort"].pk not in answer["changed"]["id"]
    assert answer["task"]["constraint"] == "SNET"
    assert answer["task"]["constraint_at"] == "2026-03-05T08:00"
    assert answer["moved"]["count"] == 2
    assert answer["moved"]["finish_after"] - answer["moved"]["finish_before"] == 24 * 60
    assert [step["because_task"] for step in answer["trail"]] == [0, build.pk]
    assert "Build" in answer["trail"][1]["because"]
    after = plan_of(manager, plan)
    assert dates(after, move_in.pk)[0] - dates(before, move_in.pk)[0] == 24 * 60
    assert after["scope"]["revision"] == answer["revision"]


def test_changes_tell_others_only_what_changed(people: Cast, plan: Stage, ask: Ask, manager: Asker):
    seen = plan_of(manager, plan)["scope"]["revision"]
    path = f"/plans/program/{plan.program.pk}/changes"
    assert manager("GET", f"{path}?since={seen}").json()["changed"]["id"] == []
    ask(people.owner)("PATCH", f"/tasks/{plan.tasks['build'].pk}", {"duration_minutes": 4 * DAY}, version=1)
    changes = manager("GET", f"{path}?since={seen}").json()
    assert set(changes["changed"]["id"]) >= {plan.tasks["build"].pk, plan.tasks["move_in"].pk}
    assert plan.tasks["draw"].pk not in changes["changed"]["id"]
    assert changes["tasks"][0]["version"] == 2
    assert not changes["reload"]


def test_a_changed_outline_is_to_be_loaded_again(manager: Asker, plan: Stage):
    seen = plan_of(manager, plan)["scope"]["revision"]
    manager("POST", "/tasks", {"project": plan.shop.pk, "name": "Paint"})
    assert manager("GET", f"/plans/program/{plan.program.pk}/changes?since={seen}").json()["reload"]


def test_a_preview_tells_and_writes_nothing(manager: Asker, plan: Stage):
    body = {"task": plan.tasks["build"].pk, "start": "2026-03-05T08:00"}
    before = plan_of(manager, plan)
    answer = manager("POST", f"/plans/program/{plan.program.pk}/preview", body)
    assert answer.json()["moved"]["count"] == 2
    assert set(answer.json()) == {"changed", "projects", "moved"}
    assert plan_of(manager, plan) == before
    assert Task.objects.get(pk=plan.tasks["build"].pk).version == 1


def test_a_preview_is_of_a_task_in_that_plan(manager: Asker, plan: Stage):
    body = {"task": plan.tasks["build"].pk, "start": "2026-03-05T08:00"}
    assert manager("POST", f"/plans/project/{plan.ware.pk}/preview", body).status_code == 404


def test_a_new_task_goes_where_it_was_put(manager: Asker, plan: Stage):
    design, draw, sign_off, build = (plan.tasks[name].pk for name in ("design", "draw", "sign_off", "build"))
    body = {"project": plan.shop.pk, "parent": design, "after": draw, "name": "Ink"}
    answer = manager("POST", "/tasks", body)
    order = answer.json()["order"]["id"]
    new = answer.json()["task"]["id"]
    assert answer.headers["Location"] == f"/api/v1/tasks/{new}"
    assert order == [design, draw, new, sign_off, build]


def test_a_task_moves_in_the_outline(manager: Asker, plan: Stage):
    build = plan.tasks["build"].pk
    answer = manager("POST", f"/tasks/{build}/move", {"parent": None, "after": None}, version=1)
    assert answer.json()["order"]["id"][0] == build
    assert answer.json()["task"]["version"] == 2


def test_a_deleted_summary_takes_its_subtasks_along(manager: Asker, plan: Stage):
    design = plan.tasks["design"].pk
    answer = manager("DELETE", f"/tasks/{design}", version=1)
    assert answer.json()["task"] is None
    assert answer.json()["order"]["id"] == [plan.tasks["build"].pk]
    assert manager("GET", f"/tasks/{plan.tasks['draw'].pk}").status_code == 404


def test_a_link_is_made_changed_and_removed(manager: Asker, plan: Stage):
    """Shelves (2 days) wait for draw (Monday and Tuesday), so Wednesday and Thursday; with a day's lag, Thursday on."""
    draw, shelves = plan.tasks["draw"].pk, plan.tasks["shelves"].pk
    made = manager("POST", "/links", {"predecessor": draw, "successor": shelves})
    link = made.json()["link"]
    assert (link["kind"], link["lag_minutes"], link["lag_kind"]) == ("FS", 0, "working")
    first = dates(plan_of(manager, plan), shelves)[0]
    lagged = manager("PATCH", f"/links/{link['id']}", {"lag_minutes": DAY}, version=1).json()
    assert lagged["link"]["kind"] == "FS"
    assert dates(plan_of(manager, plan), shelves)[0] - first == 24 * 60
    assert manager("GET", f"/links/{link['id']}").json() == lagged["link"]
    gone = manager("DELETE", f"/links/{link['id']}", version=2).json()
    assert gone["link"] is None
    assert manager("GET", f"/links/{link['id']}").status_code == 404


def test_why_leads_back_to_what_nothing_drives(manager: Asker, plan: Stage):
    steps = manager("GET", f"/tasks/{plan.tasks['move_in'].pk}/why").json()["steps"]
    assert [step["name"] for step in steps] == ["Move in", "Build", "Sign off", "Draw"]
    assert [step["kind"] for step in steps][-1] == "project_start"
    assert all(step["text"] for step in steps)
