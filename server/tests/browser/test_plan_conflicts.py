"""When an edit does not go through at once: others were faster, the server is away, or the browser is offline."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from cast import DAY, NOW, Cast, Player, Stage
from fairlead.access.models import User
from fairlead.schedule.edits import TaskEdit
from fairlead.schedule.services import task_add, task_edit
from fairlead.work.models import Task
from fairlead.work.services import NewTask
from plan_screen import PlanScreen

SignIn = Callable[[User], None]


@pytest.fixture
def alone(roadmap: PlanScreen) -> PlanScreen:
    """The roadmap, which does not hear of what others do until an edit tells."""
    roadmap.page.route("**/changes?*", lambda route: route.fulfill(json={"revision": 0, "reload": False}))
    return roadmap


def meanwhile(who: Player, task: Task, edit: TaskEdit) -> None:
    """Somebody else edits a task."""
    task.refresh_from_db()
    task_edit(actor=who.actor, task_id=task.pk, version=task.version, edit=edit, now=NOW)


def test_a_late_edit_shows_both_versions_and_who_was_first(
    alone: PlanScreen, people: Cast, plan: Stage, problems: list[str]
):
    meanwhile(people.owner, plan.tasks["build"], {"duration_minutes": 5 * DAY})
    alone.type("Build", "duration", "2d")
    question = alone.page.get_by_role("dialog", name="Olga Owner has changed Build meanwhile")
    row = question.get_by_role("row").filter(has_text="Duration")
    expect(row.get_by_role("cell")).to_have_text(["2d", "5d"])
    question.get_by_role("button", name="Apply mine on top").click()
    expect(alone.text("Build", "duration")).to_have_text("2d")
    expect(alone.text("Move in", "start")).to_have_text("Fri 6 Mar")  # Wednesday and Thursday are for building
    alone.drawn()
    assert Task.objects.get(pk=plan.tasks["build"].pk).duration_minutes == 2 * DAY
    problems.clear()  # the browser counts the 409 as one


def test_theirs_can_be_kept(alone: PlanScreen, people: Cast, plan: Stage, problems: list[str]):
    alone.carry(plan.tasks["build"], 1)
    meanwhile(people.owner, plan.tasks["build"], {"name": "Build it", "duration_minutes": 5 * DAY})
    alone.page.mouse.up()
    question = alone.page.get_by_role("dialog", name=re.compile("Olga Owner has changed"))
    expect(question.get_by_role("row").filter(has_text="Start")).to_contain_text("Thu 5 Mar 2026")
    question.get_by_role("button", name="Keep theirs").click()
    expect(alone.text("Build it", "duration")).to_have_text("5d")
    expect(alone.text("Build it", "start")).to_have_text("Wed 4 Mar")
    expect(alone.text("Move in", "start")).to_have_text("Wed 11 Mar")
    problems.clear()


def test_what_is_being_typed_elsewhere_survives_the_question(
    alone: PlanScreen, people: Cast, plan: Stage, problems: list[str]
):
    meanwhile(people.owner, plan.tasks["build"], {"name": "Build it"})
    with held(alone.page, f"**/tasks/{plan.tasks['build'].pk}") as release:
        alone.type("Build", "name", "Construct")
        alone.open_cell("Shelves", "name")
        alone.field.fill("Racks")
        release()
        question = alone.page.get_by_role("dialog", name=re.compile("Olga Owner has changed"))
        question.get_by_role("button", name="Apply mine on top").click()
        expect(alone.text("Construct", "name")).to_be_visible()
        expect(alone.text("Racks", "name")).to_be_visible()
    alone.drawn()
    assert Task.objects.get(pk=plan.tasks["shelves"].pk).name == "Racks"
    problems.clear()


def test_what_others_change_comes_by_itself(roadmap: PlanScreen, people: Cast, plan: Stage):
    meanwhile(people.owner, plan.tasks["draw"], {"duration_minutes": 4 * DAY})
    roadmap.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as on coming back to the page
    expect(roadmap.text("Draw", "duration")).to_have_text("4d")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    roadmap.type("Draw", "duration", "2d")  # no conflict: the plan knows what they said
    expect(roadmap.text("Move in", "start")).to_have_text("Mon 9 Mar")


def test_what_others_did_just_before_an_edit_comes_with_it(roadmap: PlanScreen, people: Cast, plan: Stage):
    meanwhile(people.owner, plan.tasks["shelves"], {"duration_minutes": 10 * DAY})
    roadmap.type("Build", "name", "Construct")
    expect(roadmap.text("Shelves", "duration")).to_have_text("10d")
    expect(roadmap.text("Move in", "start")).to_have_text("Mon 16 Mar")  # ten days from Monday the 2nd


def test_rows_that_others_add_leave_alone_what_is_being_typed(roadmap: PlanScreen, people: Cast, plan: Stage):
    roadmap.open_cell("Build", "name")
    roadmap.field.fill("Constr")
    task_add(actor=people.owner.actor, new=NewTask(project_id=plan.shop.pk, name="Measure"), now=NOW)
    with roadmap.page.expect_response("**/changes?*"):
        roadmap.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    roadmap.page.keyboard.type("uct")
    expect(roadmap.field).to_have_value("Construct")
    roadmap.press("Enter")
    expect(roadmap.text("Construct", "name")).to_be_visible()
    expect(roadmap.row("Measure")).to_be_visible()


def test_edits_made_offline_are_kept_and_saved_on_return(roadmap: PlanScreen, plan: Stage, problems: list[str]):
    roadmap.page.context.set_offline(True)
    roadmap.type("Draw", "duration", "3d")
    expect(roadmap.notice).to_contain_text("You are offline. Your change is kept: Duration of Draw.")
    roadmap.type("Build", "name", "Construct")
    expect(roadmap.notice).to_contain_text("Your 2 changes are kept.")
    expect(roadmap.text("Construct", "name")).to_be_visible()
    roadmap.page.context.set_offline(False)
    expect(roadmap.notice).to_be_hidden()
    expect(roadmap.text("Move in", "start")).to_have_text("Tue 10 Mar")
    roadmap.drawn()
    assert Task.objects.get(pk=plan.tasks["draw"].pk).duration_minutes == 3 * DAY
    assert Task.objects.get(pk=plan.tasks["build"].pk).name == "Construct"
    problems.clear()  # what could not be loaded meanwhile


def test_an_edit_that_the_server_cannot_take_waits_for_another_try(
    roadmap: PlanScreen, plan: Stage, problems: list[str]
):
    with broken(roadmap.page):
        roadmap.type("Draw", "duration", "3d")
        expect(roadmap.notice).to_contain_text("The server does not answer. Your change is kept: Duration of Draw.")
        expect(roadmap.text("Draw", "duration")).to_have_text("3d")
        roadmap.notice.get_by_role("button", name="Try again").click()
        expect(roadmap.notice).to_contain_text("Your change is kept")
    roadmap.notice.get_by_role("button", name="Try again").click()
    expect(roadmap.notice).to_be_hidden()
    expect(roadmap.text("Move in", "start")).to_have_text("Tue 10 Mar")
    problems.clear()


def test_an_edit_that_waits_can_be_given_up(roadmap: PlanScreen, plan: Stage, problems: list[str]):
    with broken(roadmap.page):
        roadmap.drag(plan.tasks["draw"], 2)
        expect(roadmap.notice).to_contain_text("Your change is kept: Move Draw.")
        roadmap.notice.get_by_role("button", name="Discard").click()
    expect(roadmap.notice).to_be_hidden()
    expect(roadmap.text("Draw", "start")).to_have_text("Mon 2 Mar")
    expect(roadmap.text("Move in", "start")).to_have_text("Mon 9 Mar")
    assert Task.objects.get(pk=plan.tasks["draw"].pk).version == plan.tasks["draw"].version
    problems.clear()


def test_a_plan_that_cannot_be_read_says_so_and_offers_another_try(
    page: Page, people: Cast, plan: Stage, sign_in: SignIn, problems: list[str]
):
    sign_in(people.manager.user)
    page.route("**/api/v1/plans/**", lambda route: route.fulfill(status=503, json={"title": "Not now"}))
    page.goto(f"/programs/{plan.program.pk}/roadmap/")
    expect(page.locator("fl-plan").get_by_role("alert")).to_contain_text("Not now")
    page.unroute("**/api/v1/plans/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("treegrid")).to_be_visible()
    problems.clear()


@contextmanager
def broken(page: Page) -> Iterator[None]:
    """As long as this lasts, the server fails at every edit."""
    address = re.compile(r"/api/v1/tasks/\d+$")
    page.route(address, lambda route: route.fulfill(status=503, json={"title": "Not now"}))
    yield
    page.unroute(address)


@contextmanager
def held(page: Page, address: str) -> Iterator[Callable[[], None]]:
    """Keep requests to `address` waiting until what this yields is called."""
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    def release() -> None:
        page.unroute(address)
        for route in waiting:
            route.continue_()

    page.route(address, wait)
    yield release
