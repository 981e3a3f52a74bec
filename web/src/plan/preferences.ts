/** What a person chose to see of a plan, kept in this browser. */

import type { Choices, View } from "./view";

interface Kept extends Choices {
  pixelsPerDay: number;
  gridWidth: number;
  collapsedTasks: number[];
  collapsedProjects: number[];
}

/** Bring back what was kept. Returns the kept zoom and grid width where there are any. */
export function restore(view: View): { pixelsPerDay: number | null; gridWidth: number | null } {
  const kept = read(keyOf(view));
  if (!kept) return { pixelsPerDay: null, gridWidth: null };
  const { critical, slack, links, labels, hidden, widths } = { ...view.choices, ...kept };
  view.choices = { critical, slack, links, labels, hidden, widths };
  view.rows.setDepth(null);
  for (const id of kept.collapsedTasks ?? []) view.rows.collapsedTasks.add(id);
  for (const id of kept.collapsedProjects ?? []) view.rows.collapsedProjects.add(id);
  view.rows.refresh();
  return { pixelsPerDay: kept.pixelsPerDay ?? null, gridWidth: kept.gridWidth ?? null };
}

export function keep(view: View, gridWidth: number): void {
  const kept: Kept = {
    ...view.choices, pixelsPerDay: view.scale.pixelsPerDay, gridWidth, collapsedTasks: [...view.rows.collapsedTasks],
    collapsedProjects: [...view.rows.collapsedProjects],
  };
  try {
    localStorage.setItem(keyOf(view), JSON.stringify(kept));
  } catch {
    // A full or forbidden storage costs the person their choices, not their plan.
  }
}

function keyOf(view: View): string {
  return `fl-plan:${view.data.scope.kind}:${view.data.scope.id}`;
}

function read(key: string): Partial<Kept> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Kept> | null;
  } catch {
    return null;
  }
}
