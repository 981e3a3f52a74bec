/** Predecessors as text: "12FS+2d, 14SS, PAY 24". */

import type { PlanData } from "./data";
import { formatDuration, parseSpan, type DurationUnits } from "./duration";
import type { Link } from "./linkstore";
import { LAG_KINDS, LINK_KINDS } from "./payload";
import type { LinkFields } from "./payload";

export interface PredecessorEntry extends LinkFields {
  predecessor: number;
}

export class PredecessorError extends Error {
  /** The part of the text that could not be read. */
  readonly part: string;
  readonly reason: "form" | "unknown" | "itself" | "twice";

  constructor(part: string, reason: PredecessorError["reason"]) {
    super(`${part}: ${reason}`);
    this.part = part;
    this.reason = reason;
  }
}

/** The predecessors of a task, nearest words: FS without lag is the number alone. */
export function predecessorText(data: PlanData, index: number): string {
  const links = data.links.into(data.columns.id[index]!);
  return links.length === 0 ? "" : links.map((link) => linkText(data, link, index)).join(", ");
}

/** "12FS+2d" as seen from the row of task `index`. */
export function linkText(data: PlanData, link: Link, index: number): string {
  const lag = lagText(link.lag, link.lagKind, data.units(data.projectOf(index)));
  const kind = LINK_KINDS[link.kind]!;
  return taskReference(data, link.predecessor, data.columns.project[index]!) + (kind === "FS" && !lag ? "" : kind) + lag;
}

/** "12", or "PAY 12" from another project; "#4711" (its id) where the person may not see it. */
export function taskReference(data: PlanData, id: number, project: number): string {
  const index = data.indexOf(id);
  if (index >= 0) {
    const number = String(data.outline.number[index]!);
    return data.columns.project[index] === project ? number : `${data.projectOf(index).code} ${number}`;
  }
  const outside = data.outside.get(id);
  if (!outside?.code) return `#${id}`;
  return outside.number ? `${outside.code} ${outside.number}` : `${outside.code} #${id}`;
}

export function lagText(lag: number, lagKind: number, units: DurationUnits): string {
  if (lag === 0) return "";
  const sign = lag < 0 ? "-" : "+";
  const kind = LAG_KINDS[lagKind]!;
  if (kind === "percent" || kind === "percent_elapsed") return `${sign}${Math.abs(lag) / 100}${kind === "percent" ? "%" : "e%"}`;
  return sign + formatDuration(Math.abs(lag), kind === "elapsed", units);
}

/**
 * Read the predecessors of task `index`.
 *
 * Raises: PredecessorError.
 */
export function parsePredecessors(data: PlanData, index: number, text: string): PredecessorEntry[] {
  const entries = text.split(/[,;\n]/).map((part) => part.trim()).filter((part) => part !== "").map((part) => parsePart(data, index, part));
  const seen = new Set<number>();
  for (const entry of entries) {
    if (seen.has(entry.predecessor)) throw new PredecessorError(taskReference(data, entry.predecessor, data.columns.project[index]!), "twice");
    seen.add(entry.predecessor);
  }
  return entries;
}

const PART = /^(?:([\p{L}][\p{L}\p{N}_./-]*)\s+)?(#?\d+)\s*(FS|SS|FF|SF)?\s*([+-]\s*[\d.,]+\s*(?:e?%|[\p{L}]*))?$/iu;

function parsePart(data: PlanData, index: number, part: string): PredecessorEntry {
  const match = PART.exec(part);
  if (!match) throw new PredecessorError(part, "form");
  const predecessor = find(data, index, match[1], match[2]!);
  if (predecessor === null) throw new PredecessorError(part, "unknown");
  if (predecessor === data.columns.id[index]) throw new PredecessorError(part, "itself");
  const lag = match[4] === undefined ? { lag_minutes: 0, lag_kind: "working" as const } : parseLag(match[4], data.units(data.projectOf(index)));
  if (!lag) throw new PredecessorError(part, "form");
  return { predecessor, kind: (match[3]?.toUpperCase() ?? "FS") as LinkFields["kind"], ...lag };
}

/** Read a lag such as "+2d", "-1ed", "+50%"; an empty text is none. Null when it is no lag. */
export function parseLag(text: string, units: DurationUnits): Pick<LinkFields, "lag_minutes" | "lag_kind"> | null {
  const clean = text.replace(/\s+/g, "");
  if (clean === "") return { lag_minutes: 0, lag_kind: "working" };
  const percent = /^([+-]?)([\d.,]+)(e?)%$/i.exec(clean);
  if (percent) {
    const amount = Math.round(Number(percent[2]!.replace(",", ".")) * 100) * (percent[1] === "-" ? -1 : 1);
    return Number.isFinite(amount) ? { lag_minutes: amount, lag_kind: percent[3] ? "percent_elapsed" : "percent" } : null;
  }
  const span = parseSpan(clean, units);
  return span && { lag_minutes: span.minutes, lag_kind: span.isElapsed ? "elapsed" : "working" };
}

function find(data: PlanData, index: number, code: string | undefined, reference: string): number | null {
  if (reference.startsWith("#")) return Number(reference.slice(1));
  const number = Number(reference);
  const wanted = code?.toLowerCase();
  const project = wanted === undefined ? data.columns.project[index]! : data.projects.findIndex((each) => each.code.toLowerCase() === wanted);
  if (project >= 0) {
    const from = data.outline.projectFrom[project]!;
    const at = from + number - 1;
    return number >= 1 && at < data.outline.projectFrom[project + 1]! ? data.columns.id[at]! : null;
  }
  for (const outside of data.outside.values()) {
    if (outside.code.toLowerCase() === wanted && outside.number === number) return outside.id;
  }
  return null;
}
