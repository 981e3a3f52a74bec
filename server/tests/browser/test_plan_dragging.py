"""Bars taken by the mouse: moved, stretched, filled, linked, and put back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from cast import DAY, Cast, Stage
from fairlead.access.models import User
from fairlead.schedule.models import TaskDates
from fairlead.work.models import Link, Task
from plan_screen import PlanScreen

SignIn = Callable[[User], None]


def test_a_moved_bar_takes_its_followers_along_across_projects(roadmap: PlanScreen, plan: Stage):
    roadmap.drag(plan.tasks["draw"], 2)
    # Draw now ends on Thursday; building takes Friday, Monday and Tuesday; the other project moves in on Wednesday.
    expect(roadmap.text("Draw", "start")).to_have_text("Wed 4 Mar")
    expect(roadmap.text("Build", "start")).to_have_text("Fri 6 Mar")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    expect(roadmap.text("Warehouse", "finish")).to_have_text("Wed 11 Mar")
    expect(roadmap.text("Shelves", "start")).to_have_text("Mon 2 Mar")
    expect(roadmap.trail).to_contain_text("Finish moved +2 days to Wed 11 Mar")
    expect(roadmap.heard).to_have_text("Move Draw, 5 tasks moved, program finishes Wed 11 Mar (+2 days)")
    found = roadmap.page.request.get(f"/api/v1/tasks/{plan.tasks['move_in'].pk}").json()
    assert found["start"] == "2026-03-11T08:00"


def test_every_move_says_why(roadmap: PlanScreen, plan: Stage):
    roadmap.drag(plan.tasks["draw"], 2)
    roadmap.trail.get_by_role("button", name="why").click()
    card = roadmap.page.get_by_role("dialog", name="What moved and why")
    step = card.get_by_role("listitem").filter(has_text="Move in")
    expect(step).to_contain_text("+2 days")
    expect(step).to_contain_text("Mon 9 Mar → Wed 11 Mar")
    expect(step).to_contain_text("“Build” finishes later")
    step.get_by_role("button").click()
    expect(card).to_be_hidden()
    expect(roadmap.row("Move in")).to_have_attribute("aria-selected", "true")


def test_a_bar_in_hand_tells_what_would_follow_and_escape_puts_it_back(roadmap: PlanScreen, plan: Stage):
    roadmap.carry(plan.tasks["draw"], 2)
    expect(roadmap.tip.first).to_contain_text("Wed 4 Mar – Thu 5 Mar (+2d)")
    expect(roadmap.tip.first).to_contain_text("5 tasks move · finish Wed 11 Mar (+2 days)")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")  # foreseen
    roadmap.press("Escape")
    roadmap.drop()
    expect(roadmap.text("Draw", "start")).to_have_text("Mon 2 Mar")
    expect(roadmap.text("Move in", "start")).to_have_text("Mon 9 Mar")
    assert Task.objects.get(pk=plan.tasks["draw"].pk).version == plan.tasks["draw"].version


def test_a_bar_dropped_on_a_weekend_means_monday(roadmap: PlanScreen, plan: Stage):
    roadmap.drag(plan.tasks["shelves"], 5)  # from Monday to Saturday
    expect(roadmap.text("Shelves", "start")).to_have_text("Mon 9 Mar")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")


def test_a_stretched_bar_takes_longer(roadmap: PlanScreen, plan: Stage):
    roadmap.drag(plan.tasks["draw"], 1, by="end")
    expect(roadmap.text("Draw", "duration")).to_have_text("3d")
    expect(roadmap.text("Build", "start")).to_have_text("Thu 5 Mar")
    assert Task.objects.get(pk=plan.tasks["draw"].pk).duration_minutes == 3 * DAY


def test_a_link_is_drawn_between_projects_and_removed(roadmap: PlanScreen, plan: Stage):
    draw, shelves = plan.tasks["draw"], plan.tasks["shelves"]
    roadmap.link(draw, shelves)
    expect(roadmap.text("Shelves", "after")).to_have_text("SHOP 2")
    expect(roadmap.text("Shelves", "start")).to_have_text("Wed 4 Mar")
    expect(roadmap.heard).to_contain_text("Link Draw → Shelves")
    assert Link.objects.filter(predecessor=draw, successor=shelves).exists()
    roadmap.open_link(draw).get_by_role("button", name="Remove link").click()
    expect(roadmap.text("Shelves", "after")).to_have_text("")
    expect(roadmap.text("Shelves", "start")).to_have_text("Mon 2 Mar")
    assert not Link.objects.filter(predecessor=draw, successor=shelves).exists()


def test_a_link_gets_another_kind_and_a_lag(roadmap: PlanScreen, plan: Stage):
    card = roadmap.open_link(plan.tasks["build"])
    expect(card.get_by_role("heading")).to_have_text("Build → Move in")
    card.get_by_label("Lag").fill("soon")
    card.get_by_role("button", name="Apply").click()
    expect(card.get_by_role("alert")).to_contain_text("Write a lag as +2d")
    card.get_by_label("Lag").fill("+2d")
    card.get_by_role("button", name="Apply").click()
    expect(roadmap.text("Move in", "after")).to_have_text("1, SHOP 4FS+2d")
    expect(roadmap.text("Move in", "start")).to_have_text("Wed 11 Mar")
    link = Link.objects.get(predecessor=plan.tasks["build"])
    assert link.lag == 2 * DAY


def test_a_team_member_says_how_far_their_own_task_is(page: Page, people: Cast, plan: Stage, sign_in: SignIn):
    sign_in(people.worker.user)
    screen = PlanScreen(page, f"/projects/{plan.shop.pk}/plan/")
    draw, build = plan.tasks["draw"], plan.tasks["build"]
    screen.take(draw, by="progress")
    box = screen.box(draw)
    page.mouse.move(box.x + box.width / 4, box.y + box.height)
    page.mouse.move(box.x + box.width / 2, box.y + box.height)
    expect(screen.tip.first).to_have_text("50 %")
    screen.drop()
    expect(screen.text("Draw", "percent")).to_have_text("50 %")
    assert Task.objects.get(pk=draw.pk).percent_complete == 50
    screen.type("Draw", "percent", "75")
    expect(screen.text("Draw", "percent")).to_have_text("75 %")
    for name, column in [("Build", "percent"), ("Draw", "duration"), ("Draw", "name")]:
        screen.go_to(name, column)
        screen.press("F2")
        expect(screen.field).to_have_count(0)
    box = screen.box(build)
    page.mouse.move(*box.center)
    page.mouse.down()
    page.mouse.move(box.center[0] + 60, box.middle)
    page.mouse.up()
    screen.drawn()
    assert TaskDates.objects.get(task=build).start_at.day == 4
