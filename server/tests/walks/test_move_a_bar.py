"""The walk of docs/walks/move-a-bar.md: a bar is dragged, and all that depends on it moves."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, Request, expect

from cast import NOW, cast, stage
from fairlead.access.models import User
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.models import Recalculation, TaskDates, TaskMove
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Task
from fairlead_engine.plan import ConstraintKind
from plan_screen import PlanScreen


@pytest.mark.django_db(transaction=True)
def test_a_bar_is_moved_and_everything_that_depends_on_it_follows(
    page: Page, sign_in: Callable[[User], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("fairlead.api.plans.wall_clock", lambda: datetime.fromisoformat("2026-03-04T09:00"))
    people = cast()
    plan = stage(people)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    moves_before = TaskMove.objects.count()
    draw, move_in = plan.tasks["draw"], plan.tasks["move_in"]
    sign_in(people.manager.user)
    address = f"/programs/{plan.program.pk}/roadmap/"
    others = PlanScreen(page.context.new_page(), address)
    screen = PlanScreen(page, address)

    # 1 The bar follows the pointer; a preview tells what would move, and writes nothing.
    screen.carry(draw, 2)
    expect(screen.tip.first).to_contain_text("5 tasks move · finish Wed 11 Mar (+2 days)")
    assert TaskMove.objects.count() == moves_before
    with page.expect_request(re.compile(rf"/api/v1/tasks/{draw.pk}$")) as sent:
        screen.drop()
    assert asked_of(sent.value) == ("PATCH", {"start": "2026-03-04T08:00"}, '"1"')

    # 5-7 It is said as a start no earlier than, under a new version, with its audit.
    said = Task.objects.get(pk=draw.pk)
    assert (said.version, said.constraint) == (2, ConstraintKind.SNET)
    assert said.constraint_at == datetime.fromisoformat("2026-03-04T08:00")
    entry = AuditEntry.objects.get(target="task", target_id=draw.pk)
    assert (entry.actor_name, entry.after["constraint_at"]) == ("Maya Manager", "2026-03-04T08:00:00")

    # 8-12 The whole program was found anew; the task of the other project moved, and its move has its cause.
    assert TaskDates.objects.get(task=move_in).start_at == datetime.fromisoformat("2026-03-11T08:00")
    assert TaskMove.objects.filter(task=move_in).latest("pk").because_task == plan.tasks["build"]

    # 13-14 The rows on screen changed, what happened is told, and the inverse edit brings it all back.
    expect(screen.text("Move in", "start")).to_have_text("Wed 11 Mar")
    expect(screen.trail).to_contain_text("Finish moved +2 days to Wed 11 Mar · 5 tasks moved")

    # The plan that is open elsewhere asks for the rows that changed since.
    others.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(others.text("Move in", "start")).to_have_text("Wed 11 Mar")

    screen.trail.get_by_role("button", name="undo").click()
    expect(screen.text("Move in", "start")).to_have_text("Mon 9 Mar")
    screen.drawn()
    assert TaskDates.objects.get(task=move_in).start_at == datetime.fromisoformat("2026-03-09T08:00")


def asked_of(request: Request) -> tuple[str, object, str]:
    return request.method, request.post_data_json, request.headers["if-match"]
