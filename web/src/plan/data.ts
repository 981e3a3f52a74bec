/** The plan in memory: one column per fact, tasks in outline order, changed in place by what the API answers. */

import { Calendar, NONSTOP_CALENDAR } from "./calendar";
import { instantOfIso } from "./dates";
import type { DurationUnits } from "./duration";
import { LinkStore } from "./linkstore";
import { outlineOf, type Outline } from "./outline";
import { CONSTRAINTS, Flag } from "./payload";
import type {
  Answer, ChangedColumns, ChangedProject, Minutes, Order, OutsideTask, PlanPayload, ProjectPayload, SaidTask, ScopePayload,
} from "./payload";
import { appended, columnsOf, flagsNow, picked, type Columns } from "./taskcolumns";

/** A project as it stands on screen; `NaN` as long as nothing is scheduled. */
export type Project = Omit<ProjectPayload, "start" | "finish"> & { start: Minutes; finish: Minutes };

export class PlanData {
  scope: ScopePayload;
  /** Whether others have changed what the plan has not asked for yet. */
  isBehind = false;
  readonly projects: Project[];
  readonly calendars: Calendar[];
  readonly links: LinkStore;
  readonly outside = new Map<number, OutsideTask>();
  columns: Columns;
  outline!: Outline;
  #indexes!: Map<number, number>;

  constructor(payload: PlanPayload) {
    this.scope = payload.scope;
    this.projects = payload.projects.map((project) => ({ ...project, start: project.start ?? NaN, finish: project.finish ?? NaN }));
    this.calendars = payload.calendars.map((calendar) => new Calendar(calendar));
    this.columns = columnsOf(payload.tasks);
    this.links = new LinkStore(payload.links);
    for (const task of payload.outside ?? []) this.outside.set(task.id, task);
    this.#reindex();
  }

  get count(): number {
    return this.columns.id.length;
  }

  indexOf(id: number): number {
    return this.#indexes.get(id) ?? -1;
  }

  has(index: number, flag: number): boolean {
    return (this.columns.flags[index]! & flag) !== 0;
  }

  projectOf(index: number): Project {
    return this.projects[this.columns.project[index]!]!;
  }

  calendarOf(index: number): Calendar {
    const own = this.columns.calendar[index]!;
    return this.calendars[own < 0 ? this.projectOf(index).calendar : own] ?? NONSTOP_CALENDAR;
  }

  projectCalendar(project: number): Calendar {
    return this.calendars[this.projects[project]!.calendar] ?? NONSTOP_CALENDAR;
  }

  units(project: Pick<ProjectPayload, "minutes_per_day" | "minutes_per_week" | "days_per_month">): DurationUnits {
    return { minutesPerDay: project.minutes_per_day, minutesPerWeek: project.minutes_per_week, daysPerMonth: project.days_per_month };
  }

  canEdit(index: number): boolean {
    return this.projectOf(index).can_edit;
  }

  /** Whether the person may set this task's percent: editors, and members on their own tasks. */
  canProgress(index: number): boolean {
    const project = this.projectOf(index);
    return !this.has(index, Flag.Summary) && (project.can_edit || project.can_progress || this.has(index, Flag.MayProgress));
  }

  /** The earliest start and the latest finish of all rows; the clock's day when there are none. */
  span(): [Minutes, Minutes] {
    let from = Infinity;
    let to = -Infinity;
    const { start, finish } = this.columns;
    for (let index = 0; index < start.length; index++) {
      if (start[index]! < from) from = start[index]!;
      if (finish[index]! > to) to = finish[index]!;
    }
    for (const project of this.projects) {
      if (project.start < from) from = project.start;
      if (project.finish > to) to = project.finish;
    }
    return from <= to ? [from, to] : [this.scope.now, this.scope.now];
  }

  /** Take over an edit's answer. Returns the indexes of the tasks whose rows differ now. */
  apply(answer: Answer): number[] {
    if (answer.order) this.#reorder(answer.order, answer.task);
    const touched = new Set<number>();
    if (answer.task) {
      const index = this.applySaid(answer.task);
      if (index >= 0) touched.add(index);
    }
    if (answer.link) this.links.put(answer.link);
    for (const index of this.applyChanged(answer.changed)) touched.add(index);
    this.applyProjects(answer.projects);
    this.#advance(answer);
    return [...touched];
  }

  /** An answer tells what the edit did, not what others did before it: then the plan stays at what it knew. */
  #advance(answer: Answer): void {
    const { revision } = this.scope;
    if (answer.revision_before > revision) this.isBehind = true;
    else this.scope = { ...this.scope, revision: Math.max(revision, answer.revision) };
  }

  applyChanged(changed: ChangedColumns): number[] {
    const { columns } = this;
    const pairs: [ArrayLike<number> | undefined, Int32Array | Float64Array][] = [
      [changed.start, columns.start], [changed.finish, columns.finish], [changed.total_slack, columns.slack],
      [changed.percent, columns.percent], [changed.duration, columns.duration], [changed.driver_kind, columns.driverKind],
      [changed.driver_task, columns.driverTask], [changed.version, columns.version],
    ];
    const touched: number[] = [];
    changed.id.forEach((id, at) => {
      const index = this.indexOf(id);
      if (index < 0) return;
      for (const [from, to] of pairs) if (from) to[index] = from[at]!;
      if (changed.flags) columns.flags[index] = flagsNow(columns.flags[index]!, changed.flags[at]!);
      if (changed.name) columns.name[index] = changed.name[at]!;
      touched.push(index);
    });
    return touched;
  }

  applyProjects(changed: readonly ChangedProject[]): void {
    for (const each of changed) {
      const project = this.projects.find((candidate) => candidate.id === each.id);
      if (project) Object.assign(project, { start: each.start, finish: each.finish, percent: each.percent });
    }
  }

  /** Take over what is said of one task now. Returns its index, -1 when the plan does not hold it. */
  applySaid(said: SaidTask): number {
    const index = this.indexOf(said.id);
    if (index < 0) return index;
    const { columns } = this;
    columns.version[index] = said.version;
    if (said.name !== undefined) columns.name[index] = said.name;
    if (said.duration_minutes !== undefined) columns.duration[index] = said.duration_minutes;
    if (said.percent_complete !== undefined && !this.has(index, Flag.Summary)) columns.percent[index] = said.percent_complete;
    if (said.constraint !== undefined) columns.constraint[index] = constraintIndex(said.constraint);
    if (said.constraint_at !== undefined) columns.constraintAt[index] = instantOrNone(said.constraint_at);
    if (said.deadline !== undefined) columns.deadline[index] = instantOrNone(said.deadline);
    this.#setFlag(index, Flag.Elapsed, said.is_elapsed);
    this.#setFlag(index, Flag.Milestone, said.is_milestone);
    this.#setFlag(index, Flag.Manual, said.is_manual);
    return index;
  }

  /** Drop tasks that are gone, with their links. */
  remove(ids: ReadonlySet<number>): void {
    const keep = Array.from(this.columns.id.keys()).filter((index) => !ids.has(this.columns.id[index]!));
    this.columns = picked(this.columns, keep);
    this.links.removeOf(ids);
    this.#reindex();
  }

  #setFlag(index: number, flag: number, on: boolean | undefined): void {
    if (on === undefined) return;
    const flags = this.columns.flags[index]!;
    this.columns.flags[index] = on ? flags | flag : flags & ~flag;
  }

  #reorder(order: Order, created: SaidTask | null): void {
    const isFresh = created !== null && this.indexOf(created.id) < 0;
    if (isFresh) this.columns = appended(this.columns, created, this.#projectFor(order, created));
    const fresh = new Map(Array.from(this.columns.id, (id, index) => [id, index]));
    const listed = order.id.filter((id) => fresh.has(id));
    const touchedProject = listed.length ? this.columns.project[fresh.get(listed[0]!)!]! : -1;
    const arranged: number[] = [];
    let isPlaced = false;
    this.columns.id.forEach((_, index) => {
      if (this.columns.project[index] !== touchedProject) arranged.push(index);
      else if (!isPlaced) {
        arranged.push(...listed.map((id) => fresh.get(id)!));
        isPlaced = true;
      }
    });
    const kept = new Set(listed);
    const gone = new Set(Array.from(this.columns.id).filter((id, index) => this.columns.project[index] === touchedProject && !kept.has(id)));
    order.id.forEach((id, at) => {
      const index = fresh.get(id);
      if (index === undefined) return;
      this.columns.parentId[index] = order.parent[at]!;
      this.columns.flags[index] = flagsNow(this.columns.flags[index]!, order.flags[at]!);
    });
    this.columns = picked(this.columns, inProjectOrder(arranged, this.columns.project));
    if (gone.size) this.links.removeOf(gone);
    this.#reindex();
  }

  #projectFor(order: Order, created: SaidTask): number {
    const byId = this.projects.findIndex((project) => project.id === created.project);
    if (byId >= 0) return byId;
    const sibling = order.id.map((id) => this.indexOf(id)).find((index) => index >= 0);
    return sibling === undefined ? 0 : this.columns.project[sibling]!;
  }

  #reindex(): void {
    this.#indexes = new Map();
    this.columns.id.forEach((id, index) => this.#indexes.set(id, index));
    this.outline = outlineOf(this.columns, this.#indexes, this.projects.length);
    this.links.resolve(this.#indexes);
  }
}

function inProjectOrder(indexes: number[], project: Int32Array): number[] {
  return indexes.map((index, at) => [project[index]!, at, index] as const).sort((one, other) => one[0] - other[0] || one[1] - other[1]).map((each) => each[2]);
}

function constraintIndex(constraint: string | number): number {
  return typeof constraint === "number" ? constraint : Math.max(0, CONSTRAINTS.indexOf(constraint as (typeof CONSTRAINTS)[number]));
}

function instantOrNone(iso: string | null): number {
  return iso === null ? NaN : (instantOfIso(iso) ?? NaN);
}
