"""Export in a real browser: from the project's page to the file, with the keyboard alone, in both looks and widths."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import Cast, Stage
from fairlead.access.models import User
from fairlead_engine.formats import read


@pytest.fixture
def maya(page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]) -> Page:
    """A page on which the program manager is signed in."""
    sign_in(people.manager.user)
    return page


def press_on(page: Page, name: str) -> None:
    """Reach the link called `name` with the Tab key, and press Enter on it."""
    link = page.get_by_role("link", name=name)
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the Tab key does not reach {name}")


def test_a_program_leaves_as_a_file_of_p6_by_the_keyboard(maya: Page, plan: Stage, tmp_path: Path):
    maya.goto(f"/programs/{plan.program.pk}/")
    maya.get_by_role("button", name="More").focus()
    maya.keyboard.press("Enter")
    press_on(maya, "Export")
    expect(maya.get_by_role("heading", name="Export “Relaunch”")).to_be_visible()
    press_on(maya, "Primavera P6")
    expect(maya.get_by_role("link", name="Primavera P6")).to_have_attribute("aria-current", "true")
    with maya.expect_download() as download:
        press_on(maya, "Download")
    assert download.value.suggested_filename == "Relaunch.xer"
    download.value.save_as(tmp_path / "plan.xer")
    assert "Move in" in {task.name for task in read(tmp_path / "plan.xer").plan.tasks}


def test_the_choice_looks_well_everywhere(maya: Page, plan: Stage, axe_findings: Any):
    for name, ending in (("Microsoft Project", "xml"), ("Excel workbook", "xlsx")):
        maya.goto(f"/projects/{plan.shop.pk}/export/")
        maya.get_by_role("link", name=name).click()
        expect(maya.get_by_role("heading", name="Not in this file")).to_be_visible()
        looks(maya, f"export-{ending}", axe_findings)
    maya.goto(f"/programs/{plan.program.pk}/export/?format=json")
    expect(maya.get_by_text("Everything in the plan is in this file.")).to_be_visible()
    looks(maya, "export-json", axe_findings)
    maya.goto(f"/projects/{plan.shop.pk}/")
    looks(maya, "export-button", axe_findings)
