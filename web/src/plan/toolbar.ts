/** The line above the plan: add, undo, what to see, what moved, zoom. */

import { button, make, setAttribute } from "./dom";
import { icon, type IconName } from "./icons";
import type { Plan } from "./plan";
import { ZOOMS, type Zoom } from "./scale";
import { Trail } from "./trail";
import { ViewMenu } from "./viewmenu";
import { EVERYTHING } from "./view";

const ZOOM_WORDS: Readonly<Record<Zoom, string>> = { hour: "Hour", day: "Day", week: "Week", month: "Month", quarter: "Quarter", year: "Year" };

export class Toolbar {
  readonly element: HTMLDivElement;
  readonly trail: Trail;
  readonly #plan: Plan;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #critical: HTMLButtonElement;
  readonly #zooms = new Map<Zoom, HTMLButtonElement>();
  readonly #zoomSelect = make("select", { class: "flp-field flp-zoom-select" });
  readonly #panes = new Map<"grid" | "timeline", HTMLButtonElement>();
  readonly #keys: HTMLButtonElement;
  readonly #saving = make("span", { class: "flp-saving" });

  constructor(plan: Plan) {
    this.#plan = plan;
    this.trail = new Trail(plan);
    const { words } = plan.view;
    this.#undo = this.#iconButton("undo", words.t("Undo"), () => void plan.session.stepBack());
    this.#redo = this.#iconButton("redo", words.t("Redo"), () => void plan.session.stepForth());
    this.#critical = button({ class: "flp-button flp-critical", text: words.t("Critical path"), attributes: { "aria-pressed": "true" } }, () => {
      plan.view.choices.critical = !plan.view.choices.critical;
      this.showChoices();
      plan.view.invalidate(EVERYTHING);
      plan.keepChoices();
    });
    this.#keys = this.#iconButton("keyboard", words.t("Keys (?)"), () => plan.keySheet.open());
    this.#keys.classList.add("flp-keys-button");
    this.element = make("div", { class: "flp-toolbar", role: "toolbar", attributes: { "aria-label": words.t("Plan") } });
    this.element.append(this.#start(), make("div", { class: "flp-told is-silent", children: [this.#saving, this.trail.element] }), this.#end());
    this.showZoom();
    this.showHistory();
    this.showChoices();
  }

  /** Mark the zoom nearest to the present one. */
  showZoom(): void {
    const { nearest, isNamed } = this.#plan.view.scale;
    for (const [zoom, each] of this.#zooms) each.setAttribute("aria-pressed", String(zoom === nearest && isNamed));
    this.#zoomSelect.value = nearest;
  }

  showHistory(): void {
    const { words } = this.#plan.view;
    const { next, nextAgain } = this.#plan.session.undo;
    // Not `disabled`: that would take the focus, and with it the keyboard, off the plan.
    setAttribute(this.#undo, "aria-disabled", next ? null : "true");
    this.#undo.title = next ? words.t("Undo: {label} (Ctrl Z)", { label: next.label }) : words.t("Nothing to undo");
    setAttribute(this.#redo, "aria-disabled", nextAgain ? null : "true");
    this.#redo.title = nextAgain ? words.t("Redo: {label} (Ctrl Shift Z)", { label: nextAgain.label }) : words.t("Nothing to redo");
  }

  showChoices(): void {
    this.#critical.setAttribute("aria-pressed", String(this.#plan.view.choices.critical));
  }

  showSaving(underWay: number): void {
    this.#saving.textContent = underWay > 0 ? this.#plan.view.words.t("Saving…") : "";
    this.#saving.parentElement?.classList.toggle("is-silent", underWay === 0 && this.trail.element.childElementCount === 0);
  }

  showPane(pane: "grid" | "timeline"): void {
    for (const [name, each] of this.#panes) each.setAttribute("aria-pressed", String(name === pane));
  }

  #start(): HTMLDivElement {
    const plan = this.#plan;
    const { words } = plan.view;
    const group = make("div", { class: "flp-tools" });
    if (plan.tasks.canAdd) {
      const add = button({ class: "flp-button flp-add", title: words.t("New task below (Insert)"), children: [icon("plus"), make("span", { text: words.t("Task") })] }, () => plan.tasks.startDraft());
      group.append(add, make("div", { class: "flp-pair", children: [this.#undo, this.#redo] }));
    }
    const panes = make("div", { class: "flp-segments flp-panes", role: "group", attributes: { "aria-label": words.t("Show") } });
    for (const [pane, label] of [["grid", words.t("List")], ["timeline", words.t("Timeline")]] as const) {
      const each = button({ text: label }, () => plan.showPane(pane));
      this.#panes.set(pane, each);
      panes.append(each);
    }
    const menu = new ViewMenu(plan);
    const open = button({ class: "flp-button flp-view", attributes: { "aria-haspopup": "dialog", "aria-label": words.t("View") }, children: [icon("sliders"), make("span", { text: words.t("View") })] }, () => menu.open(open));
    group.append(this.#critical, open, panes);
    return group;
  }

  #end(): HTMLDivElement {
    const plan = this.#plan;
    const { words } = plan.view;
    const segments = make("div", { class: "flp-segments flp-zooms", role: "group", attributes: { "aria-label": words.t("Zoom") } });
    for (const zoom of ZOOMS) {
      const each = button({ text: words.t(ZOOM_WORDS[zoom]) }, () => plan.sight.zoomToName(zoom));
      this.#zooms.set(zoom, each);
      segments.append(each);
      this.#zoomSelect.append(make("option", { text: words.t(ZOOM_WORDS[zoom]), attributes: { value: zoom } }));
    }
    this.#zoomSelect.setAttribute("aria-label", words.t("Zoom"));
    this.#zoomSelect.addEventListener("change", () => plan.sight.zoomToName(this.#zoomSelect.value as Zoom));
    return make("div", {
      class: "flp-tools flp-looks",
      children: [
        segments, this.#zoomSelect,
        this.#iconButton("arrowsHorizontal", words.t("Fit the whole plan (Alt 0)"), () => plan.sight.fit()),
        this.#iconButton("calendarDue", words.t("Go to today (Alt T)"), () => plan.sight.scrollToToday()),
        this.#keys,
      ],
    });
  }

  #iconButton(name: IconName, label: string, act: () => void): HTMLButtonElement {
    return button({ class: "flp-button is-icon", title: label, attributes: { "aria-label": label }, children: [icon(name)] }, act);
  }
}
