/** What of the timeline lies under the pointer. */

import type { OutsideTask } from "../payload";
import { DRAFT, isTask, type Handle } from "../rows";
import type { View } from "../view";
import { BAR_HEIGHT, BAR_TOP, barOf, rowAt, type Bar } from "./geometry";
import type { DrawnLink } from "./links";
import type { Box } from "./bars";
import { DOT } from "./overlay";
import { distanceTo } from "./route";

export type End = "S" | "F";

export type Hit =
  | { kind: "dot"; index: number; end: End; x: number; y: number }
  | { kind: "progress"; index: number }
  | { kind: "stretch"; index: number }
  | { kind: "bar"; handle: Handle }
  | { kind: "link"; id: number }
  | { kind: "outside"; task: OutsideTask }
  | { kind: "beacon"; handle: Handle }
  | { kind: "row"; handle: Handle };

/** What the painters left on screen. */
export interface Drawn {
  links: readonly DrawnLink[];
  labels: ReadonlyMap<number, readonly Box[]>;
  width: number;
}

const NEAR_LINK = 5;
const GRIP = 7;

/** Return what lies at `x`, `y` of the timeline, null below the rows. */
export function hitAt(view: View, drawn: Drawn, x: number, y: number): Hit | null {
  const row = rowAt(view, y);
  const handle = view.rows.handleAt(row);
  if (handle === undefined || handle === DRAFT) return null;
  const bar = barOf(view, handle, row);
  const onOwn = bar && onBar(view, handle, bar, x, y);
  return onOwn ?? onLabel(drawn, row, x) ?? onLink(view, drawn.links, x, y) ?? beside(handle, bar, x, drawn.width);
}

/** Which end of the row's bar is nearer. */
export function nearerEnd(bar: Bar, x: number): End {
  return x < (bar.left + bar.right) / 2 ? "S" : "F";
}

function onBar(view: View, handle: Handle, bar: Bar, x: number, y: number): Hit | null {
  const dot = isTask(handle) ? onDot(view, handle, bar, x, y) : null;
  if (dot || x < bar.left - 3 || x > bar.right + 3) return dot;
  const below = y - bar.top - BAR_TOP - BAR_HEIGHT;
  if (bar.kind === "task" && below > -3 && isOnProgress(view, handle, bar, x)) return { kind: "progress", index: handle };
  if (below > 4 || y < bar.top + BAR_TOP - 3) return null;
  return isOnGrip(view, handle, bar, x) ? { kind: "stretch", index: handle } : { kind: "bar", handle };
}

function isOnGrip(view: View, handle: Handle, bar: Bar, x: number): boolean {
  return bar.kind === "task" && view.canEdit(handle) && x >= bar.right - Math.min(GRIP, (bar.right - bar.left) / 3);
}

/** The dots to draw links from stand beside the bar under the pointer only. */
function onDot(view: View, index: number, bar: Bar, x: number, y: number): Hit | null {
  if (view.hover !== index || !view.canEdit(index) || Math.abs(y - bar.middle) > 8) return null;
  const at = x < (bar.left + bar.right) / 2 ? bar.left - DOT : bar.right + DOT;
  return Math.abs(x - at) <= 5 ? { kind: "dot", index, end: nearerEnd(bar, x), x: at, y: bar.middle } : null;
}

function isOnProgress(view: View, index: number, bar: Bar, x: number): boolean {
  return view.canProgress(index) && Math.abs(x - bar.left - ((bar.right - bar.left) * view.percent(index)) / 100) <= 6;
}

function onLink(view: View, links: readonly DrawnLink[], x: number, y: number): Hit | null {
  let best: DrawnLink | null = null;
  let least = NEAR_LINK;
  for (const drawn of links) {
    const distance = distanceTo(drawn.route.points, x, y);
    if (distance < least) {
      least = distance;
      best = drawn;
    }
  }
  const link = best && view.data.links.all[best.link];
  return link ? { kind: "link", id: link.id } : null;
}

function onLabel(drawn: Drawn, row: number, x: number): Hit | null {
  const found = drawn.labels.get(row)?.find((label) => label.outside && x >= label.x && x <= label.x + label.width);
  return found?.outside ? { kind: "outside", task: found.outside } : null;
}

function beside(handle: Handle, bar: Bar | null, x: number, width: number): Hit {
  const isBeacon = bar && ((bar.right < 0 && x < 18) || (bar.left > width && x > width - 18));
  return { kind: isBeacon ? "beacon" : "row", handle };
}
