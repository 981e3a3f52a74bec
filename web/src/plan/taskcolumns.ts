/** The columns that hold a plan's tasks: made from the payload, put in another order, grown. */

import { Flag, type SaidTask, type TaskColumns } from "./payload";

/** The columns of tasks; `NaN` stands for an absent instant. */
export interface Columns {
  id: Int32Array;
  project: Int32Array;
  parentId: Int32Array;
  name: string[];
  version: Int32Array;
  duration: Float64Array;
  flags: Int32Array;
  percent: Float64Array;
  start: Float64Array;
  finish: Float64Array;
  slack: Float64Array;
  constraint: Uint8Array;
  constraintAt: Float64Array;
  deadline: Float64Array;
  calendar: Int32Array;
  driverKind: Int32Array;
  driverTask: Int32Array;
  people: string[];
  blocked: string[];
}

export function columnsOf(tasks: TaskColumns): Columns {
  return {
    id: Int32Array.from(tasks.id),
    project: Int32Array.from(tasks.project),
    parentId: Int32Array.from(tasks.parent),
    name: tasks.name,
    version: Int32Array.from(tasks.version),
    duration: Float64Array.from(tasks.duration),
    flags: Int32Array.from(tasks.flags),
    percent: Float64Array.from(tasks.percent),
    start: Float64Array.from(tasks.start),
    finish: Float64Array.from(tasks.finish),
    slack: Float64Array.from(tasks.total_slack),
    constraint: Uint8Array.from(tasks.constraint),
    constraintAt: Float64Array.from(tasks.constraint_at, (at) => at ?? NaN),
    deadline: Float64Array.from(tasks.deadline, (at) => at ?? NaN),
    calendar: Int32Array.from(tasks.calendar),
    driverKind: Int32Array.from(tasks.driver_kind),
    driverTask: Int32Array.from(tasks.driver_task),
    people: tasks.people,
    blocked: tasks.blocked,
  };
}

/** The rows at `order`, in that order. */
export function picked(columns: Columns, order: readonly number[]): Columns {
  const ints = (from: Int32Array): Int32Array => Int32Array.from(order, (index) => from[index]!);
  const floats = (from: Float64Array): Float64Array => Float64Array.from(order, (index) => from[index]!);
  const words = (from: string[]): string[] => order.map((index) => from[index]!);
  return {
    id: ints(columns.id), project: ints(columns.project), parentId: ints(columns.parentId), name: words(columns.name), version: ints(columns.version),
    duration: floats(columns.duration), flags: ints(columns.flags), percent: floats(columns.percent), start: floats(columns.start),
    finish: floats(columns.finish), slack: floats(columns.slack), constraint: Uint8Array.from(order, (index) => columns.constraint[index]!),
    constraintAt: floats(columns.constraintAt), deadline: floats(columns.deadline), calendar: ints(columns.calendar),
    driverKind: ints(columns.driverKind), driverTask: ints(columns.driverTask), people: words(columns.people), blocked: words(columns.blocked),
  };
}

/** The columns with one more task at the end; its place and its dates come with the rest of the answer. */
export function appended(columns: Columns, task: SaidTask, project: number): Columns {
  const index = columns.id.length;
  const grown = picked(columns, [...Array.from(columns.id.keys()), index]);
  grown.id[index] = task.id;
  grown.project[index] = project;
  grown.parentId[index] = task.parent ?? 0;
  grown.name[index] = task.name ?? "";
  grown.flags[index] = 0;
  grown.calendar[index] = -1;
  grown.constraintAt[index] = NaN;
  grown.deadline[index] = NaN;
  grown.percent[index] = 0;
  grown.people[index] = "";
  grown.blocked[index] = "";
  return grown;
}

/** What changed is the same for everybody: whose task it is, only the plan itself has told. */
export function flagsNow(before: number, now: number): number {
  return (now & ~Flag.MayProgress) | (before & Flag.MayProgress);
}
