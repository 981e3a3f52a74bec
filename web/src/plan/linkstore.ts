/** The plan's links in columns, with the links of each task at hand. */

import { LAG_KINDS, LINK_KINDS } from "./payload";
import type { LinkColumns, SaidLink } from "./payload";

export interface Link {
  id: number;
  predecessor: number;
  successor: number;
  kind: number;
  lag: number;
  lagKind: number;
  version: number;
}

export class LinkStore {
  #links: Link[];
  #byId = new Map<number, Link>();
  #into = new Map<number, Link[]>();
  #outOf = new Map<number, Link[]>();
  /** Task index of each link's ends, -1 for a task outside the plan; same order as `all`. */
  from = new Int32Array(0);
  to = new Int32Array(0);
  #indexes: ReadonlyMap<number, number> = new Map();
  /** Counts up with every change, for who keeps something computed from the links. */
  revision = 0;

  constructor(columns: LinkColumns) {
    this.#links = columns.id.map((id, at) => ({
      id, predecessor: columns.predecessor[at]!, successor: columns.successor[at]!, kind: columns.kind[at]!,
      lag: columns.lag[at]!, lagKind: columns.lag_kind[at]!, version: columns.version[at]!,
    }));
  }

  get all(): readonly Link[] {
    return this.#links;
  }

  get(id: number): Link | undefined {
    return this.#byId.get(id);
  }

  into(taskId: number): readonly Link[] {
    return this.#into.get(taskId) ?? NONE;
  }

  outOf(taskId: number): readonly Link[] {
    return this.#outOf.get(taskId) ?? NONE;
  }

  put(said: SaidLink): void {
    const link: Link = {
      id: said.id, predecessor: said.predecessor, successor: said.successor, kind: indexIn(LINK_KINDS, said.kind),
      lag: said.lag_minutes, lagKind: indexIn(LAG_KINDS, said.lag_kind), version: said.version,
    };
    const at = this.#links.findIndex((each) => each.id === link.id);
    if (at < 0) this.#links.push(link);
    else this.#links[at] = link;
    this.resolve(this.#indexes);
  }

  remove(id: number): void {
    this.#links = this.#links.filter((link) => link.id !== id);
    this.resolve(this.#indexes);
  }

  removeOf(taskIds: ReadonlySet<number>): void {
    this.#links = this.#links.filter((link) => !taskIds.has(link.predecessor) && !taskIds.has(link.successor));
  }

  /** Find the ends' task indexes anew, after tasks or links changed. */
  resolve(indexes: ReadonlyMap<number, number>): void {
    this.#indexes = indexes;
    this.from = Int32Array.from(this.#links, (link) => indexes.get(link.predecessor) ?? -1);
    this.to = Int32Array.from(this.#links, (link) => indexes.get(link.successor) ?? -1);
    this.#byId = new Map(this.#links.map((link) => [link.id, link]));
    this.#into = grouped(this.#links, (link) => link.successor);
    this.#outOf = grouped(this.#links, (link) => link.predecessor);
    this.revision++;
  }
}

const NONE: readonly Link[] = [];

function grouped(links: readonly Link[], key: (link: Link) => number): Map<number, Link[]> {
  const groups = new Map<number, Link[]>();
  for (const link of links) {
    const group = groups.get(key(link));
    if (group) group.push(link);
    else groups.set(key(link), [link]);
  }
  return groups;
}

function indexIn(words: readonly string[], value: string | number): number {
  return typeof value === "number" ? value : Math.max(0, words.indexOf(value));
}
