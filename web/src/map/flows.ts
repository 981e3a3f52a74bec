/** The lines between the cards: as wide as the share, in the color of the state; told in words by the list. */

import { TONES } from "./cards";
import type { Flow } from "./data";

const SVG = "http://www.w3.org/2000/svg";
const THINNEST = 2;
const WIDEST = 16;

export interface Box {
  left: number;
  right: number;
  middle: number;
  height: number;
}

/** How far from the middle of its card each flow leaves or arrives, so that those of one card lie side by side. */
export function offsets(flows: readonly Flow[], end: "from" | "to", other: (flow: Flow) => number): Map<Flow, number> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) groups.set(flow[end], [...(groups.get(flow[end]) ?? []), flow]);
  const found = new Map<Flow, number>();
  for (const group of groups.values()) {
    const sorted = [...group].sort((a, b) => other(a) - other(b));
    let at = -sorted.reduce((sum, flow) => sum + width(flow), 0) / 2;
    for (const flow of sorted) {
      found.set(flow, at + width(flow) / 2);
      at += width(flow);
    }
  }
  return found;
}

export function width(flow: Flow): number {
  return THINNEST + Math.min(flow.share, 1) * (WIDEST - THINNEST);
}

export function path(from: Box, to: Box, shiftFrom: number, shiftTo: number): string {
  const [y1, y2] = [from.middle + clamped(shiftFrom, from), to.middle + clamped(shiftTo, to)];
  const middle = (from.right + to.left) / 2;
  return `M${from.right} ${y1}C${middle} ${y1} ${middle} ${y2} ${to.left} ${y2}`;
}

export function draw(svg: SVGElement, flows: readonly Flow[], boxes: ReadonlyMap<string, Box>): void {
  const there = flows.filter((flow) => boxes.has(flow.from) && boxes.has(flow.to));
  const leaves = offsets(there, "from", (flow) => boxes.get(flow.to)!.middle);
  const arrives = offsets(there, "to", (flow) => boxes.get(flow.from)!.middle);
  svg.replaceChildren(
    ...there.map((flow) => {
      const line = document.createElementNS(SVG, "path");
      line.setAttribute("d", path(boxes.get(flow.from)!, boxes.get(flow.to)!, leaves.get(flow)!, arrives.get(flow)!));
      line.setAttribute("stroke-width", width(flow).toFixed(1));
      line.setAttribute("class", `is-${TONES[flow.state]}`);
      line.dataset.from = flow.from;
      line.dataset.to = flow.to;
      return line;
    }),
  );
}

function clamped(shift: number, box: Box): number {
  const most = box.height / 2 - 4;
  return Math.min(Math.max(shift, -most), most);
}
