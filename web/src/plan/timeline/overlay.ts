/** Above the bars: what is under the pointer, in hand, or on its way to a new place. */

import type { Minutes } from "../payload";
import { isTask } from "../rows";
import type { View } from "../view";
import { paintBar } from "./bars";
import { BAR_HEIGHT, BAR_TOP, barOf, DIAMOND, kindOf, rowsOnScreen, rowTop, type Bar } from "./geometry";
import { traceRoute, traceTip, type DrawnLink } from "./links";
import { Layer } from "./surface";

/** Distance of a link's dot from the end of its bar. */
export const DOT = 7;
const FLASH_MS = 700;

/** A link being drawn: from a bar's end to the pointer. */
export interface Rubber {
  fromX: number;
  fromY: number;
  x: number;
  y: number;
  isValid: boolean;
}

interface Flash {
  before: ReadonlyMap<number, readonly [Minutes, Minutes]>;
  since: number;
}

export class OverlayPainter {
  readonly layer = new Layer("overlay");
  rubber: Rubber | null = null;
  #flash: Flash | null = null;

  /** Let tasks, by index, glide from where they were; nothing moves for who asked for less motion. */
  flash(before: ReadonlyMap<number, readonly [Minutes, Minutes]>): void {
    if (before.size === 0 || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#flash = { before, since: performance.now() };
  }

  stopFlash(): void {
    this.#flash = null;
  }

  /** Draw; returns whether the next frame must draw again. */
  paint(view: View, links: readonly DrawnLink[]): boolean {
    this.layer.clear();
    this.#paintLinks(view, links);
    const isMoving = this.#paintFlash(view);
    this.#paintMoved(view);
    this.#paintLifted(view);
    this.#paintHandles(view);
    this.#paintRubber(view);
    return isMoving;
  }

  #paintLinks(view: View, links: readonly DrawnLink[]): void {
    const { context } = this.layer;
    for (const [id, color, width] of [[view.hoverLink, view.theme.color.ink, 1.6], [view.selectedLink, view.theme.color.teal, 2.2]] as const) {
      const drawn = id === null ? undefined : links.find((each) => view.data.links.all[each.link]?.id === id);
      if (!drawn) continue;
      context.strokeStyle = context.fillStyle = color;
      context.lineWidth = width;
      context.beginPath();
      traceRoute(context, drawn.route);
      context.stroke();
      context.beginPath();
      traceTip(context, drawn.route);
      context.fill();
    }
  }

  /** Outlines of the old places that glide onto the new ones and fade. */
  #paintFlash(view: View): boolean {
    if (!this.#flash) return false;
    const share = (performance.now() - this.#flash.since) / FLASH_MS;
    if (share >= 1) {
      this.#flash = null;
      return false;
    }
    const eased = 1 - (1 - share) ** 3;
    const { context } = this.layer;
    context.fillStyle = view.theme.color.teal;
    for (const [index, old] of this.#flash.before) {
      const bar = this.#visibleBar(view, index);
      if (!bar) continue;
      const left = view.scale.x(old[0]);
      const right = Math.max(view.scale.x(old[1]), left + 3);
      const from = left + (bar.left - left) * eased;
      const to = right + (bar.right - right) * eased;
      context.globalAlpha = 0.32 * (1 - share);
      context.beginPath();
      context.roundRect(from, bar.top + BAR_TOP - 2, Math.max(to - from, 3), BAR_HEIGHT + 4, 4);
      context.fill();
    }
    context.globalAlpha = 1;
    return true;
  }

  /** While a preview shows other tasks at new places, where they stand now. */
  #paintMoved(view: View): void {
    if (view.moved.size === 0) return;
    const { context } = this.layer;
    context.strokeStyle = view.theme.color.mute;
    context.lineWidth = 1;
    context.setLineDash([3, 2]);
    context.beginPath();
    for (const index of view.moved.keys()) {
      const row = view.rows.rowOf(index);
      const [first, last] = rowsOnScreen(view);
      if (row < first || row > last || kindOf(view, index) === "summary") continue;
      const left = view.scale.x(view.data.columns.start[index]!);
      const right = Math.max(view.scale.x(view.data.columns.finish[index]!), left + 3);
      context.roundRect(left + 0.5, rowTop(view, row) + BAR_TOP + 0.5, right - left, BAR_HEIGHT - 1, 3);
    }
    context.stroke();
    context.setLineDash([]);
  }

  #paintLifted(view: View): void {
    const landing = view.lifted === null ? null : this.#visibleBar(view, view.lifted);
    if (!landing) return;
    const { context } = this.layer;
    const bar = view.inHand ? inHand(view, landing) : landing;
    if (bar !== landing && bar.kind === "task") this.#paintLanding(view, landing);
    context.save();
    context.shadowColor = "rgba(0, 0, 0, .35)";
    context.shadowBlur = 8;
    context.shadowOffsetY = 2;
    paintBar(context, view, view.lifted!, bar);
    context.restore();
  }

  /** Where the bar in hand would come to rest. */
  #paintLanding(view: View, bar: Bar): void {
    const { context } = this.layer;
    context.strokeStyle = view.theme.color.teal;
    context.lineWidth = 1.4;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.roundRect(bar.left - 2, bar.top + BAR_TOP - 2, bar.right - bar.left + 4, BAR_HEIGHT + 4, 4);
    context.stroke();
    context.setLineDash([]);
  }

  /** On the bar under the pointer: dots to draw links from, a grip to stretch, a handle for progress. */
  #paintHandles(view: View): void {
    const index = view.hover;
    if (index === null || !isTask(index) || view.lifted !== null || this.rubber) return;
    const bar = this.#visibleBar(view, index);
    if (!bar || bar.kind === "project") return;
    const { context } = this.layer;
    const { color } = view.theme;
    if (bar.kind === "task") this.#paintOutline(view, bar);
    if (view.canEdit(index)) {
      context.fillStyle = color.paper;
      context.strokeStyle = color.teal;
      context.lineWidth = 1.6;
      for (const x of [bar.left - DOT, bar.right + DOT]) {
        context.beginPath();
        context.arc(x, bar.middle, 3.4, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
      }
    }
    if (bar.kind === "task" && view.canProgress(index)) this.#paintProgressHandle(view, index, bar);
  }

  #paintOutline(view: View, bar: Bar): void {
    const { context } = this.layer;
    context.strokeStyle = view.theme.color.ink;
    context.globalAlpha = 0.55;
    context.lineWidth = 1.2;
    context.beginPath();
    context.roundRect(bar.left - 1, bar.top + BAR_TOP - 1, bar.right - bar.left + 2, BAR_HEIGHT + 2, 4);
    context.stroke();
    context.globalAlpha = 1;
  }

  #paintProgressHandle(view: View, index: number, bar: Bar): void {
    const { context } = this.layer;
    const x = bar.left + ((bar.right - bar.left) * view.percent(index)) / 100;
    const y = bar.top + BAR_TOP + BAR_HEIGHT;
    context.fillStyle = view.theme.color.paper;
    context.strokeStyle = view.theme.color.ink;
    context.lineWidth = 1.1;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x + 4, y + 3.5);
    context.lineTo(x - 4, y + 3.5);
    context.closePath();
    context.fill();
    context.stroke();
  }

  #paintRubber(view: View): void {
    if (!this.rubber) return;
    const { context } = this.layer;
    const { fromX, fromY, x, y, isValid } = this.rubber;
    context.strokeStyle = isValid ? view.theme.color.teal : view.theme.color.mute;
    context.lineWidth = 1.8;
    context.setLineDash(isValid ? [] : [4, 3]);
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fill();
    if (view.hover !== null) {
      const bar = this.#visibleBar(view, view.hover);
      if (bar) this.#paintOutline(view, bar);
    }
  }

  #visibleBar(view: View, index: number): Bar | null {
    const row = view.rows.rowOf(index);
    const [first, last] = rowsOnScreen(view);
    return row < 0 || row < first - 1 || row > last + 1 ? null : barOf(view, index, row);
  }
}

/** The bar as the pointer holds it, between the steps of the snap. */
function inHand(view: View, landing: Bar): Bar {
  const [start, finish] = view.inHand!;
  const left = view.scale.x(start) - (landing.kind === "milestone" ? DIAMOND : 0);
  const right = landing.kind === "milestone" ? left + 2 * DIAMOND : Math.max(view.scale.x(finish), left + 3);
  return { ...landing, left, right };
}
