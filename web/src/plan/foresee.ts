/** Shows an edit before the API has answered. */

import type { Command } from "./commands";
import { instantOfIso } from "./dates";
import { NONSTOP_CALENDAR } from "./calendar";
import { Flag, type Minutes, type TaskFields } from "./payload";
import { Part, type Guess, type View } from "./view";

/** Show what `command` will most likely do to its own row. Returns how to take that off the screen again. */
export function foresee(view: View, command: Command): () => void {
  if (command.kind !== "edit") return () => undefined;
  const index = view.data.indexOf(command.task);
  if (index < 0) return () => undefined;
  const guess = { ...view.guesses.get(command.task), ...guessOf(view, index, command.fields) };
  view.guesses.set(command.task, guess);
  redraw(view, command.task);
  return () => {
    if (view.guesses.get(command.task) !== guess) return;
    view.guesses.delete(command.task);
    redraw(view, command.task);
  };
}

/** Where a task would stand with these fields, were nothing else to hold it. */
export function spanWith(view: View, index: number, fields: TaskFields): readonly [Minutes, Minutes] {
  const { columns } = view.data;
  const isElapsed = fields.is_elapsed ?? view.data.has(index, Flag.Elapsed);
  const calendar = isElapsed ? NONSTOP_CALENDAR : view.data.calendarOf(index);
  const [oldStart] = view.span(index);
  const start = fields.start === undefined ? oldStart : (instantOfIso(fields.start) ?? oldStart);
  if (fields.finish !== undefined) return [start, instantOfIso(fields.finish) ?? start];
  const duration = fields.duration_minutes ?? columns.duration[index]!;
  const begun = duration > 0 ? calendar.nextWork(start) : start;
  return [begun, calendar.add(begun, duration)];
}

function guessOf(view: View, index: number, fields: TaskFields): Guess {
  const guess: Guess = {};
  if (fields.name !== undefined) guess.name = fields.name;
  if (fields.percent_complete !== undefined) guess.percent = fields.percent_complete;
  if (fields.duration_minutes !== undefined) guess.duration = fields.duration_minutes;
  if (fields.start !== undefined || fields.finish !== undefined || fields.duration_minutes !== undefined) guess.span = spanWith(view, index, fields);
  return guess;
}

function redraw(view: View, task: number): void {
  const index = view.data.indexOf(task);
  if (index < 0) return;
  view.damage([index]);
  if (view.data.links.into(task).length + view.data.links.outOf(task).length > 0) view.invalidate(Part.Links);
}
