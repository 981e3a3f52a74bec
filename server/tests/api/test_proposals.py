"""Proposals over the API: from the business case to a project."""

from typing import Any

from api.conftest import Ask
from cast import Cast, Stage

PIER = {"name": "Pier", "reason": "Ships wait", "value": 90_000, "cost": 30_000, "currency": "eur"}


def test_a_proposal_goes_from_its_case_to_a_project(people: Cast, plan: Stage, ask: Ask):
    member, manager = ask(people.member), ask(people.manager)
    reach = ask(people.owner)("POST", "/criteria", {"name": "Reach"}).json()["id"]
    made = member("POST", "/proposals", {**PIER, "program": plan.program.pk})
    assert (made.status_code, made.json()["step"], made.json()["currency"]) == (201, "proposed", "EUR")
    path = f"/proposals/{made.json()['id']}"
    manager("PUT", f"{path}/scores", {"scores": {reach: 4}})
    scored = member("GET", path).json()
    assert (scored["step"], scored["fit"], scored["scores"]) == ("scored", 4.0, {str(reach): 4})
    approved = manager("POST", f"{path}/decision", {"verdict": "approved", "reason": "It pays"}, version=1).json()
    assert approved["decision"] == {
        "verdict": "approved",
        "reason": "It pays",
        "by": "Maya Manager",
        "at": "2026-03-04T09:00:00Z",
    }
    start = {"code": "PIER", "start": "2026-04-01T08:00"}
    started = manager("POST", f"{path}/project", start, version=2)
    project = manager("GET", started["Location"].removeprefix("/api/v1")).json()
    assert (project["id"], project["name"], project["program"]) == (
        started.json()["project"],
        "Pier",
        plan.program.pk,
    )


def test_a_list_holds_those_at_one_step_or_for_one_program(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    first = owner("POST", "/proposals", PIER).json()["id"]
    second = owner("POST", "/proposals", {**PIER, "program": plan.program.pk}).json()["id"]
    owner("POST", f"/proposals/{first}/decision", {"verdict": "declined", "reason": "Too dear"}, version=1)

    def ids(query: str) -> list[int]:
        return [row["id"] for row in owner("GET", f"/proposals{query}").json()["items"]]

    assert ids("") == [first, second]
    assert ids("?step=declined") == [first]
    assert ids("?step=proposed") == [second]
    assert ids("?step=scored") == []
    assert ids(f"?program={plan.program.pk}") == [second]


def test_the_second_decision_tells_of_the_first(people: Cast, ask: Ask):
    owner = ask(people.owner)
    path = f"/proposals/{owner('POST', '/proposals', PIER).json()['id']}/decision"
    owner("POST", path, {"verdict": "declined", "reason": "Too dear"}, version=1)
    answer: Any = owner("POST", path, {"verdict": "approved", "reason": "It pays"}, version=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "decided")
    assert answer.json()["detail"] == "Olga Owner declined this on 4 Mar 2026: Too dear"


def test_a_late_edit_is_answered_with_what_is_said_now(people: Cast, ask: Ask):
    owner = ask(people.owner)
    path = f"/proposals/{owner('POST', '/proposals', PIER).json()['id']}"
    owner("PATCH", path, {"goal": "Two berths"}, version=1)
    late = owner("PATCH", path, {"goal": "Ten berths"}, version=1)
    assert (late.status_code, late.json()["theirs"]) == (409, {"goal": "Two berths"})
