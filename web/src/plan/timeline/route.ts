/** The way of a link between two bars: right angles, out of the end it leaves, into the end it holds. */

import { LINK_KINDS } from "../payload";
import { BAR_HEIGHT, DIAMOND, type Bar } from "./geometry";

/** How far a link runs on before it first turns. */
export const STUB = 7;
/** Room that the arrow needs before the end it points at. */
const ARROW = 9;
const HALF = BAR_HEIGHT / 2;

export interface Route {
  /** x and y of each corner, from the predecessor to the tip of the arrow. */
  points: number[];
  /** Where the arrow points. */
  tip: "right" | "left" | "down" | "up";
}

/** Route a link of `kind` (0 FS, 1 SS, 2 FF, 3 SF). */
export function route(kind: number, from: Bar, to: Bar): Route {
  const [leaves, holds] = LINK_KINDS[kind]!;
  return leaves === "F" ? (holds === "S" ? finishToStart(from, to) : sameEnds(from, to, 1)) : holds === "S" ? sameEnds(from, to, -1) : startToFinish(from, to);
}

function finishToStart(from: Bar, to: Bar): Route {
  const gap = to.left - from.right;
  if (gap >= ARROW) return elbow(from.right, from.middle, from.right + (gap >= STUB + ARROW ? STUB : 3), to.left, to.middle, "right");
  // A diamond reaches half its width beyond its instant, and what follows it begins there.
  const overlap = (from.kind === "milestone" ? 2 * DIAMOND : 1) + (to.kind === "milestone" ? DIAMOND : 0);
  if (gap >= -overlap && to.right > from.right + 2) return drop(from, to);
  return detour(from.right, from.middle, from.right + STUB, to.left, to.left - ARROW, to, from, "right");
}

function startToFinish(from: Bar, to: Bar): Route {
  const gap = from.left - to.right;
  if (gap >= STUB + ARROW) return elbow(from.left, from.middle, from.left - STUB, to.right, to.middle, "left");
  return detour(from.left, from.middle, from.left - STUB, to.right, to.right + ARROW, to, from, "left");
}

/** Start to start (`side` -1) or finish to finish (1): around the further of both ends. */
function sameEnds(from: Bar, to: Bar, side: 1 | -1): Route {
  const [out, into] = side === 1 ? [from.right, to.right] : [from.left, to.left];
  const turn = side === 1 ? Math.max(out + STUB, into + ARROW) : Math.min(out - STUB, into - ARROW);
  return elbow(out, from.middle, turn, into, to.middle, side === 1 ? "left" : "right");
}

function elbow(x: number, y: number, turn: number, endX: number, endY: number, tip: Route["tip"]): Route {
  return { points: [x, y, turn, y, turn, endY, endX, endY], tip };
}

/** Back to back: just past the end, then straight into the top (or bottom) of the bar. */
function drop(from: Bar, to: Bar): Route {
  const isDown = to.middle > from.middle;
  const gap = to.left - from.right;
  const turn = to.kind === "milestone" ? Math.max((to.left + to.right) / 2, from.right + 1) : Math.max(to.left + (gap > 4 ? 2 : 5), from.right + 1);
  const edge = to.kind === "milestone" ? HALF + 0.5 : to.kind === "task" ? HALF : HALF - 2;
  return { points: [from.right, from.middle, turn, from.middle, turn, to.middle + (isDown ? -edge : edge)], tip: isDown ? "down" : "up" };
}

/** The end to hold lies behind: between the rows back to before it, then in. */
function detour(x: number, y: number, turn: number, endX: number, before: number, to: Bar, from: Bar, tip: Route["tip"]): Route {
  const between = to.middle > from.middle ? to.top + 0.5 : to.top + 27.5;
  return { points: [x, y, turn, y, turn, between, before, between, before, to.middle, endX, to.middle], tip };
}

/** Distance from a point to the way. */
export function distanceTo(points: readonly number[], x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [left, right] = order(points[at]!, points[at + 2]!);
    const [top, bottom] = order(points[at + 1]!, points[at + 3]!);
    const dx = Math.max(left - x, 0, x - right);
    const dy = Math.max(top - y, 0, y - bottom);
    least = Math.min(least, Math.hypot(dx, dy));
  }
  return least;
}

function order(one: number, other: number): [number, number] {
  return one < other ? [one, other] : [other, one];
}
