/** What a bar carries besides itself: slack and deadline. */

import { Flag } from "../payload";
import type { View } from "../view";
import { BAR_HEIGHT, BAR_TOP, type Bar } from "./geometry";

/** Draw a task's slack tail and deadline. */
export function paintMarks(context: CanvasRenderingContext2D, view: View, index: number, bar: Bar): void {
  if (view.choices.slack && !view.data.has(index, Flag.Summary) && !view.data.has(index, Flag.Done)) paintSlack(context, view, index, bar);
  const deadline = view.data.columns.deadline[index]!;
  if (!Number.isNaN(deadline)) paintDeadline(context, view, index, deadline, bar);
}

/** A thin line below the bar to where the task may end; a negative one lies under the bar itself, in red. */
function paintSlack(context: CanvasRenderingContext2D, view: View, index: number, bar: Bar): void {
  const slack = view.data.columns.slack[index]!;
  if (slack === 0) return;
  const finish = view.span(index)[1];
  const x = view.scale.x(view.data.calendarOf(index).add(finish, slack));
  const end = bar.kind === "milestone" ? (bar.left + bar.right) / 2 : bar.right;
  if (Math.abs(x - end) < 1) return;
  const y = Math.round(bar.top + BAR_TOP + BAR_HEIGHT) + 1.5;
  context.strokeStyle = slack < 0 ? view.theme.color.bad : view.theme.color.mute;
  context.globalAlpha = slack < 0 ? 1 : 0.75;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(end, y);
  context.lineTo(x, y);
  context.moveTo(x, y - 3);
  context.lineTo(x, y + 1);
  context.stroke();
  context.globalAlpha = 1;
}

/** An arrow that points down at the deadline: hollow while it is kept, filled and red when it is missed. */
function paintDeadline(context: CanvasRenderingContext2D, view: View, index: number, deadline: number, bar: Bar): void {
  const x = view.scale.x(deadline);
  if (x < -8 || x > 20_000) return;
  const isMissed = view.span(index)[1] > deadline;
  const top = bar.top + 4.5;
  context.beginPath();
  context.moveTo(x - 2, top);
  context.lineTo(x + 2, top);
  context.lineTo(x + 2, top + 9);
  context.lineTo(x + 5, top + 9);
  context.lineTo(x, top + 16);
  context.lineTo(x - 5, top + 9);
  context.lineTo(x - 2, top + 9);
  context.closePath();
  context.lineWidth = 1.2;
  context.fillStyle = isMissed ? view.theme.color.bad : view.theme.color.paper;
  context.strokeStyle = isMissed ? view.theme.color.bad : view.theme.color.mute;
  context.fill();
  context.stroke();
}
