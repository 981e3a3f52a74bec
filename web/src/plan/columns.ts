/** The grid's columns: what each says of a row. */

import { shownFinish } from "./dates";
import { formatDuration } from "./duration";
import { Flag } from "./payload";
import { predecessorText } from "./predecessors";
import { DRAFT, isTask, type Handle } from "./rows";
import type { View } from "./view";

export const COLUMN_KEYS = ["name", "duration", "start", "finish", "after", "percent", "people"] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export interface Column {
  key: ColumnKey;
  /** English; the key of its translation. */
  title: string;
  width: number;
  isNumeric: boolean;
  text(view: View, handle: Handle): string;
  /** Whether the person may type here. */
  isOpen(view: View, handle: Handle): boolean;
}

export const NARROWEST = 48;

export const COLUMNS: readonly Column[] = [
  { key: "name", title: "Task", width: 264, isNumeric: false, text: nameText, isOpen: (view, handle) => handle === DRAFT || view.canEdit(handle) },
  { key: "duration", title: "Duration", width: 66, isNumeric: true, text: durationText, isOpen: isLeafOpen },
  { key: "start", title: "Start", width: 98, isNumeric: true, text: (view, handle) => dateText(view, handle, 0), isOpen: isLeafOpen },
  { key: "finish", title: "Finish", width: 98, isNumeric: true, text: (view, handle) => dateText(view, handle, 1), isOpen: isLeafOpen },
  {
    key: "after", title: "After", width: 86, isNumeric: true, text: (view, handle) => (isTask(handle) ? predecessorText(view.data, handle) : ""),
    isOpen: (view, handle) => view.canEdit(handle),
  },
  {
    key: "percent", title: "Done", width: 56, isNumeric: true, text: percentText,
    isOpen: (view, handle) => view.canProgress(handle) && !view.data.has(handle, Flag.Summary),
  },
  { key: "people", title: "People", width: 108, isNumeric: false, text: (view, handle) => (isTask(handle) ? view.data.columns.people[handle]! : ""), isOpen: () => false },
];

/** The columns that show, in order. */
export function shownColumns(view: View): Column[] {
  return COLUMNS.filter((column) => column.key === "name" || !view.choices.hidden.includes(column.key));
}

export function columnWidth(view: View, column: Column): number {
  return view.choices.widths[column.key] ?? column.width;
}

/** The row's number: what predecessor texts name it by; a project shows the code that goes before the number. */
export function numberText(view: View, handle: Handle): string {
  if (handle === DRAFT) return "";
  return handle < 0 ? view.data.projects[-1 - handle]!.code : String(view.data.outline.number[handle]!);
}

export function nameText(view: View, handle: Handle): string {
  if (handle === DRAFT) return "";
  return handle < 0 ? view.data.projects[-1 - handle]!.name : view.name(handle);
}

/** Start and finish of a row, a project's included. */
export function spanOf(view: View, handle: Handle): readonly [number, number] {
  if (handle >= 0) return view.span(handle);
  const project = view.data.projects[-1 - handle]!;
  return [project.start, project.finish];
}

function durationText(view: View, handle: Handle): string {
  if (handle === DRAFT) return "";
  if (handle < 0) {
    const project = view.data.projects[-1 - handle]!;
    if (Number.isNaN(project.start)) return "";
    return formatDuration(view.data.projectCalendar(-1 - handle).between(project.start, project.finish), false, view.data.units(project));
  }
  const units = view.data.units(view.data.projectOf(handle));
  const text = formatDuration(view.duration(handle), view.data.has(handle, Flag.Elapsed), units);
  return view.data.has(handle, Flag.Estimated) ? `${text}?` : text;
}

function dateText(view: View, handle: Handle, end: 0 | 1): string {
  if (handle === DRAFT) return "";
  const [start, finish] = spanOf(view, handle);
  if (Number.isNaN(start)) return "";
  return view.dates.short(end === 0 ? start : shownFinish(finish, start));
}

function percentText(view: View, handle: Handle): string {
  if (handle === DRAFT) return "";
  const percent = handle < 0 ? view.data.projects[-1 - handle]!.percent : view.percent(handle);
  return percent > 0 ? `${Math.round(percent)} %` : "";
}

function isLeafOpen(view: View, handle: Handle): boolean {
  return view.canEdit(handle) && !view.data.has(handle, Flag.Summary);
}
