/** The cards of the map: each a link with its state as a sign, a word and a color. */

import { button, make } from "../plan/dom";
import type { Key, State } from "./data";
import type { MapWords } from "./words";

const SVG = "http://www.w3.org/2000/svg";
const SIGNS: Readonly<Record<State, string>> = {
  on_track: "M5 .6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8",
  at_risk: "M5 .6 9.8 9.4H.2z",
  off_track: "M5 0l5 5-5 5-5-5z",
  done: "M3.8 9.2.4 5.8 1.9 4.3l1.9 1.9L8.1 1.5 9.7 3z",
};
export const TONES: Readonly<Record<State, string>> = { on_track: "ok", at_risk: "warn", off_track: "bad", done: "done" };

export interface CardParts {
  key: Key;
  href: string;
  name: string;
  about: string;
  state: State | null;
  depth?: number;
  /** A switch at the card: its words, whether it is on, what it does. */
  toggle?: { label: string; text: string; isOn: boolean; act: () => void };
}

export function card(parts: CardParts, words: MapWords): HTMLLIElement {
  const link = make("a", { class: "flm-link", attributes: { href: parts.href }, children: [make("b", { text: parts.name }), make("small", { text: parts.about })] });
  const item = make("li", { class: "flm-card", attributes: { "data-key": parts.key, "data-depth": String(Math.min(parts.depth ?? 0, 3)) }, children: [link] });
  if (parts.state !== null) {
    item.append(sign(parts.state));
    link.append(make("span", { class: "visually-hidden", text: words.state(parts.state) }));
  }
  const { toggle } = parts;
  if (toggle) {
    item.append(button({ class: "flm-toggle", text: toggle.text, attributes: { "aria-label": toggle.label, "aria-pressed": String(toggle.isOn) } }, toggle.act));
  }
  return item;
}

export function sign(state: State): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 10 10");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `flm-sign is-${TONES[state]}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SIGNS[state]);
  svg.append(path);
  return svg;
}
