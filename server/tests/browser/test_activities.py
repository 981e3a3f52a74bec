"""Planning what a program does itself, from its empty page to a task that waits for one of a project."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks, looks_of_all
from cast import NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Project
from plan_screen import PlanScreen


def test_a_program_manager_plans_activities_and_lets_them_wait_for_a_project(
    page: Page,
    people: Cast,
    plan: Stage,
    sign_in: Callable[[User], None],
    axe_findings: Any,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    sign_in(people.manager.user)
    at = f"/programs/{plan.program.pk}"
    page.goto(f"{at}/")
    page.get_by_role("link", name="Activities", exact=True).click()
    expect(page.get_by_role("heading", name="No program activities yet")).to_be_visible()
    looks(page, "activities-empty", axe_findings)
    page.get_by_role("button", name="Plan program activities").click()
    page.get_by_role("button", name="Add the first task").click()
    for name in ("Announce", "Doors open"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    page.keyboard.press("Escape")

    roadmap = PlanScreen(page, f"{at}/roadmap/")
    assert roadmap.names()[:4] == ["Program activities", "Announce", "Doors open", "Shop"]
    roadmap.type("Doors open", "duration", "0d")
    roadmap.drawn()
    roadmap.type("Announce", "after", "WARE 2")
    roadmap.drawn()
    roadmap.type("Doors open", "after", "1")
    roadmap.drawn()
    own = Project.plans.get(kind=Project.Kind.ACTIVITIES)
    dates = {each.task.name: each.finish_at for each in TaskDates.objects.filter(project=own).select_related("task")}
    assert {f"{name}: {at:%a %d}" for name, at in dates.items()} == {"Announce: Tue 10", "Doors open: Tue 10"}

    addresses = {
        "activities": f"{at}/activities/",
        "activities-team": f"{at}/activities/team/",
        "activities-ask": f"{at}/activities/ask/",
        "activities-overview": f"{at}/",
        "activities-timeline": "/programs/?view=timeline",
    }
    looks_of_all(page, addresses, axe_findings, wait=lambda _name: page.wait_for_load_state("networkidle"))
    page.goto(f"{at}/")
    card = page.get_by_role("region", name="Program milestones")
    expect(card).to_contain_text("Doors open")
    expect(card).to_contain_text("Tue 10 Mar")
