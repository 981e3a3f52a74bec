/** Time to pixels and back, and the zoom steps between hours and years. */

import { DAY } from "./calendar";
import type { Minutes } from "./payload";

export const ZOOMS = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type Zoom = (typeof ZOOMS)[number];

/** Pixels per day of each named zoom: what its unit needs to be read. */
const PIXELS_PER_DAY: Readonly<Record<Zoom, number>> = { hour: 960, day: 36, week: 9, month: 3.2, quarter: 1.15, year: 0.36 };
const LEAST = 0.02;
const MOST = 4800;
/** Browsers stop laying out boxes a little above this. */
const WIDEST = 14_000_000;
const MARGIN = 48;

export class Scale {
  pixelsPerDay = PIXELS_PER_DAY.week;
  /** The instant at the left edge of the scrolled area. */
  origin: Minutes = 0;
  /** Pixels that the scrolled area is wide. */
  width = 0;
  /** Pixels scrolled to the right, and pixels on screen. */
  left = 0;
  viewport = 0;
  #from: Minutes = 0;
  #to: Minutes = 0;

  /** Take in the plan's span; the area reaches a good screen beyond it on both sides. */
  fitTo(from: Minutes, to: Minutes, viewport: number): void {
    const at = this.timeAt(0);
    const isFirst = this.width === 0;
    this.#from = from;
    this.#to = to;
    this.viewport = viewport;
    this.#measure();
    if (!isFirst) this.left = this.#clamp((at - this.origin) * this.pixelsPerMinute);
  }

  get pixelsPerMinute(): number {
    return this.pixelsPerDay / DAY;
  }

  /** Pixels from the left edge of the screen's timeline. */
  x(at: Minutes): number {
    return (at - this.origin) * this.pixelsPerMinute - this.left;
  }

  timeAt(x: number): Minutes {
    return this.origin + (x + this.left) / this.pixelsPerMinute;
  }

  /** Change the zoom so that what is at `x` stays there. */
  zoomTo(pixelsPerDay: number, x: number): void {
    const at = this.timeAt(x);
    const span = (this.#to - this.#from) / DAY + 1;
    this.pixelsPerDay = Math.min(Math.max(pixelsPerDay, LEAST), Math.min(MOST, WIDEST / span));
    this.#measure();
    this.left = this.#clamp((at - this.origin) * this.pixelsPerMinute - x);
  }

  zoomToName(zoom: Zoom, x: number): void {
    this.zoomTo(PIXELS_PER_DAY[zoom], x);
  }

  /** Show all of `from` to `to` with a little air. */
  fit(from: Minutes, to: Minutes): void {
    const days = Math.max((to - from) / DAY, 1);
    this.zoomTo(Math.max(this.viewport - 2 * MARGIN, 60) / days, 0);
    this.scrollTo(from, MARGIN);
  }

  /** Scroll so that `at` is `x` pixels from the left edge. */
  scrollTo(at: Minutes, x: number): void {
    this.left = this.#clamp((at - this.origin) * this.pixelsPerMinute - x);
  }

  /** The named zoom nearest to the present one. */
  get nearest(): Zoom {
    const distance = (zoom: Zoom): number => Math.abs(Math.log(PIXELS_PER_DAY[zoom] / this.pixelsPerDay));
    return ZOOMS.reduce((best, zoom) => (distance(zoom) < distance(best) ? zoom : best));
  }

  get isNamed(): boolean {
    return PIXELS_PER_DAY[this.nearest] === this.pixelsPerDay;
  }

  /** Minutes that a dragged bar snaps to: what the eye can tell apart at this zoom. */
  get snap(): number {
    if (this.pixelsPerDay >= 480) return 15;
    if (this.pixelsPerDay >= 120) return 60;
    return this.pixelsPerDay >= 1 ? DAY : 7 * DAY;
  }

  #measure(): void {
    const air = Math.max(this.viewport, 600) / this.pixelsPerMinute;
    this.origin = Math.floor((this.#from - air) / DAY) * DAY;
    this.width = Math.ceil((this.#to + air - this.origin) * this.pixelsPerMinute);
  }

  #clamp(left: number): number {
    return Math.max(0, Math.min(left, this.width - this.viewport));
  }
}
