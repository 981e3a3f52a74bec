/** The two lines of the timeline's head: which units, where they begin, what they say. */

import { DAY, weekday } from "./calendar";
import { formatter } from "./dates";
import type { Minutes } from "./payload";

export const UNITS = ["quarterhour", "hour", "sixhours", "day", "week", "month", "quarter", "year", "decade"] as const;
export type Unit = (typeof UNITS)[number];

/** Days of a unit, and the fewest pixels in which its label reads well on the lower line. */
const SIZES: Readonly<Record<Unit, readonly [number, number]>> = {
  quarterhour: [1 / 96, 40], hour: [1 / 24, 30], sixhours: [1 / 4, 34], day: [1, 17], week: [7, 26], month: [30.4, 30], quarter: [91.3, 28], year: [365.25, 32],
  decade: [3652.5, 0],
};
const ABOVE: Readonly<Record<Unit, Unit>> = {
  quarterhour: "day", hour: "day", sixhours: "day", day: "month", week: "month", month: "year", quarter: "year", year: "decade", decade: "decade",
};

export interface Tick {
  at: Minutes;
  until: Minutes;
  label: string;
}

export interface Tiers {
  upper: Unit;
  lower: Unit;
}

/** The smallest unit whose labels fit at this zoom, and the one above it. */
export function tiersFor(pixelsPerDay: number): Tiers {
  const lower = UNITS.find((unit) => SIZES[unit][0] * pixelsPerDay >= SIZES[unit][1]) ?? "decade";
  return { upper: ABOVE[lower], lower };
}

/** Every unit that touches [from, to), in order. */
export function ticks(unit: Unit, from: Minutes, to: Minutes, label: (at: Minutes) => string): Tick[] {
  const found: Tick[] = [];
  for (let at = unitStart(unit, from); at < to; ) {
    const until = unitAfter(unit, at);
    found.push({ at, until, label: label(at) });
    at = until;
  }
  return found;
}

/** Labels by locale; `width` is the unit's pixels, for a shorter word where room is scarce. */
export class TierWords {
  readonly #locale: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: string) {
    this.#locale = locale;
  }

  upper(unit: Unit): (at: Minutes) => string {
    switch (unit) {
      case "day":
        return this.#labeler("ud", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
      case "month":
        return this.#labeler("um", { month: "long", year: "numeric" });
      case "year":
        return this.#labeler("uy", { year: "numeric" });
      default:
        return (at) => `${yearAt(at)}–${yearAt(at) + 9}`;
    }
  }

  lower(unit: Unit, width: number): (at: Minutes) => string {
    switch (unit) {
      case "quarterhour":
      case "hour":
      case "sixhours":
        return this.#labeler("lh", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      case "day":
        if (width >= 84) return this.#labeler("ldl", { weekday: "short", day: "numeric", month: "short" });
        return width >= 34 ? this.#labeler("ldm", { weekday: "narrow" }, true) : (at) => String(new Date(at * 60_000).getUTCDate());
      case "week":
        return width >= 52 ? this.#labeler("lw", { day: "numeric", month: "short" }) : (at) => String(new Date(at * 60_000).getUTCDate());
      case "month":
        return this.#labeler(width >= 80 ? "lml" : "lms", { month: width >= 80 ? "long" : "short" });
      case "quarter":
        return (at) => `Q${Math.floor(new Date(at * 60_000).getUTCMonth() / 3) + 1}`;
      default:
        return this.#labeler("uy", { year: "numeric" });
    }
  }

  #labeler(key: string, options: Intl.DateTimeFormatOptions, withDay = false): (at: Minutes) => string {
    const format = this.#formats.get(key) ?? formatter(this.#locale, options);
    this.#formats.set(key, format);
    return (at) => (withDay ? `${format.format(at * 60_000)} ${new Date(at * 60_000).getUTCDate()}` : format.format(at * 60_000));
  }
}

export function unitPixels(unit: Unit, pixelsPerDay: number): number {
  return SIZES[unit][0] * pixelsPerDay;
}

function unitStart(unit: Unit, at: Minutes): Minutes {
  const day = Math.floor(at / DAY);
  const date = new Date(at * 60_000);
  switch (unit) {
    case "quarterhour":
      return Math.floor(at / 15) * 15;
    case "hour":
      return Math.floor(at / 60) * 60;
    case "sixhours":
      return Math.floor(at / 360) * 360;
    case "day":
      return day * DAY;
    case "week":
      return (day - weekday(day)) * DAY;
    case "month":
      return minutesOf(date.getUTCFullYear(), date.getUTCMonth());
    case "quarter":
      return minutesOf(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3);
    case "year":
      return minutesOf(date.getUTCFullYear(), 0);
    case "decade":
      return minutesOf(Math.floor(date.getUTCFullYear() / 10) * 10, 0);
  }
}

function unitAfter(unit: Unit, at: Minutes): Minutes {
  const date = new Date(at * 60_000);
  const year = date.getUTCFullYear();
  switch (unit) {
    case "quarterhour":
      return at + 15;
    case "hour":
      return at + 60;
    case "sixhours":
      return at + 360;
    case "day":
      return at + DAY;
    case "week":
      return at + 7 * DAY;
    case "month":
      return minutesOf(year, date.getUTCMonth() + 1);
    case "quarter":
      return minutesOf(year, date.getUTCMonth() + 3);
    case "year":
      return minutesOf(year + 1, 0);
    case "decade":
      return minutesOf(year + 10, 0);
  }
}

function minutesOf(year: number, month: number): Minutes {
  return Date.UTC(year, month) / 60_000;
}

function yearAt(at: Minutes): number {
  return new Date(at * 60_000).getUTCFullYear();
}
