/** The field that opens in a cell. */

import { COLUMN_KEYS, shownColumns, type ColumnKey } from "./columns";
import { make } from "./dom";
import { editorText, entryOf } from "./entries";
import type { Plan } from "./plan";
import { DRAFT, isTask, type Handle } from "./rows";
import { indentOf } from "./rowview";
import { Part } from "./view";

/** Where the keyboard goes after a commit. */
export type Next = "stay" | "below" | "right" | "left";

export class Editor {
  readonly #plan: Plan;
  readonly #input = make("input", { class: "flp-input", type: "text", attributes: { autocomplete: "off", spellcheck: "false" } });
  readonly #problem = make("div", { class: "flp-problem", role: "alert" });
  #at: { handle: Handle; key: number; column: ColumnKey } | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#problem.hidden = true;
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("blur", () => this.#onBlur());
    this.#input.addEventListener("input", () => this.#tell(null));
    for (const kind of ["pointerdown", "dblclick"]) this.#input.addEventListener(kind, (event) => event.stopPropagation());
  }

  get isOpen(): boolean {
    return this.#at !== null;
  }

  /** Open the field of a cell, holding `text` instead of what is there when it is given. Returns whether the cell may be edited. */
  open(handle: Handle, column: ColumnKey, text: string | null = null, problem: string | null = null): boolean {
    const { view, grid } = this.#plan;
    const definition = shownColumns(view).find((each) => each.key === column);
    if (!definition?.isOpen(view, handle)) return false;
    this.#plan.select(handle, column);
    grid.draw(false, new Set());
    const cell = grid.cell(view.activeRow, column);
    if (!cell) return false;
    this.#at = { handle, key: view.keyOf(handle), column };
    const label = view.words.t("{column} of {name}", { column: view.words.t(definition.title), name: isTask(handle) ? view.name(handle) : view.words.t("new task") });
    this.#input.setAttribute("aria-label", label);
    this.#input.value = text ?? (isTask(handle) ? editorText(view, handle, column) : "");
    this.#input.placeholder = handle === DRAFT ? view.words.t("Name the new task") : "";
    this.#putInto(cell);
    this.#input.focus({ preventScroll: true });
    if (text === null) this.#input.select();
    this.#tell(problem);
    return true;
  }

  /** Close without taking anything in. */
  cancel(): void {
    const at = this.#at;
    this.#close();
    if (at?.handle === DRAFT) this.#plan.tasks.dropDraft();
    else this.#plan.grid.focusActive();
  }

  /** Take in what was typed, if it can be read, and go on. Returns whether the field is closed. */
  commit(next: Next): boolean {
    const at = this.#at;
    if (!at) return true;
    const text = this.#input.value;
    if (at.handle === DRAFT) return this.#commitDraft(text, next);
    const { view } = this.#plan;
    const handle = view.handleOf(at.key);
    if (handle === null) {
      this.#close();
      return true;
    }
    const entry = entryOf(view, handle, at.column, text);
    if (entry && "problem" in entry) {
      this.#tell(entry.problem);
      this.#input.focus();
      return false;
    }
    this.#close();
    if (entry) void this.#plan.session.perform(entry.edit);
    this.#go(handle, at.column, next);
    return true;
  }

  #commitDraft(text: string, next: Next): boolean {
    const name = text.trim().replace(/\s+/g, " ");
    this.#close();
    if (name === "") this.#plan.tasks.dropDraft();
    else void this.#plan.tasks.addTask(name, next === "below");
    return true;
  }

  #go(handle: Handle, column: ColumnKey, next: Next): void {
    const { view } = this.#plan;
    if (next === "stay") return this.#plan.grid.focusActive();
    if (next === "below") {
      const below = view.rows.handleAt(view.rows.rowOf(handle) + 1);
      if (below === undefined) return this.#plan.tasks.startDraft();
      return this.#plan.select(below, column, true);
    }
    const open = shownColumns(view).filter((each) => each.isOpen(view, handle)).map((each) => each.key);
    const after = open[open.indexOf(column) + (next === "right" ? 1 : -1)];
    if (after === undefined || !this.open(handle, after)) this.#plan.grid.focusActive();
  }

  #onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter") this.commit("below");
    else if (event.key === "Escape") this.cancel();
    else if (event.key === "Tab" && this.#at?.handle === DRAFT) this.#plan.tasks.indentDraft(event.shiftKey ? -1 : 1);
    else if (event.key === "Tab") this.commit(event.shiftKey ? "left" : "right");
    else return;
    event.preventDefault();
  }

  /** Leaving the field takes in what was typed; what cannot be read stays open with its reason. */
  #onBlur(): void {
    window.setTimeout(() => {
      if (!this.#at || document.activeElement === this.#input || !document.hasFocus()) return;
      const hadProblem = !this.#problem.hidden;
      if (hadProblem) this.cancel();
      else this.#leave();
    });
  }

  #leave(): void {
    const at = this.#at!;
    if (at.handle === DRAFT) {
      this.#commitDraft(this.#input.value, "stay");
      return;
    }
    const handle = this.#plan.view.handleOf(at.key);
    const entry = handle === null ? null : entryOf(this.#plan.view, handle, at.column, this.#input.value);
    if (entry && "problem" in entry) return this.#tell(entry.problem);
    this.#close();
    if (entry) void this.#plan.session.perform(entry.edit);
  }

  /** Keep the field in its cell when the rows below it were drawn anew. */
  follow(): void {
    const at = this.#at;
    if (!at) return;
    const { view, grid } = this.#plan;
    const handle = view.handleOf(at.key);
    const cell = handle === null ? undefined : grid.cell(view.rows.rowOf(handle), at.column);
    if (handle === null || !cell) return this.#bury();
    at.handle = handle;
    if (this.#input.parentElement === cell) return;
    const { selectionStart, selectionEnd } = this.#input;
    this.#putInto(cell);
    this.#input.focus({ preventScroll: true });
    this.#input.setSelectionRange(selectionStart, selectionEnd);
  }

  /** The task is gone: what was typed for it is told once more before the field goes, too. */
  #bury(): void {
    const { notice, view } = this.#plan;
    const text = this.#input.value;
    this.#close();
    notice.show(view.words.t("The task was deleted meanwhile. You had typed: {text}", { text }), [{ label: view.words.t("Close"), act: () => notice.hide() }]);
  }

  #tell(problem: string | null): void {
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = problem === null;
    this.#input.toggleAttribute("aria-invalid", problem !== null);
  }

  #putInto(cell: HTMLElement): void {
    const { view } = this.#plan;
    this.#mark(false);
    this.#input.style.left = this.#at!.column === "name" ? `${indentOf(view, this.#at!.handle) + 10}px` : "";
    cell.append(this.#input, this.#problem);
    this.#mark(true);
  }

  /** The cell's row lets the field and its message stand out over the rows below. */
  #mark(isEditing: boolean): void {
    const cell = this.#input.parentElement;
    cell?.classList.toggle("is-editing", isEditing);
    cell?.parentElement?.classList.toggle("is-editing", isEditing);
  }

  #close(): void {
    this.#at = null;
    this.#mark(false);
    this.#input.remove();
    this.#problem.remove();
    this.#plan.view.invalidate(Part.Scrolled);
  }
}

export function isColumnKey(text: string): text is ColumnKey {
  return (COLUMN_KEYS as readonly string[]).includes(text);
}
