"""The walk of docs/walks/level-a-program.md: two tasks ask for the same person, and the manager sorts it out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import NOW, cast, overload, stage
from fairlead.access.models import User
from fairlead.kernel.jobs import QUEUES
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.models import Recalculation, Scenario, ScenarioEdit, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Task
from schedule.leveling.conftest import Clock

SUNDAY = NOW - timedelta(days=3)


@pytest.mark.django_db(transaction=True)
def test_a_program_is_leveled_looked_at_and_accepted(
    page: Page, sign_in: Callable[[User], None], monkeypatch: pytest.MonkeyPatch, settings: Any, axe_findings: Any
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}
    people = cast()
    plan = stage(people)
    overload(people, plan)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=SUNDAY)
    shelves = plan.tasks["shelves"]
    sign_in(people.manager.user)

    # 1 The program tells who is asked for too much.
    page.goto(f"/programs/{plan.program.pk}/")
    expect(page.locator(".overloaded")).to_contain_text("Wes Worker 200 % in 2 projects")
    page.get_by_role("link", name="Level people").click()

    # 2 The manager says how; Alt with an arrow key puts a project before another.
    expect(page).to_have_title("Level people · Relaunch · Fairlead")
    assert axe_findings(page) == []
    up = page.get_by_role("button", name="Move Warehouse up")
    up.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".order li").first).to_contain_text("Warehouse")
    expect(page.get_by_label("Who goes first")).to_have_value("order")
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_label("Who goes first").select_option("least")
    page.get_by_label("A day of delay counts Warehouse").fill("2")
    page.get_by_role("button", name="Find a plan").click()

    # 3-7 A worker searches while the page watches; the proposal appears by itself.
    expect(page.get_by_role("heading", name="The first plan is being found")).to_be_visible()
    scenario = Scenario.objects.get()
    assert scenario.leveling.wishes["weights"] == {str(plan.ware.pk): 2.0}
    level_run(id=scenario.pk, clock=Clock())
    reason = "Wes Worker works on “Draw” of Shop until then, which can wait less."
    expect(page.get_by_role("row", name="Shelves")).to_contain_text(reason)
    expect(page.get_by_role("row", name="Shelves")).to_contain_text("+2 d")
    expect(page.get_by_text("16 h → 0 h")).to_be_visible()
    expect(page.get_by_text("With these projects nobody stays overloaded.")).to_be_visible()
    page.get_by_label("Accept for Warehouse").uncheck()
    expect(page.locator("#left")).to_contain_text("Wes Worker 16 h week of 2 Mar")
    page.get_by_label("Accept for Warehouse").check()
    expect(page.get_by_text("With these projects nobody stays overloaded.")).to_be_visible()
    assert axe_findings(page) == []
    assert not Task.objects.filter(leveling_delay_minutes__gt=0).exists()

    # 8-12 Accepted, it is what is said, with its audit; the dates followed in the same transaction.
    page.get_by_role("button", name="Accept for the chosen projects").click()
    expect(page.get_by_text("Accepted: 1 task moved.")).to_be_visible()
    assert f"{TaskDates.objects.get(task=shelves).start_at:%a %H:%M}" == "Wed 08:00"
    entry = AuditEntry.objects.get(action="task.update", target_id=shelves.pk)
    assert entry.after["leveling_delay_minutes"] == ScenarioEdit.objects.get().leveling_delay_minutes
    assert entry.cause == "leveled so that nobody is asked for more than there is"

    # 13 Taken back as a whole.
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back: the plan is as it was before.")).to_be_visible()
    assert f"{TaskDates.objects.get(task=shelves).start_at:%a %H:%M}" == "Mon 08:00"
