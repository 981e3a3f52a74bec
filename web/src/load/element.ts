/**
 * `<fl-load src="/api/v1/load?by=week&start_on=2026-03-02">`: load as a heatmap of rows by period.
 *
 * Attributes: `src` (address of the load with all that was chosen), `show` (percent, hours or free: the number in a cell), `lang` (words),
 * `locale` (dates and numbers; `lang` when absent), `catalog` (address of the words' translations).
 * Events, all bubbling: `fl-load:ready` {rows}, `fl-load:opened` {kind, id, start, finish}, `fl-load:error` {status, title, detail}.
 */

import { Problem, Unreached } from "../plan/api";
import { button, make } from "../plan/dom";
import { Words, type Catalog } from "../plan/i18n";
import { LoadApi } from "./api";
import { LoadData } from "./data";
import { Grid, type Place } from "./grid";
import { legend } from "./legend";
import { CellPanel } from "./panel";
import { Periods } from "./periods";
import { LoadWords, type Show } from "./words";

export class LoadElement extends HTMLElement {
  static readonly observedAttributes = ["src"];
  #loading: AbortController | null = null;
  #opening: AbortController | null = null;
  #observer: ResizeObserver | null = null;

  connectedCallback(): void {
    void this.#load();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === null || before === after) return;
    this.#stop();
    void this.#load();
  }

  async #load(): Promise<void> {
    const src = this.getAttribute("src");
    if (src === null) return;
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.setAttribute("aria-busy", "true");
    const words = new Words(this.#language);
    const api = new LoadApi(src);
    try {
      let [part] = await Promise.all([api.part(null, signal), this.#translate(words)]);
      if (signal.aborted) return;
      const grid = this.#show(new LoadData(part), words, api);
      while (part.next !== null) {
        part = await api.part(part.next, signal);
        grid.data.add(part);
        grid.draw();
      }
      this.#emit("fl-load:ready", { rows: grid.data.rows.length });
    } catch (error) {
      if (!signal.aborted) this.#fail(error, words);
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  #show(data: LoadData, words: Words, api: LoadApi): Grid {
    const said = new LoadWords(words, this.#locale);
    const periods = new Periods(data.by, data.edges, this.#locale);
    const panel = new CellPanel(said, periods, () => {
      grid.mark(null);
      grid.focus();
    });
    const grid = new Grid(data, periods, said, this.#numbers, words.t("Load"), (place) => void this.#open(place, grid, panel, api));
    const stage = make("div", { class: "fll-stage", children: [grid.element, panel.element] });
    // What the server wrote for readers without scripts has done its part; till now it was the region of this name.
    if (this.hasAttribute("aria-label") && !this.hasAttribute("role")) this.setAttribute("role", "region");
    this.replaceChildren(stage, legend(said));
    this.#observer = new ResizeObserver(() => grid.draw());
    this.#observer.observe(grid.element);
    grid.draw();
    return grid;
  }

  async #open(place: Place, grid: Grid, panel: CellPanel, api: LoadApi): Promise<void> {
    const { data, periods } = grid;
    const row = data.rows[place.row]!;
    const key = { kind: row.kind, id: row.id, start: data.edges[place.period]!, finish: data.edges[place.period + 1]! };
    this.#opening?.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    grid.mark(place);
    panel.open({ title: row.name, period: periods.name(place.period), cell: data.cell(place.row, place.period) });
    panel.element.focus({ preventScroll: false });
    this.#emit("fl-load:opened", key);
    try {
      const found = await api.cell(key, signal);
      panel.show(found);
    } catch (error) {
      if (!signal.aborted) panel.fail(this.#sentence(error, grid.words.words));
    }
  }

  #stop(): void {
    this.#loading?.abort();
    this.#opening?.abort();
    this.#observer?.disconnect();
  }

  #fail(error: unknown, words: Words): void {
    const again = button({ class: "btn btn-primary", text: words.t("Try again") }, () => void this.#load());
    this.replaceChildren(make("div", { class: "fll-failed", role: "alert", children: [make("p", { text: this.#sentence(error, words) }), again] }));
    const [status, title, detail] = error instanceof Problem ? [error.status, error.title, error.detail] : [0, "", ""];
    this.#emit("fl-load:error", { status, title, detail });
  }

  #sentence(error: unknown, words: Words): string {
    if (error instanceof Problem) return error.message;
    if (!(error instanceof Unreached)) console.error(error);
    return words.t("The load could not be read: the server does not answer.");
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  async #translate(words: Words): Promise<void> {
    const address = this.getAttribute("catalog");
    if (address === null) return;
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) words.use((await response.json()) as Catalog);
  }

  get #numbers(): Show {
    const show = this.getAttribute("show");
    return show === "hours" || show === "free" ? show : "percent";
  }

  get #language(): string {
    return this.getAttribute("lang") ?? (document.documentElement.lang || "en");
  }

  /** Dates go by the page's locale; plain English means day before month, as everywhere in Fairlead. */
  get #locale(): string {
    const locale = this.getAttribute("locale") ?? this.#language;
    return locale === "en" ? "en-GB" : locale;
  }
}
