/** What a text typed into a cell asks for. */

import { DAY } from "./calendar";
import { placeOf, type Command } from "./commands";
import type { ColumnKey } from "./columns";
import { parseDate } from "./dateentry";
import { isoOf, shownFinish } from "./dates";
import { exactDuration, parseDuration } from "./duration";
import { Flag, LAG_KINDS, LINK_KINDS, type Minutes } from "./payload";
import { parsePredecessors, PredecessorError, predecessorText } from "./predecessors";
import type { Edit } from "./session";
import type { View } from "./view";

/** An edit, a sentence about what cannot be read, or null when nothing changes. */
export type Entry = { edit: Edit } | { problem: string } | null;

/** What stands in the editor of a cell when it opens. */
export function editorText(view: View, index: number, column: ColumnKey): string {
  const { data, dates } = view;
  const [start, finish] = view.span(index);
  const calendar = data.calendarOf(index);
  switch (column) {
    case "name":
      return view.name(index);
    case "duration":
      return exactDuration(view.duration(index), data.has(index, Flag.Elapsed), data.units(data.projectOf(index)));
    case "start":
      return dates.entry(start, start !== calendar.dayStart(Math.floor(start / DAY)));
    case "finish": {
      const shown = shownFinish(finish, start);
      return dates.entry(shown, finish !== calendar.dayFinish(Math.floor(shown / DAY)));
    }
    case "percent":
      return String(Math.round(view.percent(index)));
    case "after":
      return predecessorText(data, index);
    case "people":
      return "";
  }
}

/** Read what was typed for a task. */
export function entryOf(view: View, index: number, column: ColumnKey, text: string): Entry {
  if (text.trim() === editorText(view, index, column).trim()) return null;
  switch (column) {
    case "name":
      return nameEntry(view, index, text);
    case "duration":
      return durationEntry(view, index, text);
    case "start":
    case "finish":
      return dateEntry(view, index, column, text);
    case "percent":
      return percentEntry(view, index, text);
    case "after":
      return afterEntry(view, index, text);
    case "people":
      return null;
  }
}

function nameEntry(view: View, index: number, text: string): Entry {
  const name = text.trim().replace(/\s+/g, " ");
  if (name === "") return { problem: view.words.t("A task needs a name.") };
  return edited(view, index, "name", text, view.words.t("Rename {name}", { name: view.name(index) }), { name });
}

function durationEntry(view: View, index: number, text: string): Entry {
  const { t } = bound(view);
  const found = parseDuration(text, view.data.units(view.data.projectOf(index)));
  if (!found) return { problem: t("Write a duration as 3d, 2w, 4h, 1mo, or 3ed for elapsed days.") };
  const label = t("Duration of {name}", { name: view.name(index) });
  const isSame = found.isElapsed === view.data.has(index, Flag.Elapsed);
  return edited(view, index, "duration", text, label, { duration_minutes: found.minutes, ...(isSame ? {} : { is_elapsed: found.isElapsed }) });
}

function dateEntry(view: View, index: number, column: "start" | "finish", text: string): Entry {
  const { t } = bound(view);
  const [start, finish] = view.span(index);
  const near = column === "start" ? start : shownFinish(finish, start);
  const found = parseDate(text, { locale: view.dates.locale, now: view.now, near });
  if (!found) return { problem: t("Write a date as {example}, 2026-11-03, Tue, today or +3.", { example: view.dates.entry(view.now, false) }) };
  const at = instantFor(view, index, column, found.day, found.minute);
  if (column === "finish" && at < start) return { problem: t("The finish lies before the start, {date}.", { date: view.dates.long(start) }) };
  const label = t(column === "start" ? "Start of {name}" : "Finish of {name}", { name: view.name(index) });
  return edited(view, index, column, text, label, column === "start" ? { start: isoOf(at) } : { finish: isoOf(at) });
}

/** A day without a time means its first working minute for a start, its last for a finish. */
function instantFor(view: View, index: number, column: "start" | "finish", day: number, minute: number | null): Minutes {
  if (minute !== null) return day * DAY + minute;
  const calendar = view.data.calendarOf(index);
  if (column === "start") return calendar.isWorkingDay(day) ? calendar.dayStart(day) : day * DAY;
  return calendar.isWorkingDay(day) ? calendar.dayFinish(day) : calendar.previousWork((day + 1) * DAY);
}

function percentEntry(view: View, index: number, text: string): Entry {
  const match = /^(\d{1,3}(?:[.,]\d+)?)\s*%?$/.exec(text.trim() === "" ? "0" : text.trim());
  const percent = match ? Number(match[1]!.replace(",", ".")) : NaN;
  if (!(percent >= 0 && percent <= 100)) return { problem: view.words.t("Write a percentage from 0 to 100.") };
  return edited(view, index, "percent", text, view.words.t("Progress of {name}", { name: view.name(index) }), { percent_complete: Math.round(percent) });
}

function afterEntry(view: View, index: number, text: string): Entry {
  const { data } = view;
  try {
    const commands = linkCommands(view, index, parsePredecessors(data, index, text));
    if (commands.length === 0) return null;
    const label = view.words.t("Predecessors of {name}", { name: view.name(index) });
    return { edit: { label, commands, typed: { task: data.columns.id[index]!, column: "after", text } } };
  } catch (error) {
    if (error instanceof PredecessorError) return { problem: predecessorProblem(view, error) };
    throw error;
  }
}

/** What turns a task's present predecessors into `wanted`. */
function linkCommands(view: View, index: number, wanted: ReturnType<typeof parsePredecessors>): Command[] {
  const successor = view.data.columns.id[index]!;
  const present = view.data.links.into(successor);
  // What may be refused goes first, so that a circle leaves the old links as they were.
  const commands: Command[] = [];
  for (const { predecessor, ...fields } of wanted) {
    const link = present.find((each) => each.predecessor === predecessor);
    if (!link) commands.push({ kind: "link", link: { predecessor, successor, ...fields } });
    else if (LINK_KINDS[link.kind] !== fields.kind || link.lag !== fields.lag_minutes || LAG_KINDS[link.lagKind] !== fields.lag_kind) {
      commands.push({ kind: "relink", link: link.id, fields });
    }
  }
  for (const link of present) {
    if (!wanted.some((entry) => entry.predecessor === link.predecessor)) commands.push({ kind: "unlink", link: link.id });
  }
  return commands;
}

function predecessorProblem(view: View, error: PredecessorError): string {
  const { t } = bound(view);
  const { part } = error;
  switch (error.reason) {
    case "form":
      return t("“{part}” is no predecessor. Write 12, 12FS+2d, 14SS or PAY 24.", { part });
    case "unknown":
      return t("There is no task “{part}” in this plan.", { part });
    case "itself":
      return t("A task cannot wait for itself.");
    case "twice":
      return t("{part} is named twice.", { part });
  }
}

/** Move a task one place among its siblings; null when it is at the end. */
export function shiftEdit(view: View, index: number, step: -1 | 1): Edit | null {
  const { data } = view;
  const { outline, columns } = data;
  const place = placeOf(data, index);
  const family = Array.from(columns.id.keys()).filter(
    (each) => outline.parent[each] === outline.parent[index] && columns.project[each] === columns.project[index],
  );
  const at = family.indexOf(index);
  if (at + step < 0 || at + step >= family.length) return null;
  const after = step === 1 ? family[at + 1]! : family[at - 2];
  const command: Command = { kind: "place", task: columns.id[index]!, place: { parent: place.parent, after: after === undefined ? null : columns.id[after]! } };
  return { label: view.words.t("Move {name}", { name: view.name(index) }), commands: [command] };
}

/** Make a task a child of the sibling above it, or a sibling of its parent; null when it cannot be. */
export function indentEdit(view: View, index: number, step: -1 | 1): Edit | null {
  const { data } = view;
  const task = data.columns.id[index]!;
  const place = placeOf(data, index);
  const label = view.words.t(step === 1 ? "Indent {name}" : "Outdent {name}", { name: view.name(index) });
  if (step === -1) {
    const parent = data.outline.parent[index]!;
    if (parent < 0) return null;
    return { label, commands: [{ kind: "place", task, place: { parent: data.columns.parentId[parent]! || null, after: data.columns.id[parent]! } }] };
  }
  if (place.after === null) return null;
  return { label, commands: [{ kind: "place", task, place: { parent: place.after, after: lastChild(view, data.indexOf(place.after)) } }] };
}

function lastChild(view: View, index: number): number | null {
  const { outline, columns } = view.data;
  let last: number | null = null;
  for (let child = index + 1; child < outline.end[index]!; child = outline.end[child]!) last = columns.id[child]!;
  return last;
}

function edited(view: View, index: number, column: ColumnKey, text: string, label: string, fields: Extract<Command, { kind: "edit" }>["fields"]): Entry {
  const task = view.data.columns.id[index]!;
  return { edit: { label, commands: [{ kind: "edit", task, fields }], typed: { task, column, text } } };
}

function bound(view: View): { t: View["words"]["t"] } {
  return { t: (key, values) => view.words.t(key, values) };
}
