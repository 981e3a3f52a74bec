/** The keyboard in the grid and on the timeline; `keysheet.ts` tells people of the same keys. */

import { COLUMNS, columnWidth, shownColumns, type ColumnKey } from "./columns";
import { indentEdit, shiftEdit } from "./entries";
import type { Plan } from "./plan";
import { isTask, type Handle } from "./rows";
import { ROW } from "./rowview";

export class Keyboard {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
    plan.grid.element.addEventListener("focus", () => this.#enter());
    plan.grid.element.addEventListener("keydown", (event) => this.#onGrid(event));
    plan.timeline.element.addEventListener("keydown", (event) => this.#onTimeline(event));
    plan.host.addEventListener("keydown", (event) => this.#onPlan(event));
  }

  /** The list got the focus as a whole: no row is active, so the first on screen becomes it. */
  #enter(): void {
    const { view } = this.#plan;
    const first = view.rows.handleAt(Math.ceil(view.scrollTop / ROW));
    if (view.activeRow < 0 && first !== undefined) this.#plan.select(first, shownColumns(view)[0]!.key, true);
  }

  #onPlan(event: KeyboardEvent): void {
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.defaultPrevented || isField) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && (this.#plan.pointer.cancel() || this.#plan.nudge.cancel())) return event.preventDefault();
    const action = isControl ? this.#controlAction(event) : event.altKey ? this.#altAction(event) : event.key === "?" ? () => this.#plan.keySheet.open() : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  #controlAction(event: KeyboardEvent): (() => void) | null {
    const key = event.key.toLowerCase();
    if (key === "z") return () => void (event.shiftKey ? this.#plan.session.stepForth() : this.#plan.session.stepBack());
    if (key === "y") return () => void this.#plan.session.stepForth();
    return null;
  }

  #altAction(event: KeyboardEvent): (() => void) | null {
    const { plan } = { plan: this.#plan };
    switch (event.code) {
      case "Equal":
      case "NumpadAdd":
        return () => plan.sight.zoomBy(1.5);
      case "Minus":
      case "NumpadSubtract":
        return () => plan.sight.zoomBy(1 / 1.5);
      case "Digit0":
      case "Numpad0":
        return () => plan.sight.fit();
      case "KeyT":
        return () => plan.sight.scrollToToday();
      case "KeyB":
        return () => plan.sight.scrollToActiveBar();
      default:
        return null;
    }
  }

  #onTimeline(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const plan = this.#plan;
    const pane = plan.timeline.element;
    const steps: Record<string, () => void> = {
      ArrowLeft: () => (pane.scrollLeft -= 60),
      ArrowRight: () => (pane.scrollLeft += 60),
      ArrowUp: () => (plan.scroller.scrollTop -= ROW),
      ArrowDown: () => (plan.scroller.scrollTop += ROW),
      PageUp: () => (plan.scroller.scrollTop -= plan.view.height - ROW),
      PageDown: () => (plan.scroller.scrollTop += plan.view.height - ROW),
      Home: () => (pane.scrollLeft = 0),
      End: () => (pane.scrollLeft = pane.scrollWidth),
      "+": () => plan.sight.zoomBy(1.5),
      "=": () => plan.sight.zoomBy(1.5),
      "-": () => plan.sight.zoomBy(1 / 1.5),
      "0": () => plan.sight.fit(),
      t: () => plan.sight.scrollToToday(),
      Delete: () => plan.linkCard.removeSelected(),
      Backspace: () => plan.linkCard.removeSelected(),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  #onGrid(event: KeyboardEvent): void {
    const handle = this.#plan.view.activeHandle;
    if (handle === null || this.#plan.editor.isOpen || event.isComposing) return;
    const isControl = event.ctrlKey || event.metaKey;
    const action = event.altKey
      ? this.#outlineAction(event, handle)
      : event.shiftKey && event.key.startsWith("Arrow")
        ? this.#nudgeAction(event, handle, isControl)
        : (this.#walkAction(event, handle, isControl) ?? (isControl ? null : this.#editAction(event, handle)));
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  /** Alt: rows move among their siblings, in and out; columns get wider. */
  #outlineAction(event: KeyboardEvent, handle: Handle): (() => void) | null {
    const plan = this.#plan;
    const perform = (edit: ReturnType<typeof shiftEdit>): void => {
      if (edit) void plan.session.perform(edit);
      else plan.announcer.say(plan.view.words.t("It cannot go further."));
    };
    const column = COLUMNS.find((each) => each.key === plan.view.activeColumn);
    if (column && (event.key === "," || event.key === ".")) {
      return () => plan.grid.setWidth(column, columnWidth(plan.view, column) + (event.key === "." ? 12 : -12));
    }
    if (!plan.view.canEdit(handle)) return null;
    if (event.shiftKey && event.key === "ArrowRight") return () => perform(indentEdit(plan.view, handle, 1));
    if (event.shiftKey && event.key === "ArrowLeft") return () => perform(indentEdit(plan.view, handle, -1));
    if (!event.shiftKey && event.key === "ArrowUp") return () => perform(shiftEdit(plan.view, handle, -1));
    if (!event.shiftKey && event.key === "ArrowDown") return () => perform(shiftEdit(plan.view, handle, 1));
    return null;
  }

  /** Shift and an arrow: the bar itself. */
  #nudgeAction(event: KeyboardEvent, handle: Handle, isControl: boolean): (() => void) | null {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return null;
    return () => this.#plan.nudge.step(handle, isControl ? "stretch" : "move", step);
  }

  #walkAction(event: KeyboardEvent, handle: Handle, isControl: boolean): (() => void) | null {
    const { view } = this.#plan;
    const row = view.rows.rowOf(handle);
    const page = Math.max(1, Math.floor(view.height / ROW) - 1);
    const last = view.rows.count - 1;
    const columns = shownColumns(view).map((column) => column.key);
    switch (event.key) {
      case "ArrowUp":
        return () => this.#goRow(row - 1);
      case "ArrowDown":
        return () => this.#goRow(row + 1);
      case "PageUp":
        return () => this.#goRow(Math.max(0, row - page));
      case "PageDown":
        return () => this.#goRow(Math.min(last, row + page));
      case "Home":
        return () => (isControl ? this.#goRow(0) : this.#goColumn(columns[0]!));
      case "End":
        return () => (isControl ? this.#goRow(last) : this.#goColumn(columns[columns.length - 1]!));
      case "ArrowLeft":
        return () => this.#goLeft(handle, columns);
      case "ArrowRight":
        return () => this.#goRight(handle, columns);
      default:
        return null;
    }
  }

  #editAction(event: KeyboardEvent, handle: Handle): (() => void) | null {
    const plan = this.#plan;
    const column = plan.view.activeColumn as ColumnKey;
    if (event.key === "Enter" || event.key === "F2") return () => this.#edit(handle, column, null);
    if (event.key === "Insert") return () => plan.tasks.startDraft();
    if (event.key === "Delete") return () => void plan.tasks.removeTask(handle);
    if (event.key === " ") return () => (isTask(handle) ? plan.openTask(handle) : undefined);
    if (event.key.length === 1 && event.key !== "?") return () => this.#edit(handle, column, event.key);
    return null;
  }

  #edit(handle: Handle, column: ColumnKey, text: string | null): void {
    if (this.#plan.editor.open(handle, column, text)) return;
    this.#plan.announcer.say(this.#plan.view.words.t("This cell is found by the schedule and cannot be typed into."));
  }

  #goRow(row: number): void {
    const handle = this.#plan.view.rows.handleAt(row);
    if (handle !== undefined) this.#plan.select(handle, null, true);
  }

  #goColumn(column: ColumnKey): void {
    this.#plan.select(this.#plan.view.activeHandle!, column, true);
  }

  #goLeft(handle: Handle, columns: ColumnKey[]): void {
    const { view } = this.#plan;
    const at = columns.indexOf(view.activeColumn as ColumnKey);
    if (at > 0) return this.#goColumn(columns[at - 1]!);
    if (view.rows.isParent(handle) && view.rows.isExpanded(handle)) return this.#plan.toggle(handle);
    const parent = view.rows.parentOf(handle);
    if (parent !== null) this.#plan.select(parent, null, true);
  }

  #goRight(handle: Handle, columns: ColumnKey[]): void {
    const { view } = this.#plan;
    const at = columns.indexOf(view.activeColumn as ColumnKey);
    if (at === 0 && view.rows.isParent(handle) && !view.rows.isExpanded(handle)) return this.#plan.toggle(handle);
    if (at + 1 < columns.length) this.#goColumn(columns[at + 1]!);
  }
}
