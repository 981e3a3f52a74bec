"""Leveling over the API, by the program's manager: worker is on draw and on the shelves at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.conftest import Ask
from cast import NOW, Cast, Stage, overload
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate

SUNDAY = NOW - timedelta(days=3)


@pytest.fixture(autouse=True)
def overloaded(people: Cast, plan: Stage, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Sunday, and the work lies ahead."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)
    overload(people, plan)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)


@pytest.fixture
def api(people: Cast, ask: Ask) -> Any:
    return ask(people.manager)


def leveled(api: Any, plan: Stage, **wishes: Any) -> str:
    answer = api("POST", f"/plans/program/{plan.program.pk}/levelings", {"seconds": 1, **wishes})
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "queued"
    level_run(id=answer.json()["id"], clock=lambda: SUNDAY)
    return answer["Location"].removeprefix("/api/v1")


def test_a_program_is_leveled_looked_at_and_accepted(api: Any, plan: Stage):
    at = leveled(api, plan)
    shown = api("GET", at).json()
    assert (shown["state"], shown["moved"], shown["objective"], shown["score"]) == ("done", 1, "delay", 0.0)
    assert (shown["overload_before"], shown["overload_after"]) == (960.0, 0.0)  # two days of 8 h
    assert shown["improvements"] == [{"milliseconds": 0, "score": 0.0}]
    [move] = api("GET", f"{at}/moves").json()["items"]
    assert (move["name"], move["start_before"], move["start_after"]) == (
        "Shelves",
        "2026-03-02T08:00",
        "2026-03-04T08:00",
    )
    assert move["reason"].startswith("Wes Worker works on “Draw” of Shop")
    assert api("POST", f"{at}/accept", {}).json()["state"] == "accepted"
    assert f"{TaskDates.objects.get(task=plan.tasks['shelves']).start_at:%a}" == "Wed"
    assert api("POST", f"{at}/undo").json()["state"] == "undone"
    assert f"{TaskDates.objects.get(task=plan.tasks['shelves']).start_at:%a}" == "Mon"
    assert [row["state"] for row in api("GET", f"/plans/program/{plan.program.pk}/scenarios").json()["items"]] == [
        "undone"
    ]


def test_a_plan_that_changed_is_a_problem_with_the_differences(api: Any, plan: Stage):
    at = leveled(api, plan)
    draw = plan.tasks["draw"].pk
    assert api("PATCH", f"/tasks/{draw}", {"duration_minutes": 1440}, version=1).status_code == 200
    answer = api("POST", f"{at}/accept", {"projects": None})
    assert (answer.status_code, answer.json()["code"]) == (422, "plan_changed")
    [difference] = answer.json()["differences"]
    assert (difference["task"], difference["name"]) == (draw, "Draw")
    assert difference["text"] == "now runs from Mon 2 Mar 2026 08:00 to Wed 4 Mar 2026 17:00"


def test_wishes_that_cannot_be_are_told_at_their_fields(api: Any, plan: Stage):
    at = f"/plans/program/{plan.program.pk}/levelings"
    answer = api("POST", at, {"seconds": 1000, "weights": {str(plan.shop.pk): -1}})
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"seconds", "weights"}
    assert set(api("POST", at, {"objective": "luck"}).json()["fields"]) == {"objective"}


def test_demand_that_nobody_can_meet_is_told_in_words(api: Any, plan: Stage):
    plan.tasks["draw"].assignments.update(units=3)
    shown = api("GET", leveled(api, plan)).json()
    assert shown["unmet"] == ["Draw asks for 300 % of Wes Worker, of whom there is never more than 100 %."]
    assert shown["moved"] == 1


def test_a_search_is_stopped_and_discarded(api: Any, plan: Stage):
    answer = api("POST", f"/plans/program/{plan.program.pk}/levelings", {})
    at = f"/scenarios/{answer.json()['id']}"
    assert api("POST", f"{at}/stop").json()["state"] == "stopped"
    assert api("POST", f"{at}/accept", {}).json()["detail"] == "There is no proposal to accept."
    assert api("DELETE", at).status_code == 204
    assert api("GET", at).json()["state"] == "discarded"
