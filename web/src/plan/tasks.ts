/** What people do with tasks besides typing into cells: add, name, indent, delete, drop a bar. */

import type { Command } from "./commands";
import { isoOf } from "./dates";
import { ask } from "./dialog";
import { make } from "./dom";
import { Flag, type Minutes, type TaskFields } from "./payload";
import type { Plan } from "./plan";
import { DRAFT, isTask, type Draft, type Handle } from "./rows";
import { durationOf } from "./snap";
import { EVERYTHING } from "./view";

export class TaskActions {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Whether the person may add tasks somewhere. */
  get canAdd(): boolean {
    return !this.#plan.view.isReadOnly && this.#plan.view.data.projects.some((project) => project.can_edit);
  }

  /** Open a row for a new task below the active one. */
  startDraft(): void {
    const { view } = this.#plan;
    const draft = this.#draftBelow(view.activeHandle);
    if (!draft) return this.#plan.announcer.say(view.words.t("You may not add tasks here."));
    view.rows.draft = draft;
    this.#openDraft();
  }

  dropDraft(): void {
    const { view, grid } = this.#plan;
    const draft = view.rows.draft;
    view.rows.draft = null;
    this.#redraw();
    if (!draft) return;
    const handle = view.handleOf(draft.after || draft.parent);
    if (handle !== null && isTask(handle)) this.#plan.select(handle, "name");
    grid.focusActive();
  }

  /** Put the draft below its sister, or beside its parent. */
  indentDraft(step: -1 | 1): void {
    const { view, editor } = this.#plan;
    const { draft } = view.rows;
    if (!draft) return;
    if (step === 1 && draft.after) {
      const sister = view.data.indexOf(draft.after);
      view.rows.draft = { ...draft, parent: draft.after, after: lastChild(this.#plan, sister) };
    } else if (step === -1 && draft.parent) {
      const parent = view.data.indexOf(draft.parent);
      view.rows.draft = { ...draft, parent: view.data.columns.parentId[parent]!, after: draft.parent };
    } else return;
    this.#redraw();
    editor.follow();
  }

  /** Create the draft's task; `goOn` opens the next draft below it. */
  async addTask(name: string, goOn: boolean): Promise<void> {
    const { view, session } = this.#plan;
    const { draft } = view.rows;
    if (!draft) return;
    const project = view.data.projects[draft.project]!;
    const command: Command = {
      kind: "add",
      task: { project: project.id, parent: draft.parent || null, after: draft.after || null, name, duration_minutes: project.minutes_per_day },
    };
    view.rows.draft = null;
    this.#redraw();
    const isSaved = await session.perform({ label: view.words.t("Add {name}", { name }), commands: [command], typed: { task: 0, column: "name", text: name } });
    const created = this.#plan.lastCreated;
    if (!isSaved || created === null) return;
    const index = view.data.indexOf(created);
    if (index < 0) return;
    this.#plan.select(index, "name", !this.#plan.editor.isOpen);
    if (goOn && !this.#plan.editor.isOpen) this.startDraft();
  }

  /** Delete a task once the person has said so. */
  async removeTask(handle: Handle): Promise<void> {
    const { view, session, host } = this.#plan;
    if (!isTask(handle) || !view.canEdit(handle)) return;
    const { data, words } = view;
    const below = data.outline.end[handle]! - handle - 1;
    const links = data.links.into(data.columns.id[handle]!).length + data.links.outOf(data.columns.id[handle]!).length;
    const lost = [
      below > 0 ? words.n("the task below it", "the {count} tasks below it", below) : "",
      links > 0 ? words.n("its link", "its {count} links", links) : "",
    ].filter((each) => each !== "");
    const body = lost.length ? words.t("With it {lost} will be deleted.", { lost: lost.join(words.t(" and ")) }) : words.t("Nothing else depends on it.");
    const name = view.name(handle);
    const choice = await ask(host, {
      title: words.t("Delete {name}?", { name }),
      body: [make("p", { text: body }), make("p", { class: "flp-mute", text: words.t("A deleted task cannot be brought back.") })],
      choices: [{ value: "keep", label: words.t("Keep it") }, { value: "delete", label: words.t("Delete"), look: "danger" }],
    });
    const next = view.rows.handleAt(view.rows.rowOf(handle) + 1) ?? view.rows.handleAt(view.rows.rowOf(handle) - 1);
    if (choice !== "delete") { this.#plan.grid.focusActive(); return; }
    const task = data.columns.id[handle]!;
    const nextKey = next === undefined ? null : view.keyOf(next);
    if (await session.perform({ label: words.t("Delete {name}", { name }), commands: [{ kind: "remove", task }] })) {
      const after = nextKey === null ? null : view.handleOf(nextKey);
      if (after !== null) this.#plan.select(after, null, true);
    }
  }

  /** Ask for a bar to stand where it was let go. */
  async commitSpan(index: number, what: "move" | "stretch", span: readonly [Minutes, Minutes]): Promise<void> {
    const { view, session, preview } = this.#plan;
    const fields: TaskFields = what === "move" ? { start: isoOf(span[0]) } : { duration_minutes: durationOf(view, index, span) };
    if (what === "stretch" && view.data.has(index, Flag.Elapsed)) fields.is_elapsed = true;
    const label = view.words.t(what === "move" ? "Move {name}" : "Stretch {name}", { name: view.name(index) });
    const isSaved = session.perform({ label, commands: [{ kind: "edit", task: view.data.columns.id[index]!, fields }] });
    await isSaved;
    if (!this.#plan.pointer.isBusy) preview.clear();
  }

  /** Show a task: open what hides it, select it, bring its bar on screen. */
  reveal(id: number): boolean {
    const { view, sight } = this.#plan;
    const index = view.data.indexOf(id);
    if (index < 0) return false;
    if (view.rows.reveal(index)) this.#redraw();
    this.#plan.select(index, null, true);
    sight.scrollToBar(index);
    return true;
  }

  #draftBelow(handle: Handle | null): Draft | null {
    const { view } = this.#plan;
    const { data } = view;
    if (handle === null || handle === DRAFT) {
      const project = data.projects.findIndex((each) => each.can_edit);
      return project < 0 || view.isReadOnly ? null : { project, parent: 0, after: lastTop(this.#plan, project) };
    }
    if (handle < 0) {
      const project = -1 - handle;
      if (view.isReadOnly || !data.projects[project]!.can_edit) return null;
      view.rows.setExpanded(handle, true);
      return { project, parent: 0, after: 0 };
    }
    if (!view.canEdit(handle)) return null;
    const id = data.columns.id[handle]!;
    const project = data.columns.project[handle]!;
    // Below an open summary the next line is its first child's.
    if (data.outline.end[handle]! > handle + 1 && view.rows.isExpanded(handle)) return { project, parent: id, after: 0 };
    return { project, parent: data.columns.parentId[handle]!, after: id };
  }

  #openDraft(): void {
    const { view, editor, sight } = this.#plan;
    this.#redraw();
    sight.scrollToRow(view.rows.rowOf(DRAFT));
    this.#plan.drawNow();
    editor.open(DRAFT, "name");
  }

  #redraw(): void {
    this.#plan.view.rows.refresh();
    this.#plan.view.invalidate(EVERYTHING);
    this.#plan.drawNow();
  }
}

function lastChild(plan: Plan, index: number): number {
  const { outline, columns } = plan.view.data;
  let last = 0;
  for (let child = index + 1; child < outline.end[index]!; child = outline.end[child]!) last = columns.id[child]!;
  return last;
}

/** The last task at the top of a project, 0 when it has none. */
function lastTop(plan: Plan, project: number): number {
  const { outline, columns } = plan.view.data;
  const end = outline.projectFrom[project + 1]!;
  if (end === outline.projectFrom[project]) return 0;
  let index = end - 1;
  while (outline.parent[index]! >= 0) index = outline.parent[index]!;
  return columns.id[index]!;
}
