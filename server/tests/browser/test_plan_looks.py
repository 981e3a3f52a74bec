"""The plan in light and dark, on a desk and in a hand: readable by all, within its page, true to the content policy."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cast import DAY, NOW, Cast, Stage
from fairlead.access.models import User
from fairlead.schedule.services import task_edit
from plan_screen import PlanScreen

SignIn = Callable[[User], None]
Look = Callable[[str], None]
SHOTS = os.environ.get("FAIRLEAD_SHOTS")  # a folder to put pictures into, for people to look at


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, page: Page) -> str:
    theme: str = request.param
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    return theme


@pytest.fixture
def look(page: Page, theme: str, axe_findings: Any, request: pytest.FixtureRequest) -> Look:
    """A function that looks at the page as it is now: nothing that axe finds, and nothing beside the window."""

    def look(state: str) -> None:
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{request.node.name}-{state}.png")
        assert axe_findings(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, state

    return look


def test_the_plan_reads_well_on_a_desk(roadmap: PlanScreen, plan: Stage, look: Look):
    look("roadmap")
    roadmap.page.mouse.move(*roadmap.box(plan.tasks["draw"]).center)
    look("hover")
    roadmap.carry(plan.tasks["draw"], 2)
    expect(roadmap.tip.first).to_contain_text("tasks move")
    look("in-hand")
    roadmap.drop()
    roadmap.trail.get_by_role("button", name="why").click()
    look("trail")
    roadmap.press("Escape")
    roadmap.open_link(plan.tasks["build"])
    look("link")
    roadmap.press("Escape")
    roadmap.page.get_by_role("button", name="View").click()
    look("view")
    roadmap.press("Escape")
    roadmap.go_to("Draw")
    roadmap.press("?")
    look("keys")
    roadmap.press("Escape")
    roadmap.type("Build", "duration", "soon")
    look("unreadable")
    roadmap.press("Escape", "Insert")
    look("draft")
    roadmap.press("Escape", "Space")
    expect(roadmap.page.get_by_role("dialog", name="Task").get_by_role("heading", name="Build")).to_be_visible()
    look("panel")


def test_questions_read_well(roadmap: PlanScreen, people: Cast, plan: Stage, look: Look, problems: list[str]):
    roadmap.page.route("**/changes?*", lambda route: route.fulfill(json={"revision": 0, "reload": False}))
    build = plan.tasks["build"]
    task_edit(actor=people.owner.actor, task_id=build.pk, version=1, edit={"duration_minutes": 5 * DAY}, now=NOW)
    roadmap.type("Build", "duration", "2d")
    question = roadmap.page.get_by_role("dialog", name="Olga Owner has changed Build meanwhile")
    expect(question).to_be_visible()
    look("conflict")
    question.get_by_role("button", name="Keep theirs").click()
    expect(roadmap.text("Build", "duration")).to_have_text("5d")
    roadmap.page.context.set_offline(True)
    roadmap.type("Build", "name", "Construct")
    expect(roadmap.notice).to_contain_text("You are offline.")
    look("offline")
    roadmap.page.context.set_offline(False)
    expect(roadmap.notice).to_be_hidden()
    roadmap.go_to("Design")
    roadmap.press("Delete")
    expect(roadmap.page.get_by_role("dialog", name="Delete Design?")).to_be_visible()
    look("delete")
    problems.clear()


@pytest.fixture
def in_hand(page: Page) -> Iterator[None]:
    """A window as wide as a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return


def test_the_plan_reads_well_in_a_hand(
    page: Page, people: Cast, plan: Stage, sign_in: SignIn, look: Look, in_hand: None
):
    sign_in(people.manager.user)
    screen = PlanScreen(page, f"/programs/{plan.program.pk}/roadmap/")
    look("list")
    page.get_by_role("button", name="Timeline", exact=True).click()
    expect(screen.grid).to_be_hidden()
    look("timeline")
    screen.drag(plan.tasks["draw"], 1)
    expect(screen.trail).to_contain_text("5 tasks moved")
    look("moved")
    screen.trail.get_by_role("button", name="why").click()
    look("trail")
    screen.press("Escape")
    page.mouse.click(*screen.box(plan.tasks["draw"]).center)
    page.mouse.dblclick(*screen.box(plan.tasks["draw"]).center)
    expect(page.get_by_role("dialog", name="Task").get_by_role("heading", name="Draw")).to_be_visible()
    look("panel")


def test_a_plan_without_tasks_says_how_to_begin(page: Page, people: Cast, plan: Stage, sign_in: SignIn, look: Look):
    plan.tasks["sort"].delete()
    sign_in(people.owner.user)
    page.goto(f"/projects/{plan.attic.pk}/plan/")
    expect(page.get_by_role("heading", name="No tasks yet")).to_be_visible()
    look("empty")
    page.get_by_role("button", name="Add the first task").click()
    page.keyboard.type("Begin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="Begin")).to_be_visible()
