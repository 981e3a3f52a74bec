/** Links to other projects in a project's own plan: a short dotted arrow with the other project's name. */

import type { OutsideTask } from "../payload";
import type { Link } from "../linkstore";
import type { View } from "../view";
import { ROW } from "../rowview";
import type { Bar } from "./geometry";
import type { Box } from "./bars";

const REACH = 20;
const TIP = 5;
/** Room of the arrow before the names of projects that wait. */
const ARROW = 20;

export interface OutsideEnd {
  link: Link;
  task: OutsideTask;
  /** Whether the other task comes before. */
  isBefore: boolean;
}

/** The ends of a task's links that lie in other projects. */
export function outsideEnds(view: View, index: number): OutsideEnd[] {
  const { data } = view;
  if (data.outside.size === 0 || !view.choices.links) return [];
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

/** Draw the stub of a task's links from other projects before the end that they hold. Returns the label's place. */
export function paintIncoming(context: CanvasRenderingContext2D, view: View, ends: readonly OutsideEnd[], bar: Bar): Box | null {
  const into = ends.filter((end) => end.isBefore);
  if (into.length === 0) return null;
  useLook(context, view);
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(bar.left - REACH, Math.round(bar.middle) + 0.5);
  context.lineTo(bar.left - TIP, Math.round(bar.middle) + 0.5);
  context.stroke();
  context.setLineDash([]);
  paintTip(context, bar.left, bar.middle);
  const text = words(view, into);
  const width = context.measureText(text).width;
  const x = bar.left - REACH - 4 - width;
  context.fillText(text, x, bar.middle - 0.5);
  return { x: x - 3, y: bar.top + 6, width: width + 6, height: ROW - 12, outside: into[0]!.task };
}

/** Name at `x` the other projects that wait for a task. Returns the label's place. */
export function paintOutgoing(context: CanvasRenderingContext2D, view: View, ends: readonly OutsideEnd[], bar: Bar, x: number): Box | null {
  const out = ends.filter((end) => !end.isBefore);
  if (out.length === 0) return null;
  useLook(context, view);
  const text = words(view, out);
  const width = context.measureText(text).width + ARROW;
  context.beginPath();
  context.moveTo(x, Math.round(bar.middle) + 0.5);
  context.lineTo(x + ARROW - 5 - TIP, Math.round(bar.middle) + 0.5);
  context.stroke();
  paintTip(context, x + ARROW - 5, bar.middle);
  context.fillText(text, x + ARROW, bar.middle - 0.5);
  return { x: x - 3, y: bar.top + 6, width: width + 6, height: ROW - 12, outside: out[0]!.task };
}

function useLook(context: CanvasRenderingContext2D, view: View): void {
  context.font = `italic 11px ${view.theme.font}`;
  context.textBaseline = "middle";
  context.strokeStyle = context.fillStyle = view.theme.color.teal;
  context.lineWidth = 1.2;
}

/** "Partner portal", "Partner portal +2". */
function words(view: View, ends: readonly OutsideEnd[]): string {
  const name = ends[0]!.task.project || view.words.t("another project");
  return ends.length === 1 ? name : `${name} +${ends.length - 1}`;
}

function paintTip(context: CanvasRenderingContext2D, x: number, middle: number): void {
  const y = Math.round(middle) + 0.5;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - TIP, y - 3);
  context.lineTo(x - TIP, y + 3);
  context.closePath();
  context.fill();
}
