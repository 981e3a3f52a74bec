/** What is behind a cell: its numbers, its days, its tasks and bookings. */

import { button, make } from "../plan/dom";
import type { LoadCell } from "./api";
import { asked, type Cell } from "./data";
import type { Periods } from "./periods";
import type { LoadWords } from "./words";

export interface Opened {
  title: string;
  period: string;
  cell: Cell;
}

export class CellPanel {
  readonly element = make("aside", { class: "fll-panel", attributes: { tabindex: "-1" } });
  readonly #words: LoadWords;
  readonly #periods: Periods;
  readonly #onClose: () => void;

  constructor(words: LoadWords, periods: Periods, onClose: () => void) {
    this.#words = words;
    this.#periods = periods;
    this.#onClose = onClose;
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
  }

  /** Show the numbers of a cell at once; what is behind them follows. */
  open(opened: Opened): void {
    const { words } = this.#words;
    this.element.setAttribute("aria-label", `${opened.title}, ${opened.period}`);
    const close = button({ class: "btn btn-quiet btn-icon fll-close", text: "×", attributes: { "aria-label": words.t("Close") } }, () => this.close());
    const head = make("header", { children: [make("div", { children: [make("h2", { text: opened.title }), make("p", { text: opened.period })] }), close] });
    this.element.replaceChildren(head, this.#facts(opened.cell), make("p", { class: "fll-wait", text: words.t("Reading…") }));
    this.element.setAttribute("aria-busy", "true");
    this.element.hidden = false;
  }

  show(found: LoadCell): void {
    const { words } = this.#words;
    this.#end();
    this.element.append(
      ...(found.days.length > 1 && found.days.length <= 31 ? [this.#days(found)] : []),
      this.#list(words.t("Tasks"), words.t("No task asks for this time."), found.tasks.map((row) => this.#task(row, found))),
      ...(found.bookings.length > 0 ? [this.#list(words.t("Bookings"), "", found.bookings.map((row) => this.#booking(row, found)))] : []),
    );
  }

  fail(text: string): void {
    this.#end();
    this.element.append(make("p", { class: "fll-failed", role: "alert", text }));
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.#onClose();
  }

  #end(): void {
    this.element.removeAttribute("aria-busy");
    this.element.querySelector(".fll-wait")?.remove();
  }

  #facts(cell: Cell): HTMLElement {
    const { words } = this.#words;
    const rows: [string, number, boolean][] = [
      [words.t("Capacity"), cell.capacity, true],
      [words.t("Planned in tasks"), cell.planned, true],
      [words.t("of that done"), cell.actual, cell.actual > 0],
      [words.t("Booked"), cell.booked, cell.booked > 0],
      [words.t("Booked and not planned yet"), cell.open, cell.open > 0],
      [words.t("Booked softly"), cell.tentative, cell.tentative > 0],
      [words.t("Asked of nobody named"), cell.generic, cell.generic > 0],
      [words.t("Too much in the whole"), Math.max(0, asked(cell) - cell.capacity), asked(cell) > cell.capacity],
      [words.t("Too much by the day"), cell.overload, cell.overload > 1],
      [words.t("Free by the day"), cell.free, true],
    ];
    const pairs = rows
      .filter(([, , isShown]) => isShown)
      .flatMap(([name, minutes]) => [make("dt", { text: name }), make("dd", { text: this.#words.hours(minutes) })]);
    return make("dl", { class: "fll-facts", children: pairs });
  }

  #days(found: LoadCell): HTMLElement {
    const { words } = this.#words;
    const rows = found.days
      .filter((day) => day.capacity > 0 || day.asked > 0)
      .map((day) =>
        make("tr", {
          class: day.overload > 0 ? "is-over" : "",
          children: [
            make("th", { text: this.#periods.shortDay(day.day), attributes: { scope: "row" } }),
            make("td", { text: this.#words.hours(day.asked) }),
            make("td", { text: this.#words.hours(day.capacity) }),
            make("td", { text: day.overload > 0 ? `▲ ${this.#words.hours(day.overload)}` : "" }),
          ],
        }),
      );
    const heads = [words.t("Day"), words.t("Asked"), words.t("Capacity"), words.t("Too much")];
    const head = make("tr", { children: heads.map((text) => make("th", { text, attributes: { scope: "col" } })) });
    return make("table", { class: "fll-days", children: [make("thead", { children: [head] }), make("tbody", { children: rows })] });
  }

  #list(title: string, none: string, items: HTMLElement[]): HTMLElement {
    const body = items.length > 0 ? make("ul", { children: items }) : make("p", { class: "flp-mute", text: none });
    return make("section", { children: [make("h3", { text: title }), body] });
  }

  #task(row: LoadCell["tasks"][number], found: LoadCell): HTMLElement {
    const { words } = this.#words;
    if (row.task === null) return this.#line(make("span", { text: words.t("Other projects, or more tasks") }), row.minutes, who(row, found));
    const link = make("a", { text: row.task_name, attributes: { href: `/tasks/${row.task}/`, "data-panel": String(row.task) } });
    const dates = row.start && row.finish ? `${this.#periods.shortDay(row.start)} – ${this.#periods.lastDay(row.finish)}` : "";
    return this.#line(link, row.minutes, ...who(row, found), row.project_name, dates);
  }

  #booking(row: LoadCell["bookings"][number], found: LoadCell): HTMLElement {
    const { words } = this.#words;
    const name = make("span", { text: row.project_name || words.t("Another project") });
    const dates = `${this.#periods.shortDay(row.start_on)} – ${this.#periods.lastDay(row.finish_on)}`;
    return this.#line(name, row.minutes, ...who(row, found), row.is_firm ? words.t("firm") : words.t("soft"), dates);
  }

  #line(name: HTMLElement, minutes: number, ...about: (string | string[])[]): HTMLElement {
    const text = about.flat().filter((each) => each !== "").join(" · ");
    return make("li", {
      children: [make("span", { class: "fll-what", children: [name, make("small", { text })] }), make("b", { text: this.#words.hours(minutes) })],
    });
  }
}

/** Whose time it is, where that is not the title already. */
function who(row: { member_name: string }, found: LoadCell): string[] {
  return row.member_name === found.name ? [] : [row.member_name];
}
