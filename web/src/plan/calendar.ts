/** Working time: which minutes a calendar works, and sums over them. */

import type { CalendarPayload, Minutes, Shifts } from "./payload";

export const DAY = 1440;
/** Days a search for working time goes on before it gives up: a calendar may never work again. */
const HORIZON = 40_000;
const NONSTOP: Shifts = [[0, DAY]];

export class Calendar {
  readonly #week: readonly Shifts[];
  readonly #exceptions: CalendarPayload["exceptions"];

  constructor(payload: Pick<CalendarPayload, "week" | "exceptions">) {
    this.#week = payload.week;
    this.#exceptions = [...payload.exceptions].sort((one, other) => one[0] - other[0]);
  }

  /** The shifts of a day (days since 1970-01-01), as minutes of that day in order. */
  shifts(day: number): Shifts {
    return this.#exceptionOn(day)?.[2] ?? this.#week[weekday(day)] ?? [];
  }

  isWorkingDay(day: number): boolean {
    return this.shifts(day).length > 0;
  }

  /** The first instant at or after `at` from which work may start. */
  nextWork(at: Minutes): Minutes {
    let day = Math.floor(at / DAY);
    for (const last = day + HORIZON; day < last; day++) {
      for (const [start, finish] of this.shifts(day)) {
        if (day * DAY + finish > at) return Math.max(at, day * DAY + start);
      }
    }
    return at;
  }

  /** The last instant at or before `at` up to which work may have run. */
  previousWork(at: Minutes): Minutes {
    let day = Math.ceil(at / DAY) - 1;
    for (const last = day - HORIZON; day > last; day--) {
      const shifts = this.shifts(day);
      for (let index = shifts.length - 1; index >= 0; index--) {
        const [start, finish] = shifts[index]!;
        if (day * DAY + start < at) return Math.min(at, day * DAY + finish);
      }
    }
    return at;
  }

  /** The instant that lies `minutes` of working time after `at` (before it, when negative). */
  add(at: Minutes, minutes: number): Minutes {
    return minutes < 0 ? this.#back(at, -minutes) : this.#forth(at, minutes);
  }

  /** The working minutes from `from` to `to`; negative when `to` is the earlier. */
  between(from: Minutes, to: Minutes): number {
    if (to < from) return -this.between(to, from);
    let sum = 0;
    for (let day = Math.floor(from / DAY); day * DAY < to; day++) {
      for (const [start, finish] of this.shifts(day)) {
        sum += Math.max(0, Math.min(to, day * DAY + finish) - Math.max(from, day * DAY + start));
      }
    }
    return sum;
  }

  /** Stretches without work within [from, to), merged; whole days only when `wholeDays`. */
  idle(from: Minutes, to: Minutes, wholeDays: boolean): [Minutes, Minutes][] {
    const found: [Minutes, Minutes][] = [];
    const keep = (start: Minutes, finish: Minutes): void => {
      if (finish <= start) return;
      const last = found[found.length - 1];
      if (last && last[1] >= start) last[1] = finish;
      else found.push([start, finish]);
    };
    for (let day = Math.floor(from / DAY); day * DAY < to; day++) {
      const shifts = this.shifts(day);
      if (wholeDays && shifts.length > 0) continue;
      let at = day * DAY;
      for (const [start, finish] of shifts) {
        keep(at, day * DAY + start);
        at = day * DAY + finish;
      }
      keep(at, (day + 1) * DAY);
    }
    return found;
  }

  /** Where work starts on the first working day from `day` on. */
  dayStart(day: number): Minutes {
    return this.nextWork(day * DAY);
  }

  /** Where work ends on `day`, or midnight when it does not work then. */
  dayFinish(day: number): Minutes {
    const shifts = this.shifts(day);
    return day * DAY + (shifts.length ? shifts[shifts.length - 1]![1] : DAY);
  }

  #exceptionOn(day: number): CalendarPayload["exceptions"][number] | undefined {
    let low = 0;
    let high = this.#exceptions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#exceptions[middle]![0] <= day) low = middle + 1;
      else high = middle;
    }
    const found = this.#exceptions[low - 1];
    return found && day < found[1] ? found : undefined;
  }

  #forth(at: Minutes, minutes: number): Minutes {
    if (minutes === 0) return at;
    let left = minutes;
    let day = Math.floor(at / DAY);
    for (const last = day + HORIZON; day < last; day++) {
      for (const [start, finish] of this.shifts(day)) {
        const from = Math.max(at, day * DAY + start);
        const room = day * DAY + finish - from;
        if (room <= 0) continue;
        if (room >= left) return from + left;
        left -= room;
      }
    }
    return day * DAY;
  }

  #back(at: Minutes, minutes: number): Minutes {
    let left = minutes;
    let day = Math.ceil(at / DAY) - 1;
    for (const last = day - HORIZON; day > last; day--) {
      const shifts = this.shifts(day);
      for (let index = shifts.length - 1; index >= 0; index--) {
        const to = Math.min(at, day * DAY + shifts[index]![1]);
        const room = to - (day * DAY + shifts[index]![0]);
        if (room <= 0) continue;
        if (room >= left) return to - left;
        left -= room;
      }
    }
    return day * DAY;
  }
}

/** A calendar on which every minute works. */
export const NONSTOP_CALENDAR = new Calendar({ week: Array.from({ length: 7 }, () => NONSTOP), exceptions: [] });

/** The weekday of a day since 1970-01-01 (a Thursday); Monday is 0. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
