/** Behind the bars: rows, units, time when nobody works. */

import type { Calendar } from "../calendar";
import { isTask } from "../rows";
import { ROW } from "../rowview";
import { ticks, tiersFor, unitPixels } from "../tiers";
import type { View } from "../view";
import { rowsOnScreen, rowTop } from "./geometry";
import { crisp, type Layer } from "./surface";

/** Pixels per day from which days without work, and nights, are worth shading. */
const SHADE_DAYS = 2;
const SHADE_NIGHTS = 160;

export function paintBackground(layer: Layer, view: View): void {
  const { context, width, height } = layer;
  const { color } = view.theme;
  context.fillStyle = color.paper;
  context.fillRect(0, 0, width, height);
  if (view.scale.pixelsPerDay >= SHADE_DAYS) paintIdle(layer, view);
  paintActive(layer, view);
  paintUnits(layer, view);
  paintRowLines(layer, view);
}

/** Shade per row, but rows of one calendar that follow each other in one go. */
function paintIdle(layer: Layer, view: View): void {
  const { context } = layer;
  const [first, last] = rowsOnScreen(view);
  context.fillStyle = view.theme.color.weekend;
  for (let row = first; row <= last; ) {
    const calendar = calendarAt(view, row);
    let until = row + 1;
    while (until <= last && calendarAt(view, until) === calendar) until++;
    const bottom = until > last ? layer.height : rowTop(view, until);
    if (calendar) for (const [x, wide] of idleSpans(view, calendar, layer.width)) context.fillRect(x, rowTop(view, row), wide, bottom - rowTop(view, row));
    row = until;
  }
}

const known = { key: "", spans: new Map<Calendar, [number, number][]>() };

function idleSpans(view: View, calendar: Calendar, width: number): [number, number][] {
  const { scale } = view;
  const key = `${scale.pixelsPerDay}/${scale.left}/${scale.origin}/${width}`;
  if (known.key !== key) {
    known.key = key;
    known.spans = new Map();
  }
  let spans = known.spans.get(calendar);
  if (!spans) {
    const idle = calendar.idle(Math.floor(scale.timeAt(0)), Math.ceil(scale.timeAt(width)), scale.pixelsPerDay < SHADE_NIGHTS);
    spans = idle.map(([from, to]) => {
      const x = Math.round(scale.x(from));
      return [x, Math.round(scale.x(to)) - x];
    });
    known.spans.set(calendar, spans);
  }
  return spans;
}

function calendarAt(view: View, row: number): Calendar | null {
  const handle = view.rows.handleAt(row);
  if (handle === undefined) return null;
  if (!isTask(handle)) return handle < 0 ? view.data.projectCalendar(-1 - handle) : null;
  return view.data.calendarOf(handle);
}

function paintActive(layer: Layer, view: View): void {
  const row = view.activeRow;
  if (row < 0) return;
  layer.context.globalAlpha = 0.6;
  layer.context.fillStyle = view.theme.color["teal-soft"];
  layer.context.fillRect(0, rowTop(view, row), layer.width, ROW);
  layer.context.globalAlpha = 1;
}

/** Thin lines where the upper unit begins, and the lower one where it is wide. */
function paintUnits(layer: Layer, view: View): void {
  const { context } = layer;
  const { scale } = view;
  const { upper, lower } = tiersFor(scale.pixelsPerDay);
  const units = unitPixels(lower, scale.pixelsPerDay) >= 40 && lower !== "day" ? [lower, upper] : [upper];
  for (const unit of units) {
    context.globalAlpha = unit === upper ? 0.9 : 0.45;
    context.strokeStyle = view.theme.color.line;
    context.lineWidth = 1;
    context.beginPath();
    for (const { at } of ticks(unit, scale.timeAt(0), scale.timeAt(layer.width), () => "")) {
      context.moveTo(crisp(scale.x(at)), 0);
      context.lineTo(crisp(scale.x(at)), layer.height);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function paintRowLines(layer: Layer, view: View): void {
  const { context } = layer;
  const [first, last] = rowsOnScreen(view);
  context.strokeStyle = view.theme.color.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let row = first; row <= last; row++) {
    const y = Math.round(rowTop(view, row + 1)) - 0.5;
    context.moveTo(0, y);
    context.lineTo(layer.width, y);
  }
  context.stroke();
}
