/** Periods as people name them. */

const DAY = 86_400_000;

export class Periods {
  readonly #by: string;
  readonly #edges: readonly number[];
  readonly #short: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #long: Intl.DateTimeFormat;
  readonly #narrow: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;

  constructor(by: string, edges: readonly string[], locale: string) {
    const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    this.#by = by;
    this.#edges = edges.map((edge) => Date.parse(`${edge}T00:00:00Z`));
    this.#short = format({ day: "numeric" });
    this.#month = format({ month: "short", year: "numeric" });
    this.#long = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
    this.#narrow = format({ weekday: "narrow" });
    this.#weekday = format({ weekday: "short", day: "numeric", month: "short" });
  }

  get count(): number {
    return this.#edges.length - 1;
  }

  /** What stands above a column: the day that it begins on, or the month's name. */
  head(period: number): string {
    const at = this.#edges[period]!;
    if (this.#by === "month") return new Intl.DateTimeFormat(this.#long.resolvedOptions().locale, { month: "short", timeZone: "UTC" }).format(at);
    return this.#by === "day" ? `${this.#narrow.format(at)} ${this.#short.format(at)}` : this.#short.format(at);
  }

  /** The stretches of columns that begin in one month (or year, for months), with their names. */
  spans(): { name: string; columns: number }[] {
    const spans: { name: string; columns: number }[] = [];
    for (let period = 0; period < this.count; period++) {
      const at = this.#edges[period]!;
      const name = this.#by === "month" ? String(new Date(at).getUTCFullYear()) : this.#month.format(at);
      const last = spans.at(-1);
      if (last?.name === name) last.columns++;
      else spans.push({ name, columns: 1 });
    }
    return spans;
  }

  /** A period in full: "Mon 2 Mar 2026", "Mon 2 Mar – Sun 8 Mar 2026", "March 2026". */
  name(period: number): string {
    const [start, last] = [this.#edges[period]!, this.#edges[period + 1]! - DAY];
    return this.#by === "month" ? this.#month.format(start) : last > start ? this.#long.formatRange(start, last) : this.day(start);
  }

  day(at: number | string): string {
    return this.#long.format(typeof at === "string" ? midnight(at) : at);
  }

  /** A day of the year that is shown, without naming it; another year's in full. */
  shortDay(at: string): string {
    const year = new Date(this.#edges[0]!).getUTCFullYear();
    return at.startsWith(String(year)) ? this.#weekday.format(midnight(at)) : this.day(at);
  }

  /** The last day of what ends before `at`. */
  lastDay(at: string): string {
    const moment = Date.parse(`${at.length === 10 ? `${at}T00:00` : at}:00Z`);
    return this.shortDay(new Date(moment - 60_000).toISOString());
  }

  /** Which period holds a day, -1 for none. */
  indexOf(day: number): number {
    return this.#edges.findIndex((edge, at) => at < this.count && edge <= day && day < this.#edges[at + 1]!);
  }
}

function midnight(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
}
