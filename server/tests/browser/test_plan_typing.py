"""Everything a plan says, typed into its list: values, rows, and the way back."""

import pytest
from playwright.sync_api import expect

from cast import DAY, Stage
from fairlead.work.models import Link, Task
from plan_screen import PlanScreen


def test_what_is_typed_is_said_and_the_dates_follow(roadmap: PlanScreen, plan: Stage):
    roadmap.type("Build", "name", "Build the shop")
    roadmap.type("Build the shop", "duration", "1w")
    expect(roadmap.text("Build the shop", "duration")).to_have_text("5d")
    expect(roadmap.text("Build the shop", "finish")).to_have_text("Tue 10 Mar")  # from Wednesday, five days
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    roadmap.type("Build the shop", "percent", "20 %")
    expect(roadmap.text("Build the shop", "percent")).to_have_text("20 %")
    roadmap.drawn()
    said = Task.objects.get(pk=plan.tasks["build"].pk)
    assert (said.name, said.duration_minutes, said.percent_complete) == ("Build the shop", 5 * DAY, 20)


@pytest.mark.parametrize(
    ("typed", "shown", "minutes"),
    [
        ("3d", "3d", 3 * DAY),
        ("2w", "10d", 10 * DAY),
        ("4h", "0.5d", 240),
        ("1,5 days", "1.5d", 720),
        ("3ed", "3ed", 4320),
    ],
)
def test_durations_are_written_as_people_write_them(
    roadmap: PlanScreen, plan: Stage, typed: str, shown: str, minutes: int
):
    roadmap.type("Shelves", "duration", typed)
    expect(roadmap.text("Shelves", "duration")).to_have_text(shown)
    roadmap.drawn()
    said = Task.objects.get(pk=plan.tasks["shelves"].pk)
    assert (said.duration_minutes, said.is_elapsed) == (minutes, "e" in shown)


def test_dates_are_typed_too(roadmap: PlanScreen, plan: Stage):
    roadmap.type("Shelves", "start", "5 Mar 2026")
    expect(roadmap.text("Shelves", "start")).to_have_text("Thu 5 Mar")
    expect(roadmap.text("Shelves", "finish")).to_have_text("Fri 6 Mar")
    roadmap.type("Shelves", "finish", "2026-03-10")
    expect(roadmap.text("Shelves", "finish")).to_have_text("Tue 10 Mar")
    expect(roadmap.text("Shelves", "duration")).to_have_text("4d")  # Thursday, Friday, Monday, Tuesday
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")


def test_predecessors_are_typed_by_number_also_of_other_projects(roadmap: PlanScreen, plan: Stage):
    roadmap.type("Shelves", "after", "SHOP 2FS+1d")
    expect(roadmap.text("Shelves", "after")).to_have_text("SHOP 2FS+1d")
    expect(roadmap.text("Shelves", "start")).to_have_text("Thu 5 Mar")  # Draw ends on Tuesday, Wednesday is the lag
    roadmap.type("Shelves", "after", "SHOP 4SS")
    expect(roadmap.text("Shelves", "start")).to_have_text("Wed 4 Mar")
    roadmap.drawn()
    link = Link.objects.get(successor=plan.tasks["shelves"])
    assert (link.predecessor, link.lag) == (plan.tasks["build"], 0)
    roadmap.type("Shelves", "after", "")
    expect(roadmap.text("Shelves", "start")).to_have_text("Mon 2 Mar")


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        ("name", " ", "A task needs a name."),
        ("duration", "soon", "Write a duration as 3d, 2w, 4h, 1mo, or 3ed for elapsed days."),
        ("finish", "1 Mar 2026", "The finish lies before the start, Mon 2 Mar 2026."),
        ("percent", "120", "Write a percentage from 0 to 100."),
        ("after", "99", "There is no task “99” in this plan."),
    ],
)
def test_what_cannot_be_read_stays_in_its_field_with_the_reason(
    roadmap: PlanScreen, plan: Stage, column: str, typed: str, reason: str
):
    roadmap.open_cell("Shelves", column)
    roadmap.field.fill(typed)
    roadmap.field.press("Enter")
    expect(roadmap.grid.get_by_role("alert")).to_have_text(reason)
    expect(roadmap.field).to_have_value(typed)
    expect(roadmap.field).to_be_focused()
    roadmap.field.press("Escape")
    expect(roadmap.field).to_have_count(0)
    assert Task.objects.get(pk=plan.tasks["shelves"].pk).version == plan.tasks["shelves"].version


def test_a_circle_is_refused_in_words_and_what_was_typed_comes_back(
    roadmap: PlanScreen, plan: Stage, problems: list[str]
):
    roadmap.type("Draw", "after", "WARE 2")  # moving in waits for building, which waits for the drawing
    expect(roadmap.notice).to_contain_text("Predecessors of Draw")
    for name in ("Draw", "Sign off", "Build", "Move in"):
        expect(roadmap.notice).to_contain_text(name)
    expect(roadmap.text("Draw", "after")).to_have_text("")
    roadmap.notice.get_by_role("button", name="Edit again").click()
    expect(roadmap.field).to_have_value("WARE 2")
    roadmap.field.fill("")
    roadmap.field.press("Enter")
    expect(roadmap.notice).to_be_hidden()
    assert Link.objects.count() == len(plan.links)
    problems.clear()  # the browser counts the refusal as one


def test_rows_are_added_moved_in_and_out_and_deleted(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Build")
    roadmap.page.get_by_role("button", name="Task", exact=True).click()
    roadmap.field.fill("Paint")
    roadmap.field.press("Enter")
    expect(roadmap.row("Paint")).to_be_visible()
    expect(roadmap.field).to_be_focused()  # the next one
    roadmap.field.fill("Clean")
    roadmap.field.press("Enter")
    expect(roadmap.row("Clean")).to_be_visible()
    roadmap.press("Escape")
    expect(roadmap.field).to_have_count(0)
    assert roadmap.names()[4:7] == ["Build", "Paint", "Clean"]
    roadmap.go_to("Clean")
    roadmap.press("Alt+Shift+ArrowRight")
    expect(roadmap.row("Clean")).to_have_attribute("aria-level", "3")
    expect(roadmap.row("Paint")).to_have_attribute("aria-expanded", "true")
    roadmap.press("Alt+Shift+ArrowLeft")
    expect(roadmap.row("Clean")).to_have_attribute("aria-level", "2")
    roadmap.press("Alt+ArrowUp")
    expect(roadmap.row("Clean")).to_have_attribute("aria-rowindex", "7")
    assert roadmap.names()[4:7] == ["Build", "Clean", "Paint"]
    expect(roadmap.cell("Clean", "name")).to_be_focused()
    roadmap.press("Alt+ArrowDown")
    expect(roadmap.row("Clean")).to_have_attribute("aria-rowindex", "8")
    roadmap.press("Delete")
    roadmap.page.get_by_role("dialog", name="Delete Clean?").get_by_role("button", name="Delete").click()
    expect(roadmap.row("Clean")).to_have_count(0)
    roadmap.drawn()
    in_order = Task.objects.filter(project=plan.shop).order_by("position").values_list("name", flat=True)
    assert list(in_order) == ["Design", "Draw", "Sign off", "Build", "Paint"]


def test_deleting_tells_what_goes_with_it_and_can_be_left(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Design")
    roadmap.press("Delete")
    question = roadmap.page.get_by_role("dialog", name="Delete Design?")
    expect(question).to_contain_text("With it the 2 tasks below it will be deleted.")
    question.get_by_role("button", name="Keep it").click()
    expect(roadmap.row("Draw")).to_be_visible()
    assert Task.objects.filter(pk=plan.tasks["draw"].pk).exists()


def test_steps_are_taken_back_and_done_again(roadmap: PlanScreen, plan: Stage):
    undo, redo = (roadmap.page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    roadmap.drag(plan.tasks["draw"], 2)
    roadmap.type("Build", "duration", "1d")
    roadmap.type("Shelves", "after", "SHOP 2")
    expect(roadmap.text("Shelves", "start")).to_have_text("Fri 6 Mar")
    undo.click()
    expect(roadmap.text("Shelves", "after")).to_have_text("")
    undo.click()
    expect(roadmap.text("Build", "duration")).to_have_text("3d")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    roadmap.press("Control+z")
    expect(roadmap.text("Draw", "start")).to_have_text("Mon 2 Mar")
    expect(roadmap.text("Move in", "start")).to_have_text("Mon 9 Mar")
    expect(undo).to_be_disabled()
    for _ in range(3):
        roadmap.press("Control+Shift+z")
    expect(roadmap.text("Shelves", "after")).to_have_text("SHOP 2")
    expect(roadmap.text("Build", "duration")).to_have_text("1d")
    expect(roadmap.text("Draw", "start")).to_have_text("Wed 4 Mar")
    expect(redo).to_be_disabled()
    roadmap.drawn()
    assert Task.objects.get(pk=plan.tasks["draw"].pk).constraint_at == plan.shop.start_at.replace(day=4)


def test_an_added_task_is_taken_back_with_what_was_done_to_it(roadmap: PlanScreen, plan: Stage):
    roadmap.go_to("Shelves")
    roadmap.press("Insert")
    roadmap.field.fill("Lamps")
    roadmap.field.press("Enter")
    expect(roadmap.row("Lamps")).to_be_visible()
    roadmap.press("Escape")
    roadmap.type("Lamps", "duration", "3d")
    expect(roadmap.text("Lamps", "duration")).to_have_text("3d")
    roadmap.press("Control+z", "Control+z")
    expect(roadmap.row("Lamps")).to_have_count(0)
    roadmap.press("Control+Shift+z", "Control+Shift+z")
    expect(roadmap.text("Lamps", "duration")).to_have_text("3d")
    roadmap.drawn()
    assert Task.objects.get(project=plan.ware, name="Lamps").duration_minutes == 3 * DAY
