/** The line above the plan for what went wrong: what happened, what was kept, what to do. */

import { button, make } from "./dom";

export interface NoticeAction {
  label: string;
  act: () => void;
}

export class Notice {
  readonly element = make("div", { class: "flp-notice", role: "alert" });

  constructor() {
    this.element.hidden = true;
  }

  show(text: string, actions: readonly NoticeAction[]): void {
    const buttons = actions.map((action) => button({ class: "flp-button is-small", text: action.label }, action.act));
    this.element.replaceChildren(make("span", { text }), make("span", { class: "flp-notice-actions", children: buttons }));
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
