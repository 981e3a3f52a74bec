"""The pages of people: who is listed, and what of them is told to whom."""

from datetime import date
from typing import Any

import pytest

from cast import NOW, Cast
from fairlead.resources.models import Resource, ResourceSkill, Skill, Team, TimeOff

MARCH_4 = date(2026, 3, 4)  # it is always that day here


@pytest.fixture
def pool(people: Cast) -> Cast:
    """Ana and Ben are designers; Ana is away today, Ben next week, Cleo has left."""
    team = Team.objects.create(workspace=people.workspace, name="Design")
    drawing = Skill.objects.create(workspace=people.workspace, name="Drawing")
    for name, until in (("Ana Reyes", None), ("Ben Bohm", None), ("Cleo Cole", MARCH_4)):
        people.resources[name] = Resource.objects.create(
            workspace=people.workspace, name=name, team=team, available_until_on=until
        )
    ResourceSkill.objects.create(resource=people.resources["Ben Bohm"], skill=drawing, level=4)
    _off(people, "Ana Reyes", "2026-03-02", "2026-03-06")
    _off(people, "Ben Bohm", "2026-03-09", "2026-03-11")
    return people


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Ana Reyes", "Ben Bohm", "Wes Worker", "Maya Manager"}),
        ("?show=away", {"Ana Reyes"}),
        ("?show=soon", {"Ana Reyes", "Ben Bohm"}),
        ("?show=gone", {"Cleo Cole"}),
        ("?q=bOHM", {"Ben Bohm"}),
        ("?q=wes.worker@", {"Wes Worker"}),
        ("?kind=role", set()),
        ("?team=0&show=nonsense&skill=x&kind=x", set()),
    ],
)
def test_the_list_shows_whom_one_asks_for(asked: str, shown: set[str], pool: Cast, visit: Any):
    assert _names(visit(pool.member), asked) == shown


def test_the_list_is_cut_down_to_a_team_or_a_skill(pool: Cast, visit: Any):
    team, skill = Team.objects.get(), Skill.objects.get()
    assert _names(visit(pool.member), f"?team={team.pk}") == {"Ana Reyes", "Ben Bohm"}
    assert _names(visit(pool.member), f"?skill={skill.pk}") == {"Ben Bohm"}


def test_the_list_tells_until_when_somebody_is_away(pool: Cast, visit: Any):
    shown = visit(pool.member).get("/people/").content.decode()
    assert "until Thu 5 Mar" in shown  # back on Friday the 6th


def test_who_sees_nobody_else_is_told_so(pool: Cast, visit: Any):
    assert _names(visit(pool.worker), "") == {"Wes Worker"}
    assert "your own teams" in visit(pool.guest).get("/people/").content.decode()


def _names(client: Any, asked: str) -> set[str]:
    return {row.resource.name for row in client.get(f"/people/{asked}").context["rows"]}


def _off(people: Cast, name: str, start: str, finish: str) -> TimeOff:
    return TimeOff.objects.create(resource=people.resources[name], start_on=start, finish_on=finish, entered_at=NOW)
