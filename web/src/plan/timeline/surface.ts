/** A canvas as large as its place on screen, sharp at any pixel ratio. */

import { make } from "../dom";

export class Layer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  width = 0;
  height = 0;

  constructor(name: string, isOpaque = false) {
    this.canvas = make("canvas", { class: `flp-layer flp-layer-${name}`, attributes: { "aria-hidden": "true" } });
    this.context = this.canvas.getContext("2d", { alpha: !isOpaque })!;
  }

  /** Take a size in CSS pixels. Returns whether it is a new one, which leaves the canvas empty. */
  resize(width: number, height: number): boolean {
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    this.width = width;
    this.height = height;
    if (this.canvas.width === wide && this.canvas.height === high) return false;
    this.canvas.width = wide;
    this.canvas.height = high;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.context.setTransform(wide / width, 0, 0, high / height, 0, 0);
    return true;
  }

  clear(): void {
    this.context.clearRect(0, 0, this.width, this.height);
  }
}

/** Where a stroke one pixel wide is sharp. */
export function crisp(value: number): number {
  return Math.round(value) + 0.5;
}
