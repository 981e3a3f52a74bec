/**
 * `<fl-map src="/api/v1/strategy/map">`: which programs and projects serve which objectives, as flows between cards or as a list.
 *
 * Attributes: `src` (address of the map), `lang` (words), `locale` (dates; `lang` when absent), `catalog` (address of the words' translations).
 * Keys: Tab from card to card; arrow up and down within a column, left and right along the flows of a card.
 * Events, all bubbling: `fl-map:ready` {objectives, programs, projects}, `fl-map:error` {message}.
 */

import { button, make } from "../plan/dom";
import { Words, type Catalog } from "../plan/i18n";
import { card } from "./cards";
import { MapData, type Flow, type Key, type MapPart, type Objective, type Program, type Project, type Sight } from "./data";
import { draw, type Box } from "./flows";
import { list } from "./list";
import { MapWords } from "./words";

const NARROW = 760;

export class MapElement extends HTMLElement {
  #observer: ResizeObserver | null = null;
  #data: MapData | null = null;
  #words = new MapWords(new Words("en"), "en-GB");
  #asList: boolean | null = null;
  #flows: readonly Flow[] = [];

  connectedCallback(): void {
    if (this.hasAttribute("aria-label") && !this.hasAttribute("role")) this.setAttribute("role", "region");
    this.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["focusin", "pointerover"]) this.addEventListener(name, (event) => this.#light(event.target as Element));
    for (const name of ["focusout", "pointerleave"]) this.addEventListener(name, () => this.#light(null));
    void this.#load();
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }

  async #load(): Promise<void> {
    const source = this.getAttribute("src");
    if (source === null) return;
    const words = new Words(this.#language);
    this.setAttribute("aria-busy", "true");
    try {
      const [response] = await Promise.all([fetch(source, { credentials: "same-origin", headers: { Accept: "application/json" } }), this.#translate(words)]);
      if (!response.ok) throw new Error(response.statusText);
      this.#data = new MapData((await response.json()) as MapPart);
      this.#words = new MapWords(words, this.#language === "en" ? "en-GB" : this.#language);
      this.#show();
      const { objectives, programs, projects } = this.#data.part;
      this.dispatchEvent(new CustomEvent("fl-map:ready", { bubbles: true, detail: { objectives: objectives.length, programs: programs.length, projects: projects.length } }));
    } catch (error) {
      // What the server wrote stays: a list of the objectives.
      this.prepend(make("p", { class: "flm-failed", role: "alert", text: words.t("The map could not be read: the server does not answer.") }));
      this.dispatchEvent(new CustomEvent("fl-map:error", { bubbles: true, detail: { message: String(error) } }));
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  #show(): void {
    const data = this.#data!;
    const asList = this.#asList ?? this.clientWidth < NARROW;
    const body = asList ? list(data, this.#words) : this.#map(data.sight());
    this.replaceChildren(this.#switch(asList), body);
    this.#observer?.disconnect();
    this.#observer = new ResizeObserver(() => this.#resized(asList));
    this.#observer.observe(this);
    this.#draw();
  }

  /** Show anew, and put the focus back where it was. */
  #again(key: Key): void {
    this.#show();
    this.querySelector<HTMLElement>(`[data-key="${key}"] .flm-toggle`)?.focus();
  }

  #resized(asList: boolean): void {
    if (this.#asList === null && this.clientWidth < NARROW !== asList) this.#show();
    else this.#draw();
  }

  #switch(asList: boolean): HTMLElement {
    const { words } = this.#words;
    const choice = (text: string, value: boolean): HTMLButtonElement =>
      button({ class: "btn btn-small", text, attributes: { "aria-pressed": String(value === asList) } }, () => {
        this.#asList = value;
        this.#show();
        this.querySelector<HTMLElement>(".flm-switch [aria-pressed=true]")?.focus();
      });
    return make("div", { class: "flm-switch", role: "group", attributes: { "aria-label": words.t("Show as") }, children: [choice(words.t("Map"), false), choice(words.t("List"), true)] });
  }

  #map(sight: Sight): HTMLElement {
    const { words } = this.#words;
    this.#flows = sight.flows;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "flm-flows");
    svg.setAttribute("aria-hidden", "true");
    const columns = [
      this.#column(words.t("Objectives"), sight.objectives.map((each) => this.#objective(each))),
      this.#column(words.t("Programs"), sight.programs.map((each) => this.#program(each))),
      this.#column(words.t("Projects"), sight.projects.map((each) => this.#project(each)), sight.left),
    ];
    return make("div", { class: "flm-map", children: [svg, ...columns] });
  }

  #column(title: string, cards: HTMLLIElement[], left = 0): HTMLElement {
    const note = left > 0 ? [make("p", { class: "flm-left", text: this.#words.words.n("{count} more: choose a program to see its projects", "{count} more: choose a program to see its projects", left) })] : [];
    return make("section", { class: "flm-column", attributes: { "aria-label": title }, children: [make("h3", { text: title }), make("ul", { children: cards }), ...note] });
  }

  #objective(each: Objective): HTMLLIElement {
    const data = this.#data!;
    const below = data.children(each.id).length;
    const isOpen = data.expanded.has(each.id);
    const key = `objective-${each.id}`;
    const toggle = {
      text: isOpen ? "−" : `+${below}`,
      label: this.#words.words.t(isOpen ? "Fold what is below {name}" : "Show what is below {name}", { name: each.name }),
      isOn: isOpen,
      act: (): void => {
        if (!data.expanded.delete(each.id)) data.expanded.add(each.id);
        this.#again(key);
      },
    };
    const state = each.status === "active" ? each.health.state : null;
    const about = this.#words.objective(each, data.part.gaps.objectives.includes(each.id));
    const parts = { key, href: `/strategy/objectives/${each.id}/`, name: each.name, about, state, depth: data.depth(each) };
    return card(below ? { ...parts, toggle } : parts, this.#words);
  }

  #program(each: Program): HTMLLIElement {
    const data = this.#data!;
    const projects = data.part.projects.filter((project) => project.program === each.id).length;
    const key = `program-${each.id}`;
    const isOn = data.program === each.id;
    const toggle = {
      text: isOn ? "×" : "›",
      label: this.#words.words.t(isOn ? "Show projects of all programs" : "Show only the projects of {name}", { name: each.name }),
      isOn,
      act: (): void => {
        data.program = isOn ? null : each.id;
        this.#again(key);
      },
    };
    const parts = { key, href: `/programs/${each.id}/`, name: each.name, about: this.#words.program(each, projects), state: each.state };
    return card(projects ? { ...parts, toggle } : parts, this.#words);
  }

  #project(each: Project): HTMLLIElement {
    return card({ key: `project-${each.id}`, href: `/projects/${each.id}/`, name: each.name, about: this.#words.project(each), state: each.state }, this.#words);
  }

  #draw(): void {
    const map = this.querySelector(".flm-map");
    const svg = map?.querySelector<SVGElement>(".flm-flows");
    if (!map || !svg) return;
    const { left, top } = map.getBoundingClientRect();
    const boxes = new Map<Key, Box>();
    for (const item of map.querySelectorAll<HTMLElement>(".flm-card")) {
      const box = item.getBoundingClientRect();
      boxes.set(item.dataset.key!, { left: box.left - left, right: box.right - left, middle: (box.top + box.bottom) / 2 - top, height: box.height });
    }
    draw(svg, this.#flows, boxes);
  }

  /** Let what flows to and from a card stand out. */
  #light(target: Element | null): void {
    const key = target?.closest<HTMLElement>(".flm-card")?.dataset.key;
    this.classList.toggle("is-lit", key !== undefined);
    const linked = new Set<string>(key === undefined ? [] : [key]);
    for (const line of this.querySelectorAll<SVGElement>(".flm-flows path")) {
      const isMine = line.dataset.from === key || line.dataset.to === key;
      line.classList.toggle("is-mine", isMine);
      if (isMine) linked.add(line.dataset.from!).add(line.dataset.to!);
    }
    for (const item of this.querySelectorAll<HTMLElement>(".flm-card")) item.classList.toggle("is-mine", linked.has(item.dataset.key!));
  }

  #key(event: KeyboardEvent): void {
    const item = (event.target as Element).closest<HTMLElement>(".flm-card");
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = item.dataset.key!;
    const ways: Readonly<Record<string, () => Element | null>> = {
      ArrowUp: () => item.previousElementSibling,
      ArrowDown: () => item.nextElementSibling,
      ArrowRight: () => this.#card(this.#flows.find((flow) => flow.from === key)?.to),
      ArrowLeft: () => this.#card(this.#flows.find((flow) => flow.to === key)?.from),
    };
    const next = ways[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.querySelector<HTMLElement>(".flm-link")?.focus();
  }

  #card(key: Key | undefined): Element | null {
    return key === undefined ? null : this.querySelector(`[data-key="${key}"]`);
  }

  async #translate(words: Words): Promise<void> {
    const address = this.getAttribute("catalog");
    if (address === null) return;
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) words.use((await response.json()) as Catalog);
  }

  get #language(): string {
    return this.getAttribute("lang") ?? (document.documentElement.lang || "en");
  }
}
