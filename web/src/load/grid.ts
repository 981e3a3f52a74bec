/** The heatmap: rows of cells as a grid that a keyboard and a screen reader walk through; only rows on screen exist. */

import { make, setAttribute } from "../plan/dom";
import { stateOf, utilization, type LoadData } from "./data";
import type { Periods } from "./periods";
import { SIGNS, type LoadWords, type Show } from "./words";

const ROW = 34;
const MARGIN = 6;

export interface Place {
  row: number;
  period: number;
}

export class Grid {
  readonly element = make("div", { class: "fll-grid", role: "grid", attributes: { tabindex: "0" } });
  readonly #head = make("div", { class: "fll-head", role: "rowgroup" });
  readonly #body = make("div", { class: "fll-body", role: "rowgroup" });
  readonly #rows = new Map<number, HTMLElement>();
  readonly #id = `fll-${Math.random().toString(36).slice(2)}`;
  #place: Place = { row: 0, period: 0 };
  #opened: Place | null = null;

  constructor(
    readonly data: LoadData, readonly periods: Periods, readonly words: LoadWords, readonly show: Show, label: string,
    readonly onOpen: (place: Place) => void,
  ) {
    setAttribute(this.element, "aria-label", label);
    setAttribute(this.element, "aria-colcount", String(data.periods + 1));
    this.element.style.setProperty("--periods", String(data.periods));
    this.element.append(this.#head, this.#body);
    this.#head.append(this.#months(), this.#columns());
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    this.element.addEventListener("click", (event) => this.#click(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focus", () => this.#mark());
    this.#place.period = Math.max(0, periods.indexOf(Date.now()));
  }

  /** Draw the rows that are on screen, and let go of the others. */
  draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - MARGIN);
    const until = Math.min(this.data.rows.length, Math.ceil((scrollTop + clientHeight) / ROW) + MARGIN);
    setAttribute(this.element, "aria-rowcount", String(this.data.rows.length + 2));
    this.#body.style.height = `${this.data.rows.length * ROW}px`;
    for (const [row, element] of this.#rows) {
      if (row >= first && row < until) continue;
      element.remove();
      this.#rows.delete(row);
    }
    for (let row = first; row < until; row++) if (!this.#rows.has(row)) this.#add(row);
    this.#mark();
  }

  /** Mark the cell whose tasks are shown; null for none. */
  mark(place: Place | null): void {
    this.#opened = place;
    this.#mark();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #months(): HTMLElement {
    const spans = this.periods.spans().map(({ name, columns }) => {
      const head = make("div", { role: "columnheader", class: "fll-month", text: name, attributes: { "aria-colspan": String(columns) } });
      head.style.gridColumn = `span ${columns}`;
      return head;
    });
    const corner = make("div", { class: "fll-corner", attributes: { "aria-hidden": "true" } });
    return make("div", { role: "row", class: "fll-line fll-months", attributes: { "aria-rowindex": "1" }, children: [corner, ...spans] });
  }

  #columns(): HTMLElement {
    const now = this.periods.indexOf(Date.now());
    const corner = make("div", { role: "columnheader", class: "fll-corner", text: this.words.words.t("Who"), attributes: { "aria-colindex": "1" } });
    const heads = Array.from({ length: this.data.periods }, (_, period) =>
      make("div", {
        role: "columnheader",
        class: period === now ? "fll-period is-now" : "fll-period",
        attributes: { "aria-colindex": String(period + 2), "aria-label": this.periods.name(period) },
        text: this.periods.head(period),
      }),
    );
    return make("div", { role: "row", class: "fll-line", attributes: { "aria-rowindex": "2" }, children: [corner, ...heads] });
  }

  #add(row: number): void {
    const whose = this.data.rows[row]!;
    const about = whose.kind === "person" ? whose.detail : [this.words.words.n("1 person", "{count} people", whose.count), whose.detail].filter(Boolean).join(" · ");
    const name = make("span", { class: "fll-name", text: whose.name });
    const head = make("div", {
      role: "rowheader", class: "fll-whose", title: `${whose.name} · ${about}`, attributes: { "aria-colindex": "1" },
      children: [name, make("small", { text: about })],
    });
    const cells = Array.from({ length: this.data.periods }, (_, period) => this.#cell(row, period));
    const line = make("div", { role: "row", class: "fll-line fll-row", attributes: { "aria-rowindex": String(row + 3) }, children: [head, ...cells] });
    line.style.top = `${row * ROW}px`;
    this.#rows.set(row, line);
    this.#body.append(line);
  }

  #cell(row: number, period: number): HTMLElement {
    const cell = this.data.cell(row, period);
    const state = stateOf(cell);
    const percent = utilization(cell);
    const depth = state === "busy" ? ` is-${percent! > 90 ? "full" : percent! > 70 ? "most" : "half"}` : state === "over" && (percent ?? 999) > 150 ? " is-far" : "";
    const sign = SIGNS[state];
    const label = `${this.data.rows[row]!.name}, ${this.periods.name(period)}: ${this.words.sentence(cell)}`;
    return make("div", {
      role: "gridcell",
      class: `fll-cell is-${state}${depth}`,
      title: label,
      attributes: { id: `${this.#id}-${row}-${period}`, "aria-colindex": String(period + 2), "aria-label": label, "data-period": String(period), "data-row": String(row) },
      children: [make("span", { children: [...(sign ? [make("i", { text: sign })] : []), this.words.number(cell, this.show)] })],
    });
  }

  #click(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>(".fll-cell");
    if (!cell) return;
    this.#place = { row: Number(cell.dataset.row), period: Number(cell.dataset.period) };
    this.#mark();
    this.onOpen(this.#place);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.data.rows.length > 0) this.onOpen(this.#place);
      return;
    }
    const place = moved(event, this.#place, Math.max(1, Math.floor(this.element.clientHeight / ROW) - 2));
    if (!place) return;
    event.preventDefault();
    this.#place = {
      row: Math.max(0, Math.min(this.data.rows.length - 1, place.row)), period: Math.max(0, Math.min(this.data.periods - 1, place.period)),
    };
    this.#reveal();
  }

  #reveal(): void {
    const head = this.#head.offsetHeight;
    const top = this.#place.row * ROW;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + ROW + head > scrollTop + clientHeight) this.element.scrollTop = top + ROW + head - clientHeight;
    this.draw();
    this.#current()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #current(): HTMLElement | null {
    return this.element.querySelector(`#${this.#id}-${this.#place.row}-${this.#place.period}`);
  }

  #mark(): void {
    for (const cell of this.element.querySelectorAll(".is-current, .is-open")) cell.classList.remove("is-current", "is-open");
    const current = this.#current();
    current?.classList.add("is-current");
    setAttribute(this.element, "aria-activedescendant", current?.id ?? null);
    if (this.#opened) this.element.querySelector(`#${this.#id}-${this.#opened.row}-${this.#opened.period}`)?.classList.add("is-open");
  }
}

/** Where a key leads; null for one that leads nowhere. */
export function moved(event: { key: string; ctrlKey: boolean; metaKey: boolean }, { row, period }: Place, page: number): Place | null {
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowRight": return { row, period: period + 1 };
    case "ArrowLeft": return { row, period: period - 1 };
    case "ArrowDown": return { row: row + 1, period };
    case "ArrowUp": return { row: row - 1, period };
    case "PageDown": return { row: row + page, period };
    case "PageUp": return { row: row - page, period };
    case "Home": return { row: isFar ? 0 : row, period: 0 };
    case "End": return { row: isFar ? Infinity : row, period: Infinity };
    default: return null;
  }
}
