"""The leveling studio and a proposal: fit for everybody, wide and narrow, light and dark."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import NOW, Cast, Stage, overload
from fairlead.access.models import User
from fairlead.access.rules import ScopeKind
from fairlead.kernel.jobs import QUEUES
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.leveling.services import leveling_begin
from fairlead.schedule.leveling.wishes import Asked
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate, task_edit
from schedule.leveling.conftest import Clock

SUNDAY = NOW - timedelta(days=3)


@pytest.fixture(autouse=True)
def overloaded(
    people: Cast, plan: Stage, monkeypatch: pytest.MonkeyPatch, settings: Any, sign_in: Callable[[User], None]
) -> None:
    """It is Sunday, worker is asked for twice from Monday on, and the test is the worker of the searches."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}
    overload(people, plan)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=SUNDAY)
    sign_in(people.manager.user)


def proposed(people: Cast, plan: Stage, **asked: Any) -> str:
    row = leveling_begin(
        actor=people.manager.actor, kind=ScopeKind.PROGRAM, id=plan.program.pk, asked=Asked(**asked), now=SUNDAY
    )
    level_run(id=row.pk, clock=Clock())
    return f"/scenarios/{row.pk}/"


def test_the_studio_is_fit_for_everybody(page: Page, people: Cast, plan: Stage, axe_findings: Any):
    proposed(people, plan)
    page.goto(f"/programs/{plan.program.pk}/level/")
    expect(page.locator(".overloaded")).to_be_visible()
    looks(page, "studio", axe_findings)


def test_a_proposal_is_fit_for_everybody(page: Page, people: Cast, plan: Stage, axe_findings: Any):
    plan.tasks["draw"].assignments.update(units=3)  # so that there is something that cannot be met
    page.goto(proposed(people, plan, priorities={plan.ware.pk: 1}))
    expect(page.get_by_role("heading", name="What cannot be met")).to_be_visible()
    looks(page, "proposal", axe_findings)


def test_a_refusal_lists_the_differences(page: Page, people: Cast, plan: Stage, axe_findings: Any, problems: list[str]):
    page.goto(proposed(people, plan))
    task_edit(
        actor=people.owner.actor,
        task_id=plan.tasks["draw"].pk,
        version=1,
        edit={"duration_minutes": 1440},
        now=SUNDAY,
    )
    page.get_by_role("button", name="Accept for the chosen projects").click()
    expect(page.get_by_role("alert")).to_contain_text("Draw now runs from Mon 2 Mar 2026 08:00")
    problems.clear()  # the browser tells of the 422 itself
    looks(page, "refused", axe_findings)


def test_projects_are_put_in_order_by_dragging(page: Page, people: Cast, plan: Stage):
    page.goto(f"/programs/{plan.program.pk}/level/")
    expect(page.locator(".overloaded")).to_be_visible()  # it comes later, and puts what follows further down
    rows = page.locator(".order li")
    rows.nth(1).drag_to(rows.nth(0), target_position={"x": 200, "y": 2})
    expect(rows.first).to_contain_text("Warehouse")
    expect(page.get_by_label("Who goes first")).to_have_value("order")
    page.get_by_role("button", name="Find a plan").click()
    expect(page.get_by_role("heading", name="The first plan is being found")).to_be_visible()


def test_a_search_is_stopped_from_its_page(page: Page, people: Cast, plan: Stage):
    page.goto(f"/programs/{plan.program.pk}/level/")
    page.get_by_role("button", name="Find a plan").click()
    page.get_by_role("button", name="Stop and take the best").click()
    expect(page.get_by_role("heading", name="It was stopped before a plan was found")).to_be_visible()
