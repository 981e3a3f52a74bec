"""A plan without a mouse: walked, read aloud, edited, and its bars moved by keys."""

import re

from playwright.sync_api import expect

from cast import DAY, Stage
from fairlead.work.models import Task
from plan_screen import PlanScreen


def test_the_list_is_reached_and_walked_by_keys(roadmap: PlanScreen):
    roadmap.page.get_by_role("button", name="Keys (?)").focus()
    roadmap.press("Tab")
    expect(roadmap.cell("Shop", "name")).to_be_focused()
    roadmap.press("ArrowDown", "ArrowDown")
    expect(roadmap.cell("Draw", "name")).to_be_focused()
    expect(roadmap.row("Draw")).to_have_attribute("aria-selected", "true")
    roadmap.press("ArrowRight", "ArrowRight")
    expect(roadmap.cell("Draw", "start")).to_be_focused()
    roadmap.press("End")
    expect(roadmap.cell("Draw", "people")).to_be_focused()
    expect(roadmap.cell("Draw", "people")).to_be_in_viewport()
    roadmap.press("Control+End")
    expect(roadmap.cell("Move in", "people")).to_be_focused()
    roadmap.press("Home", "Control+Home")
    expect(roadmap.cell("Shop", "name")).to_be_focused()


def test_arrows_fold_and_unfold(roadmap: PlanScreen):
    roadmap.go_to("Draw")
    roadmap.press("ArrowLeft")
    expect(roadmap.cell("Design", "name")).to_be_focused()
    roadmap.press("ArrowLeft")
    expect(roadmap.row("Design")).to_have_attribute("aria-expanded", "false")
    expect(roadmap.row("Draw")).to_have_count(0)
    expect(roadmap.cell("Design", "name")).to_be_focused()
    roadmap.press("ArrowRight")
    expect(roadmap.row("Draw")).to_be_visible()


def test_a_bar_is_moved_by_keys_and_told_at_each_step(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Draw")
    roadmap.press("Shift+ArrowRight")
    expect(roadmap.heard).to_contain_text("Tue 3 Mar – Wed 4 Mar (+1d)")
    roadmap.press("Shift+ArrowRight")
    expect(roadmap.heard).to_have_text("Move Draw, 5 tasks moved, program finishes Wed 11 Mar (+2 days)")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    expect(roadmap.cell("Draw", "name")).to_be_focused()
    assert Task.objects.get(pk=plan.tasks["draw"].pk).version == plan.tasks["draw"].version + 1  # one edit, not two


def test_a_bar_on_its_way_goes_back_by_escape(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Draw")
    roadmap.press("Shift+ArrowRight", "Escape")
    expect(roadmap.heard).to_have_text("Back where it was.")
    expect(roadmap.text("Draw", "start")).to_have_text("Mon 2 Mar")


def test_a_bar_is_made_longer_and_shorter_by_keys(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Build")
    roadmap.press("Control+Shift+ArrowRight")
    expect(roadmap.heard).to_contain_text("Stretch Build")
    expect(roadmap.text("Build", "duration")).to_have_text("4d")
    roadmap.press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft")
    expect(roadmap.heard).to_have_text(re.compile(r"^Stretch Build, .*\(−2 days\)"))
    assert Task.objects.get(pk=plan.tasks["build"].pk).duration_minutes == 2 * DAY


def test_cells_are_edited_one_after_the_other_by_keys(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Shelves")
    roadmap.press("F2")
    roadmap.field.fill("Racks")
    roadmap.press("Tab")
    expect(roadmap.field).to_have_value("2d")
    roadmap.field.fill("3d")
    roadmap.press("Tab")
    expect(roadmap.field).to_have_value("2 Mar 2026")
    roadmap.press("Escape")
    expect(roadmap.cell("Racks", "start")).to_be_focused()
    roadmap.press("ArrowLeft", "5")  # typing begins an edit
    expect(roadmap.field).to_have_value("5")
    roadmap.page.keyboard.type("d")
    roadmap.press("Enter")
    expect(roadmap.text("Racks", "duration")).to_have_text("5d")
    expect(roadmap.cell("Move in", "duration")).to_be_focused()
    roadmap.drawn()
    said = Task.objects.get(pk=plan.tasks["shelves"].pk)
    assert (said.name, said.duration_minutes) == ("Racks", 5 * DAY)


def test_new_tasks_are_named_and_placed_without_leaving_the_keys(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Move in")
    roadmap.press("F2", "Enter")  # below the last row a new one opens
    roadmap.page.keyboard.type("Party")
    roadmap.press("Tab", "Enter")
    expect(roadmap.row("Party")).to_have_attribute("aria-level", "3")
    expect(roadmap.row("Move in")).to_have_attribute("aria-expanded", "true")
    roadmap.press("Escape", "Escape")
    roadmap.drawn()
    assert Task.objects.get(name="Party").parent == plan.tasks["move_in"]


def test_the_keys_are_told_on_a_sheet(roadmap: PlanScreen):
    roadmap.go_to("Draw")
    roadmap.press("?")
    sheet = roadmap.page.get_by_role("dialog", name="Keys")
    expect(sheet).to_contain_text("Move the bar a step")
    roadmap.press("Escape")
    expect(sheet).to_be_hidden()
    expect(roadmap.cell("Draw", "name")).to_be_focused()


def test_zoom_and_sight_go_by_keys(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Draw")
    before = roadmap.day(plan.tasks["draw"])
    roadmap.press("Alt+Equal")
    assert round(roadmap.day(plan.tasks["draw"]) / before, 2) == 1.5
    roadmap.press("Alt+Minus")
    assert round(roadmap.day(plan.tasks["draw"]) / before, 2) == 1
    roadmap.page.get_by_role("button", name="Hour", exact=True).click()
    roadmap.go_to("Move in")
    roadmap.press("Alt+b")
    stage = roadmap.stage.bounding_box()
    assert stage
    assert stage["x"] < roadmap.box(plan.tasks["move_in"]).x < stage["x"] + stage["width"]
