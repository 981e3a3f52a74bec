/** The timeline's pane: its canvases one above the other, and what is drawn on each when. */

import { make } from "../dom";
import type { Handle } from "../rows";
import { Part, type View } from "../view";
import { BarPainter } from "./bars";
import { paintBackground } from "./background";
import { BAR_HEIGHT, barOf } from "./geometry";
import { HEAD, paintHead } from "./head";
import { hitAt, type Hit } from "./hit";
import { LinkPainter } from "./links";
import { OverlayPainter } from "./overlay";
import { Layer } from "./surface";

export class Timeline {
  readonly element: HTMLDivElement;
  readonly overlay = new OverlayPainter();
  /** The place of the rows: where the pointer works. */
  readonly stage: HTMLDivElement;
  readonly #view: View;
  readonly #sizer = make("div", { class: "flp-time-sizer" });
  readonly #head = new Layer("head", true);
  readonly #background = new Layer("background", true);
  readonly #links = new LinkPainter();
  readonly #bars = new BarPainter();

  constructor(view: View) {
    this.#view = view;
    this.stage = make("div", {
      class: "flp-stage",
      children: [this.#background.canvas, this.#links.layer.canvas, this.#bars.layer.canvas, this.overlay.layer.canvas],
    });
    const stick = make("div", { class: "flp-time-stick", children: [this.#head.canvas, this.stage] });
    this.#sizer.append(stick);
    this.element = make("div", {
      class: "flp-timeline", role: "group",
      attributes: { tabindex: "0", "aria-label": view.words.t("Timeline. Arrow keys scroll, plus and minus zoom. The task list beside it says the same in words.") },
      children: [this.#sizer],
    });
    this.element.addEventListener("scroll", () => this.#follow());
  }

  /** Take the pane's size; `rows` is the height left below the head. */
  resize(width: number, rows: number): void {
    const resized = [
      this.#head.resize(width, HEAD),
      ...[this.#background, this.#links.layer, this.#bars.layer, this.overlay.layer].map((layer) => layer.resize(width, Math.max(rows, 1))),
    ];
    this.#view.scale.viewport = width;
    if (resized.some(Boolean)) this.#view.invalidate(Part.Head | Part.Background | Part.Bars | Part.Links | Part.Overlay);
  }

  /** Make the scrolled area as wide as the scale says, and scroll there. */
  place(): void {
    const { scale } = this.#view;
    this.#sizer.style.width = `${scale.width}px`;
    if (Math.abs(this.element.scrollLeft - scale.left) >= 1) this.element.scrollLeft = scale.left;
  }

  draw(parts: number, damaged: ReadonlySet<Handle>): void {
    const view = this.#view;
    if (parts & Part.Head) paintHead(this.#head, view);
    if (parts & Part.Background) paintBackground(this.#background, view);
    if (parts & Part.Bars) this.#bars.paint(view);
    else if (damaged.size) this.#bars.repaint(view, damaged);
    if (parts & (Part.Links | Part.Bars) || damaged.size) this.#links.paint(view, this.#bars.labels);
    if (parts & (Part.Overlay | Part.Bars | Part.Links) || damaged.size) {
      if (this.overlay.paint(view, this.#links.drawn)) view.invalidate(Part.Overlay);
    }
  }

  hitAt(x: number, y: number): Hit | null {
    return hitAt(this.#view, { links: this.#links.drawn, labels: this.#bars.labels, width: this.#bars.layer.width }, x, y);
  }

  /** Where a row's bar is, in pixels of the window; null while the row does not show. */
  boxOf(handle: Handle): DOMRect | null {
    const row = this.#view.rows.rowOf(handle);
    const bar = row < 0 ? null : barOf(this.#view, handle, row);
    if (!bar) return null;
    const { left, top } = this.stage.getBoundingClientRect();
    return new DOMRect(left + bar.left, top + bar.middle - BAR_HEIGHT / 2, bar.right - bar.left, BAR_HEIGHT);
  }

  #follow(): void {
    const { scale } = this.#view;
    if (Math.abs(this.element.scrollLeft - scale.left) < 1) return;
    scale.left = this.element.scrollLeft;
    this.#view.invalidate(Part.Head | Part.Background | Part.Bars | Part.Links | Part.Overlay);
  }
}
