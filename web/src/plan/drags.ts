/** What the pointer may do with a bar: move, stretch, set progress, draw a link, push the timeline about. */

import { isoOf } from "./dates";
import { formatDuration } from "./duration";
import { Flag, type LinkKind, type Minutes } from "./payload";
import type { Plan } from "./plan";
import { isTask } from "./rows";
import { durationOf, movedSpan, stretchedSpan } from "./snap";
import { barOf, rowAt } from "./timeline/geometry";
import { nearerEnd, type End } from "./timeline/hit";
import { Part } from "./view";

export interface Drag {
  /** Take in the pointer, in pixels of the timeline's stage. */
  move(x: number, y: number, isFine: boolean): void;
  drop(): void;
  cancel(): void;
  readonly cursor: string;
}

const QUARTER_HOUR = 15;

/** Move a bar, or its end. */
export class BarDrag implements Drag {
  readonly cursor: string;
  readonly #plan: Plan;
  readonly #index: number;
  readonly #what: "move" | "stretch";
  readonly #from: readonly [Minutes, Minutes];
  readonly #x: number;
  #landing: readonly [Minutes, Minutes];

  constructor(plan: Plan, index: number, what: "move" | "stretch", x: number) {
    this.#plan = plan;
    this.#index = index;
    this.#what = what;
    this.#x = x + plan.view.scale.left;
    this.#from = plan.view.span(index);
    this.#landing = this.#from;
    this.cursor = what === "move" ? "grabbing" : "ew-resize";
    plan.preview.clear();
    plan.view.lifted = index;
    plan.view.damage([index]);
  }

  move(x: number, y: number, isFine: boolean): void {
    const { view } = this.#plan;
    const minutes = (x + view.scale.left - this.#x) / view.scale.pixelsPerMinute;
    const step = isFine ? QUARTER_HOUR : view.scale.snap;
    const [start, finish] = this.#from;
    view.inHand = this.#what === "move" ? [start + minutes, finish + minutes] : [start, Math.max(start, finish + minutes)];
    const landing = (this.#what === "move" ? movedSpan : stretchedSpan)(view, this.#index, this.#from, minutes, step);
    if (landing[0] !== this.#landing[0] || landing[1] !== this.#landing[1]) this.#land(landing);
    this.#plan.tip.place(x, y);
    view.invalidate(Part.Overlay);
  }

  drop(): void {
    const { plan, landing } = { plan: this.#plan, landing: this.#landing };
    const isSame = landing[0] === this.#from[0] && landing[1] === this.#from[1];
    this.#letGo();
    if (isSame) return plan.preview.clear();
    plan.preview.rest();
    void plan.tasks.commitSpan(this.#index, this.#what, landing);
  }

  cancel(): void {
    this.#letGo();
    this.#plan.preview.clear();
    this.#plan.view.damage([this.#index]);
  }

  #land(landing: readonly [Minutes, Minutes]): void {
    const { view, preview, tip } = this.#plan;
    this.#landing = landing;
    view.moved.set(this.#index, landing);
    view.damage([this.#index]);
    tip.tellSpan(this.#index, this.#from, landing, this.#what);
    const task = view.data.columns.id[this.#index]!;
    preview.ask(this.#what === "move" ? { task, start: isoOf(landing[0]) } : { task, duration_minutes: durationOf(view, this.#index, landing) });
  }

  #letGo(): void {
    const { view, tip } = this.#plan;
    view.lifted = null;
    view.inHand = null;
    tip.hide();
    view.damage([this.#index]);
  }
}

export class ProgressDrag implements Drag {
  readonly cursor = "ew-resize";
  readonly #plan: Plan;
  readonly #index: number;
  #percent: number;

  constructor(plan: Plan, index: number) {
    this.#plan = plan;
    this.#index = index;
    this.#percent = Math.round(plan.view.percent(index));
  }

  move(x: number, y: number, isFine: boolean): void {
    const { view, tip } = this.#plan;
    const [start, finish] = view.span(this.#index);
    const share = Math.min(Math.max((view.scale.timeAt(x) - start) / (finish - start), 0), 1);
    const step = isFine ? 1 : 5;
    this.#percent = Math.round((share * 100) / step) * step;
    view.guesses.set(view.data.columns.id[this.#index]!, { percent: this.#percent });
    view.damage([this.#index]);
    tip.tell([`${this.#percent} %`]);
    tip.place(x, y);
  }

  drop(): void {
    const { view } = this.#plan;
    const percent = this.#percent;
    this.cancel();
    if (percent === Math.round(view.percent(this.#index))) return;
    const task = view.data.columns.id[this.#index]!;
    const label = view.words.t("Progress of {name}", { name: view.name(this.#index) });
    void this.#plan.session.perform({ label, commands: [{ kind: "edit", task, fields: { percent_complete: percent } }] });
  }

  cancel(): void {
    const { view, tip } = this.#plan;
    view.guesses.delete(view.data.columns.id[this.#index]!);
    view.damage([this.#index]);
    tip.hide();
  }
}

/** Draw a link from one end of a bar to an end of another. */
export class LinkDrag implements Drag {
  readonly cursor = "crosshair";
  readonly #plan: Plan;
  readonly #from: { index: number; end: End; x: number; y: number };
  #target: { index: number; end: End } | null = null;

  constructor(plan: Plan, from: { index: number; end: End; x: number; y: number }) {
    this.#plan = plan;
    this.#from = from;
  }

  move(x: number, y: number): void {
    const { view, timeline, tip } = this.#plan;
    const row = rowAt(view, y);
    const handle = view.rows.handleAt(row);
    const bar = handle === undefined ? null : barOf(view, handle, row);
    const isOn = handle !== undefined && bar && isTask(handle) && handle !== this.#from.index && x > bar.left - 16 && x < bar.right + 16;
    this.#target = isOn ? { index: handle, end: nearerEnd(bar, x) } : null;
    view.hover = isOn ? handle : null;
    timeline.overlay.rubber = { fromX: this.#from.x, fromY: this.#from.y, x, y, isValid: this.#target !== null };
    tip.tell(this.#target ? [view.words.t("{from} → {to}", { from: view.name(this.#from.index), to: view.name(this.#target.index) }), this.#kind(this.#target.end)] : [view.words.t("Drop on a bar to link it")]);
    tip.place(x, y);
    view.invalidate(Part.Overlay);
  }

  drop(): void {
    const { view, session } = this.#plan;
    const target = this.#target;
    this.cancel();
    if (!target) return;
    const kind = this.#kind(target.end);
    const predecessor = view.data.columns.id[this.#from.index]!;
    const successor = view.data.columns.id[target.index]!;
    const label = view.words.t("Link {from} → {to}", { from: view.name(this.#from.index), to: view.name(target.index) });
    void session.perform({ label, commands: [{ kind: "link", link: { predecessor, successor, kind, lag_minutes: 0, lag_kind: "working" } }] });
  }

  cancel(): void {
    const { view, timeline, tip } = this.#plan;
    timeline.overlay.rubber = null;
    view.hover = null;
    tip.hide();
    view.invalidate(Part.Overlay);
  }

  #kind(end: End): LinkKind {
    return `${this.#from.end}${end}`;
  }
}

/** Push the timeline about by its empty places. */
export class PanDrag implements Drag {
  readonly cursor = "grabbing";
  readonly #plan: Plan;
  #x: number;
  #y: number;

  constructor(plan: Plan, x: number, y: number) {
    this.#plan = plan;
    this.#x = x;
    this.#y = y;
  }

  move(x: number, y: number): void {
    this.#plan.timeline.element.scrollLeft -= x - this.#x;
    this.#plan.scroller.scrollTop -= y - this.#y;
    this.#x = x;
    this.#y = y;
  }

  drop(): void {
    // The timeline stays where it was pushed.
  }

  cancel(): void {
    // As above.
  }
}

/** Whether a person may take this bar in hand: leaves they may edit; progress alone does not move a bar. */
export function isMovable(plan: Plan, handle: number): boolean {
  return plan.view.canEdit(handle) && !plan.view.data.has(handle, Flag.Summary);
}

/** "14d" as the tip tells it. */
export function durationWords(plan: Plan, index: number, span: readonly [Minutes, Minutes]): string {
  const { data } = plan.view;
  return formatDuration(durationOf(plan.view, index, span), data.has(index, Flag.Elapsed), data.units(data.projectOf(index)));
}
