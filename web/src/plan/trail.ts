/** The quiet line after an edit: what moved, why, and the way back. */

import { button, make } from "./dom";
import type { Plan } from "./plan";
import { Popover } from "./popover";
import type { Outcome } from "./session";
import { countWords, finishDate, finishShift, stepWords } from "./trailwords";

export class Trail {
  readonly element = make("div", { class: "flp-trail" });
  readonly #plan: Plan;
  readonly #popover: Popover;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#popover = new Popover(plan.host, "flp-trailcard", plan.view.words.t("What moved and why"));
  }

  /** Tell of an edit's outcome; an edit that moved nothing is not worth a word. */
  show(outcome: Outcome): void {
    const { words } = this.#plan.view;
    const parts: Node[] = [];
    const sentence = this.#finishSentence(outcome);
    if (sentence) parts.push(sentence);
    if (outcome.moved.count > 0) parts.push(make("span", { text: countWords(this.#plan.view, outcome.moved.count) }));
    if (parts.length === 0) parts.push(make("span", { text: outcome.source === "undo" ? words.t("Undone: {label}", { label: outcome.label }) : words.t("Saved") }));
    if (outcome.trail.length > 0) parts.push(button({ class: "flp-link", text: words.t("why") }, (event) => this.#openWhy(outcome, event.currentTarget as Element)));
    if (outcome.source === "undo") parts.push(button({ class: "flp-link", text: words.t("redo") }, () => void this.#plan.session.stepForth()));
    else if (outcome.isUndoable) parts.push(button({ class: "flp-link", text: words.t("undo") }, () => void this.#plan.session.stepBack()));
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...parts.flatMap((part, at) => (at === 0 ? [part] : [document.createTextNode(" · "), part])));
    if (hadFocus) this.element.querySelector<HTMLElement>("button:last-child")?.focus();
  }

  clear(): void {
    this.element.replaceChildren();
    this.#popover.close();
  }

  #finishSentence(outcome: Outcome): HTMLElement | null {
    const { view } = this.#plan;
    const shift = finishShift(view, outcome.moved);
    if (!shift) return null;
    const date = finishDate(view, outcome.moved);
    const [before, after] = view.words.t("Finish moved {shift} to {date}", { date }).split("{shift}");
    return make("span", { children: [before ?? "", make("b", { class: shift.isLater ? "is-later" : "is-sooner", text: shift.words }), after ?? ""] });
  }

  #openWhy(outcome: Outcome, anchor: Element): void {
    const { view } = this.#plan;
    const steps = outcome.trail.map((step) => {
      const index = view.data.indexOf(step.task);
      const name = index >= 0 ? view.name(index) : (step.name ?? view.words.t("a task outside this plan"));
      const row = button({ class: "flp-step" }, () => {
        this.#popover.close();
        this.#plan.tasks.reveal(step.task);
      });
      row.append(make("b", { text: name }), make("span", { class: "num", text: stepWords(view, step) }), make("span", { class: "flp-because", children: emphasized(step.because) }));
      return make("li", { children: [row] });
    });
    const more = outcome.moved.count - outcome.trail.length;
    this.#popover.element.replaceChildren(
      make("h2", { text: view.words.t("What moved and why") }),
      make("ol", { class: "flp-steps", children: steps }),
      ...(more > 0 ? [make("p", { class: "flp-mute", text: view.words.n("and 1 more further along", "and {count} more further along", more) })] : []),
    );
    this.#popover.openAt(anchor.getBoundingClientRect(), "right");
    this.#popover.element.querySelector<HTMLElement>("button")?.focus();
  }
}

/** A reason's *names* set in italics. */
function emphasized(text: string): Node[] {
  return text.split("*").map((part, at) => (at % 2 === 1 ? make("i", { text: part }) : document.createTextNode(part)));
}
