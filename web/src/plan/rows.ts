/** The rows on screen: which projects and tasks show, in order, given what is collapsed. */

import type { PlanData } from "./data";
import { Flag } from "./payload";

/** A new task that is being named: where it would go. */
export interface Draft {
  project: number;
  /** Ids; 0 for the top of the project, 0 for the first place. */
  parent: number;
  after: number;
}

/** What a row shows: a task by its index, a project by `-1 - index`, or the draft. */
export type Handle = number;
export const DRAFT: Handle = 0x7fffffff;

export function isTask(handle: Handle): boolean {
  return handle >= 0 && handle !== DRAFT;
}

export function projectHandle(project: number): Handle {
  return -1 - project;
}

export class Rows {
  readonly #data: PlanData;
  readonly hasProjects: boolean;
  readonly collapsedTasks = new Set<number>();
  readonly collapsedProjects = new Set<number>();
  draft: Draft | null = null;
  shown: Int32Array = new Int32Array(0);
  /** For each task its row, or that of the nearest row above that hides it. */
  #rowOf = new Int32Array(0);
  #projectRow = new Int32Array(0);
  /** Counts up whenever the rows are found anew. */
  revision = 0;

  constructor(data: PlanData) {
    this.#data = data;
    this.hasProjects = data.scope.kind === "program";
    this.refresh();
  }

  get count(): number {
    return this.shown.length;
  }

  handleAt(row: number): Handle | undefined {
    return this.shown[row];
  }

  /** The row of a handle, -1 when it does not show. */
  rowOf(handle: Handle): number {
    const row = handle === DRAFT ? this.shown.indexOf(DRAFT) : handle < 0 ? (this.#projectRow[-1 - handle] ?? -1) : (this.#rowOf[handle] ?? -1);
    return this.shown[row] === handle ? row : -1;
  }

  /** The row that stands for a task: its own, or that of the collapsed row above it. */
  rowFor(index: number): number {
    return this.#rowOf[index] ?? -1;
  }

  level(handle: Handle): number {
    if (handle === DRAFT) return this.#draftLevel();
    return (handle < 0 ? 1 : this.#data.outline.level[handle]!) + (this.hasProjects && handle >= 0 ? 1 : 0);
  }

  isParent(handle: Handle): boolean {
    if (handle === DRAFT) return false;
    if (handle < 0) {
      const { projectFrom } = this.#data.outline;
      return projectFrom[-1 - handle]! < projectFrom[-handle]!;
    }
    return this.#data.has(handle, Flag.Summary) || this.#data.outline.end[handle]! > handle + 1;
  }

  isExpanded(handle: Handle): boolean {
    if (handle < 0) return !this.collapsedProjects.has(this.#data.projects[-1 - handle]!.id);
    return !this.collapsedTasks.has(this.#data.columns.id[handle]!);
  }

  setExpanded(handle: Handle, isExpanded: boolean): void {
    const [set, id] = handle < 0
      ? [this.collapsedProjects, this.#data.projects[-1 - handle]!.id] as const
      : [this.collapsedTasks, this.#data.columns.id[handle]!] as const;
    if (isExpanded) set.delete(id);
    else set.add(id);
    this.refresh();
  }

  /** Collapse everything below `level`, or expand all when it is null. */
  setDepth(level: number | null): void {
    this.collapsedTasks.clear();
    this.collapsedProjects.clear();
    if (level !== null) {
      const { outline, columns, projects } = this.#data;
      if (this.hasProjects && level <= 1) for (const project of projects) this.collapsedProjects.add(project.id);
      for (let index = 0; index < outline.end.length; index++) {
        if (outline.end[index]! > index + 1 && this.level(index) >= level) this.collapsedTasks.add(columns.id[index]!);
      }
    }
    this.refresh();
  }

  /** Expand whatever hides a task. Returns whether anything had to open. */
  reveal(index: number): boolean {
    if (this.rowOf(index) >= 0) return false;
    const { outline, columns } = this.#data;
    for (let above = outline.parent[index]!; above >= 0; above = outline.parent[above]!) this.collapsedTasks.delete(columns.id[above]!);
    this.collapsedProjects.delete(this.#data.projectOf(index).id);
    this.refresh();
    return true;
  }

  parentOf(handle: Handle): Handle | null {
    if (handle === DRAFT || handle < 0) return null;
    const parent = this.#data.outline.parent[handle]!;
    if (parent >= 0) return parent;
    return this.hasProjects ? projectHandle(this.#data.columns.project[handle]!) : null;
  }

  /** Find the rows anew, after a collapse or a change of structure. */
  refresh(): void {
    const { outline, projects, count } = this.#data;
    const shown: number[] = [];
    const draftAt = this.#draftAnchor();
    this.#rowOf = new Int32Array(count);
    this.#projectRow = new Int32Array(projects.length).fill(-1);
    for (let project = 0; project < projects.length; project++) {
      const from = outline.projectFrom[project]!;
      const to = outline.projectFrom[project + 1]!;
      if (this.hasProjects) {
        this.#projectRow[project] = shown.length;
        shown.push(projectHandle(project));
      }
      if (this.draft && draftAt === projectHandle(project)) shown.push(DRAFT);
      if (this.hasProjects && !this.isExpanded(projectHandle(project))) this.#rowOf.fill(shown.length - 1, from, to);
      else this.#showTasks(shown, from, to, draftAt);
    }
    this.shown = Int32Array.from(shown);
    this.revision++;
  }

  #showTasks(shown: number[], from: number, to: number, draftAt: Handle | null): void {
    const { outline } = this.#data;
    const pending: number[] = [];
    for (let index = from; index < to; ) {
      while (pending.length && pending[pending.length - 1]! <= index) {
        pending.pop();
        shown.push(DRAFT);
      }
      this.#rowOf[index] = shown.length;
      shown.push(index);
      const end = outline.end[index]!;
      if (draftAt === index) {
        if (this.draft!.after === 0) shown.push(DRAFT);
        else pending.push(end);
      }
      if (this.isExpanded(index)) index++;
      else {
        this.#rowOf.fill(shown.lastIndexOf(index), index + 1, end);
        index = end;
      }
    }
    while (pending.pop() !== undefined) shown.push(DRAFT);
  }

  /** The row after which the draft stands (below its subtree when the draft names a sibling). */
  #draftAnchor(): Handle | null {
    if (!this.draft) return null;
    const id = this.draft.after || this.draft.parent;
    return id ? this.#data.indexOf(id) : projectHandle(this.draft.project);
  }

  #draftLevel(): number {
    const parent = this.draft?.parent ? this.#data.indexOf(this.draft.parent) : -1;
    return parent >= 0 ? this.level(parent) + 1 : this.hasProjects ? 2 : 1;
  }
}
