"""The heatmap of load: opened by pointer and by keys, fit for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from browser.looks import looks
from cast import NOW, Cast, Stage, overload
from fairlead.access.models import User
from fairlead.resources.models import ResourceSkill, Skill
from fairlead.schedule.models import Recalculation
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate

HERE = "/people/load/?start=2026-03-02"


@pytest.fixture
def crowded(people: Cast, plan: Stage) -> Stage:
    """Wes is on two tasks on Monday and Tuesday of a week of five days."""
    overload(people, plan)
    scope_recalculate(scope=scope_of(plan.shop), cause=Recalculation.Cause.REQUEST, now=NOW)
    return plan


@pytest.fixture
def load(page: Page, people: Cast, crowded: Stage, sign_in: Callable[[User], None]) -> Page:
    sign_in(people.manager.user)
    page.goto(HERE)
    page.get_by_role("grid", name="Load").wait_for()
    return page


def test_a_week_with_a_day_too_full_says_so_and_opens_to_its_tasks(load: Page):
    cell = load.get_by_role("gridcell", name="Wes Worker").first
    expect(cell).to_contain_text("▲80")
    cell.click()
    panel = load.locator(".fll-panel")
    expect(panel).to_contain_text("Too much by the day16 h")
    expect(panel.get_by_role("link")).to_have_text(["Draw", "Shelves"])
    panel.get_by_role("link", name="Draw").click()
    expect(load.get_by_role("dialog", name="Task")).to_contain_text("Draw")


def test_keys_walk_the_cells_and_open_one(load: Page):
    load.get_by_role("grid", name="Load").focus()
    load.keyboard.press("Control+Home")
    load.keyboard.press("ArrowDown")
    load.keyboard.press("Enter")
    panel = load.locator(".fll-panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Wes Worker")
    load.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(load.get_by_role("grid", name="Load")).to_be_focused()


def test_the_load_is_fit_for_everybody(load: Page, axe_findings: Any):
    looks(load, "load", axe_findings)
    load.locator(".fll-cell").nth(26).click()
    expect(load.locator(".fll-panel section")).not_to_have_count(0)
    looks(load, "load-open", axe_findings)


def test_without_scripts_the_first_rows_are_a_table(
    page: Page, people: Cast, crowded: Stage, sign_in: Callable[[User], None], problems: list[str]
):
    sign_in(people.manager.user)
    page.route("**/load-*.js", lambda route: route.abort())
    page.goto(HERE)
    expect(page.get_by_role("row", name="Wes Worker")).to_contain_text("▲80")
    problems.clear()  # the browser tells of the script that it was not given


def test_a_program_shows_the_whole_load_of_its_people(
    page: Page, people: Cast, crowded: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    sign_in(people.manager.user)
    held: list[Route] = []
    page.route("**/api/v1/load?*", lambda route, _request: held.append(route))
    with page.expect_request("**/api/v1/load?*"):
        page.goto(f"/programs/{crowded.program.pk}/load/?start=2026-03-02")
    expect(page.get_by_role("rowheader", name="Wes Worker")).to_be_visible()
    assert axe_findings(page) == []  # while the numbers are read, the table that the server wrote stands in for them
    held[0].continue_()
    expect(page.get_by_role("grid", name="Load")).to_be_visible()
    looks(page, "program-load", axe_findings)


def test_what_a_skill_lacks_and_who_could_do_it(
    page: Page, people: Cast, crowded: Stage, sign_in: Callable[[User], None], axe_findings: Any
):
    skill = Skill.objects.create(workspace=people.workspace, name="Painting")
    for resource in people.resources.values():
        ResourceSkill.objects.create(resource=resource, skill=skill, level=3)
    sign_in(people.manager.user)
    page.goto("/people/load/skills/")
    expect(page.get_by_role("row", name="Painting").first).to_be_visible()
    page.get_by_label("Skill", exact=True).select_option("Painting")
    page.get_by_label("From").fill("2026-03-02")
    page.get_by_label("Until before").fill("2026-03-09")
    page.get_by_label("Hours of work").fill("40")
    page.get_by_role("button", name="Who could do this").click()
    # Wes is on two tasks on two of the five days.
    expect(page.get_by_role("row", name="Maya Manager")).to_contain_text("all of it")
    expect(page.get_by_role("row", name="Wes Worker")).to_contain_text("60 % of it")
    looks(page, "skill-demand", axe_findings)
