"""The plans of the demo workspace, as a visitor meets them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from fairlead.access.models import User
from fairlead.demo.services import demo_load
from fairlead.demo.signins import SIGN_INS
from fairlead.programs.models import Program
from fairlead.work.models import Project, Task
from plan_screen import PlanScreen


def test_every_plan_of_the_demo_opens(
    page: Page, transactional_db: None, sign_in: Callable[[User], None], axe_findings: Any
):
    demo_load(today=date(2026, 3, 4))
    owner = next(one for one in SIGN_INS if one.role == "Workspace owner")
    sign_in(User.objects.get(email=owner.email))
    for program in Program.objects.all():
        screen = PlanScreen(page, f"/programs/{program.pk}/roadmap/")
        projects = Project.plans.filter(program=program)  # with the plan of its own activities
        rows = projects.count() + Task.objects.filter(project__in=projects).count()
        expect(screen.grid).to_have_attribute("aria-rowcount", str(rows + 1))  # with the head
        assert axe_findings(page) == []
