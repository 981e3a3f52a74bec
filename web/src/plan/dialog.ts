/** A question that must be answered before anything else. */

import { button, make } from "./dom";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  look?: "main" | "danger";
}

export interface Question<Value extends string> {
  title: string;
  body: readonly Node[];
  choices: readonly Choice<Value>[];
  isWide?: boolean;
}

let count = 0;

/** Ask, and resolve to the choice; null when the dialog was closed without one. The focus returns to where it was. */
export function ask<Value extends string>(host: Element, question: Question<Value>): Promise<Value | null> {
  const before = document.activeElement;
  const id = `flp-dialog-${++count}`;
  const dialog = make("dialog", { class: `flp-dialog${question.isWide ? " is-wide" : ""}`, attributes: { "aria-labelledby": id } });
  return new Promise((resolve) => {
    let chosen: Value | null = null;
    const buttons = question.choices.map((choice) =>
      button({ class: `flp-button${choice.look ? ` is-${choice.look}` : ""}`, text: choice.label }, () => {
        chosen = choice.value;
        dialog.close();
      }),
    );
    dialog.append(make("h2", { text: question.title, attributes: { id } }), ...question.body, make("div", { class: "flp-actions", children: buttons }));
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
      resolve(chosen);
    });
    host.append(dialog);
    dialog.showModal();
    buttons[0]?.focus();
  });
}
