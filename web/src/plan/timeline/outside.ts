/** Links to other projects in a project's own plan: a short dotted arrow with the other project's name. */

import { LINK_KINDS } from "../payload";
import type { OutsideTask } from "../payload";
import type { Link } from "../linkstore";
import type { View } from "../view";
import { ROW } from "../rowview";
import type { Bar } from "./geometry";
import type { Box } from "./bars";

const REACH = 20;

export interface OutsideEnd {
  link: Link;
  task: OutsideTask;
  /** Whether the other task comes before. */
  isBefore: boolean;
}

/** The ends of a task's links that lie in other projects. */
export function outsideEnds(view: View, index: number): OutsideEnd[] {
  const { data } = view;
  if (data.outside.size === 0) return [];
  const id = data.columns.id[index]!;
  const ends: OutsideEnd[] = [];
  for (const link of data.links.into(id)) {
    const task = data.outside.get(link.predecessor);
    if (task) ends.push({ link, task, isBefore: true });
  }
  for (const link of data.links.outOf(id)) {
    const task = data.outside.get(link.successor);
    if (task) ends.push({ link, task, isBefore: false });
  }
  return ends;
}

/** Draw the stub of a task's links from other projects, at the left of its bar. Returns the label's place. */
export function outsideLabel(context: CanvasRenderingContext2D, view: View, index: number, bar: Bar): Box | null {
  if (!view.choices.links) return null;
  const ends = outsideEnds(view, index);
  if (ends.length === 0) return null;
  const into = ends.filter((end) => end.isBefore);
  const { color, font } = view.theme;
  context.font = `italic 11px ${font}`;
  context.strokeStyle = color.teal;
  context.fillStyle = color.teal;
  context.lineWidth = 1.2;
  if (into.length === 0) return outgoing(context, view, ends, bar);
  const end = LINK_KINDS[into[0]!.link.kind]![1] === "S" ? bar.left : bar.right;
  const isLeft = end === bar.left;
  dotted(context, isLeft ? end - REACH : end + REACH, end, bar.middle);
  tip(context, end, bar.middle, isLeft ? 1 : -1);
  return isLeft ? label(context, view, words(into), end - REACH - 4, bar, true) : null;
}

function outgoing(context: CanvasRenderingContext2D, view: View, ends: OutsideEnd[], bar: Bar): Box {
  dotted(context, bar.left - REACH, bar.left, bar.middle);
  tip(context, bar.left - REACH, bar.middle, -1);
  return label(context, view, words(ends), bar.left - REACH - 4, bar, true);
}

/** "Partner portal", "Partner portal +2". */
function words(ends: OutsideEnd[]): string {
  const name = ends[0]!.task.project;
  return ends.length === 1 ? name : `${name} +${ends.length - 1}`;
}

function label(context: CanvasRenderingContext2D, view: View, text: string, x: number, bar: Bar, isRightAligned: boolean): Box {
  const width = context.measureText(text).width;
  const left = isRightAligned ? x - width : x;
  context.fillStyle = view.theme.color.teal;
  context.fillText(text, left, bar.middle - 0.5);
  return { x: left - 3, y: bar.top + 6, width: width + 6, height: ROW - 12 };
}

function dotted(context: CanvasRenderingContext2D, from: number, to: number, y: number): void {
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(from, Math.round(y) + 0.5);
  context.lineTo(to, Math.round(y) + 0.5);
  context.stroke();
  context.setLineDash([]);
}

function tip(context: CanvasRenderingContext2D, x: number, y: number, direction: 1 | -1): void {
  context.beginPath();
  context.moveTo(x, y + 0.5);
  context.lineTo(x - 5 * direction, y - 3);
  context.lineTo(x - 5 * direction, y + 4);
  context.closePath();
  context.fill();
}
