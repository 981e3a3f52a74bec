/** Small plans for the tests, drawn as outlines. */

import { PlanData } from "../../src/plan/data";
import { Words } from "../../src/plan/i18n";
import { Flag, LINK_KINDS, type PlanPayload } from "../../src/plan/payload";
import type { Theme } from "../../src/plan/theme";
import { View } from "../../src/plan/view";

/** Monday 2026-11-02, 00:00. */
export const MONDAY = Date.UTC(2026, 10, 2) / 60_000;
export const DAY = 1440;
export const WORKDAY = [[480, 720], [780, 1020]] as const;
export const STANDARD = { week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []], exceptions: [] };

/**
 * A plan from lines such as "dig 3d" or "  pour 2d < dig" (indent makes children, `<` names predecessors as `nameFS`), one project
 * for each line that ends in a colon. Ids count from 1 in order; dates are left at Monday 8:00.
 */
export function payload(lines: string, kind: "program" | "project" = "project"): PlanPayload {
  const plan = blank(kind);
  const parents: number[] = [];
  const ids = new Map<string, number>();
  const found = lines.split("\n").filter((line) => line.trim() !== "");
  const base = Math.min(...found.filter((line) => !line.trim().endsWith(":")).map((line) => line.search(/\S/)));
  for (const line of found) {
    if (line.trim().endsWith(":")) addProject(plan, line.trim().slice(0, -1));
    else addTask(plan, line.trim(), Math.floor((line.search(/\S/) - base) / 2), parents, ids);
  }
  plan.tasks.flags = plan.tasks.flags.map((flags, at) => (plan.tasks.parent.includes(plan.tasks.id[at]!) ? flags | Flag.Summary : flags));
  return plan;
}

export function data(lines: string, kind: "program" | "project" = "project"): PlanData {
  return new PlanData(payload(lines, kind));
}

export function view(plan: PlanData): View {
  return new View(plan, new Words("en"), "en-GB", { color: {} as Theme["color"], font: "" });
}

/** Names of the rows that show, indented by level. */
export function drawn({ rows, data: plan }: View): string[] {
  return Array.from(rows.shown, (handle) => {
    const name = handle === 0x7fffffff ? "…" : handle < 0 ? plan.projects[-1 - handle]!.name : plan.columns.name[handle]!;
    return "  ".repeat(rows.level(handle) - 1) + name;
  });
}

function blank(kind: "program" | "project"): PlanPayload {
  const plan: PlanPayload = {
    scope: { kind, id: 1, name: "Plan", revision: 1, now: MONDAY + 600 },
    projects: [], calendars: [{ id: 1, name: "Standard", ...STANDARD }],
    tasks: {
      id: [], project: [], parent: [], name: [], version: [], duration: [], flags: [], percent: [], start: [], finish: [], total_slack: [], constraint: [],
      constraint_at: [], deadline: [], calendar: [], driver_kind: [], driver_task: [], people: [], blocked: [],
    },
    links: { id: [], predecessor: [], successor: [], kind: [], lag: [], lag_kind: [], version: [] },
  };
  if (kind === "project") addProject(plan, "Own");
  return plan;
}

function addProject(plan: PlanPayload, name: string): void {
  const id = plan.projects.length + 1;
  plan.projects.push({
    id, name, code: name.slice(0, 3).toUpperCase(), calendar: 0, start: MONDAY + 480, finish: MONDAY + 480, percent: 0, can_edit: true, can_progress: true,
    version: 1, minutes_per_day: 480, minutes_per_week: 2400, days_per_month: 20, url: `/projects/${id}/`,
  });
}

function addTask(plan: PlanPayload, text: string, depth: number, parents: number[], ids: Map<string, number>): void {
  const [said, after] = text.split("<");
  const [, name, days] = /^(.*?)(?:\s+(\d+)d)?\s*$/.exec(said!)!;
  const id = plan.tasks.id.length + 1;
  parents.length = depth;
  const row: Record<keyof typeof plan.tasks, number | string | null> = {
    id, project: plan.projects.length - 1, parent: parents[depth - 1] ?? 0, name: name!, version: 1, duration: Number(days ?? 1) * 480, flags: 0, percent: 0,
    start: MONDAY + 480, finish: MONDAY + 1020, total_slack: 0, constraint: 0, constraint_at: null, deadline: null, calendar: -1, driver_kind: 0, driver_task: 0,
    people: "", blocked: "",
  };
  for (const key of Object.keys(row) as (keyof typeof plan.tasks)[]) (plan.tasks[key] as unknown[]).push(row[key]);
  ids.set(name!, id);
  parents.push(id);
  for (const each of after?.split(",") ?? []) addLink(plan, each.trim(), id, ids);
}

function addLink(plan: PlanPayload, text: string, successor: number, ids: Map<string, number>): void {
  const kind = LINK_KINDS.find((each) => text.endsWith(each));
  const name = kind ? text.slice(0, -2) : text;
  const row = { id: 100 + plan.links.id.length, predecessor: ids.get(name)!, successor, kind: kind ? LINK_KINDS.indexOf(kind) : 0, lag: 0, lag_kind: 0, version: 1 };
  for (const key of Object.keys(row) as (keyof typeof row)[]) plan.links[key].push(row[key]);
}
