/** Tells the person what became of their edits. */

import type { Problem, Stale } from "./api";
import type { ColumnKey } from "./columns";
import { settleConflict } from "./conflict";
import type { Plan } from "./plan";
import type { Edit, Hooks, Outcome } from "./session";
import { announcement } from "./trailwords";
import { Part } from "./view";

export class Report implements Hooks {
  readonly #plan: Plan;
  readonly #outdated: () => void;
  #underWay = 0;

  constructor(plan: Plan, outdated: () => void) {
    this.#plan = plan;
    this.#outdated = outdated;
  }

  applied(outcome: Outcome): void {
    const plan = this.#plan;
    plan.lastCreated = outcome.created ?? plan.lastCreated;
    plan.spread();
    if (outcome.isRearranged && plan.grid.hasFocus) plan.sight.scrollToRow(plan.view.activeRow);
    plan.timeline.overlay.flash(this.#moved(outcome));
    plan.view.invalidate(Part.Overlay);
    plan.toolbar.trail.show(outcome);
    plan.toolbar.showHistory();
    plan.announcer.say(announcement(plan.view, outcome));
    plan.emit("fl-plan:changed", { revision: plan.view.data.scope.revision, moved: outcome.moved.count });
  }

  /** The API said no: its reason, and the typed text back in its cell when the person wants it. */
  refused(edit: Edit, problem: Problem): void {
    const plan = this.#plan;
    const { words } = plan.view;
    const text = problem.detail || problem.title;
    const index = edit.typed ? plan.view.data.indexOf(edit.typed.task) : -1;
    const again = index >= 0 && edit.typed ? [{ label: words.t("Edit again"), act: () => this.#editAgain(edit, text) }] : [];
    plan.notice.show(words.t("{label}: {reason}", { label: edit.label, reason: text }), [...again, { label: words.t("Close"), act: () => plan.notice.hide() }]);
    plan.preview.clear();
    plan.toolbar.showHistory();
    plan.emit("fl-plan:error", { status: problem.status, title: problem.title, detail: problem.detail });
  }

  stale(edit: Edit, stale: Stale): Promise<"mine" | "theirs"> {
    this.#plan.editor.commit("stay");
    return settleConflict(this.#plan.host, this.#plan.view, edit, stale);
  }

  waiting(held: readonly Edit[], underWay: number): void {
    const plan = this.#plan;
    const { view } = plan;
    plan.toolbar.showSaving(underWay);
    if (underWay > this.#underWay && held.length === 0) plan.notice.hide();
    this.#underWay = underWay;
    const unsaved = new Set(held.flatMap((edit) => edit.commands.flatMap((command) => (command.kind === "edit" ? [command.task] : []))));
    const touched = [...unsaved, ...view.unsaved].map((id) => view.data.indexOf(id)).filter((index) => index >= 0);
    view.unsaved = unsaved;
    view.damage(touched);
    if (held.length === 0 || underWay > 0) return;
    const reason = navigator.onLine ? view.words.t("The server does not answer.") : view.words.t("You are offline.");
    const kept = view.words.n("Your change is kept: {label}.", "Your {count} changes are kept.", held.length, { label: held[0]!.label });
    plan.notice.show(`${reason} ${kept}`, [
      { label: view.words.t("Try again"), act: () => this.#retry() },
      { label: view.words.t("Discard"), act: () => this.#discard() },
    ]);
    plan.announcer.say(reason);
    plan.emit("fl-plan:error", { status: 0, title: reason, detail: kept });
  }

  outdated(): void {
    this.#outdated();
  }

  #retry(): void {
    this.#plan.notice.hide();
    this.#plan.session.retry();
  }

  #discard(): void {
    this.#plan.session.discard();
    this.#plan.notice.hide();
    this.#plan.preview.clear();
  }

  #editAgain(edit: Edit, problem: string): void {
    const { view, notice, editor } = this.#plan;
    const index = edit.typed ? view.data.indexOf(edit.typed.task) : -1;
    notice.hide();
    if (edit.typed && index >= 0) editor.open(index, edit.typed.column as ColumnKey, edit.typed.text, problem);
  }

  /** Where tasks were, by index, of those that stand elsewhere now. */
  #moved(outcome: Outcome): Map<number, readonly [number, number]> {
    const { data } = this.#plan.view;
    const moved = new Map<number, readonly [number, number]>();
    for (const [id, before] of outcome.before) {
      const index = data.indexOf(id);
      if (index >= 0 && (data.columns.start[index] !== before[0] || data.columns.finish[index] !== before[1])) moved.set(index, before);
    }
    return moved;
  }
}
