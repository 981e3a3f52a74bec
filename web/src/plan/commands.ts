/** Edits as values: what to ask of the API, and what would take it back. */

import type { Api, NewLink, NewTask, Place } from "./api";
import type { PlanData } from "./data";
import { isoOf } from "./dates";
import { previousSibling } from "./outline";
import { CONSTRAINTS, Flag, LAG_KINDS, LINK_KINDS } from "./payload";
import type { Answer, LinkFields, TaskFields } from "./payload";

export type Command =
  | { kind: "edit"; task: number; fields: TaskFields }
  | { kind: "add"; task: NewTask; id?: number }
  | { kind: "remove"; task: number }
  | { kind: "place"; task: number; place: Place }
  | { kind: "link"; link: NewLink; id?: number }
  | { kind: "relink"; link: number; fields: LinkFields }
  | { kind: "unlink"; link: number };

/** Ask the API for `command`, with the versions that `data` holds now; `key` makes a creation safe to repeat. */
export function send(api: Api, data: PlanData, command: Command, key: string): Promise<Answer> {
  switch (command.kind) {
    case "edit":
      return api.editTask(command.task, command.fields, taskVersion(data, command.task));
    case "add":
      return api.addTask(command.task, key);
    case "remove":
      return api.deleteTask(command.task, taskVersion(data, command.task));
    case "place":
      return api.moveTask(command.task, command.place, taskVersion(data, command.task));
    case "link":
      return api.addLink(command.link, key);
    case "relink":
      return api.editLink(command.link, command.fields, linkVersion(data, command.link));
    case "unlink":
      return api.deleteLink(command.link, linkVersion(data, command.link));
  }
}

/**
 * Return what takes `command` back, as long as `data` is from before it.
 *
 * A creation is taken back by its id, which only the answer tells (see `afterwards`); a deleted task is not brought back: null.
 */
export function inverse(data: PlanData, command: Command): Command | null {
  switch (command.kind) {
    case "edit": {
      const index = data.indexOf(command.task);
      return index < 0 ? null : { kind: "edit", task: command.task, fields: fieldsBefore(data, index, command.fields) };
    }
    case "place": {
      const index = data.indexOf(command.task);
      return index < 0 ? null : { kind: "place", task: command.task, place: placeOf(data, index) };
    }
    case "relink": {
      const link = data.links.get(command.link);
      return link ? { kind: "relink", link: command.link, fields: linkFields(link) } : null;
    }
    case "unlink": {
      const link = data.links.get(command.link);
      return link
        ? { kind: "link", link: { predecessor: link.predecessor, successor: link.successor, ...linkFields(link) }, id: link.id }
        : null;
    }
    case "add":
    case "link":
    case "remove":
      return null;
  }
}

/** What takes a creation back, now that the answer has told its id. */
export function afterwards(command: Command, answer: Answer): Command | null {
  if (command.kind === "add" && answer.task) return { kind: "remove", task: answer.task.id };
  if (command.kind === "link" && answer.link) return { kind: "unlink", link: answer.link.id };
  return null;
}

/** `command` with the id that the answer gave to what it created. */
export function identified(command: Command, answer: Answer): Command {
  if (command.kind === "add" && answer.task) return { ...command, id: answer.task.id };
  if (command.kind === "link" && answer.link) return { ...command, id: answer.link.id };
  return command;
}

/** Something made again has a new id: `command` with every mention of the old one replaced. */
export function renamed(command: Command, what: "task" | "link", from: number, to: number): Command {
  return what === "task" ? withTask(command, from, to) : withLink(command, from, to);
}

function withLink(command: Command, from: number, to: number): Command {
  if (command.kind === "relink" || command.kind === "unlink") return command.link === from ? { ...command, link: to } : command;
  return command.kind === "link" && command.id === from ? { ...command, id: to } : command;
}

function withTask(command: Command, from: number, to: number): Command {
  const swap = <Id extends number | null>(id: Id): Id | number => (id === from ? to : id);
  switch (command.kind) {
    case "edit":
    case "remove":
      return { ...command, task: swap(command.task) };
    case "place":
      return { ...command, task: swap(command.task), place: { parent: swap(command.place.parent), after: swap(command.place.after) } };
    case "add": {
      const task = { ...command.task, parent: swap(command.task.parent), after: swap(command.task.after) };
      return command.id === undefined ? { ...command, task } : { ...command, task, id: swap(command.id) };
    }
    case "link":
      return { ...command, link: { ...command.link, predecessor: swap(command.link.predecessor), successor: swap(command.link.successor) } };
    default:
      return command;
  }
}

/** Where a task stands among its siblings, as the API names places. */
export function placeOf(data: PlanData, index: number): Place {
  const before = previousSibling(data.outline, index);
  return { parent: data.columns.parentId[index]! || null, after: before < 0 ? null : data.columns.id[before]! };
}

function fieldsBefore(data: PlanData, index: number, fields: TaskFields): TaskFields {
  const { columns } = data;
  const before: TaskFields = {};
  if (fields.name !== undefined) before.name = columns.name[index]!;
  if (fields.percent_complete !== undefined) before.percent_complete = columns.percent[index]!;
  if (fields.duration_minutes !== undefined || fields.is_elapsed !== undefined || fields.finish !== undefined) {
    before.duration_minutes = columns.duration[index]!;
    before.is_elapsed = data.has(index, Flag.Elapsed);
  }
  // By hand, or begun: the bar's start is said, and no constraint.
  const isSaid = data.has(index, Flag.Manual) || data.has(index, Flag.Started);
  if (fields.start !== undefined && isSaid) before.start = isoOf(columns.start[index]!);
  else if (fields.start !== undefined || fields.constraint !== undefined) Object.assign(before, constraintBefore(data, index));
  return before;
}

function constraintBefore(data: PlanData, index: number): TaskFields {
  const at = data.columns.constraintAt[index]!;
  return { constraint: CONSTRAINTS[data.columns.constraint[index]!]!, constraint_at: Number.isNaN(at) ? null : isoOf(at) };
}

function linkFields(link: { kind: number; lag: number; lagKind: number }): LinkFields {
  return { kind: LINK_KINDS[link.kind]!, lag_minutes: link.lag, lag_kind: LAG_KINDS[link.lagKind]! };
}

function taskVersion(data: PlanData, id: number): number {
  const index = data.indexOf(id);
  return index < 0 ? 0 : data.columns.version[index]!;
}

function linkVersion(data: PlanData, id: number): number {
  return data.links.get(id)?.version ?? 0;
}
