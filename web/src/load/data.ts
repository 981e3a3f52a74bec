/** Rows of load by period, and what the numbers of a cell come to. */

import type { LoadPart } from "./api";

/** How a cell stands, told by sign, word and color. */
export type State = "off" | "free" | "light" | "busy" | "day-over" | "over";

export interface Cell {
  capacity: number;
  planned: number;
  actual: number;
  booked: number;
  tentative: number;
  open: number;
  overload: number;
  free: number;
  generic: number;
  here: number | null;
}

export interface Row {
  kind: string;
  id: number;
  name: string;
  detail: string;
  count: number;
  isGeneric: boolean;
}

export class LoadData {
  readonly by: string;
  readonly edges: readonly string[];
  readonly rows: Row[] = [];
  readonly #cells: Cell[][] = [];

  constructor(first: LoadPart) {
    this.by = first.by;
    this.edges = first.edges;
    this.add(first);
  }

  get periods(): number {
    return this.edges.length - 1;
  }

  /** Put the rows of another part behind those that are here. */
  add(part: LoadPart): void {
    const { rows, measures } = part;
    for (let at = 0; at < rows.id.length; at++) {
      this.rows.push({
        kind: rows.kind[at]!, id: rows.id[at]!, name: rows.name[at]!, detail: rows.detail[at]!, count: rows.count[at]!,
        isGeneric: rows.is_generic[at]!,
      });
      this.#cells.push(
        measures.capacity[at]!.map((capacity, period) => ({
          capacity,
          planned: measures.planned[at]![period]!,
          actual: measures.actual[at]![period]!,
          booked: measures.booked[at]![period]!,
          tentative: measures.tentative[at]![period]!,
          open: measures.open[at]![period]!,
          overload: measures.overload[at]![period]!,
          free: measures.free[at]![period]!,
          generic: measures.generic[at]![period]!,
          here: measures.here?.[at]?.[period] ?? null,
        })),
      );
    }
  }

  cell(row: number, period: number): Cell {
    return this.#cells[row]![period]!;
  }
}

/** What tasks and open bookings ask for. */
export function asked(cell: Cell): number {
  return cell.planned + cell.open;
}

/** How much of the capacity is asked for, in percent; null where there is none. */
export function utilization(cell: Cell): number | null {
  return cell.capacity > 0 ? Math.round((100 * asked(cell)) / cell.capacity) : null;
}

export function stateOf(cell: Cell): State {
  const wanted = asked(cell);
  if (wanted > cell.capacity) return "over";
  // A minute is lost in rounding, not in planning.
  if (cell.overload > 1) return "day-over";
  if (cell.capacity === 0) return "off";
  if (wanted === 0) return "free";
  return wanted * 2 < cell.capacity ? "light" : "busy";
}
