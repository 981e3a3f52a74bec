"""Importing people in a real browser: both looks, both widths, from the list of people to the pool."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import looks
from cast import Cast, Stage
from fairlead.access.models import User
from fairlead.resources.models import Resource, Team

TABLE = """Name;E-mail;Title;Team;Skills;Calendar;Hours per week;Available until;Shoe size
Ana Abel;ana@x.example;Senior designer;Design;Figma:4; ;30;;38
Wes Worker;;Painter;Design;Figma:2;Office;32;2026-12-31;44
Maya Managr;;;;;;;;
Ben Bad;ben@x.example;;;Figma:9;Ofice;;;
"""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_a_list_of_people_comes_into_the_pool(
    page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    Team.objects.create(workspace=people.workspace, name="Build")
    sign_in(people.owner.user)
    page.goto("/people/")
    page.get_by_role("link", name="Import people").click()
    looks(page, "people-import", axe_findings)
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("List of people").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Levels go from 1 to 5.")).to_be_visible()
    looks(page, "people-preview", axe_findings)
    page.get_by_label("Who “Maya Managr” is").select_option(label="Somebody new")
    page.get_by_label("Create the teams and skills").check()
    page.get_by_label("Leave out the row").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="They are in the pool")).to_be_visible()
    looks(page, "people-imported", axe_findings)
    page.get_by_role("link", name="Show the people").click()
    expect(page.get_by_role("link", name="Ana Abel")).to_be_visible()
    assert Resource.objects.get(name="Wes Worker").title == "Painter"
