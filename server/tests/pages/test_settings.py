"""The page of the workspace's settings, and what they do on other pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from cast import Cast, Stage
from fairlead.access.models import Workspace

SENT = {
    "version": 1,
    "name": "Harbor",
    "time_zone": "",
    "week_start": 0,
    "fiscal_month": 1,
    "currency": "",
    "country": "",
}


@pytest.fixture(autouse=True)
def clock_put_back() -> Iterator[None]:
    """Let no other test live in the time zone of a workspace."""
    yield
    timezone.deactivate()


def test_they_are_saved_and_the_frame_shows_the_new_name(people: Cast, visit: Any):
    client = visit(people.owner)
    assert client.post("/workspace/", {**SENT, "name": "Pier"})["Location"] == "/workspace/"
    assert "<b>Pier</b>" in client.get("/workspace/").content.decode()


def test_a_late_save_shows_both(people: Cast, visit: Any):
    Workspace.objects.filter(pk=people.workspace.pk).update(version=2, name="Quay")
    answer = visit(people.owner).post("/workspace/", {**SENT, "name": "Pier"})
    assert answer.status_code == 409
    assert {"Quay", "Pier"} <= {text for row in answer.context["versions"].rows for text in row}


def test_the_day_is_that_of_the_workspaces_time_zone(people: Cast, plan: Stage, visit: Any):
    # NOW is Wednesday 9:00 in UTC: 23:00 of Tuesday in Pago Pago is behind it, Kiritimati has 23:00 of Wednesday.
    Workspace.objects.filter(pk=people.workspace.pk).update(time_zone="Pacific/Pago_Pago")
    assert "Tue 3 Mar" in visit(people.owner).get("/").content.decode()
    Workspace.objects.filter(pk=people.workspace.pk).update(time_zone="")
    assert "Wed 4 Mar" in visit(people.owner).get("/").content.decode()


def test_a_year_begins_its_weeks_where_the_workspace_does(people: Cast, visit: Any):
    where = f"/people/calendars/{people.calendar.pk}/"
    assert visit(people.owner).get(where).context["weekdays"][0] == "Mon"
    Workspace.objects.filter(pk=people.workspace.pk).update(week_start=6)
    answer = visit(people.owner).get(where)
    assert answer.context["weekdays"][0] == "Sun"
    march = answer.context["months"][2]
    assert [cell.number for cell in march.weeks[0]] == [1, 2, 3, 4, 5, 6, 7]  # 2026-03-01 is a Sunday


def test_forms_begin_with_the_fiscal_year_the_currency_and_the_country(people: Cast, visit: Any):
    Workspace.objects.filter(pk=people.workspace.pk).update(fiscal_month=4, currency="CHF", country="CH")
    client = visit(people.owner)
    aim = client.get("/strategy/objectives/new/").content.decode()
    assert 'value="2025-04-01"' in aim
    assert 'value="2026-03-31"' in aim
    assert 'value="CHF"' in client.get("/proposals/new/").content.decode()
    assert '<option value="CH" selected>' in client.get("/people/calendars/new/").content.decode()
