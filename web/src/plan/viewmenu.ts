/** The menu of what to see: marks on the timeline, labels, columns, depth. */

import { COLUMNS } from "./columns";
import { button, make } from "./dom";
import type { Plan } from "./plan";
import { Popover } from "./popover";
import { EVERYTHING, type LabelChoice } from "./view";

const LABELS: readonly (readonly [LabelChoice, string])[] = [["names", "Names"], ["people", "People"], ["none", "None"]];

export class ViewMenu {
  readonly #plan: Plan;
  readonly #popover: Popover;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#popover = new Popover(plan.host, "flp-viewmenu", plan.view.words.t("View"));
  }

  open(anchor: Element): void {
    if (this.#popover.isOpen) return this.#popover.close();
    const { words, choices } = this.#plan.view;
    this.#popover.element.replaceChildren(
      this.#section(words.t("Timeline"), [
        this.#box(words.t("Critical path"), choices.critical, (on) => (choices.critical = on)),
        this.#box(words.t("Links"), choices.links, (on) => (choices.links = on)),
        this.#box(words.t("Slack"), choices.slack, (on) => (choices.slack = on)),
      ]),
      this.#section(words.t("Labels"), LABELS.map(([choice, title]) => this.#radio(words.t(title), choices.labels === choice, () => (choices.labels = choice)))),
      this.#section(words.t("Columns"), COLUMNS.filter((column) => column.key !== "name").map((column) =>
        this.#box(words.t(column.title), !choices.hidden.includes(column.key), (on) => {
          choices.hidden = on ? choices.hidden.filter((key) => key !== column.key) : [...choices.hidden, column.key];
          this.#plan.grid.fit();
        }),
      )),
      this.#section(words.t("Outline"), [make("div", { class: "flp-depths", children: [
        this.#depth(words.t("Close all"), 1), this.#depth("2", 2), this.#depth("3", 3), this.#depth(words.t("Open all"), null),
      ] })]),
    );
    this.#popover.openAt(anchor.getBoundingClientRect());
    this.#popover.element.querySelector("input")?.focus();
  }

  #section(title: string, children: readonly Node[]): HTMLFieldSetElement {
    return make("fieldset", { children: [make("legend", { text: title }), ...children] });
  }

  #box(label: string, isOn: boolean, set: (on: boolean) => void): HTMLLabelElement {
    const input = make("input", { type: "checkbox" });
    input.checked = isOn;
    input.addEventListener("change", () => this.#changed(() => set(input.checked)));
    return make("label", { children: [input, label] });
  }

  #radio(label: string, isOn: boolean, set: () => void): HTMLLabelElement {
    const input = make("input", { type: "radio", attributes: { name: "flp-labels" } });
    input.checked = isOn;
    input.addEventListener("change", () => this.#changed(set));
    return make("label", { children: [input, label] });
  }

  #depth(label: string, level: number | null): HTMLButtonElement {
    return button({ class: "flp-button is-small", text: label, attributes: /^\d$/.test(label) ? { "aria-label": this.#plan.view.words.t("Open to level {level}", { level: label }) } : {} }, () =>
      this.#changed(() => this.#plan.view.rows.setDepth(level)),
    );
  }

  #changed(set: () => void): void {
    set();
    this.#plan.toolbar.showChoices();
    this.#plan.view.invalidate(EVERYTHING);
    this.#plan.keepChoices();
  }
}
