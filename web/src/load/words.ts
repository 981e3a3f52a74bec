/** The load in words and numbers. */

import type { Words } from "../plan/i18n";
import { asked, stateOf, utilization, type Cell, type State } from "./data";

export type Show = "percent" | "hours" | "free";

/** Told apart without color. */
export const SIGNS: Readonly<Record<State, string>> = { off: "–", free: "", light: "", busy: "", "day-over": "▲", over: "◆" };

export class LoadWords {
  readonly words: Words;
  readonly #number: Intl.NumberFormat;

  constructor(words: Words, locale: string) {
    this.words = words;
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  }

  state(state: State): string {
    const { words } = this;
    return {
      off: words.t("Not working"),
      free: words.t("Free"),
      light: words.t("Less than half"),
      busy: words.t("Half to full"),
      "day-over": words.t("A day too full"),
      over: words.t("Too full"),
    }[state];
  }

  hours(minutes: number): string {
    return this.words.t("{hours} h", { hours: this.#number.format(minutes / 60) });
  }

  /** The number that stands in a cell. */
  number(cell: Cell, show: Show): string {
    if (cell.capacity === 0 && asked(cell) === 0) return cell.generic > 0 ? this.#number.format(Math.round(cell.generic / 60)) : "";
    if (show === "free") return this.#number.format(Math.round(cell.free / 60));
    const percent = utilization(cell);
    if (show === "hours" || percent === null) return this.#number.format(Math.round(asked(cell) / 60));
    return String(percent);
  }

  /** A cell as a sentence: "120 %, 48 of 40 hours, too full". */
  sentence(cell: Cell): string {
    const percent = utilization(cell);
    const { words } = this;
    const hours = { asked: this.#number.format(asked(cell) / 60), capacity: this.#number.format(cell.capacity / 60) };
    const parts = [
      ...(percent === null ? [] : [`${percent} %`]),
      words.t("{asked} of {capacity} hours", hours),
      this.state(stateOf(cell)),
      ...(cell.overload > 1 ? [words.t("{hours} too much by the day", { hours: this.hours(cell.overload) })] : []),
      ...(cell.here === null ? [] : [words.t("{hours} of it here", { hours: this.hours(cell.here) })]),
      ...(cell.generic > 0 ? [words.t("{hours} for nobody named", { hours: this.hours(cell.generic) })] : []),
    ];
    return parts.join(", ");
  }
}
