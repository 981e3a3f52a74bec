/** Tells screen readers what has changed. */

import { make } from "./dom";

export class Announcer {
  readonly element = make("div", { class: "flp-hidden", role: "status", attributes: { "aria-live": "polite", "aria-atomic": "true" } });
  #timer = 0;

  say(text: string): void {
    window.clearTimeout(this.#timer);
    // Emptied first, so that the same words twice are said twice.
    this.element.textContent = "";
    this.#timer = window.setTimeout(() => {
      this.element.textContent = text;
    }, 60);
  }
}
