/** What of the timeline lies under the pointer. */

import type { OutsideTask } from "../payload";
import { DRAFT, isTask, type Handle } from "../rows";
import type { View } from "../view";
import { BAR_HEIGHT, BAR_TOP, barOf, rowAt, type Bar } from "./geometry";
import type { DrawnLink } from "./links";
import { outsideEnds } from "./outside";
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

const NEAR_LINK = 5;
const GRIP = 7;
const OUTSIDE_REACH = 120;

/** Return what lies at `x`, `y` of the timeline, null below the rows. */
export function hitAt(view: View, links: readonly DrawnLink[], x: number, y: number, width: number): Hit | null {
  const row = rowAt(view, y);
  const handle = view.rows.handleAt(row);
  if (handle === undefined || handle === DRAFT) return null;
  const bar = barOf(view, handle, row)!;
  return onBar(view, handle, bar, x, y) ?? onLink(view, links, x, y) ?? beside(view, handle, bar, x, width);
}

/** Which end of the row's bar is nearer. */
export function nearerEnd(bar: Bar, x: number): End {
  return x < (bar.left + bar.right) / 2 ? "S" : "F";
}

function onBar(view: View, handle: Handle, bar: Bar, x: number, y: number): Hit | null {
  if (!isTask(handle)) return x >= bar.left && x <= bar.right && y - bar.top >= 6 ? { kind: "bar", handle } : null;
  if (view.hover === handle && view.canEdit(handle)) {
    for (const [end, dot] of [["S", bar.left - DOT], ["F", bar.right + DOT]] as const) {
      if (Math.abs(x - dot) <= 6 && Math.abs(y - bar.middle) <= 8) return { kind: "dot", index: handle, end, x: dot, y: bar.middle };
    }
  }
  if (x < bar.left - 3 || x > bar.right + 3) return null;
  const isTop = y < bar.top + BAR_TOP - 3;
  const below = y > bar.top + BAR_TOP + BAR_HEIGHT - 3;
  if (bar.kind === "task" && below && view.canProgress(handle)) {
    const at = bar.left + ((bar.right - bar.left) * view.percent(handle)) / 100;
    if (Math.abs(x - at) <= 6) return { kind: "progress", index: handle };
  }
  if (isTop || y > bar.top + BAR_TOP + BAR_HEIGHT + 4) return null;
  const isGrip = bar.kind === "task" && x >= bar.right - Math.min(GRIP, (bar.right - bar.left) / 3) && view.canEdit(handle);
  return isGrip ? { kind: "stretch", index: handle } : { kind: "bar", handle };
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

function beside(view: View, handle: Handle, bar: Bar, x: number, width: number): Hit {
  if ((bar.right < 0 && x < 18) || (bar.left > width && x > width - 18)) return { kind: "beacon", handle };
  if (isTask(handle) && x < bar.left && x > bar.left - OUTSIDE_REACH) {
    const [end] = outsideEnds(view, handle);
    if (end) return { kind: "outside", task: end.task };
  }
  return { kind: "row", handle };
}
