/** The tree that the tasks' parents make: levels, subtrees, places among siblings, numbers within the project. */

import type { Columns } from "./taskcolumns";

export interface Outline {
  /** Index of the parent, -1 at the top. */
  parent: Int32Array;
  /** 1 at the top of a project. */
  level: Uint16Array;
  /** Index after the last task of the subtree. */
  end: Int32Array;
  /** Place among the siblings, from 1, and how many they are. */
  position: Int32Array;
  siblings: Int32Array;
  /** Number within the project, from 1: what predecessor texts name. */
  number: Int32Array;
  /** First index of each project, and one past the last project. */
  projectFrom: Int32Array;
}

/** Read the tree off columns in outline order (a summary before its children, projects in order). */
export function outlineOf(columns: Pick<Columns, "id" | "parentId" | "project">, indexes: ReadonlyMap<number, number>, projects: number): Outline {
  const count = columns.id.length;
  const outline: Outline = {
    parent: new Int32Array(count), level: new Uint16Array(count), end: new Int32Array(count), position: new Int32Array(count),
    siblings: new Int32Array(count), number: new Int32Array(count), projectFrom: new Int32Array(projects + 1),
  };
  const children = new Map<number, number>();
  let project = -1;
  for (let index = 0; index < count; index++) {
    while (project < columns.project[index]!) outline.projectFrom[++project] = index;
    outline.number[index] = index - outline.projectFrom[project]! + 1;
    const parentId = columns.parentId[index]!;
    const parent = parentId === 0 ? -1 : (indexes.get(parentId) ?? -1);
    outline.parent[index] = parent;
    outline.level[index] = parent < 0 ? 1 : outline.level[parent]! + 1;
    outline.end[index] = index + 1;
    const family = familyOf(parent, project);
    children.set(family, (children.get(family) ?? 0) + 1);
    outline.position[index] = children.get(family)!;
  }
  while (project < projects) outline.projectFrom[++project] = count;
  for (let index = count - 1; index >= 0; index--) {
    const parent = outline.parent[index]!;
    outline.siblings[index] = children.get(familyOf(parent, columns.project[index]!))!;
    if (parent >= 0) outline.end[parent] = Math.max(outline.end[parent]!, outline.end[index]!);
  }
  return outline;
}

/** The sibling just before `index`, -1 when it is the first. */
export function previousSibling(outline: Outline, index: number): number {
  if (outline.position[index] === 1) return -1;
  let before = index - 1;
  while (outline.level[before]! > outline.level[index]!) before = outline.parent[before]!;
  return before;
}

/** The sibling just after `index`, -1 when it is the last. */
export function nextSibling(outline: Outline, index: number): number {
  return outline.position[index] === outline.siblings[index] ? -1 : outline.end[index]!;
}

function familyOf(parent: number, project: number): number {
  return parent < 0 ? -1 - project : parent;
}
