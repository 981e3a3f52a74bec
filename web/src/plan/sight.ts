/** What of the plan is in sight: zoom, and scrolling to rows, bars and today. */

import { spanOf } from "./columns";
import type { Plan } from "./plan";
import type { Handle } from "./rows";
import { ROW } from "./rowview";
import { type Zoom } from "./scale";
import { TIMELINE } from "./view";

export class Sight {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Where the timeline opens: all of a short plan, the weeks around today of a long one. */
  open(): void {
    const { scale, data, now } = this.#plan.view;
    const [from, to] = data.span();
    scale.fit(from, to);
    const isLong = scale.pixelsPerDay < 2;
    if (isLong) scale.zoomToName("month", 0);
    else if (scale.pixelsPerDay > 36) scale.zoomToName("day", 0);
    const isRunning = now > from && now < to;
    if (isLong && isRunning) scale.scrollTo(now, scale.viewport * 0.25);
    else scale.scrollTo(from, 48);
    this.#show();
  }

  zoomTo(pixelsPerDay: number, x: number): void {
    this.#plan.view.scale.zoomTo(pixelsPerDay, x);
    this.#show();
  }

  zoomToName(zoom: Zoom): void {
    this.#plan.view.scale.zoomToName(zoom, this.#anchor());
    this.#show();
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.#plan.view.scale.pixelsPerDay * factor, this.#anchor());
  }

  /** Show the whole plan. */
  fit(): void {
    this.#plan.view.scale.fit(...this.#plan.view.data.span());
    this.#show();
  }

  scrollToToday(): void {
    const { scale, now } = this.#plan.view;
    scale.scrollTo(now, scale.viewport * 0.3);
    this.#show();
  }

  scrollToActiveBar(): void {
    const handle = this.#plan.view.activeHandle;
    if (handle !== null) this.scrollToBar(handle);
  }

  /** Bring a row's bar onto the timeline, its start a third from the left. */
  scrollToBar(handle: Handle): void {
    const { scale } = this.#plan.view;
    const [start, finish] = spanOf(this.#plan.view, handle);
    const wide = (finish - start) * scale.pixelsPerMinute;
    scale.scrollTo(start, wide > scale.viewport * 0.6 ? 32 : scale.viewport * 0.3);
    this.#show();
  }

  /** Bring a row on screen, with its neighbor where there is one. */
  scrollToRow(row: number): void {
    const { scroller, view } = this.#plan;
    if (row < 0) return;
    const top = row * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = Math.max(0, top - (row > 0 ? ROW : 0));
    else if (top + ROW > scroller.scrollTop + view.height) scroller.scrollTop = top + 2 * ROW - view.height;
  }

  /** What zooming keeps in its place: the active bar, else today, else the middle. */
  #anchor(): number {
    const { view } = this.#plan;
    const handle = view.activeHandle;
    const isIn = (x: number): boolean => x >= 0 && x <= view.scale.viewport;
    const bar = handle === null ? NaN : view.scale.x(spanOf(view, handle)[0]);
    if (isIn(bar)) return bar;
    const today = view.scale.x(view.now);
    return isIn(today) ? today : view.scale.viewport / 2;
  }

  #show(): void {
    this.#plan.timeline.place();
    this.#plan.view.invalidate(TIMELINE);
    this.#plan.toolbar.showZoom();
    this.#plan.keepChoices();
  }
}
