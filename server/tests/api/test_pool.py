"""The pool as scripts read and change it: people, teams, skills, hours, time off, rates, calendars."""

from api.conftest import Ask, Asker
from cast import Cast, Stage
from fairlead.resources.models import Team


def test_somebody_comes_works_part_time_and_leaves(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    made = owner("POST", "/resources", {"name": "Ana Reyes", "email": "ana@harbor.example", "max_units": 0.8}).json()
    path = f"/resources/{made['id']}"
    assert (made["max_units"], made["availability"]) == (0.8, [{"start_on": None, "finish_on": None, "units": 0.8}])
    half = {"periods": [{"start_on": "2026-06-01", "units": 0.5}]}
    owner("PUT", f"{path}/availability", half, version=1)
    left = owner("PATCH", path, {"available_until_on": "2026-09-01"}, version=2).json()
    assert left["availability"] == [
        {"start_on": None, "finish_on": "2026-06-01", "units": 0.8},
        {"start_on": "2026-06-01", "finish_on": "2026-09-01", "units": 0.5},
        {"start_on": "2026-09-01", "finish_on": None, "units": 0.0},
    ]
    assert owner("POST", f"{path}/archive", version=3).json()["archived_at"] is not None
    assert "Ana Reyes" not in _names(owner("GET", "/resources"))
    assert _names(owner("GET", "/resources?show=gone")) == ["Ana Reyes"]
    assert owner("POST", f"{path}/restore", version=4).json()["archived_at"] is None


def test_the_list_is_searched_and_cut_down_to_a_team_and_a_skill(people: Cast, ask: Ask):
    owner = ask(people.owner)
    team = owner("POST", "/teams", {"name": "Paint", "lead": people.member.person.pk}).json()
    skill = owner("POST", "/skills", {"name": "Drawing"}).json()
    wes = people.resources["Wes Worker"].pk
    owner("PATCH", f"/resources/{wes}", {"team": team["id"]}, version=1)
    said = owner("PUT", f"/resources/{wes}/skills/{skill['id']}", {"level": 4}).json()
    assert said["skills"] == [{"skill": skill["id"], "name": "Drawing", "level": 4}]
    for query in (f"team={team['id']}", f"skill={skill['id']}", "search=WES", f"kind=person&team={team['id']}"):
        assert _names(owner("GET", f"/resources?{query}")) == ["Wes Worker"]
    assert _names(owner("GET", "/resources?kind=role")) == []


def test_a_lead_is_named_with_the_team_and_edits_its_people(people: Cast, ask: Ask):
    owner, lead, wes = ask(people.owner), ask(people.member), people.resources["Wes Worker"].pk
    team = owner("POST", "/teams", {"name": "Paint", "lead": people.member.person.pk}).json()
    assert owner("GET", "/teams").json()["items"] == [team]
    owner("PATCH", f"/resources/{wes}", {"team": team["id"]}, version=1)
    assert lead("PATCH", f"/resources/{wes}", {"title": "Painter"}, version=2).status_code == 200
    assert lead("GET", f"/resources/{wes}/rates").status_code == 403
    owner("DELETE", f"/teams/{team['id']}", version=1)
    assert not Team.objects.exists()
    assert lead("PATCH", f"/resources/{wes}", {"title": "Hand"}, version=3).status_code == 403


def test_time_off_moves_tasks_and_keeps_its_reason_to_those_it_concerns(people: Cast, plan: Stage, ask: Ask):
    worker, draw = ask(people.worker), f"/tasks/{plan.tasks['draw'].pk}"
    path = f"/resources/{people.resources['Wes Worker'].pk}/time-off"
    tuesday = {"start_on": "2026-03-03", "finish_on": "2026-03-04", "note": "Dentist"}
    made = worker("POST", path, tuesday)
    assert made.json()["entered_by"] == "Wes Worker"
    assert worker("GET", draw).json()["finish"] == "2026-03-04T17:00"
    [seen] = ask(people.member)("GET", path).json()["items"]
    assert (seen["kind"], seen["note"], seen["entered_by"]) == (None, None, None)
    assert worker("GET", f"{path}?start_on=2026-03-04").json()["items"] == []
    off = f"/time-off/{made.json()['id']}"
    worker("PATCH", off, {"start_on": "2026-03-02"}, version=1)
    assert worker("GET", draw).json()["finish"] == "2026-03-05T17:00"
    assert worker("PATCH", off, {"note": "Late"}, version=1).status_code == 409
    worker("DELETE", off, version=2)
    assert worker("GET", draw).json()["finish"] == "2026-03-03T17:00"


def test_an_afternoon_off_moves_tasks_by_what_is_left_of_the_day(people: Cast, plan: Stage, ask: Ask):
    worker, draw = ask(people.worker), f"/tasks/{plan.tasks['draw'].pk}"
    path = f"/resources/{people.resources['Wes Worker'].pk}/time-off"
    days = {"start_on": "2026-03-03", "finish_on": "2026-03-04"}
    made = worker("POST", path, {**days, "from_minute": 720, "until_minute": 1440}).json()
    assert worker("GET", draw).json()["finish"] == "2026-03-04T12:00"
    assert [(row["from_minute"], row["until_minute"]) for row in worker("GET", path).json()["items"]] == [(720, 1440)]
    whole = {"from_minute": None, "until_minute": None}
    assert worker("PATCH", f"/time-off/{made['id']}", whole, version=1).json()["from_minute"] is None
    assert worker("GET", draw).json()["finish"] == "2026-03-04T17:00"
    refused = worker("PATCH", f"/time-off/{made['id']}", {"from_minute": 600}, version=2)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["from_minute"])


def test_what_nobody_can_be_is_refused(manager: Asker, people: Cast):
    wes = f"/resources/{people.resources['Wes Worker'].pk}"
    rate = {"from_on": "2026-01-01", "currency": "EUR", "hour_cost": 5}
    far = {"start_on": "9999-01-01", "finish_on": "9999-12-31"}
    for path, body in (
        ("/rates", {"rates": [rate, rate]}),
        ("/rates", {"rates": [{**rate, "from_on": "9999-12-31"}]}),
        ("/rates", {"rates": [{**rate, "currency": "XXQ"}]}),
        ("/rates", {"rates": [{**rate, "hour_cost": -5}]}),
        ("/rates", {"rates": [{"from_on": "2026-01-01", "currency": "EUR"}]}),
        ("/availability", {"periods": [{**far, "units": 1}]}),
        ("/availability", {"periods": [{"start_on": "2026-01-02", "finish_on": "2026-01-01", "units": 1}]}),
        ("/availability", {"periods": [{"start_on": "2026-01-01", "units": -1}]}),
    ):
        assert manager("PUT", f"{wes}{path}", body, version=1).status_code == 422
    for changes in (
        {"available_from_on": "9999-12-31"},
        {"available_until_on": "0001-01-01"},
        {"available_from_on": "2026-02-02", "available_until_on": "2026-02-01"},
        {"name": ""},
        {"email": "x" * 300},
    ):
        assert manager("PATCH", wes, changes, version=1).status_code == 422
    assert manager("POST", f"{wes}/time-off", far).status_code == 422
    assert manager("GET", wes).json()["version"] == 1


def test_hours_are_a_calendar_of_ones_own(manager: Asker, people: Cast):
    wes = people.resources["Wes Worker"].pk
    week = [None, None, [], [], [], None, None]
    said = manager("PUT", f"/resources/{wes}/hours", {"base": people.calendar.pk, "week": week}, version=1).json()
    own = manager("GET", f"/calendars/{said['calendar']}").json()
    assert (own["base"], own["week"]) == (people.calendar.pk, week)
    assert _names(manager("GET", "/calendars")) == ["Office"]  # shared ones only


def test_rates_hold_from_their_day(manager: Asker, people: Cast):
    path = f"/resources/{people.resources['Wes Worker'].pk}/rates"
    rates = [
        {"from_on": "2026-07-01", "currency": "EUR", "hour_cost": 55.5},
        {"from_on": "2026-01-01", "currency": "EUR", "hour_cost": 50, "hour_bill": 90},
    ]
    said = manager("PUT", path, {"rates": rates}, version=1)
    assert [(rate["from_on"], rate["hour_cost"], rate["hour_bill"]) for rate in said.json()["rates"]] == [
        ("2026-01-01", 50.0, 90.0),
        ("2026-07-01", 55.5, None),
    ]
    assert manager("GET", path).headers["ETag"] == '"2"'


def test_a_calendar_brings_the_holidays_of_its_country(manager: Asker, plan: Stage):
    new = {"name": "Munich", "week": [[[480, 960]]] * 5 + [[], []], "country": "DE", "subdivision": "BY"}
    made = manager("POST", "/calendars", new).json()
    days = {each["name"] for each in made["exceptions"] if each["start_on"].startswith("2026-")}
    assert {"Epiphany", "Good Friday"} <= days
    party = {"start_on": "2026-09-21", "finish_on": "2026-09-22", "name": "Oktoberfest"}
    changed = manager("PATCH", f"/calendars/{made['id']}", {"country": "", "exceptions": [party]}, version=1).json()
    assert changed["exceptions"] == [{**party, "shifts": [], "is_public_holiday": False}]
    refused = manager("PATCH", f"/calendars/{made['id']}", {"country": "QQ"}, version=2)
    assert list(refused.json()["fields"]) == ["country"]


def _names(answer: object) -> list[str]:
    return [row["name"] for row in answer.json()["items"]]  # type: ignore[attr-defined]
