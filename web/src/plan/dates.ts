/** Wall-clock instants as people and the API write them. */

import { DAY } from "./calendar";
import type { Minutes } from "./payload";

/** "2026-11-03T08:00", as the API wants plan times. */
export function isoOf(at: Minutes): string {
  return new Date(at * 60_000).toISOString().slice(0, 16);
}

/** The instant of an ISO date or local time without zone; seconds are dropped. Null when it is none. */
export function instantOfIso(text: string): Minutes | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?)?$/.exec(text);
  if (!match) return null;
  const part = (group: number): number => Number(match[group] ?? 0);
  return instantOf(part(1), part(2), part(3), part(4), part(5));
}

/** The instant of calendar parts, month 1 to 12; null when there is no such day or time. */
export function instantOf(year: number, month: number, day: number, hour = 0, minute = 0): Minutes | null {
  if (year < 1 || year > 9999 || hour > 24 || minute > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 60_000 + hour * 60 + minute;
}

export function dayOf(at: Minutes): number {
  return Math.floor(at / DAY);
}

export function yearOf(at: Minutes): number {
  return new Date(at * 60_000).getUTCFullYear();
}

/** The day people see for a finish: an exclusive finish at midnight belongs to the day before. */
export function shownFinish(finish: Minutes, start: Minutes): Minutes {
  return finish > start && finish % DAY === 0 ? finish - 1 : finish;
}

/** Formats instants by locale; days are cached, since a grid asks for the same ones again and again. */
export class DateWords {
  readonly locale: string;
  readonly #near: Intl.DateTimeFormat;
  readonly #far: Intl.DateTimeFormat;
  readonly #long: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #entry: Intl.DateTimeFormat;
  readonly #days = new Map<number, string>();
  #year: number;

  constructor(locale: string, now: Minutes) {
    this.locale = locale;
    this.#year = yearOf(now);
    this.#near = formatter(locale, { weekday: "short", day: "numeric", month: "short" });
    this.#far = formatter(locale, { day: "numeric", month: "short", year: "numeric" });
    this.#long = formatter(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
    this.#clock = formatter(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.#entry = formatter(locale, { day: "numeric", month: "short", year: "numeric" });
  }

  /** "Tue 3 Nov", or "3 Nov 2028" when the year is neither this one nor next to it. */
  short(at: Minutes): string {
    const day = dayOf(at);
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const near = Math.abs(yearOf(at) - this.#year) <= 1;
    const text = plain((near ? this.#near : this.#far).format(at * 60_000));
    this.#days.set(day, text);
    return text;
  }

  /** "Tue 3 Nov 2026". */
  long(at: Minutes): string {
    return plain(this.#long.format(at * 60_000));
  }

  /** "Tue 3 Nov 2026, 08:00". */
  full(at: Minutes): string {
    return `${this.long(at)}, ${this.clock(at)}`;
  }

  clock(at: Minutes): string {
    return this.#clock.format(at * 60_000);
  }

  /** What stands in a date's editor: a day that reads the same whatever the locale, then the time when it matters. */
  entry(at: Minutes, withTime: boolean): string {
    const day = this.#entry.format(at * 60_000);
    return withTime ? `${day} ${this.clock(at)}` : day;
  }
}

export function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
}

/** Some locales put a comma after the weekday; in a narrow column it is noise. */
function plain(text: string): string {
  return text.replace(/^(\p{L}+\.?),/u, "$1");
}
