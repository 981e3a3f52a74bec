"""Programs, projects, tasks, people and calendars as scripts read and change them."""

from api.conftest import Ask, Asker
from cast import NOW, Cast, Stage, calendar_of
from fairlead.resources.models import CalendarException


def test_a_program_is_created_read_and_changed(people: Cast, ask: Ask):
    owner = ask(people.owner)
    made = owner("POST", "/programs", {"name": "Ships", "code": "SHIP", "summary": "All of them"})
    path = made.headers["Location"].removeprefix("/api/v1")
    assert made.json()["managers"] == ["Olga Owner"]
    changed = owner("PATCH", path, {"summary": ""}, headers={"If-Match": made.headers["ETag"]})
    assert (changed.json()["summary"], changed.json()["name"], changed.json()["version"]) == ("", "Ships", 2)
    assert owner("GET", path).json() == changed.json()


def test_a_programs_facts_are_those_of_its_projects(manager: Asker, plan: Stage):
    program = manager("GET", f"/programs/{plan.program.pk}").json()
    assert program["project_count"] == 2
    assert program["found"]["start"] == "2026-03-02T08:00"
    assert program["found"]["finish"] == "2026-03-09T17:00"
    assert program["health"]["state"] in {"on_track", "at_risk", "off_track", "done"}


def test_two_programs_do_not_share_a_code(people: Cast, plan: Stage, ask: Ask):
    answer = ask(people.owner)("POST", "/programs", {"name": "Again", "code": "REL"})
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"code": "Another program has this code"}


def test_a_project_is_created_on_the_default_calendar_and_moved_into_a_program(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    made = owner("POST", "/projects", {"name": "Pier", "code": "PIER", "start": "2026-04-01T08:00"})
    assert made.json()["calendar"] == people.calendar.pk
    assert made.json()["found"]["start"] is None
    path = f"/projects/{made.json()['id']}"
    moved = owner("PATCH", path, {"program": plan.program.pk, "finish_by": "2026-06-01T17:00"}, version=1)
    assert moved.json()["program"] == plan.program.pk
    assert moved.json()["finish_by"] == "2026-06-01T17:00"


def test_a_later_start_of_a_project_moves_its_tasks(manager: Asker, plan: Stage):
    manager("PATCH", f"/projects/{plan.shop.pk}", {"start": "2026-03-09T08:00"}, version=1)
    assert manager("GET", f"/tasks/{plan.tasks['draw'].pk}").json()["start"] == "2026-03-09T08:00"


def test_a_project_linked_to_others_stays_in_its_program(people: Cast, plan: Stage, ask: Ask):
    answer = ask(people.owner)("PATCH", f"/projects/{plan.shop.pk}", {"program": None}, version=1)
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["program"]


def test_a_task_tells_said_and_found(manager: Asker, plan: Stage):
    task = manager("GET", f"/tasks/{plan.tasks['draw'].pk}").json()
    assert task["name"] == "Draw"
    assert (task["start"], task["finish"]) == ("2026-03-02T08:00", "2026-03-03T17:00")
    assert task["is_critical"] is True
    assert task["constraint"] == "ASAP"
    assert [person["name"] for person in task["people"]] == ["Wes Worker"]
    assert task["blocker"] is None


def test_progress_says_when_work_began(manager: Asker, plan: Stage):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    said = manager("PATCH", path, {"percent_complete": 50}, version=1).json()["task"]
    assert (said["percent_complete"], said["actual_start"]) == (50, "2026-03-02T08:00")
    said = manager("PATCH", path, {"percent_complete": 0, "deadline": None}, version=2).json()["task"]
    assert said["actual_start"] is None


def test_who_is_on_a_task_is_said_as_a_whole(people: Cast, manager: Asker, plan: Stage):
    path = f"/tasks/{plan.tasks['draw'].pk}/people"
    body = {"people": [{"resource": people.resources["Maya Manager"].pk, "units": 0.5}]}
    on_it = manager("PUT", path, body, version=1).json()["people"]
    assert [(person["name"], person["units"]) for person in on_it] == [("Maya Manager", 0.5)]
    assert manager("PUT", path, {"people": []}, version=2).json()["people"] == []


def test_units_that_cannot_be(people: Cast, manager: Asker, plan: Stage):
    path, resource = f"/tasks/{plan.tasks['draw'].pk}/people", people.resources["Maya Manager"].pk
    for units in (0, -1, 101, 0.001, 10**9, "much"):
        answer = manager("PUT", path, {"people": [{"resource": resource, "units": units}]}, version=1)
        assert answer.status_code == 422, units
    unknown = manager("PUT", path, {"people": [{"resource": 999_999}]}, version=1)
    assert unknown.json()["fields"] == {"people": "Unknown"}
    assert [person["name"] for person in manager("GET", path[:-7]).json()["people"]] == ["Wes Worker"]


def test_a_blocker_is_raised_and_resolved(people: Cast, plan: Stage, ask: Ask):
    worker, path = ask(people.worker), f"/tasks/{plan.tasks['draw'].pk}"
    assert worker("POST", f"{path}/blocker", {"reason": "No paper"}).status_code == 201
    assert worker("GET", path).json()["blocker"] == {
        "reason": "No paper",
        "raised_by": "Wes Worker",
        "raised_at": NOW.isoformat().replace("+00:00", "Z"),
    }
    assert worker("POST", f"{path}/blocker", {"reason": "Again"}).json()["code"] == "blocked"
    assert worker("DELETE", f"{path}/blocker").status_code == 204
    assert worker("DELETE", f"{path}/blocker").json()["code"] == "not_blocked"


def test_history_says_what_happened_in_words(manager: Asker, plan: Stage):
    path = f"/tasks/{plan.tasks['draw'].pk}"
    manager("POST", f"{path}/blocker", {"reason": "No paper"})
    manager("PATCH", path, {"deadline": "2026-03-06T17:00"}, version=1)
    whats = {event["what"] for event in manager("GET", f"{path}/history").json()["items"]}
    assert {"Blocked: No paper", "Changed deadline"} <= whats


def test_a_workspace_tells_and_keeps_who_needs_a_second_step(people: Cast, ask: Ask):
    owner = ask(people.owner)
    before = owner("GET", "/workspace")
    assert before.json()["second_step"] == []
    sent = {"second_step": ["team_member"], "week_start": 6}
    after = owner("PATCH", "/workspace", sent, headers={"If-Match": before.headers["ETag"]})
    assert after.json() == {**before.json(), **sent, "version": 2}
    assert owner("GET", "/workspace").json() == after.json()


def test_a_calendar_tells_its_exceptions(people: Cast, ask: Ask):
    night = calendar_of(people.workspace, "Night", is_default=False)
    night.base = people.calendar
    night.save()
    CalendarException.objects.create(
        calendar=night, name="Fair", start_on="2026-05-01", finish_on="2026-05-03", shifts=[[0, 360]]
    )
    calendar = ask(people.member)("GET", f"/calendars/{night.pk}").json()
    assert calendar["base"] == people.calendar.pk
    assert calendar["week"][0] == [[480, 720], [780, 1020]]
    assert calendar["exceptions"] == [
        {
            "name": "Fair",
            "start_on": "2026-05-01",
            "finish_on": "2026-05-03",
            "shifts": [[0, 360]],
            "is_public_holiday": False,
        }
    ]


def test_the_pool_is_listed_by_name(people: Cast, ask: Ask):
    rows = ask(people.member)("GET", "/resources").json()["items"]
    assert [(row["name"], row["kind"], row["max_units"]) for row in rows] == [
        ("Maya Manager", "person", 1.0),
        ("Wes Worker", "person", 1.0),
    ]


def test_load_is_told_by_person_and_week_and_opens_to_its_tasks(manager: Asker, people: Cast, plan: Stage):
    load = manager("GET", "/load?start_on=2026-03-02&finish_on=2026-03-16").json()
    assert load["edges"] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    row = load["rows"]["name"].index("Wes Worker")
    assert load["measures"]["planned"][row] == [960, 0]
    assert load["measures"]["here"] is None
    path = f"/load/person/{load['rows']['id'][row]}?start_on=2026-03-02&finish_on=2026-03-09"
    cell = manager("GET", path).json()
    assert [(task["task_name"], task["minutes"]) for task in cell["tasks"]] == [("Draw", 960)]
    assert cell["days"][0] == {"day": "2026-03-02", "capacity": 480, "asked": 480, "overload": 0}


def test_load_of_a_team_and_in_pages(manager: Asker, plan: Stage):
    teams = manager("GET", "/load?rows=team&start_on=2026-03-02&by=day&finish_on=2026-03-03").json()
    assert (teams["rows"]["name"], teams["rows"]["count"]) == (["No team"], [2])
    first = manager("GET", "/load?limit=1&start_on=2026-03-02").json()
    second = manager("GET", f"/load?limit=1&start_on=2026-03-02&after={first['next']}").json()
    assert (first["rows"]["name"], second["rows"]["name"]) == (["Maya Manager"], ["Wes Worker"])
    assert second["next"] is None


def test_load_of_no_days_is_refused(manager: Asker, plan: Stage):
    assert manager("GET", "/load?start_on=2026-03-02&finish_on=2026-03-02").status_code == 422
