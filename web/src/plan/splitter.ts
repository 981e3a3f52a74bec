/** The bar between list and timeline, moved by mouse or keys. */

import { make } from "./dom";
import type { View } from "./view";

const LEAST = 120;
const STEP = 24;

export class Splitter {
  readonly element: HTMLDivElement;
  readonly #changed: (width: number) => void;
  #width = 0;
  #most = 0;

  constructor(view: View, changed: (width: number) => void) {
    this.#changed = changed;
    this.element = make("div", {
      class: "flp-splitter", role: "separator",
      attributes: { tabindex: "0", "aria-orientation": "vertical", "aria-label": view.words.t("Width of the list"), "aria-valuemin": String(LEAST) },
    });
    this.element.addEventListener("pointerdown", (event) => this.#drag(event));
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Show a width out of at most `most`. */
  show(width: number, most: number): void {
    this.#width = width;
    this.#most = most;
    this.element.setAttribute("aria-valuenow", String(Math.round(width)));
    this.element.setAttribute("aria-valuemax", String(Math.round(most)));
  }

  #set(width: number): void {
    this.#changed(Math.max(LEAST, Math.min(width, this.#most)));
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.element.focus();
    const from = this.#width - event.clientX;
    this.element.setPointerCapture(event.pointerId);
    const move = (each: PointerEvent): void => this.#set(from + each.clientX);
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("lostpointercapture", () => this.element.removeEventListener("pointermove", move), { once: true });
  }

  #onKey(event: KeyboardEvent): void {
    const width = { ArrowLeft: this.#width - STEP, ArrowRight: this.#width + STEP, Home: LEAST, End: this.#most }[event.key];
    if (width === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#set(width);
  }
}
