/** Durations in the words people use: "3d", "2w", "4h", "1mo", "3ed". */

import { DAY } from "./calendar";

export interface DurationUnits {
  minutesPerDay: number;
  minutesPerWeek: number;
  daysPerMonth: number;
}

export interface Duration {
  minutes: number;
  isElapsed: boolean;
}

const PATTERN = /^([+-]?)(\d+(?:[.,]\d+)?|[.,]\d+)\s*(e?)(mo|[a-zäöü]+\.?)?\s*\??$/i;
const MAXIMUM = 100 * 366 * DAY;

/** Words for units, English and the neighbors' first letters that cannot be mistaken. */
const WORDS: Readonly<Record<string, keyof typeof ELAPSED>> = {
  m: "m", min: "m", mins: "m", minute: "m", minutes: "m",
  h: "h", hr: "h", hrs: "h", hour: "h", hours: "h",
  d: "d", day: "d", days: "d", dy: "d", dys: "d",
  w: "w", wk: "w", wks: "w", week: "w", weeks: "w",
  mo: "mo", mon: "mo", mons: "mo", month: "mo", months: "mo",
};

/** Minutes of elapsed units: a month counts 30 days, as MS Project has it. */
const ELAPSED = { m: 1, h: 60, d: DAY, w: 7 * DAY, mo: 30 * DAY } as const;

/**
 * Read a duration; a bare number counts days. Null when `text` is none, negative or beyond a century.
 *
 * An "e" before the unit makes it elapsed: it runs through nights and weekends.
 */
export function parseDuration(text: string, units: DurationUnits): Duration | null {
  const found = parseSpan(text, units);
  return found && found.minutes >= 0 ? found : null;
}

/** Read a duration that may have a sign, as a lag has. */
export function parseSpan(text: string, units: DurationUnits): Duration | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  const amount = Number(match[2]!.replace(",", "."));
  let isElapsed = match[3] !== "";
  const word = (match[4] ?? "d").toLowerCase().replace(/\.$/, "");
  let unit = WORDS[word];
  if (!unit && !isElapsed && word.startsWith("e")) {
    unit = WORDS[word.slice(1)];
    isElapsed = true;
  }
  if (!unit) return null;
  const minutes = Math.round(amount * (isElapsed ? ELAPSED[unit] : working(unit, units)));
  if (!Number.isFinite(minutes) || minutes > MAXIMUM) return null;
  return { minutes: match[1] === "-" ? -minutes : minutes, isElapsed };
}

/** Write a duration in days, or in hours or minutes when it is less than a quarter of a day. */
export function formatDuration(minutes: number, isElapsed: boolean, units: DurationUnits): string {
  const day = isElapsed ? DAY : units.minutesPerDay;
  const prefix = isElapsed ? "e" : "";
  const size = Math.abs(minutes);
  if (size === 0) return `0${prefix}d`;
  if (size < 60) return `${trim(minutes)}${prefix}m`;
  if (size < day && size % (day / 4) !== 0) return `${trim(minutes / 60)}${prefix}h`;
  return `${trim(minutes / day)}${prefix}d`;
}

/** Write a duration so that it reads back to the minute, for an editor. */
export function exactDuration(minutes: number, isElapsed: boolean, units: DurationUnits): string {
  const text = formatDuration(minutes, isElapsed, units);
  return parseDuration(text, units)?.minutes === minutes ? text : `${minutes}${isElapsed ? "e" : ""}m`;
}

function working(unit: keyof typeof ELAPSED, units: DurationUnits): number {
  switch (unit) {
    case "m":
      return 1;
    case "h":
      return 60;
    case "d":
      return units.minutesPerDay;
    case "w":
      return units.minutesPerWeek;
    case "mo":
      return units.daysPerMonth * units.minutesPerDay;
  }
}

function trim(value: number): string {
  return String(Math.round(value * 100) / 100);
}
