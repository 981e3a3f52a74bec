/** Where a bar let go comes to rest. */

import { DAY, NONSTOP_CALENDAR, type Calendar } from "./calendar";
import { Flag, type Minutes } from "./payload";
import type { View } from "./view";

/** The calendar that a task's duration runs on. */
export function durationCalendar(view: View, index: number): Calendar {
  return view.data.has(index, Flag.Elapsed) ? NONSTOP_CALENDAR : view.data.calendarOf(index);
}

/** The span of a task moved by `minutes`, its start snapped to `step` and to working time. */
export function movedSpan(view: View, index: number, from: readonly [Minutes, Minutes], minutes: number, step: number): readonly [Minutes, Minutes] {
  const calendar = durationCalendar(view, index);
  const duration = view.duration(index);
  const shift = step >= DAY ? Math.round(minutes / DAY) * DAY : 0;
  const raw = step >= DAY ? wholeWeeks(from[0] + shift, from[0], step) : Math.round((from[0] + minutes) / step) * step;
  const start = duration > 0 || shift > 0 ? calendar.nextWork(raw) : raw;
  return [start, calendar.add(start, duration)];
}

/** The span of a task whose finish is dragged by `minutes`; it keeps at least a quarter of an hour. */
export function stretchedSpan(view: View, index: number, from: readonly [Minutes, Minutes], minutes: number, step: number): readonly [Minutes, Minutes] {
  const calendar = durationCalendar(view, index);
  const wanted = from[1] + minutes;
  const raw = step >= DAY ? endOfDay(calendar, wanted) : Math.round(wanted / step) * step;
  const finish = Math.max(calendar.previousWork(raw), calendar.add(from[0], 15));
  return [from[0], finish];
}

/** Working minutes of a span on the task's own calendar. */
export function durationOf(view: View, index: number, span: readonly [Minutes, Minutes]): number {
  return durationCalendar(view, index).between(span[0], span[1]);
}

function wholeWeeks(at: Minutes, from: Minutes, step: number): Minutes {
  return step > DAY ? from + Math.round((at - from) / step) * step : at;
}

/** The end of work on the day whose end is nearest. */
function endOfDay(calendar: Calendar, at: Minutes): Minutes {
  const day = Math.round((at - DAY * 0.7) / DAY);
  return calendar.isWorkingDay(day) ? calendar.dayFinish(day) : (day + 1) * DAY;
}
