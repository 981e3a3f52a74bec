/**
 * What the API says of a plan, as it comes over the wire.
 *
 * Times are whole minutes since 1970-01-01 00:00 of the workspace's wall clock; finishes are exclusive.
 */

export type Minutes = number;

export const Flag = {
  Summary: 1,
  Milestone: 2,
  Critical: 4,
  Elapsed: 8,
  Estimated: 16,
  Manual: 32,
  Inactive: 64,
  Started: 128,
  Done: 256,
  MayProgress: 512,
  Pushed: 1024,
} as const;

export const LINK_KINDS = ["FS", "SS", "FF", "SF"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const LAG_KINDS = ["working", "elapsed", "percent", "percent_elapsed"] as const;
export type LagKind = (typeof LAG_KINDS)[number];

export const CONSTRAINTS = ["ASAP", "ALAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"] as const;
export type Constraint = (typeof CONSTRAINTS)[number];

export interface ScopePayload {
  kind: "program" | "project";
  id: number;
  name: string;
  revision: number;
  now: Minutes;
}

export interface ProjectPayload {
  id: number;
  name: string;
  code: string;
  calendar: number;
  /** Null as long as nothing is scheduled. */
  start: Minutes | null;
  finish: Minutes | null;
  percent: number;
  can_edit: boolean;
  can_progress: boolean;
  version: number;
  minutes_per_day: number;
  minutes_per_week: number;
  days_per_month: number;
  url: string;
}

export type Shifts = readonly (readonly [number, number])[];

export interface CalendarPayload {
  id: number;
  name: string;
  /** Shifts of each weekday, Monday first. */
  week: readonly Shifts[];
  /** First day, day after the last (days since 1970-01-01), and the shifts of each of these days. */
  exceptions: readonly (readonly [number, number, Shifts])[];
}

export interface TaskColumns {
  id: number[];
  project: number[];
  parent: number[];
  name: string[];
  version: number[];
  duration: number[];
  flags: number[];
  percent: number[];
  start: Minutes[];
  finish: Minutes[];
  total_slack: number[];
  constraint: number[];
  constraint_at: (Minutes | null)[];
  deadline: (Minutes | null)[];
  calendar: number[];
  driver_kind: number[];
  driver_task: number[];
  people: string[];
  blocked: string[];
}

export interface LinkColumns {
  id: number[];
  predecessor: number[];
  successor: number[];
  kind: number[];
  lag: number[];
  lag_kind: number[];
  version: number[];
}

/** A task of another project at the other end of a link; `number` is its row there, where the API tells it. */
export interface OutsideTask {
  id: number;
  name: string;
  project: string;
  code: string;
  start: Minutes | null;
  finish: Minutes | null;
  url: string;
  /** Its row in its own project's plan; null where the person may not see it. */
  number: number | null;
}

export interface PlanPayload {
  scope: ScopePayload;
  projects: ProjectPayload[];
  calendars: CalendarPayload[];
  tasks: TaskColumns;
  links: LinkColumns;
  outside?: OutsideTask[];
}

/** Rows whose found values changed; the same length in every column that is there. */
export interface ChangedColumns {
  id: number[];
  start?: Minutes[];
  finish?: Minutes[];
  total_slack?: number[];
  flags?: number[];
  percent?: number[];
  duration?: number[];
  driver_kind?: number[];
  driver_task?: number[];
  name?: string[];
  version?: number[];
}

export interface ChangedProject {
  id: number;
  start: Minutes;
  finish: Minutes;
  percent: number;
}

/** What people said of one task; times are ISO local without zone. */
export interface SaidTask {
  id: number;
  version: number;
  project?: number;
  parent?: number | null;
  name?: string;
  duration_minutes?: number;
  is_elapsed?: boolean;
  is_milestone?: boolean;
  is_manual?: boolean;
  percent_complete?: number;
  constraint?: string | number;
  constraint_at?: string | null;
  deadline?: string | null;
}

export interface SaidLink {
  id: number;
  predecessor: number;
  successor: number;
  kind: LinkKind | number;
  lag_minutes: number;
  lag_kind: LagKind | number;
  version: number;
}

export interface Moved {
  count: number;
  finish_before: Minutes | null;
  finish_after: Minutes | null;
}

export interface TrailStep {
  task: number;
  name?: string;
  start_before: Minutes | null;
  start_after: Minutes;
  finish_before: Minutes | null;
  finish_after: Minutes;
  because: string;
  because_task: number;
}

export interface Order {
  id: number[];
  parent: number[];
  flags: number[];
}

export interface Answer {
  task: SaidTask | null;
  link: SaidLink | null;
  /** What the edit was built on; newer than the plan's own where others were at work in between. */
  revision_before: number;
  revision: number;
  changed: ChangedColumns;
  projects: ChangedProject[];
  moved: Moved;
  trail: TrailStep[];
  order: Order | null;
}

export type Preview = Pick<Answer, "changed" | "projects" | "moved">;

export interface Changes {
  revision: number;
  reload: boolean;
  changed?: ChangedColumns;
  projects?: ChangedProject[];
  /** What is said now of the tasks that others edited. */
  tasks?: SaidTask[];
}

/** The fields of a task that people may set through the plan. */
export interface TaskFields {
  name?: string;
  duration_minutes?: number;
  is_elapsed?: boolean;
  start?: string;
  finish?: string;
  percent_complete?: number;
  constraint?: Constraint;
  constraint_at?: string | null;
}

export interface LinkFields {
  kind: LinkKind;
  lag_minutes: number;
  lag_kind: LagKind;
}
