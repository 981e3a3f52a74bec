/** Where bars stand: the one place that painters and the pointer ask. */

import { spanOf } from "../columns";
import { Flag } from "../payload";
import { DRAFT, isTask, type Handle } from "../rows";
import { ROW } from "../rowview";
import type { View } from "../view";

export const BAR_TOP = 8;
export const BAR_HEIGHT = 12;
export const DIAMOND = 6.5;
const THINNEST = 3;

export type BarKind = "task" | "summary" | "milestone" | "project";

export interface Bar {
  kind: BarKind;
  left: number;
  right: number;
  /** Top of the row and middle of the bar. */
  top: number;
  middle: number;
}

/** The bar of a row; null for the row of a draft, and of a project that has no dates yet. */
export function barOf(view: View, handle: Handle, row: number): Bar | null {
  if (handle === DRAFT) return null;
  const [start, finish] = spanOf(view, handle);
  if (Number.isNaN(start)) return null;
  const kind = kindOf(view, handle);
  const top = rowTop(view, row);
  const left = view.scale.x(start);
  const middle = top + BAR_TOP + BAR_HEIGHT / 2;
  if (kind === "milestone") return { kind, left: left - DIAMOND, right: left + DIAMOND, top, middle };
  return { kind, left, right: Math.max(view.scale.x(finish), left + THINNEST), top, middle };
}

export function kindOf(view: View, handle: Handle): BarKind {
  if (!isTask(handle)) return "project";
  if (view.data.has(handle, Flag.Summary)) return "summary";
  return view.data.has(handle, Flag.Milestone) || view.duration(handle) === 0 ? "milestone" : "task";
}

/** Pixels from the top of the timeline to the top of a row. */
export function rowTop(view: View, row: number): number {
  return row * ROW - view.scrollTop;
}

export function rowAt(view: View, y: number): number {
  return Math.floor((y + view.scrollTop) / ROW);
}

/** First and last row of which a part is on screen. */
export function rowsOnScreen(view: View): [number, number] {
  return [Math.max(0, rowAt(view, 0)), Math.min(view.rows.count - 1, rowAt(view, view.height - 1))];
}
