/** Reading dates as people type them: ISO, the locale's order, month names, weekdays, "today", "+3". */

import { DAY, weekday } from "./calendar";
import { dayOf, formatter, instantOf, yearOf } from "./dates";
import type { Minutes } from "./payload";

export interface DateEntry {
  /** Days since 1970-01-01. */
  day: number;
  /** Minutes of the day when a time was typed. */
  minute: number | null;
}

export interface DateHints {
  locale: string;
  /** The wall clock, for "today" and weekdays. */
  now: Minutes;
  /** What the field holds: a date without year is the nearest to it, "+3" counts from it. */
  near: Minutes;
}

const TIME = /(?:^|[\sT,])(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*(am|pm)?$|(?:^|\s)(\d{1,2})\s*(am|pm)$/i;

/** Return the day (and time) that `text` means, or null. */
export function parseDate(text: string, hints: DateHints): DateEntry | null {
  const clean = text.trim().toLowerCase();
  if (!clean) return null;
  const whole = dayIn(clean, hints);
  if (whole !== null) return { day: whole, minute: null };
  const time = TIME.exec(clean);
  if (!time) return null;
  const minute = minuteOf(time);
  const rest = clean.slice(0, time.index).trim().replace(/,$/, "");
  const day = rest === "" ? dayOf(hints.near) : dayIn(rest, hints);
  return minute === null || day === null ? null : { day, minute };
}

function minuteOf(time: RegExpExecArray): number | null {
  let hour = Number(time[1] ?? time[4]);
  const minute = Number(time[2] ?? 0);
  const half = (time[3] ?? time[5])?.toLowerCase();
  if (half && hour > 12) return null;
  if (half === "pm" && hour < 12) hour += 12;
  if (half === "am" && hour === 12) hour = 0;
  const sum = hour * 60 + minute;
  return minute > 59 || sum > DAY ? null : sum;
}

function dayIn(text: string, hints: DateHints): number | null {
  return relative(text, hints) ?? iso(text) ?? numeric(text, hints) ?? named(text, hints);
}

function relative(text: string, hints: DateHints): number | null {
  const today = dayOf(hints.now);
  const words = relativeWords(hints.locale);
  const word = words.get(text);
  if (word !== undefined) return today + word;
  const step = /^([+-])(\d{1,5})\s*(d|w)?$/.exec(text);
  if (step) return dayOf(hints.near) + Number(step[1]! + step[2]!) * (step[3] === "w" ? 7 : 1);
  const day = names(hints.locale).weekdays.get(text.replace(/\.$/, ""));
  return day === undefined ? null : today + ((day - weekday(today) + 7) % 7);
}

function iso(text: string): number | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return match ? dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

function numeric(text: string, hints: DateHints): number | null {
  const parts = text.replace(/\.$/, "").split(/[./\-\s]+/);
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const order = parts[0]!.length === 4 ? ["year", "month", "day"] : partOrder(hints.locale).filter((part) => parts.length === 3 || part !== "year");
  const value = (name: string): number | undefined => {
    const index = order.indexOf(name);
    return index < 0 || index >= parts.length ? undefined : Number(parts[index]);
  };
  return dated(value("day"), value("month"), value("year"), hints);
}

function named(text: string, hints: DateHints): number | null {
  const { months, weekdays } = names(hints.locale);
  const numbers: number[] = [];
  let month: number | undefined;
  for (const raw of text.split(/[\s,]+/)) {
    const word = raw.replace(/\.$/, "");
    if (/^\d{1,4}(st|nd|rd|th)?$/.test(word)) numbers.push(parseInt(word, 10));
    else if (months.has(word) && month === undefined) month = months.get(word);
    else if (!weekdays.has(word) && word !== "de" && word !== "") return null;
  }
  if (month === undefined || numbers.length === 0 || numbers.length > 2) return null;
  const [first, second] = numbers as [number, number | undefined];
  return first > 31 ? dated(second, month, first, hints) : dated(first, month, second, hints);
}

function dated(day: number | undefined, month: number | undefined, year: number | undefined, hints: DateHints): number | null {
  if (day === undefined || month === undefined) return null;
  if (year !== undefined) return dayFrom(year < 100 ? 2000 + year : year, month, day);
  const around = yearOf(hints.near);
  const near = dayOf(hints.near);
  const candidates = [around - 1, around, around + 1].map((each) => dayFrom(each, month, day)).filter((each) => each !== null);
  candidates.sort((one, other) => Math.abs(one - near) - Math.abs(other - near));
  return candidates[0] ?? null;
}

function dayFrom(year: number, month: number, day: number): number | null {
  const at = instantOf(year, month, day);
  return at === null ? null : at / DAY;
}

function partOrder(locale: string): string[] {
  return formatter(locale, { day: "numeric", month: "numeric", year: "numeric" })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === "day" || type === "month" || type === "year");
}

interface Names {
  months: Map<string, number>;
  weekdays: Map<string, number>;
}
const namesByLocale = new Map<string, Names>();

function names(locale: string): Names {
  let found = namesByLocale.get(locale);
  if (!found) {
    found = { months: new Map(), weekdays: new Map() };
    for (const each of ["en", locale]) {
      for (const style of ["short", "long"] as const) {
        const month = formatter(each, { month: style });
        const weekdayName = formatter(each, { weekday: style });
        for (let index = 0; index < 12; index++) found.months.set(bare(month.format(Date.UTC(2024, index, 15))), index + 1);
        for (let index = 0; index < 7; index++) found.weekdays.set(bare(weekdayName.format(Date.UTC(2024, 0, 1 + index))), index);
      }
    }
    found.months.set("sep", 9);
    namesByLocale.set(locale, found);
  }
  return found;
}

function relativeWords(locale: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const each of ["en", locale]) {
    const format = new Intl.RelativeTimeFormat(each, { numeric: "auto" });
    for (const offset of [-1, 0, 1]) words.set(format.format(offset, "day").toLowerCase(), offset);
  }
  return words;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/\.$/, "");
}
