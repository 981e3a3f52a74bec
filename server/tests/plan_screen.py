"""`<fl-plan>` as somebody sees and touches it: rows by their names, bars where they are drawn, what is told."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from fairlead.schedule.models import TaskDates
from fairlead.work.models import Task


@dataclass(frozen=True, slots=True)
class Box:
    """A bar on the window, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def center(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.middle

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class PlanScreen:
    """The plan on a page; opens it at `address` and waits until it is drawn."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.grid = page.get_by_role("treegrid")
        self.stage = page.locator("fl-plan .flp-stage")
        self.trail = page.locator("fl-plan .flp-trail")
        self.tip = page.locator("fl-plan .flp-tip:not([hidden])")
        self.notice = page.locator("fl-plan .flp-notice")
        self.heard = page.locator("fl-plan [role=status]")
        self.field = self.grid.locator("input")
        self.drawn()

    def drawn(self) -> None:
        """Wait until the plan stands still: drawn, its font there, nothing being saved."""
        expect(self.page.locator("fl-plan .flp-frame")).to_be_visible()
        expect(self.page.locator("fl-plan .flp-saving")).to_have_text("")
        self.page.evaluate("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done)))")

    # Rows

    def row(self, name: str) -> Locator:
        return self.grid.get_by_role("row").filter(has=self._name(name))

    def cell(self, name: str, column: str) -> Locator:
        return self.row(name).locator(f"[data-column={column}]")

    def text(self, name: str, column: str) -> Locator:
        """What a cell says; of a name's, without the signs beside it."""
        cell = self.cell(name, column)
        return cell.locator(".flp-text") if column == "name" else cell

    def names(self) -> list[str]:
        """The names of the rows from top to bottom."""
        rows = self.grid.locator(".flp-row:visible")
        found = rows.evaluate_all(
            "(rows) => rows.map((row) => [+row.ariaRowIndex, row.querySelector('.flp-name .flp-text').textContent])"
        )
        return [name for _, name in sorted(found)]

    def _name(self, name: str) -> Locator:
        return self.page.locator(".flp-name .flp-text", has_text=re.compile(f"^{re.escape(name)}$"))

    # Typing

    def type(self, name: str, column: str, text: str) -> None:
        """Put `text` in place of what a cell says, and leave it by Enter."""
        self.open_cell(name, column)
        self.field.fill(text)
        self.field.press("Enter")

    def open_cell(self, name: str, column: str) -> None:
        self.cell(name, column).dblclick()
        expect(self.field).to_be_focused()

    def go_to(self, name: str, column: str = "name") -> None:
        """Click a cell, so that the keyboard is there."""
        self.cell(name, column).click()
        expect(self.cell(name, column)).to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    # Bars

    def box(self, task: Task) -> Box:
        """Where the bar of `task` is drawn."""
        found: Any = self.page.evaluate(
            "(task) => document.querySelector('fl-plan').barBox(task)?.toJSON() ?? null", task.pk
        )
        assert found is not None, f"{task.name} has no row on screen"
        return Box(found["x"], found["y"], found["width"], found["height"])

    def day(self, task: Task) -> float:
        """How many pixels wide a day is, measured on the bar of `task`."""
        dates = TaskDates.objects.get(task_id=task.pk)
        return self.box(task).width / ((dates.finish_at - dates.start_at).total_seconds() / 86400)

    def take(self, task: Task, *, by: str = "middle") -> None:
        """Press the mouse on a bar: on its middle, its `end`, or the edge of its `progress`."""
        box = self.box(task)
        x, y = {"middle": box.center, "end": (box.right - 2, box.middle), "progress": (box.x, box.y + box.height)}[by]
        self.page.mouse.move(x, y)
        self.page.mouse.down()

    def carry(self, task: Task, days: float, *, by: str = "middle") -> None:
        """Take a bar and carry it (or its end) some days, without letting go."""
        width = self.day(task)
        box = self.box(task)
        self.take(task, by=by)
        x, y = {"middle": box.center, "end": (box.right - 2, box.middle)}[by]
        self.page.mouse.move(x + days * width / 2, y)
        self.page.mouse.move(x + days * width, y + 1)
        expect(self.tip.first).to_contain_text(task.name)

    def drop(self) -> None:
        """Let go, and wait until what was done is saved."""
        self.page.mouse.up()
        self.drawn()

    def drag(self, task: Task, days: float, *, by: str = "middle") -> None:
        self.carry(task, days, by=by)
        self.drop()

    def link(self, before: Task, after: Task) -> None:
        """Draw a link by mouse, from the dot behind one bar to the start of another."""
        start, end = self.box(before), self.box(after)
        self.page.mouse.move(*start.center)
        self.page.mouse.move(start.right + 7, start.middle)
        self.page.mouse.down()
        self.page.mouse.move(end.x + end.width / 4, (start.middle + end.middle) / 2)
        self.page.mouse.move(end.x + end.width / 4, end.middle)
        expect(self.tip.first).to_contain_text(f"{before.name} → {after.name}")
        self.drop()

    def open_link(self, before: Task) -> Locator:
        """Click the link that leaves the end of a bar; returns its card."""
        box = self.box(before)
        self.page.mouse.click(box.right + 5, box.middle)
        card = self.page.get_by_role("dialog", name="Link")
        expect(card).to_be_visible()
        return card
