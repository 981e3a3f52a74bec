/** Made-up plans of any size, the same each time: phases, tasks in chains, milestones, links across projects. */

import { Flag, type PlanPayload, type ProjectPayload } from "../../src/plan/payload";

const DAY = 1440;
const WORK: [number, number][] = [[480, 720], [780, 1020]];
const VERBS = ["Design", "Build", "Review", "Test", "Agree", "Write", "Prepare", "Migrate", "Measure", "Roll out", "Train", "Connect"];
const THINGS = ["checkout", "portal pages", "data contract", "sign-in", "settlement reports", "brand guide", "landing page", "onboarding mail", "price model", "search index", "partner list", "dashboard"];
const PHASES = ["Discovery", "Design", "Build", "Pilot", "Launch"];
const PROJECTS = ["Payments rollout", "Partner portal", "Launch and training", "Onboarding redesign", "Analytics warehouse", "Brand and pricing", "Studio move", "Support desk"];
const CODES = ["PAY", "POR", "LAU", "ONB", "ANA", "BRA", "STU", "SUP"];
const PEOPLE = ["Ana 60 %", "Ivo", "Mia, Tom", "Jo, legal", "Sec team", "2 trainers", "", "", "Tom 50 %"];

export interface Size {
  tasks: number;
  projects: number;
  /** The instant of "now". */
  now: number;
  kind?: "program" | "project";
}

/** A plan whose dates still have to be found (see `schedule`). */
export function generate(size: Size): PlanPayload {
  const random = seeded(7);
  const plan = blank(size);
  const perProject = Math.ceil(size.tasks / size.projects);
  for (let project = 0; project < size.projects; project++) {
    const count = Math.min(perProject, size.tasks - plan.tasks.id.length);
    if (count > 0) fillProject(plan, project, count, size.now, random);
  }
  addCrossLinks(plan, random);
  return plan;
}

function blank(size: Size): PlanPayload {
  const projects: ProjectPayload[] = Array.from({ length: size.projects }, (_, at) => ({
    id: at + 1, name: (PROJECTS[at % PROJECTS.length] ?? "") + (at >= PROJECTS.length ? ` ${Math.floor(at / PROJECTS.length) + 1}` : ""),
    code: (CODES[at % CODES.length] ?? "X") + (at >= CODES.length ? String(Math.floor(at / CODES.length) + 1) : ""), calendar: 0,
    start: mondayBefore(size.now) - (119 - 7 * (at % 16)) * DAY + 480, finish: 0, percent: 0, can_edit: true, can_progress: true, version: 1,
    minutes_per_day: 480, minutes_per_week: 2400, days_per_month: 20, url: `/projects/${at + 1}/`,
  }));
  const today = Math.floor(size.now / DAY);
  return {
    scope: { kind: size.kind ?? "program", id: 1, name: size.kind === "project" ? projects[0]!.name : "Client growth platform", revision: 1, now: size.now },
    projects,
    calendars: [
      { id: 1, name: "Standard", week: [WORK, WORK, WORK, WORK, WORK, [], []], exceptions: [[today + 40, today + 51, []]] },
      { id: 2, name: "Four days", week: [WORK, WORK, WORK, WORK, [], [], []], exceptions: [] },
    ],
    tasks: {
      id: [], project: [], parent: [], name: [], version: [], duration: [], flags: [], percent: [], start: [], finish: [], total_slack: [], constraint: [],
      constraint_at: [], deadline: [], calendar: [], driver_kind: [], driver_task: [], people: [], blocked: [],
    },
    links: { id: [], predecessor: [], successor: [], kind: [], lag: [], lag_kind: [], version: [] },
    outside: [],
  };
}

function fillProject(plan: PlanPayload, project: number, count: number, now: number, random: () => number): void {
  const phases = Math.max(1, Math.min(PHASES.length, Math.floor(count / 4)));
  const perPhase = Math.max(3, Math.ceil(count / phases));
  let made = 0;
  let before = 0;
  for (let phase = 0; made < count; phase++) {
    const name = PHASES[phase % PHASES.length]!;
    const summary = addTask(plan, project, 0, name, 0, Flag.Summary);
    made++;
    const last = Math.min(count, made + perPhase - 1) - 1;
    for (; made <= last; made++) before = addLeaf(plan, project, summary, made === last ? `${name} done` : null, before, random);
  }
  plan.tasks.flags.forEach((flags, at) => {
    if (plan.tasks.project[at] === project && !(flags & Flag.Summary)) decorate(plan, at, now, random);
  });
}

/** A task, or the milestone `done` of its phase, mostly after the one before it. Returns what the next one follows. */
function addLeaf(plan: PlanPayload, project: number, summary: number, done: string | null, before: number, random: () => number): number {
  const isMilestone = done !== null;
  const name = done ?? `${pick(VERBS, random)} ${pick(THINGS, random)}`;
  const id = addTask(plan, project, summary, name, isMilestone ? 0 : (1 + Math.floor(random() * 14)) * 480, isMilestone ? Flag.Milestone : 0);
  if (before && random() < 0.93) addLink(plan, before, id, pick([0, 0, 0, 0, 0, 0, 1, 2], random), pick([0, 0, 0, 0, 0, 960], random));
  addSecondLink(plan, project, id, before, random);
  return before && !isMilestone && random() < 0.25 ? before : id;
}

function addSecondLink(plan: PlanPayload, project: number, id: number, before: number, random: () => number): void {
  const { tasks } = plan;
  const other = tasks.id.length - 2 - Math.floor(random() * 5);
  const isOwn = other >= 0 && tasks.project[other] === project && !(tasks.flags[other]! & Flag.Summary);
  if (isOwn && random() < 0.5 && tasks.id[other] !== before) addLink(plan, tasks.id[other]!, id, 0, 0);
}

function decorate(plan: PlanPayload, index: number, now: number, random: () => number): void {
  const { tasks } = plan;
  tasks.people[index] = tasks.duration[index] ? pick(PEOPLE, random) : "";
  if (random() < 0.04) tasks.deadline[index] = now + Math.floor(random() * 160) * DAY + 1020;
  if (random() < 0.03) tasks.blocked[index] = "waits for the bank's answer";
  if (random() < 0.03) tasks.calendar[index] = 1;
  if (random() < 0.02) tasks.flags[index]! |= Flag.Estimated;
}

function addTask(plan: PlanPayload, project: number, parent: number, name: string, duration: number, flags: number): number {
  const { tasks } = plan;
  const id = 1000 + tasks.id.length;
  const row: Record<keyof typeof tasks, number | string | null> = {
    id, project, parent, name, version: 1, duration, flags, percent: 0, start: 0, finish: 0, total_slack: 0, constraint: 0, constraint_at: null, deadline: null,
    calendar: -1, driver_kind: 0, driver_task: 0, people: "", blocked: "",
  };
  for (const key of Object.keys(row) as (keyof typeof tasks)[]) (tasks[key] as unknown[]).push(row[key]);
  return id;
}

function addLink(plan: PlanPayload, predecessor: number, successor: number, kind: number, lag: number): void {
  const { links } = plan;
  links.id.push(5000 + links.id.length);
  links.predecessor.push(predecessor);
  links.successor.push(successor);
  links.kind.push(kind);
  links.lag.push(lag);
  links.lag_kind.push(0);
  links.version.push(1);
}

function addCrossLinks(plan: PlanPayload, random: () => number): void {
  const { tasks, projects } = { tasks: plan.tasks, projects: plan.projects };
  for (let project = 1; project < projects.length; project++) {
    const own = tasks.id.filter((_, at) => tasks.project[at] === project && !(tasks.flags[at]! & Flag.Summary));
    const others = tasks.id.filter((_, at) => tasks.project[at] === project - 1 && !(tasks.flags[at]! & Flag.Summary));
    for (let times = 0; times < 2 && own.length > 4; times++) {
      const successor = own[Math.floor(random() * own.length)]!;
      const predecessor = others[Math.floor(random() * others.length * 0.6)];
      if (predecessor !== undefined) addLink(plan, predecessor, successor, 0, 0);
    }
  }
}

function mondayBefore(at: number): number {
  const day = Math.floor(at / DAY);
  return (day - ((day + 3) % 7)) * DAY;
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
