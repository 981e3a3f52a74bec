"""Reading a plan: its rows, zooms and folds, a task at the side, other projects' ends, and what readers may not do."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from cast import NOW, PASSWORD, Cast, Stage, task_of
from fairlead.access.models import User
from fairlead.schedule.models import Recalculation, TaskDates
from fairlead.schedule.scope import scope_of
from fairlead.schedule.services import scope_recalculate
from plan_screen import PlanScreen

SignIn = Callable[[User], None]
EVERYTHING = ["Shop", "Design", "Draw", "Sign off", "Build", "Warehouse", "Shelves", "Move in"]


def test_a_manager_signs_in_and_finds_the_program_on_one_plan(page: Page, people: Cast, plan: Stage):
    page.goto("/")
    page.get_by_label("Email").fill(people.manager.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Relaunch").first.click()
    page.get_by_role("link", name="Roadmap").click()
    expect(page.get_by_role("treegrid", name="Tasks of Relaunch")).to_be_visible()
    expect(page).to_have_title("Relaunch · Roadmap · Fairlead")


def test_a_roadmap_is_a_tree_of_projects_and_their_tasks(roadmap: PlanScreen):
    assert roadmap.names() == EVERYTHING
    heads = roadmap.grid.get_by_role("columnheader")
    expect(heads).to_have_text(["Number", "Task", "Duration", "Start", "Finish", "After", "Done", "People"])
    expect(roadmap.grid).to_have_attribute("aria-rowcount", "9")  # with the head
    for name, level, is_open in [
        ("Shop", "1", True),
        ("Design", "2", True),
        ("Draw", "3", False),
        ("Build", "2", False),
    ]:
        expect(roadmap.row(name)).to_have_attribute("aria-level", level)
        assert roadmap.row(name).get_attribute("aria-expanded") == ("true" if is_open else None)
    expect(roadmap.row("Build")).to_have_attribute("aria-setsize", "2")  # Design and Build
    expect(roadmap.row("Build")).to_have_attribute("aria-posinset", "2")


def test_a_row_says_what_its_bar_shows(roadmap: PlanScreen):
    expect(roadmap.row("Move in")).to_have_accessible_name("2 Move in Critical 1d Mon 9 Mar Mon 9 Mar 1, SHOP 4")
    expect(roadmap.row("Draw")).to_contain_text("Wes Worker")
    expect(roadmap.row("Shelves")).to_contain_text("3d slack")  # done on Tuesday, awaited on Monday


def test_folding_a_row_hides_what_lies_below_it(roadmap: PlanScreen):
    roadmap.row("Design").locator(".flp-caret").click()
    expect(roadmap.row("Design")).to_have_attribute("aria-expanded", "false")
    assert roadmap.names() == ["Shop", "Design", "Build", "Warehouse", "Shelves", "Move in"]
    roadmap.row("Shop").locator(".flp-caret").click()
    expect(roadmap.row("Shop")).to_have_attribute("aria-expanded", "false")
    assert roadmap.names() == ["Shop", "Warehouse", "Shelves", "Move in"]
    roadmap.page.reload()
    roadmap.drawn()
    assert roadmap.names() == ["Shop", "Warehouse", "Shelves", "Move in"]  # as it was left
    roadmap.row("Shop").locator(".flp-caret").click()
    expect(roadmap.row("Draw")).to_have_count(0)  # Design is still folded


def test_zooms_go_from_hours_to_years(roadmap: PlanScreen, plan: Stage):
    draw, build = plan.tasks["draw"], plan.tasks["build"]
    widths = []
    for zoom in ("Hour", "Day", "Week", "Month", "Quarter", "Year"):
        button = roadmap.page.get_by_role("button", name=zoom, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        widths.append(roadmap.box(build).x - roadmap.box(draw).x)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 24 * 2 * 20  # an hour is wide enough to read
    assert widths[-1] < 2  # and a year fits
    roadmap.page.get_by_role("button", name="Fit the whole plan").click()
    stage = roadmap.stage.bounding_box()
    assert stage
    assert stage["x"] < roadmap.box(draw).x
    assert roadmap.box(plan.tasks["move_in"]).right < stage["x"] + stage["width"]


def test_a_task_opens_at_the_side_with_why_it_is_there_and_its_history(roadmap: PlanScreen, plan: Stage):
    roadmap.drag(plan.tasks["draw"], 1)
    roadmap.go_to("Move in")
    roadmap.press("Space")
    panel = roadmap.page.get_by_role("dialog", name="Task")
    expect(panel.get_by_role("heading", name="Move in")).to_be_visible()
    why = panel.get_by_role("region", name="Why does it start on")
    expect(why.get_by_role("listitem")).to_contain_text(["Build", "Build", "Sign off", "Draw"])
    expect(panel).to_contain_text("“Build” finishes later")
    why.get_by_role("link", name="Build").first.click()
    expect(panel.get_by_role("heading", name="Build")).to_be_visible()
    panel.get_by_role("heading", name="Build").get_by_role("link").focus()
    roadmap.press("Escape")
    expect(panel).to_be_hidden()
    expect(roadmap.cell("Move in", "name")).to_be_focused()


def test_a_projects_plan_names_the_other_projects_end_of_a_link(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    sign_in(people.manager.user)
    screen = PlanScreen(page, f"/projects/{plan.ware.pk}/plan/")
    assert screen.names() == ["Shelves", "Move in"]
    expect(screen.text("Move in", "after")).to_have_text("1, SHOP 4")
    box = screen.box(plan.tasks["move_in"])
    page.mouse.click(box.x - 40, box.middle)  # where the name of the other end stands
    expect(page.get_by_role("dialog", name="Task").get_by_role("heading", name="Build")).to_be_visible()


def test_a_name_is_never_more_than_text(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    name = "<img src=x onerror=\"document.title='gone'\"><script>document.title='gone'</script>"
    task = task_of(plan.ware, name)
    scope_recalculate(scope=scope_of(plan.ware), cause=Recalculation.Cause.REQUEST, now=NOW)
    sign_in(people.manager.user)
    screen = PlanScreen(page, f"/programs/{plan.program.pk}/roadmap/")
    expect(screen.text(name, "name")).to_have_text(name)
    screen.carry(task, 1)
    screen.drop()
    expect(screen.heard).to_contain_text(f"Move {name}")
    screen.trail.get_by_role("button", name="why").click()
    expect(page.get_by_role("dialog", name="What moved and why")).to_contain_text(name)
    screen.press("Escape")
    screen.go_to(name)
    screen.press("Space")
    expect(page.get_by_role("dialog", name="Task").get_by_role("heading", name=name)).to_be_visible()
    screen.press("Escape", "Delete")
    expect(page.get_by_role("heading", name=f"Delete {name}?")).to_be_visible()
    expect(page).to_have_title("Relaunch · Roadmap · Fairlead")


def test_who_only_reads_gets_nothing_to_take_in_hand(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    sign_in(people.member.user)
    screen = PlanScreen(page, f"/programs/{plan.program.pk}/roadmap/")
    draw = plan.tasks["draw"]
    expect(page.get_by_role("button", name="Task", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    screen.go_to("Draw")
    screen.press("F2")
    expect(screen.field).to_have_count(0)
    expect(screen.heard).to_have_text("This cell is found by the schedule and cannot be typed into.")
    screen.press("Shift+ArrowRight")
    expect(screen.heard).to_have_text("This bar cannot be moved.")
    box = screen.box(draw)
    page.mouse.move(*box.center)
    expect(screen.stage).to_have_css("cursor", "pointer")
    page.mouse.down()
    page.mouse.move(box.center[0] + 80, box.middle)
    page.mouse.up()
    assert round(screen.box(draw).x - box.x) == 80  # the timeline went along, not the bar on it
    assert TaskDates.objects.get(task=draw).start_at == plan.shop.start_at
