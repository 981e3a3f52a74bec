/** What came of an edit, in sentences. */

import { shownFinish } from "./dates";
import { formatDuration } from "./duration";
import type { Moved, TrailStep } from "./payload";
import type { Outcome } from "./session";
import type { View } from "./view";

export interface Shift {
  /** "+2 days", with its sign. */
  words: string;
  isLater: boolean;
}

/** By how much the scope's finish moved, in working days; null when it stayed. */
export function finishShift(view: View, moved: Moved): Shift | null {
  const { finish_before: before, finish_after: after } = moved;
  if (before === null || after === null || before === after) return null;
  return shiftWords(view, before, after);
}

/** "Finish stays Fri 12 Mar" or "finish moves +2 days to Fri 12 Mar": for a preview. */
export function finishWords(view: View, moved: Moved): string {
  if (moved.finish_after === null) return "";
  const date = finishDate(view, moved);
  const shift = finishShift(view, moved);
  return shift ? view.words.t("finish {date} ({shift})", { date, shift: shift.words }) : view.words.t("finish stays {date}", { date });
}

/** "14 tasks moved". */
export function countWords(view: View, count: number): string {
  return view.words.n("1 task moved", "{count} tasks moved", count);
}

/** "Build checkout: +2 days, Tue 1 Dec → Thu 3 Dec". */
export function stepWords(view: View, step: TrailStep): string {
  const isStart = step.start_before !== step.start_after;
  const [before, after] = isStart ? [step.start_before, step.start_after] : [step.finish_before, step.finish_after];
  if (before === null) return view.words.t("new, {date}", { date: view.dates.short(step.start_after) });
  const day = (at: number): string => view.dates.short(isStart ? at : shownFinish(at, 0));
  return `${shiftWords(view, before, after).words} · ${day(before)} → ${day(after)}`;
}

/** What a screen reader hears after an edit. */
export function announcement(view: View, outcome: Outcome): string {
  const { words } = view;
  const head = outcome.source === "undo" ? words.t("Undone: {label}", { label: outcome.label }) : outcome.source === "redo" ? words.t("Done again: {label}", { label: outcome.label }) : outcome.label;
  const count = outcome.moved.count > 0 ? countWords(view, outcome.moved.count) : "";
  const shift = finishShift(view, outcome.moved);
  const date = finishDate(view, outcome.moved);
  const what = view.data.scope.kind === "program" ? words.t("program finishes {date}", { date }) : words.t("project finishes {date}", { date });
  return [head, count, shift ? `${what} (${shift.words})` : ""].filter((each) => each !== "").join(", ");
}

/** The scope's finish after an edit, as people see it; empty when it has none. */
export function finishDate(view: View, moved: Moved): string {
  return moved.finish_after === null ? "" : view.dates.short(shownFinish(moved.finish_after, 0));
}

function shiftWords(view: View, before: number, after: number): Shift {
  const project = view.data.projects[0];
  const isLater = after > before;
  const minutes = project ? Math.abs(view.data.projectCalendar(0).between(before, after)) : Math.abs(after - before);
  const sign = isLater ? "+" : "−";
  const perDay = project?.minutes_per_day ?? 1440;
  const units = project ? view.data.units(project) : { minutesPerDay: 1440, minutesPerWeek: 10080, daysPerMonth: 30 };
  if (minutes > 0 && minutes % perDay === 0) {
    return { words: sign + view.words.n("1 day", "{count} days", minutes / perDay), isLater };
  }
  return { words: sign + formatDuration(minutes || Math.abs(after - before), minutes === 0, units), isLater };
}
