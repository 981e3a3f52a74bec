/** The head of the timeline: two lines of units, and where today is. */

import { ticks, tiersFor, TierWords, unitPixels, type Unit } from "../tiers";
import type { View } from "../view";
import { crisp, type Layer } from "./surface";

export const HEAD = 44;
const HALF = HEAD / 2;
const PADDING = 6;

const wordsByLocale = new Map<string, TierWords>();

export function paintHead(layer: Layer, view: View): void {
  const { context, width } = layer;
  const { color, font } = view.theme;
  const { upper, lower } = tiersFor(view.scale.pixelsPerDay);
  context.fillStyle = color.ground;
  context.fillRect(0, 0, width, HEAD);
  context.textBaseline = "middle";
  const words = wordsFor(view.dates.locale);
  context.font = `550 11.5px ${font}`;
  paintLine(layer, view, upper, 0, words.upper(upper), true);
  context.font = `11px ${font}`;
  paintLine(layer, view, lower, HALF, words.lower(lower, unitPixels(lower, view.scale.pixelsPerDay)), false);
  context.fillStyle = color.line;
  context.fillRect(0, HEAD - 1, width, 1);
  paintToday(layer, view);
}

function paintLine(layer: Layer, view: View, unit: Unit, top: number, label: (at: number) => string, isUpper: boolean): void {
  const { context, width } = layer;
  const { scale, theme } = view;
  const isCentered = !isUpper && unitPixels(unit, scale.pixelsPerDay) < 60 && ["day", "month", "quarter", "year"].includes(unit);
  for (const tick of ticks(unit, scale.timeAt(0), scale.timeAt(width), label)) {
    const left = scale.x(tick.at);
    const right = scale.x(tick.until);
    context.fillStyle = theme.color.line;
    context.fillRect(crisp(left) - 0.5, top + (isUpper ? 4 : 6), 1, HALF - (isUpper ? 4 : 6));
    context.fillStyle = isUpper ? theme.color.ink : theme.color.mute;
    const wide = context.measureText(tick.label).width;
    // A wide unit's label stays in sight while its unit does.
    const x = isCentered ? left + (right - left - wide) / 2 : Math.max(left, isUpper ? 0 : left) + PADDING;
    const end = isUpper ? Math.min(x, right - wide - PADDING) : x;
    if (wide <= right - left - (isUpper ? PADDING : -1)) context.fillText(tick.label, end, top + HALF / 2 + (isUpper ? 1 : -1));
  }
}

function paintToday(layer: Layer, view: View): void {
  const x = Math.round(view.scale.x(view.now));
  if (x < -6 || x > layer.width + 6) return;
  const { context } = layer;
  context.fillStyle = view.theme.color.teal;
  context.beginPath();
  context.arc(x, HEAD - 4.5, 3.5, 0, 2 * Math.PI);
  context.fill();
}

function wordsFor(locale: string): TierWords {
  const words = wordsByLocale.get(locale) ?? new TierWords(locale);
  wordsByLocale.set(locale, words);
  return words;
}
