/** The small card beside the pointer: where a bar in hand would stand, and what that would bring. */

import { formatDuration } from "./duration";
import { make } from "./dom";
import { shownFinish } from "./dates";
import { Flag, type Minutes, type Preview } from "./payload";
import { durationOf } from "./snap";
import { finishWords } from "./trailwords";
import type { View } from "./view";

const OFFSET = 16;

export class Tip {
  readonly element = make("div", { class: "flp-tip", attributes: { "aria-hidden": "true" } });
  readonly #view: View;
  readonly #lines = make("div");
  readonly #after = make("div", { class: "flp-tip-after" });

  constructor(view: View) {
    this.#view = view;
    this.element.append(this.#lines, this.#after);
    this.element.hidden = true;
  }

  /** What is being done, the first line in bold. Returns it as one sentence. */
  tell(lines: readonly string[]): string {
    this.#lines.replaceChildren(...lines.map((line, at) => make("div", { class: at === 0 ? "flp-tip-title" : "", text: line })));
    this.element.hidden = false;
    return lines.join(", ");
  }

  /** Where a bar would stand, against where it stood. Returns it as a sentence. */
  tellSpan(index: number, from: readonly [Minutes, Minutes], to: readonly [Minutes, Minutes], what: "move" | "stretch"): string {
    const view = this.#view;
    const { data, dates } = view;
    const units = data.units(data.projectOf(index));
    const isElapsed = data.has(index, Flag.Elapsed);
    const isFine = view.scale.snap < 1440;
    const day = (at: Minutes): string => (isFine ? dates.full(at) : dates.short(at));
    if (what === "stretch") {
      const duration = formatDuration(durationOf(view, index, to), isElapsed, units);
      return this.tell([view.name(index), view.words.t("{duration}, to {finish}", { duration, finish: day(shownFinish(to[1], to[0])) })]);
    }
    const shift = data.calendarOf(index).between(from[0], to[0]);
    const sign = shift > 0 ? "+" : shift < 0 ? "−" : "";
    const steps = `${sign}${formatDuration(Math.abs(shift), false, units)}`;
    return this.tell([view.name(index), `${day(to[0])} – ${day(shownFinish(to[1], to[0]))} (${steps})`]);
  }

  /** What would follow; null while that is not known yet. Returns it as a sentence. */
  tellPreview(preview: Preview | null): string {
    const words = preview ? previewWords(this.#view, preview) : "";
    this.#after.textContent = words;
    this.#after.hidden = words === "";
    return words;
  }

  place(x: number, y: number): void {
    const stage = this.element.parentElement;
    if (!stage || this.element.hidden) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = x + OFFSET + width > stage.clientWidth ? Math.max(4, x - OFFSET - width) : x + OFFSET;
    const top = y + OFFSET + height > stage.clientHeight ? Math.max(4, y - OFFSET - height) : y + OFFSET;
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
    this.tellPreview(null);
  }
}

function previewWords(view: View, preview: Preview): string {
  const { count } = preview.moved;
  const tasks = count > 0 ? view.words.n("1 task moves", "{count} tasks move", count) : view.words.t("Nothing else moves");
  return [tasks, finishWords(view, preview.moved)].filter((each) => each !== "").join(" · ");
}
