/** Which links cross a range of rows: intervals sorted by their first row, with the furthest last row of each half at hand. */

import type { PlanData } from "./data";
import type { Rows } from "./rows";

/** A link as drawn: between two rows, which stand for collapsed ends where `isCollapsed`. */
export interface DrawnLinks {
  /** Position in the store's `all`. */
  link: Int32Array;
  fromRow: Int32Array;
  toRow: Int32Array;
  count: number;
}

export class LinkIndex {
  drawn: DrawnLinks = { link: new Int32Array(0), fromRow: new Int32Array(0), toRow: new Int32Array(0), count: 0 };
  #first = new Int32Array(0);
  #last = new Int32Array(0);
  #furthest = new Int32Array(0);

  /** Take in the links of `data` as `rows` shows them; links within one row and doubles between collapsed rows are left out. */
  build(data: PlanData, rows: Rows): void {
    const { from, to } = data.links;
    const sorted: { first: number; last: number; link: number; fromRow: number; toRow: number }[] = [];
    const seen = new Set<number>();
    for (let link = 0; link < from.length; link++) {
      if (from[link]! < 0 || to[link]! < 0) continue;
      const fromRow = rows.rowFor(from[link]!);
      const toRow = rows.rowFor(to[link]!);
      if (fromRow === toRow) continue;
      const isStandIn = rows.handleAt(fromRow) !== from[link] || rows.handleAt(toRow) !== to[link];
      if (isStandIn) {
        const key = (fromRow * rows.count + toRow) * 4 + data.links.all[link]!.kind;
        if (seen.has(key)) continue;
        seen.add(key);
      }
      sorted.push({ first: Math.min(fromRow, toRow), last: Math.max(fromRow, toRow), link, fromRow, toRow });
    }
    sorted.sort((one, other) => one.first - other.first);
    this.drawn = {
      link: Int32Array.from(sorted, (each) => each.link),
      fromRow: Int32Array.from(sorted, (each) => each.fromRow),
      toRow: Int32Array.from(sorted, (each) => each.toRow),
      count: sorted.length,
    };
    this.#first = Int32Array.from(sorted, (each) => each.first);
    this.#last = Int32Array.from(sorted, (each) => each.last);
    this.#furthest = new Int32Array(sorted.length);
    this.#measure(0, sorted.length);
  }

  /** Positions in `drawn` of the links that touch rows `first` to `last` (inclusive). */
  crossing(first: number, last: number): number[] {
    const found: number[] = [];
    this.#collect(0, this.drawn.count, first, last, found);
    return found;
  }

  #measure(low: number, high: number): number {
    if (low >= high) return -1;
    const middle = (low + high) >> 1;
    const furthest = Math.max(this.#last[middle]!, this.#measure(low, middle), this.#measure(middle + 1, high));
    this.#furthest[middle] = furthest;
    return furthest;
  }

  #collect(low: number, high: number, first: number, last: number, found: number[]): void {
    if (low >= high) return;
    const middle = (low + high) >> 1;
    if (this.#furthest[middle]! < first) return;
    this.#collect(low, middle, first, last, found);
    if (this.#first[middle]! > last) return;
    if (this.#last[middle]! >= first) found.push(middle);
    this.#collect(middle + 1, high, first, last, found);
  }
}
