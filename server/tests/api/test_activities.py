"""A program's own activities at the API: written like a project's tasks, and no project at any of its addresses."""

import pytest
from django.db import transaction

from api.conftest import Ask, Asker
from api.test_rights import CASES, operations
from cast import NOW, Cast, Stage
from fairlead.work.services import activities_begin

OF_PROJECTS = sorted(name for name, (_method, path) in operations().items() if path.startswith("/projects/{id}"))
# A plan's tasks, links and staffing are read by its id, whatever it is of.
READ_ALIKE = {"tasks_list", "links_list", "project_staffing"}


def test_activities_are_begun_planned_and_linked_over_the_api(plan: Stage, manager: Asker):
    at = f"/programs/{plan.program.pk}"
    assert manager("GET", at).json()["activities"] is None
    assert manager("GET", f"{at}/activities").status_code == 404
    own = manager("PUT", f"{at}/activities").json()["id"]
    assert manager("PUT", f"{at}/activities").json()["id"] == own
    added = manager("POST", "/tasks", {"project": own, "name": "Announce", "duration_minutes": 480})
    assert added.status_code == 201
    task = added.json()["task"]["id"]
    link = {"predecessor": plan.tasks["move_in"].pk, "successor": task}
    assert manager("POST", "/links", link).status_code == 201
    shown = manager("GET", at).json()
    assert (shown["activities"], shown["project_count"]) == (own, 2)
    assert shown["found"]["finish"] == "2026-03-10T17:00"  # a day after move_in
    manager("POST", "/tasks", {"project": own, "name": "Doors open", "is_milestone": True})
    told = manager("GET", f"{at}/activities").json()
    assert told["found"]["task_count"] == 2
    # Nothing holds it, so it begins with the plan, last Monday.
    assert [(each["name"], each["at"], each["is_late"]) for each in told["milestones"]] == [
        ("Doors open", "2026-03-02T08:00", True)
    ]
    assert task in [each["id"] for each in manager("GET", f"/projects/{own}/tasks").json()["items"]]


def test_activities_are_in_no_list_of_projects(people: Cast, plan: Stage, manager: Asker):
    own = activities_begin(actor=people.manager.actor, program_id=plan.program.pk, now=NOW)
    for path in ("/projects", f"/projects?program={plan.program.pk}"):
        assert own.pk not in [each["id"] for each in manager("GET", path).json()["items"]]


def test_a_programs_new_name_is_that_of_its_activities(people: Cast, plan: Stage, manager: Asker):
    own = activities_begin(actor=people.manager.actor, program_id=plan.program.pk, now=NOW)
    manager("PATCH", f"/programs/{plan.program.pk}", {"name": "Renewal"}, version=1)
    own.refresh_from_db()
    assert own.name == "Renewal"


@pytest.mark.parametrize("name", [name for name in OF_PROJECTS if name not in READ_ALIKE])
def test_what_is_done_to_a_project_is_not_done_to_activities(name: str, people: Cast, plan: Stage, ask: Ask):
    case, (method, path) = CASES[name], operations()[name]
    own = activities_begin(actor=people.owner.actor, program_id=plan.program.pk, now=NOW)
    case.before(people, plan)
    names = {**case.names(people, plan), "id": own.pk}
    with transaction.atomic():
        answer = ask(people.owner)(
            method,
            (path + case.query).format(**names),
            case.body(people, plan),
            version=1 if case.has_version else None,
        )
        transaction.set_rollback(True)
    assert answer.status_code == 404, answer.content


def test_people_are_booked_and_asked_for_activities_over_the_api(people: Cast, plan: Stage, manager: Asker):
    own = activities_begin(actor=people.manager.actor, program_id=plan.program.pk, now=NOW)
    wanted = {
        "project": own.pk,
        "resource": people.resources["Wes Worker"].pk,
        "start_on": "2026-03-09",
        "finish_on": "2026-03-16",
        "units": 0.5,
    }
    booked = manager("POST", "/bookings", {**wanted, "is_firm": True})
    assert (booked.status_code, booked.json()["project_name"]) == (201, "Relaunch")
    asked = manager("POST", "/requests", {**wanted, "reason": "To tell the clients", "answer_by_on": "2026-03-06"})
    assert asked.status_code == 201
    rows = manager("GET", f"/projects/{own.pk}/staffing?start_on=2026-03-09&weeks=1").json()["rows"]
    # Half of five days of eight hours: 1,200 minutes asked for, 1,200 booked.
    assert [(row["name"], row["total"]["needed"], row["total"]["firm"]) for row in rows] == [
        ("Wes Worker (asked for)", 1200, 0),
        ("Wes Worker", 0, 1200),
    ]
    for query in (f"project={own.pk}", f"program={plan.program.pk}", ""):
        kinds = [
            each["kind"] for each in manager("GET", f"/alerts?{query}").json()["items"] if each["projects"] == [own.pk]
        ]
        assert kinds == ["booked_not_planned"]
