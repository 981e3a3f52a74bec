/** Today's line and the links between bars on screen, drawn below the bars; labels keep their place free of both. */

import type { View } from "../view";
import type { Box } from "./bars";
import { barOf, rowsOnScreen } from "./geometry";
import { route, type Route } from "./route";
import { crisp, Layer } from "./surface";

const BEND = 3;
/** Above so many lines at once, those that merely pass through are left to their ends. */
const CROWD = 400;

export interface DrawnLink {
  /** Position in the link store. */
  link: number;
  route: Route;
}

type Style = "plain" | "critical" | "across" | "passing";

export class LinkPainter {
  readonly layer = new Layer("links");
  drawn: DrawnLink[] = [];

  paint(view: View, labels: ReadonlyMap<number, Box[]>): void {
    this.layer.clear();
    this.drawn = [];
    this.#paintToday(view);
    if (view.choices.links) for (const [style, routes] of this.#gather(view)) this.#stroke(view, style, routes);
    for (const boxes of labels.values()) for (const box of boxes) this.layer.context.clearRect(box.x, box.y, box.width, box.height);
  }

  #paintToday(view: View): void {
    const x = view.scale.x(view.now);
    if (x < -2 || x > this.layer.width + 2) return;
    this.layer.context.fillStyle = view.theme.color.teal;
    this.layer.context.fillRect(Math.round(x) - 0.8, 0, 1.6, this.layer.height);
  }

  #gather(view: View): Map<Style, Route[]> {
    const index = view.freshLinks();
    const [first, last] = rowsOnScreen(view);
    const crossing = index.crossing(first, last);
    const groups = new Map<Style, Route[]>([["passing", []], ["plain", []], ["across", []], ["critical", []]]);
    const isOnScreen = (row: number): boolean => row >= first && row <= last;
    for (const at of crossing) {
      const fromRow = index.drawn.fromRow[at]!;
      const toRow = index.drawn.toRow[at]!;
      const isPassing = !isOnScreen(fromRow) && !isOnScreen(toRow);
      if (isPassing && crossing.length > CROWD) continue;
      const link = index.drawn.link[at]!;
      const way = this.#routeOf(view, link, fromRow, toRow);
      if (!way || !this.#isInSight(way)) continue;
      this.drawn.push({ link, route: way });
      groups.get(isPassing ? "passing" : styleOf(view, link))!.push(way);
    }
    return groups;
  }

  #routeOf(view: View, link: number, fromRow: number, toRow: number): Route | null {
    const from = barOf(view, view.rows.handleAt(fromRow)!, fromRow);
    const to = barOf(view, view.rows.handleAt(toRow)!, toRow);
    return from && to ? route(view.data.links.all[link]!.kind, from, to) : null;
  }

  #isInSight({ points }: Route): boolean {
    let [left, right] = [Infinity, -Infinity];
    for (let at = 0; at < points.length; at += 2) {
      left = Math.min(left, points[at]!);
      right = Math.max(right, points[at]!);
    }
    return right >= 0 && left <= this.layer.width;
  }

  #stroke(view: View, style: Style, routes: readonly Route[]): void {
    if (routes.length === 0) return;
    const { context } = this.layer;
    const { color } = view.theme;
    context.strokeStyle = context.fillStyle = style === "critical" ? color.crit : style === "across" ? color.teal : color.mute;
    context.globalAlpha = style === "passing" ? 0.28 : style === "plain" ? 0.8 : 0.95;
    context.lineWidth = style === "critical" ? 1.25 : 1.1;
    context.beginPath();
    for (const each of routes) traceRoute(context, each);
    context.stroke();
    context.beginPath();
    for (const each of routes) traceTip(context, each);
    context.fill();
    context.globalAlpha = 1;
  }
}

/** Add a way to the path, with its corners rounded. */
export function traceRoute(context: CanvasRenderingContext2D, { points }: Route): void {
  const x = (at: number): number => crisp(points[at]!);
  const y = (at: number): number => crisp(points[at + 1]!);
  context.moveTo(x(0), y(0));
  for (let at = 2; at + 2 < points.length; at += 2) {
    const reach = Math.min(BEND, span(points, at - 2) / 2, span(points, at) / 2);
    context.arcTo(x(at), y(at), x(at + 2), y(at + 2), reach);
  }
  context.lineTo(x(points.length - 2), y(points.length - 2));
}

export function traceTip(context: CanvasRenderingContext2D, { points, tip }: Route): void {
  const x = crisp(points[points.length - 2]!);
  const y = crisp(points[points.length - 1]!);
  const [dx, dy] = { right: [1, 0], left: [-1, 0], down: [0, 1], up: [0, -1] }[tip] as [number, number];
  context.moveTo(x, y);
  context.lineTo(x - 5 * dx - 3 * dy, y - 5 * dy - 3 * dx);
  context.lineTo(x - 5 * dx + 3 * dy, y - 5 * dy + 3 * dx);
  context.closePath();
}

function span(points: readonly number[], at: number): number {
  return Math.abs(points[at + 2]! - points[at]!) + Math.abs(points[at + 3]! - points[at + 1]!);
}

function styleOf(view: View, at: number): Style {
  const { from, to, all } = view.data.links;
  const [before, after] = [from[at]!, to[at]!];
  const isDriver = view.data.columns.driverTask[after] === all[at]!.predecessor;
  if (isDriver && view.isCritical(before) && view.isCritical(after)) return "critical";
  return view.data.columns.project[before] === view.data.columns.project[after] ? "plain" : "across";
}
