/** What the colors and signs mean. */

import { make } from "../plan/dom";
import type { State } from "./data";
import { SIGNS, type LoadWords } from "./words";

const STATES: readonly State[] = ["free", "light", "busy", "day-over", "over", "off"];

export function legend(words: LoadWords): HTMLElement {
  const items = STATES.map((state) =>
    make("li", {
      children: [make("span", { class: `fll-key is-${state}`, text: SIGNS[state], attributes: { "aria-hidden": "true" } }), words.state(state)],
    }),
  );
  return make("ul", { class: "fll-legend", attributes: { "aria-label": words.words.t("Legend") }, children: items });
}
