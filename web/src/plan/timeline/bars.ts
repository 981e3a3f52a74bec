/** The bars, their marks and labels, row by row. */

import { nameText, spanOf } from "../columns";
import { shownFinish } from "../dates";
import { Flag, type OutsideTask } from "../payload";
import { isTask, type Handle } from "../rows";
import { ROW } from "../rowview";
import type { View } from "../view";
import { BAR_HEIGHT, BAR_TOP, barOf, DIAMOND, rowsOnScreen, rowTop, type Bar } from "./geometry";
import { paintMarks } from "./marks";
import { outsideEnds, paintIncoming, paintOutgoing } from "./outside";
import { Layer } from "./surface";

/** Room between a bar and its label: for the stub of a link and the dot to draw one from. */
const LABEL_GAP = 13;
const LABEL_SIZE = 11.5;
const ROUND = 3;
const DEADLINE_REACH = 10;

/** A label's place, which links leave free. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The task of another project that the label speaks of. */
  outside?: OutsideTask;
}

export class BarPainter {
  readonly layer = new Layer("bars");
  readonly labels = new Map<number, Box[]>();
  readonly #widths = new Map<string, number>();
  #font = "";

  paint(view: View): void {
    this.layer.clear();
    this.labels.clear();
    const [first, last] = rowsOnScreen(view);
    for (let row = first; row <= last; row++) this.#paintRow(view, row);
  }

  /** Paint single rows anew, where they are on screen. */
  repaint(view: View, handles: Iterable<Handle>): void {
    const [first, last] = rowsOnScreen(view);
    for (const handle of handles) {
      const row = view.rows.rowOf(handle);
      if (row < first || row > last) continue;
      this.layer.context.clearRect(0, rowTop(view, row), this.layer.width, ROW);
      this.labels.delete(row);
      this.#paintRow(view, row);
    }
  }

  #paintRow(view: View, row: number): void {
    const handle = view.rows.handleAt(row);
    const bar = handle === undefined || handle === view.lifted ? null : barOf(view, handle, row);
    if (!bar) return;
    if (bar.right < 0 || bar.left > this.layer.width) return this.#paintBeacon(view, row, handle!, bar);
    if (isTask(handle!)) paintMarks(this.layer.context, view, handle!, bar);
    paintBar(this.layer.context, view, handle!, bar);
    this.#paintLabels(view, row, handle!, bar);
  }

  /** A small sign at the edge for a bar beyond it, with its name where no list tells it. */
  #paintBeacon(view: View, row: number, handle: Handle, bar: Bar): void {
    const { context, width } = this.layer;
    const isLeft = bar.right < 0;
    const x = isLeft ? 6 : width - 6;
    const step = isLeft ? 4 : -4;
    context.strokeStyle = view.theme.color.mute;
    context.globalAlpha = 0.6;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(x + step, bar.middle - 4);
    context.lineTo(x, bar.middle);
    context.lineTo(x + step, bar.middle + 4);
    context.stroke();
    context.globalAlpha = 1;
    let reach = 16;
    if (view.isListHidden) {
      const text = shortened(nameText(view, handle));
      const font = this.#useLabelFont(view, handle);
      reach += this.#width(font, text);
      context.fillText(text, isLeft ? 16 : width - reach, bar.middle - 0.5);
    }
    this.labels.set(row, [box(isLeft ? 0 : width - reach, reach, bar)]);
  }

  #paintLabels(view: View, row: number, handle: Handle, bar: Bar): void {
    const { context } = this.layer;
    const boxes: (Box | null)[] = [];
    const text = labelOf(view, handle, bar);
    let after = bar.right + LABEL_GAP;
    if (text !== "" && bar.right < this.layer.width) {
      const width = this.#width(this.#useLabelFont(view, handle), text);
      const x = Math.round(labelStart(view, handle, bar, width));
      context.fillText(text, x, bar.middle - 0.5);
      boxes.push(box(x - 3, width + 6, bar));
      after = x + width + 8;
    }
    const ends = isTask(handle) ? outsideEnds(view, handle) : [];
    boxes.push(paintIncoming(context, view, ends, bar), paintOutgoing(context, view, ends, bar, after));
    this.labels.set(row, boxes.filter((each) => each !== null));
  }

  /** Make the context write labels; returns the font. */
  #useLabelFont(view: View, handle: Handle): string {
    const { context } = this.layer;
    const font = `${handle < 0 ? "600 " : ""}${LABEL_SIZE}px ${view.theme.font}`;
    context.font = font;
    context.textBaseline = "middle";
    context.fillStyle = handle < 0 ? view.theme.color.ink : view.theme.color.mute;
    return font;
  }

  #width(font: string, text: string): number {
    if (this.#font !== font) {
      this.#font = font;
      if (this.#widths.size > 20_000) this.#widths.clear();
    }
    const key = `${font}|${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.layer.context.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }
}

/** Draw one bar, in its place or in hand. */
export function paintBar(context: CanvasRenderingContext2D, view: View, handle: Handle, bar: Bar): void {
  switch (bar.kind) {
    case "milestone":
      return paintDiamond(context, view, handle, bar);
    case "summary":
    case "project":
      return paintBracket(context, view, handle, bar);
    case "task":
      return paintTask(context, view, handle, bar);
  }
}

function paintTask(context: CanvasRenderingContext2D, view: View, index: number, bar: Bar): void {
  const { color } = view.theme;
  const isCritical = view.isCritical(index);
  const top = bar.top + BAR_TOP;
  const width = bar.right - bar.left;
  if (view.data.has(index, Flag.Inactive)) return paintOutline(context, color.mute, bar, top);
  context.beginPath();
  context.roundRect(bar.left, top, width, BAR_HEIGHT, ROUND);
  context.globalAlpha = isCritical ? 0.62 : 1;
  context.fillStyle = isCritical ? color.crit : color.bar;
  context.fill();
  context.globalAlpha = 1;
  const share = view.percent(index) / 100;
  if (share > 0) {
    const done = width * Math.min(share, 1);
    const end = share >= 1 ? ROUND : 0;
    context.beginPath();
    context.roundRect(bar.left, top, done, BAR_HEIGHT, [ROUND, end, end, ROUND]);
    context.fillStyle = isCritical ? color.crit : color["bar-done"];
    context.fill();
  }
  if (view.data.has(index, Flag.Manual)) paintCaps(context, isCritical ? color.crit : color["bar-done"], bar, top);
}

function paintOutline(context: CanvasRenderingContext2D, color: string, bar: Bar, top: number): void {
  context.setLineDash([3, 3]);
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(bar.left + 0.5, top + 0.5, bar.right - bar.left - 1, BAR_HEIGHT - 1, ROUND);
  context.stroke();
  context.setLineDash([]);
}

/** Hand-set tasks stand between posts. */
function paintCaps(context: CanvasRenderingContext2D, color: string, bar: Bar, top: number): void {
  context.fillStyle = color;
  context.fillRect(bar.left, top - 2, 2.5, BAR_HEIGHT + 4);
  context.fillRect(bar.right - 2.5, top - 2, 2.5, BAR_HEIGHT + 4);
}

function paintDiamond(context: CanvasRenderingContext2D, view: View, index: number, bar: Bar): void {
  const { color } = view.theme;
  const x = (bar.left + bar.right) / 2;
  context.beginPath();
  context.moveTo(x, bar.middle - DIAMOND);
  context.lineTo(x + DIAMOND, bar.middle);
  context.lineTo(x, bar.middle + DIAMOND);
  context.lineTo(x - DIAMOND, bar.middle);
  context.closePath();
  if (view.data.has(index, Flag.Inactive)) {
    context.strokeStyle = color.mute;
    context.stroke();
    return;
  }
  const isDone = view.percent(index) >= 100;
  context.fillStyle = view.isCritical(index) ? color.crit : isDone ? color["bar-done"] : color.ink;
  context.fill();
}

function paintBracket(context: CanvasRenderingContext2D, view: View, handle: Handle, bar: Bar): void {
  const { color } = view.theme;
  const top = bar.top + 10;
  const isProject = handle < 0;
  const height = isProject ? 6 : 5;
  const foot = Math.min(4.5, (bar.right - bar.left) / 2);
  context.beginPath();
  context.moveTo(bar.left, top);
  context.lineTo(bar.right, top);
  context.lineTo(bar.right, top + height);
  context.lineTo(bar.right - foot, top + height + foot);
  context.lineTo(bar.right - 2 * foot, top + height);
  context.lineTo(bar.left + 2 * foot, top + height);
  context.lineTo(bar.left + foot, top + height + foot);
  context.lineTo(bar.left, top + height);
  context.closePath();
  context.fillStyle = color.ink;
  context.fill();
  const share = (isProject ? view.data.projects[-1 - handle]!.percent : view.percent(handle)) / 100;
  if (share <= 0) return;
  context.fillStyle = color["bar-done"];
  context.fillRect(bar.left + 1, top + 1, Math.max(0, (bar.right - bar.left - 2) * Math.min(share, 1)), height - 2);
}

/** Right of the bar, or right of a deadline that stands where the label would. */
function labelStart(view: View, handle: Handle, bar: Bar, width: number): number {
  const start = bar.right + LABEL_GAP;
  if (!isTask(handle)) return start;
  const deadline = view.scale.x(view.data.columns.deadline[handle]!);
  return deadline > bar.right - DEADLINE_REACH && deadline < start + width + DEADLINE_REACH ? Math.max(start, deadline + DEADLINE_REACH) : start;
}

function box(x: number, width: number, bar: Bar): Box {
  return { x, y: bar.top + 6, width, height: ROW - 12 };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function labelOf(view: View, handle: Handle, bar: Bar): string {
  const { labels } = view.choices;
  if (labels === "none") return "";
  if (handle < 0) return view.data.projects[-1 - handle]!.name;
  const short = shortened(labels === "people" ? view.data.columns.people[handle]! : view.name(handle));
  if (bar.kind !== "milestone") return short;
  const [start, finish] = spanOf(view, handle);
  return `${short}${short ? " · " : ""}${view.dates.short(shownFinish(finish, start))}`;
}
