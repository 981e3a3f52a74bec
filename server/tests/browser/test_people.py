"""People in a real browser: levels by keyboard and mouse, a country's parts, time off that moves a task."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from cast import Cast, Stage
from fairlead.access.models import User
from fairlead.resources.models import ResourceSkill, Skill

SignIn = Callable[[User], None]


def test_levels_are_said_by_keyboard(page: Page, people: Cast, plan: Stage, sign_in: SignIn, axe_findings: Any):
    for name in ("Drawing", "Welding"):
        Skill.objects.create(workspace=people.workspace, name=name)
    sign_in(people.owner.user)
    page.goto("/people/skills/")
    maya = page.get_by_role("row", name="Maya Manager").get_by_role("gridcell").nth(0)
    wes = page.get_by_role("row", name="Wes Worker").get_by_role("gridcell").nth(1)
    maya.focus()
    page.keyboard.press("4")
    expect(page.get_by_role("status").last).to_have_text("Maya Manager, Drawing: 4. saved")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(wes).to_be_focused()
    page.keyboard.press("2")
    expect(page.get_by_role("status").last).to_have_text("Wes Worker, Welding: 2. saved")
    assert _levels() == {("Maya Manager", "Drawing", 4), ("Wes Worker", "Welding", 2)}
    page.keyboard.press("Delete")
    expect(page.get_by_role("status").last).to_have_text("Wes Worker, Welding: none. saved")
    assert _levels() == {("Maya Manager", "Drawing", 4)}
    assert axe_findings(page) == []


def test_a_level_is_chosen_with_the_mouse(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    Skill.objects.create(workspace=people.workspace, name="Drawing")
    sign_in(people.owner.user)
    page.goto("/people/skills/")
    cell = page.get_by_role("row", name="Wes Worker").get_by_role("gridcell")
    cell.click()
    page.get_by_label("Wes Worker, Drawing").select_option("5")
    expect(page.get_by_role("status").last).to_have_text("Wes Worker, Drawing: 5. saved")
    expect(cell).to_have_text("5")
    assert _levels() == {("Wes Worker", "Drawing", 5)}


def test_who_may_not_edit_the_pool_reads_the_matrix(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    Skill.objects.create(workspace=people.workspace, name="Drawing")
    sign_in(people.member.user)
    page.goto("/people/skills/")
    page.get_by_role("row", name="Wes Worker").get_by_role("gridcell").click()
    expect(page.locator("select[aria-label='Wes Worker, Drawing']")).to_have_count(0)


def test_the_parts_of_a_country_follow_it(page: Page, people: Cast, sign_in: SignIn):
    sign_in(people.owner.user)
    page.goto(f"/people/calendars/{people.calendar.pk}/edit/")
    page.get_by_label("Public holidays of").select_option(label="Germany")
    expect(page.locator("#id_subdivision option[value=BY]")).to_have_count(1)
    page.locator("#id_subdivision").select_option("BY")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Public holidays in")).to_be_visible()
    assert people.calendar.exceptions.filter(name="Epiphany").exists()


def _levels() -> set[tuple[str, str, int]]:
    return set(ResourceSkill.objects.values_list("resource__name", "skill__name", "level"))
