/** The load's talk with the API. */

import type { components } from "../api/schema";
import { Problem, Unreached } from "../plan/api";

export type LoadPart = components["schemas"]["LoadOut"];
export type LoadCell = components["schemas"]["LoadCellOut"];

/** What a cell is of: a row and the days [start, finish). */
export interface CellKey {
  kind: string;
  id: number;
  start: string;
  finish: string;
}

export class LoadApi {
  readonly #src: string;

  /** `src` is the address of the load with all that was chosen. */
  constructor(src: string) {
    this.#src = src;
  }

  /** Read the rows behind `after`, from the first on where that is null. */
  part(after: string | null, signal: AbortSignal): Promise<LoadPart> {
    const address = new URL(this.#src, document.baseURI);
    if (after !== null) address.searchParams.set("after", after);
    return read<LoadPart>(address, signal);
  }

  cell(key: CellKey, signal: AbortSignal): Promise<LoadCell> {
    const address = new URL(this.#src, document.baseURI);
    address.pathname += `/${key.kind}/${key.id}`;
    address.search = new URLSearchParams({ start_on: key.start, finish_on: key.finish }).toString();
    return read<LoadCell>(address, signal);
  }
}

async function read<Body>(address: URL, signal: AbortSignal): Promise<Body> {
  let response: Response;
  try {
    response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreached(String(error));
  }
  if (response.ok) return (await response.json()) as Body;
  const body = (await response.json().catch(() => null)) as { title?: string; detail?: string } | null;
  throw new Problem(response.status, body?.title ?? response.statusText, body?.detail ?? "");
}
