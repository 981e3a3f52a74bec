"""The programs side by side: in order, cut down, in time, by value against slip; all of it in the address."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from cast import NOW, Cast, Stage, program_of
from fairlead.pages.portfolio import Asked, bubbles_of, timeline_of
from fairlead.programs.models import Benefit, Gate
from fairlead.programs.rules import Stage as ProgramStage
from fairlead.schedule.health.findings import Health, State
from fairlead.schedule.portfolio import NextGate, PortfolioRow

WALL = datetime(2026, 3, 4, 9)


def row(name: str, **values: Any) -> PortfolioRow:
    usual: dict[str, Any] = {
        "id": len(name), "name": name, "code": name[:2].upper(), "stage": ProgramStage.DELIVERY, "managers": (),
        "health": Health(State.ON_TRACK), "percent_complete": None, "start_at": None, "finish_at": None,
        "target_at": None, "slip_days": 0, "work_minutes": 0, "project_count": 0, "values": {}, "benefit_count": 0,
        "off_benefit_count": 0, "gate": None,
    }  # fmt: skip
    return PortfolioRow(**(usual | values))


ROWS = [
    row("Anchor", health=Health(State.AT_RISK), slip_days=3, values={"EUR": Decimal(500)}, work_minutes=400),
    row("Buoy", health=Health(State.OFF_TRACK), slip_days=9, percent_complete=50, values={"USD": Decimal(7)}),
    row("Crane", gate=NextGate(1, "Go", date(2026, 5, 1)), values={"EUR": Decimal(2000)}, work_minutes=100),
    row("Dockyard", stage=ProgramStage.CLOSED, percent_complete=10, gate=NextGate(2, "Stop", date(2026, 4, 1))),
]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, "ABC"),
        ({"show": "closed"}, "D"),
        ({"sort": "-name"}, "DCBA"),
        ({"sort": "health"}, "BACD"),  # the worst first
        ({"sort": "-slip"}, "BACD"),
        ({"sort": "progress"}, "DBAC"),  # 10, 50, and those that have none last
        ({"sort": "-progress"}, "BDAC"),
        ({"sort": "gate"}, "DCAB"),
        ({"sort": "-value"}, "CABD"),
        ({"state": "at_risk"}, "A"),
        ({"stage": "closed"}, "D"),
        ({"search": "cr"}, "C"),
        ({"search": "an"}, "AC"),
        ({"search": "x"}, ""),
    ],
)
def test_programs_come_as_they_are_asked_for(asked: dict[str, str], names: str):
    usual = {"show": "all"} if asked else {}
    assert "".join(each.name[0] for each in Asked(**{**usual, **asked}).rows(ROWS)) == names


def test_open_and_closed_programs_are_counted_as_far_as_they_fit():
    assert [choice[:3] for choice in Asked().choices(ROWS)] == [
        ("open", "Open", 3),
        ("closed", "Closed", 1),
        ("all", "All", 4),
    ]
    assert [choice[2] for choice in Asked(search="an").choices(ROWS)] == [2, 0, 2]
    assert [choice[3] for choice in Asked(sort="-slip").choices(ROWS)] == [
        "?sort=-slip",
        "?show=closed&sort=-slip",
        "?show=all&sort=-slip",
    ]
    # A stage that is asked for decides by itself.
    assert [each.name for each in Asked(stage="closed").rows(ROWS)] == ["Dockyard"]


def test_what_is_asked_for_is_kept_in_the_address():
    asked = Asked(search="a", state="at_risk", sort="-slip", view="bubbles")
    assert asked.address() == "?q=a&state=at_risk&sort=-slip&view=bubbles"
    assert asked.heads()["slip"] == ("descending", "?q=a&state=at_risk&sort=slip&view=bubbles")
    assert asked.heads()["name"] == ("", "?q=a&state=at_risk&view=bubbles")
    assert asked.address(view="table") == "?q=a&state=at_risk&sort=-slip"


def test_bubbles_lie_by_value_and_slip_in_the_currency_of_most():
    chart = bubbles_of(ROWS)
    assert chart is not None
    assert chart.currency == "EUR"
    assert [each.name for each in chart.left_out] == ["Buoy", "Dockyard"]
    anchor, crane = chart.bubbles
    assert (anchor.row.name, crane.row.name) == ("Anchor", "Crane")
    assert anchor.x > crane.x  # 3 days late, and not late
    assert anchor.y > crane.y  # worth 500, and 2,000, which stands higher
    assert anchor.r / crane.r == 2  # 400 minutes of work have four times the area of 100
    assert [label for _x, label in chart.across] == ["0", "1", "2", "3"]
    assert [label for _y, label in chart.up] == ["0", "500", "1,000", "1,500", "2,000"]
    assert bubbles_of(ROWS[3:]) is None
    for each in chart.bubbles:  # whole within the lines, which go from 96 to 872 and from 24 to 392
        assert 96 <= each.x - each.r < each.x + each.r <= 872
        assert 24 <= each.y - each.r < each.y + each.r <= 392


def test_the_timeline_shows_work_target_and_gate():
    assert timeline_of(ROWS[:2], now=WALL) is None
    told = row("Early", start_at=datetime(2026, 3, 2, 8), finish_at=datetime(2026, 3, 12), percent_complete=50.0)
    timeline = timeline_of([told, ROWS[2]], now=WALL)
    assert timeline is not None
    early, crane = timeline.lanes
    assert float(early.done[:-1]) == pytest.approx(float(early.width[:-1]) / 2, abs=0.01)
    assert (crane.x, bool(crane.gate)) == ("", True)


@pytest.mark.parametrize("view", ["table", "timeline", "bubbles"])
def test_the_page_shows_what_one_may_see(view: str, people: Cast, plan: Stage, visit: Any):
    program_of(people.workspace, "Hidden", "HID")
    benefit = {"baseline": 0, "baseline_on": date(2026, 1, 1), "target": 9, "target_on": date(2027, 1, 1)}
    worth = {"measure_until_on": date(2028, 1, 1), "yearly_value": 1500, "currency": "EUR", "created_at": NOW}
    Benefit.objects.create(program=plan.program, name="More", **benefit, **worth)
    Gate.objects.create(workspace=people.workspace, program=plan.program, name="Open", due_on=date(2027, 2, 1))
    shown = visit(people.worker).get(f"/programs/?view={view}").content.decode()
    assert "Relaunch" in shown
    assert "Hidden" not in shown
    assert {"table": "1,500 EUR", "timeline": 'class="gate"', "bubbles": "<circle"}[view] in shown
    none = visit(people.member).get(f"/programs/?view={view}&q=nothing").content.decode()
    assert "No program fits this." in none
