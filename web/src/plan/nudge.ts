/** Moving a bar by keys: each press takes it a step further, and when the keys rest it is dropped. */

import { isoOf } from "./dates";
import type { Minutes } from "./payload";
import type { Plan } from "./plan";
import { isMovable } from "./drags";
import { isTask, type Handle } from "./rows";
import { durationOf, movedSpan, stretchedSpan } from "./snap";
import { Part } from "./view";

const REST_MS = 900;

export class Nudge {
  readonly #plan: Plan;
  #held: { task: number; what: "move" | "stretch"; from: readonly [Minutes, Minutes]; landing: readonly [Minutes, Minutes] } | null = null;
  #timer = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  step(handle: Handle, what: "move" | "stretch", direction: 1 | -1): void {
    const { view, announcer } = this.#plan;
    if (!isTask(handle) || !isMovable(this.#plan, handle)) return announcer.say(view.words.t("This bar cannot be moved."));
    const task = view.data.columns.id[handle]!;
    if (this.#held && (this.#held.task !== task || this.#held.what !== what)) this.#drop();
    const held = this.#held ?? { task, what, from: view.span(handle), landing: view.span(handle) };
    const step = view.scale.snap;
    held.landing = this.#stepped(handle, held.landing, what, direction, step);
    this.#held = held;
    this.#show(handle);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#drop(), REST_MS);
  }

  /** Whether a bar is on its way. */
  get isBusy(): boolean {
    return this.#held !== null;
  }

  /** Take the bar back to where it was. Returns whether one was on its way. */
  cancel(): boolean {
    if (!this.#held) return false;
    const index = this.#plan.view.data.indexOf(this.#held.task);
    this.#end();
    this.#plan.preview.clear();
    this.#plan.view.damage([index]);
    this.#plan.announcer.say(this.#plan.view.words.t("Back where it was."));
    return true;
  }

  /** A step that working time swallows is made longer until the bar does move. */
  #stepped(index: number, from: readonly [Minutes, Minutes], what: "move" | "stretch", direction: 1 | -1, step: number): readonly [Minutes, Minutes] {
    const { view } = this.#plan;
    const snapped = what === "move" ? movedSpan : stretchedSpan;
    const end = what === "move" ? 0 : 1;
    for (let times = 1; times <= 31; times++) {
      const span = snapped(view, index, from, direction * step * times, step);
      if (direction * (span[end] - from[end]) > 0) return span;
    }
    return from;
  }

  #show(index: number): void {
    const { view, preview, tip, announcer } = this.#plan;
    const { what, from, landing, task } = this.#held!;
    view.moved.set(index, landing);
    view.damage([index]);
    view.invalidate(Part.Links | Part.Overlay);
    announcer.say(tip.tellSpan(index, from, landing, what));
    this.#plan.placeTipAt(index);
    preview.ask(what === "move" ? { task, start: isoOf(landing[0]) } : { task, duration_minutes: durationOf(view, index, landing) });
  }

  #drop(): void {
    const held = this.#held;
    this.#end();
    const index = held ? this.#plan.view.data.indexOf(held.task) : -1;
    if (!held || index < 0 || (held.landing[0] === held.from[0] && held.landing[1] === held.from[1])) return this.#plan.preview.clear();
    this.#plan.preview.rest();
    void this.#plan.tasks.commitSpan(index, held.what, held.landing);
  }

  #end(): void {
    window.clearTimeout(this.#timer);
    this.#held = null;
    this.#plan.tip.hide();
  }
}
