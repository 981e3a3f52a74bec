"""Bookings, requests and notices as scripts read and change them."""

from typing import Any

import pytest

from api.conftest import Ask, Asker
from cast import NOW, Cast, Player, Stage, _grant, player
from fairlead.access.rules import Role, ScopeKind
from fairlead.resources.models import Resource, Skill
from fairlead.staffing.models import Request
from fairlead.work.models import Assignment


@pytest.fixture
def lead(people: Cast, plan: Stage) -> Player:
    """The project manager of SHOP."""
    who = player(people.workspace, "Paula Lead", Role.MEMBER)
    _grant(who, Role.PROJECT_MANAGER, ScopeKind.PROJECT, plan.shop.pk)
    return who


def days(people: Cast, who: str = "Wes Worker") -> dict[str, Any]:
    return {
        "resource": people.resources[who].pk,
        "start_on": "2026-03-09",
        "finish_on": "2026-03-14",
        "units": 0.5,
    }


def test_a_booking_is_made_changed_and_taken_back(people: Cast, plan: Stage, manager: Asker):
    made = manager("POST", "/bookings", {"project": plan.shop.pk, **days(people)})
    path = made.headers["Location"].removeprefix("/api/v1")
    assert (made.json()["resource_name"], made.json()["units"], made.json()["booked_by"]) == (
        "Wes Worker",
        0.5,
        "Maya Manager",
    )
    changed = manager("PATCH", path, {"minutes": 600, "is_firm": True}, headers={"If-Match": made.headers["ETag"]})
    assert (changed.json()["units"], changed.json()["minutes"], changed.json()["is_firm"]) == (None, 600, True)
    assert manager("GET", path).json() == changed.json()
    assert manager("DELETE", path, version=2).status_code == 204
    assert manager("GET", path).status_code == 404


def test_bookings_are_listed_by_what_they_are_of(people: Cast, plan: Stage, manager: Asker):
    for project in (plan.shop, plan.ware):
        manager("POST", "/bookings", {"project": project.pk, **days(people)})

    def listed(query: str) -> list[int]:
        return [row["project"] for row in manager("GET", f"/bookings{query}").json()["items"]]

    assert listed("") == listed(f"?program={plan.program.pk}") == [plan.shop.pk, plan.ware.pk]
    assert listed(f"?project={plan.ware.pk}") == [plan.ware.pk]
    assert listed(f"?resource={people.resources['Maya Manager'].pk}") == []
    assert listed("?start_on=2026-03-14") == listed("?finish_on=2026-03-09") == []
    assert len(listed("?start_on=2026-03-13&finish_on=2026-03-14")) == 2


def test_demand_gets_a_name_for_a_part(people: Cast, plan: Stage, manager: Asker):
    skill = Skill.objects.create(workspace=people.workspace, name="Design")
    wanted = {"project": plan.shop.pk, **days(people), "resource": None, "skill": skill.pk, "level": 4, "units": 2}
    path = manager("POST", "/bookings", wanted).headers["Location"].removeprefix("/api/v1")
    name = {"resource": people.resources["Wes Worker"].pk, "units": 1}
    named = manager("POST", f"{path}/name", name, version=1).json()
    assert (named["resource_name"], named["skill_name"], named["units"]) == ("Wes Worker", "Design", 1.0)
    assert manager("GET", path).json()["units"] == 1.0


def test_a_promise_that_cannot_be_kept_is_refused_with_whom_to_talk_to(people: Cast, plan: Stage, manager: Asker):
    firm = {"project": plan.shop.pk, **days(people), "is_firm": True, "units": 1}
    manager("POST", "/bookings", firm)
    again = manager("POST", "/bookings", firm)
    assert (again.status_code, again.json()["code"]) == (422, "overbooked")
    assert "Maya Manager has promised that time to “Shop”" in again.json()["detail"]


def test_a_request_is_asked_countered_and_accepted(people: Cast, plan: Stage, lead: Player, manager: Asker, ask: Ask):
    una = Resource.objects.create(workspace=people.workspace, name="Una Unsigned")
    paula = ask(lead)
    body = {"project": plan.shop.pk, **days(people), "reason": "Opening", "answer_by_on": "2026-03-06"}
    asked = paula("POST", "/requests", body).json()
    path = f"/requests/{asked['id']}"
    assert (asked["waits_for"], asked["is_yours_to_answer"], asked["due_at"]) == (
        "decider",
        False,
        "2026-03-07T00:00:00Z",
    )
    # half of 40 h is asked, and the person is free: SHOP's own plan is not counted twice
    (effect,) = asked["effects"]
    assert (effect["capacity_minutes"], effect["asked_minutes"], effect["over_minutes"]) == (2400, 1200, 0)
    assert [row["id"] for row in manager("GET", "/requests?which=answer").json()["items"]] == [asked["id"]]

    counter = {"parts": [{**days(people), "resource": una.pk}], "answer_by_on": "2026-03-05", "message": "Una can"}
    offered = manager("POST", f"{path}/offers", counter, version=1).json()
    assert (offered["waits_for"], offered["offers"][0]["by"]) == ("asker", "Maya Manager")
    assert offered["offers"][0]["parts"][0]["name"] == "Una Unsigned"

    accepted = paula("POST", f"{path}/accept", version=2).json()
    assert (accepted["decision"]["kind"], accepted["decision"]["offer"], accepted["waits_for"]) == (
        "committed",
        1,
        None,
    )
    (booking,) = paula("GET", f"/bookings?project={plan.shop.pk}").json()["items"]
    assert (booking["resource_name"], booking["is_firm"], booking["request"], booking["booked_by"]) == (
        "Una Unsigned",
        True,
        asked["id"],
        "Maya Manager",
    )


def test_two_who_answer_one_request_are_told_of_each_other(people: Cast, plan: Stage, lead: Player, ask: Ask):
    body = {"project": plan.shop.pk, **days(people), "reason": "Opening", "answer_by_on": "2026-03-06"}
    id = ask(lead)("POST", "/requests", body).json()["id"]
    ask(people.owner)("POST", f"/requests/{id}/decline", {"reason": "Away"}, version=1)
    late = ask(people.manager)("POST", f"/requests/{id}/commit", {}, version=1)
    assert (late.status_code, late.json()["changed_by"], late.json()["request"]["waits_for"]) == (
        409,
        "Olga Owner",
        None,
    )


def test_notices_are_read(people: Cast, plan: Stage, lead: Player, manager: Asker, ask: Ask):
    body = {"project": plan.shop.pk, **days(people), "reason": "Opening", "answer_by_on": "2026-03-06"}
    for _ in range(2):
        ask(lead)("POST", "/requests", body)
    told = manager("GET", "/notices?limit=1").json()
    assert (told["items"][0]["kind"], told["items"][0]["facts"]["whom"]) == ("request.asked", "Wes Worker")
    older = manager("GET", f"/notices?limit=1&after={told['next']}").json()
    assert (older["items"][0]["read_at"], older["next"]) == (None, None)
    assert manager("POST", "/notices/read", {"ids": [told["items"][0]["id"], 999_999]}).json() == {"unread": 1}
    assert ask(lead)("POST", "/notices/read", {}).json() == {"unread": 0}
    assert manager("POST", "/notices/read", {}).json() == {"unread": 0}


@pytest.mark.parametrize("which", ["answer", "waiting", "decided", "open"])
def test_a_list_takes_the_same_queries_for_one_and_for_many(
    people: Cast, plan: Stage, lead: Player, ask: Ask, which: str, django_assert_num_queries: Any
):
    paula = ask(lead)
    body = {"project": plan.shop.pk, **days(people), "reason": "Opening", "answer_by_on": "2026-03-06"}
    for _ in range(5):
        paula("POST", "/requests", body)
    # session, user, person, whom they stand in for, roles; requests and their skills
    with django_assert_num_queries(7 if which in {"waiting", "open"} else 6):
        paula("GET", f"/requests?which={which}")


def test_alerts_are_those_of_what_is_asked_for(people: Cast, plan: Stage, manager: Asker, ask: Ask):
    def kinds(asker: Asker, query: str = "") -> list[tuple[str, str, float, float]]:
        rows = asker("GET", f"/alerts{query}").json()["items"]
        return [(row["kind"], row["start_on"], row["minutes"], row["of_minutes"]) for row in rows]

    build = plan.tasks["build"]
    Assignment.objects.create(task=build, resource=people.resources["Maya Manager"])
    assert kinds(manager) == []
    firm = {"project": plan.ware.pk, **days(people, "Maya Manager"), "units": 1, "is_firm": True}
    manager("POST", "/bookings", {**firm, "start_on": "2026-03-02"})
    # this week 40 h are booked for WARE and Build asks for 3 days of SHOP: 64 h of 40; and WARE has no task for her
    overload = ("overload", "2026-03-02", 2400 + 3 * 480, 2400)
    unplanned = ("booked_not_planned", "2026-03-04", 8 * 480, 0)
    assert kinds(manager) == kinds(manager, f"?project={plan.ware.pk}") == [overload, unplanned]
    assert kinds(manager, f"?program={plan.program.pk}") == [overload, unplanned]
    assert kinds(manager, f"?project={plan.attic.pk}") == []
    assert ask(people.outsider)("GET", f"/alerts?project={plan.ware.pk}").status_code == 404
    assert ask(people.outsider)("GET", f"/alerts?program={plan.program.pk}").status_code == 404
    body = {"project": plan.ware.pk, **days(people), "reason": "Opening", "answer_by_on": "2026-03-04"}
    manager("POST", "/requests", body)
    Request.objects.update(due_at=NOW)
    assert [row[0] for row in kinds(manager)] == ["overload", "request_overdue", "booked_not_planned"]


def test_booked_stands_against_planned_by_week_and_in_all(people: Cast, plan: Stage, manager: Asker):
    firm = {"project": plan.shop.pk, **days(people), "is_firm": True}
    manager("POST", "/bookings", {**firm, "start_on": "2026-03-02"})
    told = manager("GET", f"/projects/{plan.shop.pk}/staffing?start_on=2026-03-04&weeks=2").json()
    (row,) = told["rows"]
    # half of two weeks of 40 h is booked, and Draw asks for 16 h of the first
    assert (told["start_on"], row["total"]["firm"], row["total"]["planned"]) == ("2026-03-02", 2400, 960)
    assert [(week["firm"], week["planned"]) for week in row["weeks"]] == [(1200, 960), (1200, 0)]
    for wrong in ("start_on=1970-01-01", "start_on=9999-12-31", "weeks=0", "weeks=105", "start_on=x"):
        assert manager("GET", f"/projects/{plan.shop.pk}/staffing?{wrong}").status_code == 422
