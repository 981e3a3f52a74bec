"""The strategy over the API: an objective from its first word to what a delay of a project costs."""

from typing import Any

from api.conftest import Ask
from cast import Cast, Stage

YEAR = {"start_on": "2026-01-01", "finish_on": "2027-01-01"}


def objective(owner: Any, name: str = "Grow", **values: Any) -> dict[str, Any]:
    answer = owner("POST", "/objectives", {"name": name, **YEAR, **values})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_an_objective_rolls_up_what_serves_it(people: Cast, plan: Stage, ask: Ask):
    owner, manager = ask(people.owner), ask(people.manager)
    top = objective(owner, delay_week_cost=800, currency="eur")
    owner("POST", f"/objectives/{top['id']}/decisions", {"status": "active"}, version=1)
    shares = {"shares": [{"objective": top["id"], "share": 0.5}]}
    served = manager("PUT", f"/programs/{plan.program.pk}/contributions", shares, version=1)
    assert served.json() == {"version": 2, "shares": [{"objective": top["id"], "share": 0.5}]}
    shown = owner("GET", f"/objectives/{top['id']}").json()
    assert shown["work"]["project_count"] == 2
    assert shown["work"]["minutes"] == 4 * 480  # half of SHOP's 5 and WARE's 3 days
    parts = owner("GET", f"/objectives/{top['id']}/parts").json()["items"]
    assert sum(part["minutes"] for part in parts) == shown["work"]["minutes"]
    late = owner("GET", f"/projects/{plan.shop.pk}/delay-cost?weeks=3").json()
    assert [(row["objective"], row["part_share"], row["cost"]) for row in late["items"]] == [
        (top["id"], 0.625, "1500.00")
    ]


def test_shares_over_one_tell_the_way_out(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    shares = [{"objective": objective(owner, name)["id"], "share": 0.6} for name in ("Grow", "Save")]
    answer = owner("PUT", f"/projects/{plan.shop.pk}/contributions", {"shares": shares}, version=1)
    assert answer.status_code == 422
    assert answer.json()["code"] == "shares_over_one"
    assert "Lower them by 20 %" in answer.json()["detail"]
    twice = {"shares": [shares[0], shares[0]]}
    assert owner("PUT", f"/projects/{plan.shop.pk}/contributions", twice, version=1).status_code == 422


def test_late_shares_are_answered_with_those_of_now(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    shares = {"shares": [{"objective": objective(owner)["id"], "share": 1}]}
    owner("PUT", f"/projects/{plan.shop.pk}/contributions", shares, version=1)
    late = owner("PUT", f"/projects/{plan.shop.pk}/contributions", {"shares": []}, version=1)
    assert late.status_code == 409
    assert late.json()["project_contributions"]["shares"] == [{**shares["shares"][0], "share": 1.0}]


def test_an_objective_below_itself_is_refused(people: Cast, ask: Ask):
    owner = ask(people.owner)
    top = objective(owner)
    below = objective(owner, "Sell", parent=top["id"])
    answer = owner("POST", f"/objectives/{top['id']}/move", {"parent": below["id"]}, version=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "own_ancestor")


def test_a_late_edit_of_an_objective_shows_both_versions(people: Cast, ask: Ask):
    owner = ask(people.owner)
    top = objective(owner)
    owner("PATCH", f"/objectives/{top['id']}", {"name": "Grow more"}, version=1)
    late = owner("PATCH", f"/objectives/{top['id']}", {"name": "Shrink"}, version=1)
    assert late.status_code == 409
    assert (late.json()["theirs"], late.json()["yours"]) == ({"name": "Grow more"}, {"name": "Shrink"})
    assert late.json()["changed_by"] == "Olga Owner"


def test_check_ins_are_corrected_and_never_lost(people: Cast, ask: Ask):
    owner = ask(people.owner)
    top = objective(owner)
    new = {"name": "Sales", "direction": "up", "baseline": 100, "target": 200}
    result = owner("POST", f"/objectives/{top['id']}/key-results", new).json()
    wrong = owner("POST", f"/key-results/{result['id']}/check-ins", {"on": "2026-03-01", "value": 910}).json()
    right = owner("POST", f"/check-ins/{wrong['id']}/correct", {"on": "2026-03-01", "value": 190}).json()
    told = owner("GET", f"/key-results/{result['id']}/check-ins").json()["items"]
    assert [(row["value"], row["corrected_by"]) for row in told] == [(910, right["id"]), (190, None)]
    shown = owner("GET", f"/key-results/{result['id']}").json()
    assert (shown["reading"]["value"], shown["reading"]["progress"]) == (190, 0.9)
    future = owner("POST", f"/key-results/{result['id']}/check-ins", {"on": "2026-05-01", "value": 1})
    assert future.json()["fields"] == {"on": "Today or before"}


def test_the_map_shows_what_one_may_see_and_its_gaps(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    top = objective(owner)
    seen = owner("GET", "/strategy/map").json()
    assert [row["id"] for row in seen["objectives"]] == [top["id"]]
    assert seen["gaps"]["programs"] == [plan.program.pk]
    assert {row["id"] for row in seen["projects"]} == {plan.shop.pk, plan.ware.pk, plan.attic.pk}
    assert {row["id"] for row in ask(people.worker)("GET", "/strategy/map").json()["projects"]} == {plan.shop.pk}
    assert ask(people.guest)("GET", "/strategy/map").status_code == 404


def test_scores_by_own_criteria_give_the_fit(people: Cast, plan: Stage, ask: Ask):
    owner = ask(people.owner)
    reach = owner("POST", "/criteria", {"name": "Reach", "weight": 3}).json()["id"]
    speed = owner("POST", "/criteria", {"name": "Speed"}).json()["id"]
    body = {"scores": {str(reach): 4, str(speed): 2}}
    assert ask(people.manager)("PUT", f"/projects/{plan.shop.pk}/scores", body).status_code == 204
    best = owner("GET", "/strategy/fit").json()["items"][0]
    assert (best["kind"], best["id"], best["fit"]) == ("project", plan.shop.pk, 3.5)  # (3 * 4 + 2) / 4
