/** A small scheduler for the harness: forward and backward pass good enough to see bars move, no more. */

import { Calendar } from "../../src/plan/calendar";
import { Flag, type PlanPayload } from "../../src/plan/payload";

const SLACK_LIMIT = 90;

/** Find dates, slack, drivers and flags of every task in place. Returns the path of a cycle when there is one. */
export function schedule(plan: PlanPayload): number[] | null {
  const network = networkOf(plan);
  const order = sorted(network);
  if (!Array.isArray(order)) return order.cycle.map((index) => plan.tasks.id[index]!);
  forward(plan, network, order);
  rollUp(plan);
  backward(plan, network, order);
  markProgress(plan);
  return null;
}

interface Network {
  into: number[][];
  outOf: number[][];
  from: number[];
  to: number[];
  calendars: Calendar[];
}

function networkOf(plan: PlanPayload): Network {
  const index = new Map(plan.tasks.id.map((id, at) => [id, at]));
  const count = plan.tasks.id.length;
  const network: Network = {
    into: Array.from({ length: count }, () => []), outOf: Array.from({ length: count }, () => []),
    from: plan.links.predecessor.map((id) => index.get(id) ?? -1), to: plan.links.successor.map((id) => index.get(id) ?? -1),
    calendars: plan.calendars.map((calendar) => new Calendar(calendar)),
  };
  network.from.forEach((from, link) => {
    const to = network.to[link]!;
    if (from < 0 || to < 0) return;
    network.into[to]!.push(link);
    network.outOf[from]!.push(link);
  });
  return network;
}

function sorted(network: Network): number[] | { cycle: number[] } {
  const waiting = network.into.map((links) => links.length);
  const ready = waiting.flatMap((count, index) => (count === 0 ? [index] : []));
  const order: number[] = [];
  for (const index of ready) {
    order.push(index);
    for (const link of network.outOf[index]!) {
      const to = network.to[link]!;
      waiting[to]!--;
      if (waiting[to] === 0) ready.push(to);
    }
  }
  if (order.length === waiting.length) return order;
  return { cycle: waiting.flatMap((count, index) => (count > 0 ? [index] : [])).slice(0, 4) };
}

function calendarOf(plan: PlanPayload, network: Network, index: number): Calendar {
  const own = plan.tasks.calendar[index]!;
  return network.calendars[own < 0 ? plan.projects[plan.tasks.project[index]!]!.calendar : own]!;
}

function forward(plan: PlanPayload, network: Network, order: number[]): void {
  const { tasks, links } = plan;
  for (const index of order) {
    if (tasks.flags[index]! & Flag.Summary) continue;
    const calendar = calendarOf(plan, network, index);
    const duration = tasks.duration[index]!;
    let start = plan.projects[tasks.project[index]!]!.start ?? 0;
    tasks.driver_task[index] = 0;
    for (const link of network.into[index]!) {
      const from = network.from[link]!;
      const kind = links.kind[link]!;
      const end = kind === 1 || kind === 3 ? tasks.start[from]! : tasks.finish[from]!;
      const held = calendar.add(end, links.lag[link]!);
      const asked = kind >= 2 ? calendar.add(held, -duration) : held;
      if (asked > start) {
        start = asked;
        tasks.driver_task[index] = tasks.id[from]!;
      }
    }
    const constraint = tasks.constraint_at[index];
    if (tasks.constraint[index] === 2 && constraint !== null && constraint !== undefined && constraint > start) {
      start = constraint;
      tasks.driver_task[index] = 0;
    }
    tasks.start[index] = duration > 0 ? calendar.nextWork(start) : start;
    tasks.finish[index] = calendar.add(tasks.start[index], duration);
  }
}

function rollUp(plan: PlanPayload): void {
  const { tasks } = plan;
  const index = new Map(tasks.id.map((id, at) => [id, at]));
  for (const project of plan.projects) project.finish = project.start;
  tasks.flags.forEach((flags, at) => {
    if (flags & Flag.Summary) {
      tasks.start[at] = Infinity;
      tasks.finish[at] = -Infinity;
    }
  });
  for (let at = tasks.id.length - 1; at >= 0; at--) {
    if (!Number.isFinite(tasks.start[at])) tasks.start[at] = tasks.finish[at] = plan.projects[tasks.project[at]!]!.start ?? 0;
    const parent = tasks.parent[at] ? index.get(tasks.parent[at]!) : undefined;
    if (parent !== undefined) {
      tasks.start[parent] = Math.min(tasks.start[parent]!, tasks.start[at]!);
      tasks.finish[parent] = Math.max(tasks.finish[parent]!, tasks.finish[at]!);
    }
    const project = plan.projects[tasks.project[at]!]!;
    project.finish = Math.max(project.finish ?? 0, tasks.finish[at]!);
  }
  const calendar = new Calendar(plan.calendars[0]!);
  tasks.flags.forEach((flags, at) => {
    if (flags & Flag.Summary) tasks.duration[at] = calendar.between(tasks.start[at]!, tasks.finish[at]!);
  });
}

function backward(plan: PlanPayload, network: Network, order: number[]): void {
  const { tasks, links } = plan;
  const late = tasks.finish.map((_, index) => plan.projects[tasks.project[index]!]!.finish ?? 0);
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at]!;
    if (tasks.flags[index]! & Flag.Summary) continue;
    for (const link of network.outOf[index]!) {
      const to = network.to[link]!;
      const kind = links.kind[link]!;
      const duration = tasks.duration[to]!;
      const calendar = calendarOf(plan, network, to);
      const end = calendar.add(kind >= 2 ? late[to]! : calendar.add(late[to]!, -duration), -links.lag[link]!);
      const limit = kind === 1 || kind === 3 ? calendarOf(plan, network, index).add(end, tasks.duration[index]!) : end;
      late[index] = Math.min(late[index]!, limit);
    }
    const slack = calendarOf(plan, network, index).between(tasks.finish[index]!, late[index]!);
    tasks.total_slack[index] = slack;
    setFlag(plan, index, Flag.Critical, slack <= SLACK_LIMIT);
  }
}

function markProgress(plan: PlanPayload): void {
  const { tasks } = plan;
  const sums = plan.projects.map(() => [0, 0]);
  tasks.percent.forEach((percent, at) => {
    setFlag(plan, at, Flag.Done, percent >= 100);
    if (tasks.flags[at]! & Flag.Summary) return;
    const sum = sums[tasks.project[at]!]!;
    sum[0]! += (percent / 100) * tasks.duration[at]!;
    sum[1]! += tasks.duration[at]!;
  });
  plan.projects.forEach((project, at) => (project.percent = sums[at]![1] ? Math.round((1000 * sums[at]![0]!) / sums[at]![1]) / 10 : 0));
}

function setFlag(plan: PlanPayload, index: number, flag: number, on: boolean): void {
  const flags = plan.tasks.flags[index]!;
  plan.tasks.flags[index] = on ? flags | flag : flags & ~flag;
}

/** Give tasks that should be done by now their progress, as a running plan has it. */
export function progressUntil(plan: PlanPayload, now: number): void {
  const { tasks } = plan;
  tasks.start.forEach((start, at) => {
    if (tasks.flags[at]! & Flag.Summary) return;
    if (tasks.finish[at]! <= now) tasks.percent[at] = 100;
    else if (start < now) tasks.percent[at] = Math.round((20 * (now - start)) / Math.max(1, tasks.finish[at]! - start)) * 5;
  });
  markProgress(plan);
}
