"""Walk 5: a plan file becomes one more project of the program, by a person with a browser."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import NOW, Cast, Stage, cast, stage
from exchange.files import house
from fairlead.access.models import User
from fairlead.exchange.models import Confirmation
from fairlead.kernel.models import AuditEntry
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from fairlead.work.models import Project


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return cast()


@pytest.fixture
def plan(people: Cast) -> Stage:
    staged = stage(people)
    scope_recalculate(scope=scope_of(staged.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return staged


def test_a_file_becomes_one_more_project_of_the_program(
    page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], settings: Any, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path / "files"
    file = tmp_path / "my house.xml"
    file.write_bytes(house())
    sign_in(people.manager.user)

    page.goto(f"/programs/{plan.program.pk}/")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("Plan file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()

    # the preview: four tasks in two links, one of them not where the file has it, and why
    expect(page.get_by_text("1 summary · 1 milestone · 2 links")).to_be_visible()
    pour = page.get_by_role("row", name="Pour")
    expect(pour).to_contain_text("1 day earlier")
    expect(pour).to_contain_text("as its link from “Dig” says")
    expect(page.get_by_label("Who “Wes  worker” is").locator("option:checked")).to_have_text("Wes Worker")
    assert not Project.objects.filter(name="House").exists()

    page.get_by_label("Code").fill("HOUSE")
    page.get_by_role("button", name="Import", exact=True).click()

    # the plan is drawn: the project is in the program, with its dates, and says where it came from
    expect(page.get_by_role("row", name="Pour").first).to_be_visible()
    project = Project.objects.get(code="HOUSE")
    assert (project.program, page.url.endswith(f"/projects/{project.pk}/plan/")) == (plan.program, True)
    dates = TaskDates.objects.get(task__project=project, task__name="Pour")
    assert (dates.start_at, dates.finish_at) == (datetime(2026, 3, 4, 8), datetime(2026, 3, 4, 17))
    assert Confirmation.objects.get(project=project).by == people.manager.person
    assert AuditEntry.objects.get(action="project.import").cause == "Imported from my house.xml"
    assert list((tmp_path / "files" / "imports").glob("*")) == []
