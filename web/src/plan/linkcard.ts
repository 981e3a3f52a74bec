/** The card of a link: its kind, its lag, and the way to remove it. */

import { button, make } from "./dom";
import { LINK_KINDS, type LinkKind } from "./payload";
import type { Plan } from "./plan";
import { Popover } from "./popover";
import { lagText, parseLag } from "./predecessors";
import { Part } from "./view";

const KIND_WORDS: Readonly<Record<LinkKind, string>> = {
  FS: "Finish to start", SS: "Start to start", FF: "Finish to finish", SF: "Start to finish",
};

export class LinkCard {
  readonly #plan: Plan;
  readonly #popover: Popover;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#popover = new Popover(plan.host, "flp-linkcard", plan.view.words.t("Link"));
    this.#popover.element.addEventListener("toggle", (event) => {
      if (event.newState === "closed") this.#deselect();
    });
  }

  /** Show the card of a link beside a point of the stage. */
  open(id: number, x: number, y: number): void {
    const { view, timeline } = this.#plan;
    const link = view.data.links.get(id);
    if (!link) return;
    view.selectedLink = id;
    this.#plan.hoverTip.hide();
    view.invalidate(Part.Overlay);
    const project = view.data.projectOf(Math.max(view.data.indexOf(link.successor), view.data.indexOf(link.predecessor)));
    this.#fill(id, project.can_edit && !view.isReadOnly);
    const box = timeline.stage.getBoundingClientRect();
    this.#popover.openAt({ left: box.left + x, right: box.left + x, top: box.top + y, bottom: box.top + y });
    this.#popover.element.querySelector<HTMLElement>("select, button")?.focus();
  }

  close(): void {
    this.#popover.close();
  }

  removeSelected(): void {
    const id = this.#plan.view.selectedLink;
    if (id !== null) this.#remove(id);
  }

  #fill(id: number, canEdit: boolean): void {
    const { view } = this.#plan;
    const { words } = view;
    const link = view.data.links.get(id)!;
    const title = make("h2", { text: `${this.#name(link.predecessor)} → ${this.#name(link.successor)}` });
    if (!canEdit) {
      this.#popover.element.replaceChildren(title, make("p", { text: `${words.t(KIND_WORDS[LINK_KINDS[link.kind]!])}${this.#plan.lagWords(link)}` }));
      return;
    }
    const kind = make("select", { class: "flp-field", children: LINK_KINDS.map((each) => make("option", { text: `${each} · ${words.t(KIND_WORDS[each])}`, attributes: { value: each } })) });
    kind.value = LINK_KINDS[link.kind]!;
    const lag = make("input", { class: "flp-field", type: "text", attributes: { autocomplete: "off", placeholder: "+2d" } });
    lag.value = lagText(link.lag, link.lagKind, view.data.units(this.#project(link.successor)));
    const problem = make("p", { class: "flp-problem-line", role: "alert" });
    const form = make("form", {
      children: [
        make("label", { children: [words.t("Kind"), kind] }), make("label", { children: [words.t("Lag"), lag] }), problem,
        make("div", { class: "flp-actions", children: [
          button({ class: "flp-button is-quiet-danger", text: words.t("Remove link") }, () => this.#remove(id)),
          make("button", { class: "flp-button is-main", type: "submit", text: words.t("Apply") }),
        ] }),
      ],
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      problem.textContent = this.#apply(id, kind.value as LinkKind, lag.value) ?? "";
    });
    this.#popover.element.replaceChildren(title, form);
  }

  /** Returns what is wrong with the entry, null when it was taken. */
  #apply(id: number, kind: LinkKind, text: string): string | null {
    const { view, session } = this.#plan;
    const link = view.data.links.get(id);
    if (!link) return null;
    const lag = parseLag(text, view.data.units(this.#project(link.successor)));
    if (!lag) return view.words.t("Write a lag as +2d, -1d, +3ed or +50%.");
    const isSame = LINK_KINDS[link.kind] === kind && lagText(link.lag, link.lagKind, view.data.units(this.#project(link.successor))) === text.trim();
    this.close();
    if (!isSame) void session.perform({ label: view.words.t("Change link"), commands: [{ kind: "relink", link: id, fields: { kind, ...lag } }] });
    return null;
  }

  #remove(id: number): void {
    this.close();
    this.#plan.view.selectedLink = null;
    if (!this.#plan.view.data.links.get(id)) return;
    void this.#plan.session.perform({ label: this.#plan.view.words.t("Remove link"), commands: [{ kind: "unlink", link: id }] });
  }

  #deselect(): void {
    this.#plan.view.selectedLink = null;
    this.#plan.view.invalidate(Part.Overlay);
  }

  #project(task: number): ReturnType<Plan["view"]["data"]["projectOf"]> {
    const { data } = this.#plan.view;
    const index = data.indexOf(task);
    return index >= 0 ? data.projectOf(index) : data.projects[0]!;
  }

  #name(task: number): string {
    const { view } = this.#plan;
    const index = view.data.indexOf(task);
    return index >= 0 ? view.name(index) : (view.data.outside.get(task)?.name ?? "");
  }
}
