"""Finding who is asked for far more than they have, for the health of the projects that ask."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cast import NOW, Cast, Stage, overload
from fairlead.config import rounds
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.facts import project_row
from fairlead.schedule.health.figures import Asked, figure_open
from fairlead.schedule.health.findings import Concern, State
from fairlead.schedule.health.rows import Figure
from fairlead.schedule.health.subjects import SubjectKind
from fairlead.schedule.models import Overload, Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.staffing.models import Booking, OverloadLook
from fairlead.staffing.overloads import overloads_find, overloads_round
from fairlead.work.models import Project

MONDAY = date(2026, 3, 2)
WALL = datetime(2026, 3, 2, 9)
DAY = 480


@pytest.fixture
def found(people: Cast, plan: Stage) -> Stage:
    """All dates found; nobody is asked for more than they have yet."""
    for project in (plan.shop, plan.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)
    return plan


def find(people: Cast, now: datetime = NOW) -> bool:
    return overloads_find(workspace_id=people.workspace.pk, now=now)


def firm(people: Cast, project: Project, share: str, weeks: int = 2) -> None:
    """Promise Wes to a project, as it was before somebody's hours shrank: also what they do not have."""
    Booking.objects.create(
        workspace=people.workspace,
        project=project,
        resource=people.resources["Wes Worker"],
        start_on=MONDAY,
        finish_on=MONDAY + timedelta(weeks=weeks),
        units=Decimal(share),
        is_firm=True,
        booked_at=NOW,
    )


def concerns(people: Cast, project: Project) -> dict[Concern, int]:
    row = project_row(id=project.pk, actor=people.owner.actor, now=WALL)
    return {each.concern: each.count for each in row.health.reasons}


def test_somebody_asked_for_far_more_puts_each_project_that_asks_at_risk(people: Cast, found: Stage):
    firm(people, found.shop, "1")
    firm(people, found.ware, "0.5")
    assert find(people)
    assert concerns(people, found.shop) == concerns(people, found.ware) == {Concern.OVERLOADED: 1}
    assert concerns(people, found.attic) == {}
    row = project_row(id=found.shop.pk, actor=people.owner.actor, now=WALL)
    assert row.health.state is State.AT_RISK
    opened = figure_open(
        kind=SubjectKind.PROJECT,
        id=found.shop.pk,
        figure=Figure.PEOPLE_OVERLOADED,
        actor=people.owner.actor,
        now=WALL,
    )
    # The two days of draw lie within what is promised to the shop.
    asked = Asked(minutes=round(7.5 * DAY), of_minutes=5 * DAY, week_on=MONDAY)
    assert [(each.kind, each.name, each.asked) for each in opened.rows] == [("person", "Wes Worker", asked)]
    assert opened.value == 1
    Booking.objects.filter(project=found.ware).delete()
    OverloadLook.objects.all().delete()
    assert find(people)
    assert concerns(people, found.shop) == {}
    assert not Overload.objects.exists()


def test_it_is_a_risk_only_for_a_project_of_whose_work_ahead_half_lies_in_full_weeks(people: Cast, found: Stage):
    firm(people, found.shop, "1", weeks=3)
    firm(people, found.ware, "0.5", weeks=1)
    find(people)
    # One week is full: of the 120 h of the shop it has 40, of the 20 h of the warehouse all.
    assert (concerns(people, found.shop), concerns(people, found.ware)) == ({}, {Concern.OVERLOADED: 1})


# A week has 40 h. A fifth of it is 8 h, and an hour is spared: 49 h are the limit.
@pytest.mark.parametrize(("share", "is_over"), [("0.20", False), ("0.22", False), ("0.23", True)])
def test_a_fifth_and_an_hour_above_what_there_is_is_nothing_yet(people: Cast, found: Stage, share: str, is_over: bool):
    firm(people, found.shop, "1")
    firm(people, found.ware, share)
    find(people)
    assert concerns(people, found.ware) == ({Concern.OVERLOADED: 1} if is_over else {})


def test_a_closed_project_asks_for_nobody(people: Cast, found: Stage):
    firm(people, found.shop, "1")
    firm(people, found.ware, "1")
    Project.objects.filter(pk=found.ware.pk).update(closed_at=NOW)
    find(people)
    assert concerns(people, found.shop) == {}


def test_they_are_found_anew_once_something_is_edited_or_a_week_begins(people: Cast, found: Stage):
    overload(people, found)
    AuditEntry.objects.all().delete()
    assert find(people)
    assert not find(people, NOW + timedelta(minutes=5))
    AuditEntry.objects.create(
        scope=people.workspace.pk, at=NOW + timedelta(minutes=6), action="x", target="y", target_id=1
    )
    assert find(people, NOW + timedelta(minutes=10))
    assert not find(people, NOW + timedelta(minutes=15))
    assert find(people, NOW + timedelta(days=7))


def test_weeks_begin_by_the_clock_of_the_workspace(people: Cast, found: Stage):
    people.workspace.time_zone = "Pacific/Auckland"
    people.workspace.save()
    firm(people, found.shop, "1", weeks=3)
    firm(people, found.ware, "1", weeks=3)
    overloads_round(now=datetime(2026, 3, 8, 12, tzinfo=UTC))  # Sunday noon in Greenwich is Monday there
    assert {row.week_on for row in Overload.objects.all()} == {date(2026, 3, 9)}


def test_what_fails_is_logged_and_keeps_nobody_else(
    people: Cast, found: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*, now: datetime) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(rounds, "ROUNDS", (broken, overloads_round))
    rounds.rounds_do(now=NOW)
    assert "broken failed" in caplog.text
    assert OverloadLook.objects.filter(pk=people.workspace.pk).exists()
