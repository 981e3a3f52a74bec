"""The staged program on a plan, seen by its program manager."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from cast import NOW, Cast, Stage, cast, stage
from fairlead.access.models import User
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from plan_screen import PlanScreen

TODAY = datetime.fromisoformat("2026-03-04T09:00")


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The staged program with its dates found; its plan's clock stands at TODAY."""
    monkeypatch.setattr("fairlead.api.plans.wall_clock", lambda: TODAY)
    staged = stage(people)
    for project in (staged.shop, staged.attic):
        scope_recalculate(scope=scope_of(project), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


@pytest.fixture
def roadmap(page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]) -> PlanScreen:
    """The program's roadmap as its manager sees it."""
    sign_in(people.manager.user)
    return PlanScreen(page, f"/programs/{plan.program.pk}/roadmap/")
