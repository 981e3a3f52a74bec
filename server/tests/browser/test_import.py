"""The import wizard in a real browser: files as people have them, both looks, both widths, for the keyboard too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.looks import SHOTS, looks
from cast import NOW, Cast, Stage
from exchange.files import NAMED, OWN, assignment, corpus_file, house, mspdi, needs_corpus, resource, task
from fairlead.access.models import User
from fairlead.exchange import tasks
from fairlead.exchange.services import import_read
from fairlead.work.models import Project


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def maya(page: Page, people: Cast, plan: Stage, sign_in: Callable[[User], None]) -> Page:
    """A page on which the program manager is signed in."""
    sign_in(people.manager.user)
    return page


def choose(page: Page, content: bytes, name: str = "house.xml") -> None:
    page.goto("/imports/")
    page.get_by_label("Plan file").set_input_files({"name": name, "mimeType": "text/xml", "buffer": content})
    page.get_by_role("button", name="Read the file").click()


def many_differences() -> bytes:
    """Return a plan with everything that a preview shows: differences, people, losses, long names."""
    filed = {"Start": "2026-04-06T08:00:00", "Finish": "2026-04-06T17:00:00"}
    names = [
        "Survey the site with everybody who will ever work there and write down what they say",
        "Dig",
        "Pour",
        "Dry",
    ]
    return mspdi(
        *(task(uid, names[uid % 4], after=(uid - 1,) if uid > 1 else (), Cost="5", **filed) for uid in range(1, 31)),
        resources=tuple(resource(uid, name) for uid, name in enumerate(["Wes Worker", "Petra New", "Crane"], 1)),
        assignments=(assignment(1, 1, 1), assignment(2, 2, 2)),
    )


def test_a_file_becomes_a_project_of_the_program(maya: Page, plan: Stage):
    maya.goto(f"/programs/{plan.program.pk}/")
    maya.get_by_role("button", name="More").click()
    maya.get_by_role("link", name="Import a file").click()
    maya.get_by_label("Plan file").set_input_files({"name": "house.xml", "mimeType": "text/xml", "buffer": house()})
    maya.get_by_role("button", name="Read the file").click()
    expect(maya.get_by_role("heading", name="house.xml")).to_be_visible()
    expect(maya.get_by_text("1 day earlier")).to_be_visible()
    expect(maya.get_by_label("Program")).to_have_value(str(plan.program.pk))
    maya.get_by_label("Name").fill("Our house")
    maya.get_by_label("Who “Petra New” is").select_option(label="Maya Manager")
    maya.get_by_role("button", name="Import", exact=True).click()
    expect(maya.get_by_text("is a project now, with 4 tasks")).to_be_visible()
    project = Project.objects.get(name="Our house")
    assert maya.url.endswith(f"/projects/{project.pk}/plan/")
    assert project.tasks.filter(assignments__resource__name="Maya Manager").count() == 1


def test_the_steps_look_well_everywhere(maya: Page, axe_findings: Any):
    maya.goto("/imports/")
    looks(maya, "choose", axe_findings)
    choose(maya, many_differences())
    expect(maya.get_by_role("heading", name="Our dates beside the file's")).to_be_visible()
    looks(maya, "preview", axe_findings)
    choose(maya, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, name="plan.mpp")
    expect(maya.get_by_role("heading", name="This file was not read")).to_be_visible()
    looks(maya, "refused", axe_findings)


def test_a_table_is_told_what_its_columns_hold_by_the_keyboard(maya: Page, axe_findings: Any, problems: list[str]):
    choose(maya, OWN, "plan.csv")
    expect(maya.get_by_role("heading", name="What do the columns hold?")).to_be_visible()
    looks(maya, "columns", axe_findings)
    maya.get_by_label("What “Vorhaben” holds").focus()
    for keys in ("Name", "Duration", "Notes"):
        maya.keyboard.type(keys)
        maya.keyboard.press("Tab")
    maya.keyboard.type("Name")  # twice: told at both
    maya.keyboard.press("Tab")
    maya.keyboard.press("Enter")
    expect(maya.get_by_text("Two columns cannot hold the same.")).to_have_count(2)
    looks(maya, "columns-wrong", axe_findings)
    assert [("422" in problem) for problem in problems] == [True]  # the browser's own word for what the page tells
    problems.clear()
    maya.get_by_label("What “Danach kommt” holds").select_option(label="Predecessors: what it waits for")
    maya.get_by_role("button", name="Read it so").press("Enter")
    expect(maya.get_by_role("heading", name="What the columns hold")).to_be_visible()
    looks(maya, "preview-table", axe_findings)
    maya.get_by_role("link", name="Change").click()
    expect(maya.get_by_label("What “Wie lang” holds")).to_have_value("Duration")
    looks(maya, "columns-again", axe_findings)
    maya.get_by_role("link", name="Cancel").click()
    expect(maya.get_by_role("heading", name="Make it a project")).to_be_visible()


def test_a_page_waits_for_its_file_and_shows_it_unasked(maya: Page, axe_findings: Any, monkeypatch: pytest.MonkeyPatch):
    waiting: list[int] = []
    with monkeypatch.context() as held:
        held.setattr(tasks, "file_read_later", waiting.append)
        choose(maya, house())
        expect(maya.get_by_role("heading", name="The file is being read")).to_be_visible()
        looks(maya, "reading", axe_findings)
        import_read(id=waiting[0], now=NOW)
        expect(maya.get_by_role("heading", name="Make it a project")).to_be_visible()


def test_a_file_that_is_too_large_is_told_before_it_is_sent(maya: Page, settings: Any):
    settings.IMPORT_MAX_BYTES = 1000
    maya.goto("/imports/")
    file = maya.get_by_label("Plan file")
    file.set_input_files({"name": "big.xml", "mimeType": "text/xml", "buffer": b"x" * 1001})
    expect(maya.get_by_role("alert")).to_contain_text("larger than")
    assert file.input_value() == ""


def test_pressing_import_twice_makes_one_project(maya: Page):
    choose(maya, house())
    maya.get_by_role("button", name="Import", exact=True).dblclick()
    expect(maya.get_by_text("is a project now").or_(maya.get_by_text("It is the project"))).to_be_visible()
    assert Project.objects.filter(name="House").count() == 1


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("name", NAMED)
def test_real_plans_import_through_the_page(maya: Page, plan: Stage, axe_findings: Any, name: str):
    filename, content = corpus_file(name)
    choose(maya, content, filename)
    expect(maya.get_by_role("heading", name="Make it a project")).to_be_visible()
    looks(maya, name, axe_findings)
    maya.get_by_label("Code").fill(name.upper())
    maya.get_by_role("button", name="Import", exact=True).click()
    expect(maya.get_by_text("is a project now")).to_be_visible()
    project = Project.objects.get(code=name.upper())
    assert project.program == plan.program
    assert project.tasks.filter(dates__isnull=False).count() == project.tasks.count() > 30
    if SHOTS:
        maya.wait_for_timeout(1500)
        maya.screenshot(path=f"{SHOTS}/{name}-plan.png")
