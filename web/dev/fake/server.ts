/** The API in memory, for the harness page and the tests of the session. Never part of what is shipped. */

import { instantOfIso } from "../../src/plan/dates";
import { CONSTRAINTS, Flag, LAG_KINDS, LINK_KINDS } from "../../src/plan/payload";
import type { Answer, ChangedColumns, PlanPayload, SaidLink, SaidTask } from "../../src/plan/payload";
import { Calendar } from "../../src/plan/calendar";
import { schedule } from "./schedule";

interface Request {
  method: string;
  path: string;
  version: number | null;
  body: Record<string, unknown>;
}

class Refusal extends Error {
  constructor(readonly status: number, readonly body: Record<string, unknown>) {
    super(String(body.title));
  }
}

export class FakeServer {
  plan: PlanPayload;
  delay = 30;
  /** Answers the next requests that write with this status instead. */
  failing: number | null = null;
  #ids = 900_000;
  #keys = new Map<string, Answer>();

  constructor(plan: PlanPayload) {
    this.plan = plan;
    schedule(plan);
  }

  /** Stand in for the browser's `fetch`. */
  readonly fetch = async (input: RequestInfo | URL, options: RequestInit = {}): Promise<Response> => {
    const address = new URL(input instanceof Request ? input.url : String(input), "http://fake.invalid");
    const headers = new Headers(options.headers);
    const match = headers.get("If-Match");
    await new Promise((done) => setTimeout(done, this.delay));
    if (options.signal?.aborted) throw new DOMException("gone", "AbortError");
    const request: Request = {
      method: options.method ?? "GET", path: address.pathname.replace(/^\/api\/v1/, ""), version: match === null ? null : Number(match.replaceAll('"', "")),
      body: typeof options.body === "string" ? (JSON.parse(options.body) as Record<string, unknown>) : {},
    };
    try {
      if (this.failing === 0) throw new TypeError("Failed to fetch");
      if (this.failing !== null && request.method !== "GET") throw new Refusal(this.failing, { title: "Server error", detail: "" });
      return json(200, this.#answer(request, headers.get("Idempotency-Key"), address));
    } catch (error) {
      if (error instanceof Refusal) return json(error.status, error.body);
      throw error;
    }
  };

  /** Someone else edits a task. */
  editAsOther(id: number, change: (index: number) => void): void {
    const index = this.plan.tasks.id.indexOf(id);
    change(index);
    this.plan.tasks.version[index]!++;
    schedule(this.plan);
    this.plan.scope.revision++;
  }

  #answer(request: Request, key: string | null, address: URL): unknown {
    const { method, path } = request;
    if (path.endsWith("/changes")) return { revision: this.plan.scope.revision, reload: Number(address.searchParams.get("since")) < this.plan.scope.revision };
    if (path.endsWith("/preview")) return this.#preview(request.body);
    if (method === "GET") return structuredClone(this.plan);
    const known = key === null ? undefined : this.#keys.get(key);
    if (known) return known;
    const answer = this.#edit(request);
    if (key !== null) this.#keys.set(key, answer);
    return answer;
  }

  #edit(request: Request): Answer {
    const [, kind, id, verb] = request.path.split("/");
    const before = structuredClone(this.plan);
    const task = Number(id);
    let [said, link, isReordered]: [number | null, number | null, boolean] = [null, null, false];
    try {
      if (kind === "tasks" && verb === "move") [said, isReordered] = [this.#move(task, request.body, request.version), true];
      else if (kind === "tasks" && request.method === "POST") [said, isReordered] = [this.#addTask(request.body), true];
      else if (kind === "tasks" && request.method === "DELETE") [said, isReordered] = [this.#removeTask(task, request.version), true];
      else if (kind === "tasks") said = this.#editTask(task, request.body, request.version);
      else link = this.#editLink(request, task);
      const cycle = schedule(this.plan);
      if (cycle) throw new Refusal(422, { type: "/problems/cycle", title: "This link would make a circle", detail: `The tasks would wait for each other: ${cycle.map((each) => this.#name(each)).join(" → ")}.` });
    } catch (error) {
      this.plan = before;
      throw error;
    }
    this.plan.scope.revision++;
    return this.#compare(before, said, link, isReordered);
  }

  #preview(body: Record<string, unknown>): Pick<Answer, "changed" | "projects" | "moved"> {
    const kept = this.plan;
    this.plan = structuredClone(kept);
    try {
      this.#editTask(Number(body.task), body, null);
      schedule(this.plan);
      const { changed, projects, moved } = this.#compare(kept, null, null, false);
      return { changed, projects, moved };
    } finally {
      this.plan = kept;
    }
  }

  #editTask(id: number, body: Record<string, unknown>, version: number | null): number {
    const { tasks } = this.plan;
    const index = this.#taskAt(id, version, body);
    const calendar = new Calendar(this.plan.calendars[Math.max(0, tasks.calendar[index]!)]!);
    const instant = (field: string): number => instantOfIso(String(body[field])) ?? 0;
    if ("name" in body) tasks.name[index] = String(body.name);
    if ("duration_minutes" in body) tasks.duration[index] = Number(body.duration_minutes);
    if ("percent_complete" in body) tasks.percent[index] = Number(body.percent_complete);
    if ("start" in body) [tasks.constraint[index], tasks.constraint_at[index]] = [2, instant("start")];
    if ("finish" in body) tasks.duration[index] = calendar.between(tasks.start[index]!, instant("finish"));
    if ("constraint" in body) {
      tasks.constraint[index] = CONSTRAINTS.indexOf(body.constraint as "ASAP");
      tasks.constraint_at[index] = body.constraint_at === null ? null : instant("constraint_at");
    }
    tasks.version[index]!++;
    return index;
  }

  #addTask(body: Record<string, unknown>): number {
    const { tasks, projects } = this.plan;
    const parent = Number(body.parent ?? 0);
    const after = Number(body.after ?? 0);
    const project = projects.findIndex((each) => each.id === body.project);
    const at = this.#placeFor(project, parent, after);
    const row: Record<string, unknown> = {
      id: ++this.#ids, project, parent, name: body.name, version: 1, duration: body.duration_minutes, flags: 0, percent: 0, start: 0, finish: 0,
      total_slack: 0, constraint: 0, constraint_at: null, deadline: null, calendar: -1, driver_kind: 0, driver_task: 0, people: "", blocked: "",
    };
    for (const key of Object.keys(tasks)) (tasks[key as "id"] as unknown[]).splice(at, 0, row[key]);
    this.#markSummaries();
    return at;
  }

  #removeTask(id: number, version: number | null): number | null {
    const { tasks } = this.plan;
    const index = this.#taskAt(id, version, {});
    const gone = new Set(tasks.id.slice(index, this.#end(index)));
    for (const key of Object.keys(tasks)) (tasks[key as "id"] as unknown[]).splice(index, gone.size);
    this.#keepLinks((link) => !gone.has(this.plan.links.predecessor[link]!) && !gone.has(this.plan.links.successor[link]!));
    this.#markSummaries();
    return null;
  }

  #move(id: number, body: Record<string, unknown>, version: number | null): number {
    const { tasks } = this.plan;
    const index = this.#taskAt(id, version, body);
    const size = this.#end(index) - index;
    const project = tasks.project[index]!;
    const taken = Object.fromEntries(Object.entries(tasks).map(([key, column]) => [key, (column as unknown[]).splice(index, size)]));
    const at = this.#placeFor(project, Number(body.parent ?? 0), Number(body.after ?? 0));
    for (const [key, rows] of Object.entries(taken)) (tasks[key as "id"] as unknown[]).splice(at, 0, ...rows);
    tasks.parent[at] = Number(body.parent ?? 0);
    tasks.version[at]!++;
    this.#markSummaries();
    return at;
  }

  #editLink(request: Request, id: number): number | null {
    const { links } = this.plan;
    const { body } = request;
    if (request.method === "POST") {
      const row = { id: ++this.#ids, predecessor: Number(body.predecessor), successor: Number(body.successor), kind: 0, lag: 0, lag_kind: 0, version: 0 };
      for (const key of Object.keys(links) as (keyof typeof links)[]) links[key].push(row[key]);
    }
    const at = request.method === "POST" ? links.id.length - 1 : links.id.indexOf(id);
    if (at < 0) throw new Refusal(404, { title: "No such link", detail: "" });
    if (request.method === "DELETE") {
      this.#keepLinks((link) => link !== at);
      return null;
    }
    links.kind[at] = LINK_KINDS.indexOf(body.kind as "FS");
    links.lag[at] = Number(body.lag_minutes);
    links.lag_kind[at] = LAG_KINDS.indexOf(body.lag_kind as "working");
    links.version[at]!++;
    return at;
  }

  #keepLinks(isKept: (link: number) => boolean): void {
    const { links } = this.plan;
    const kept = links.id.map((_, at) => at).filter(isKept);
    for (const key of Object.keys(links) as (keyof typeof links)[]) links[key] = kept.map((at) => links[key][at]!);
  }

  #placeFor(project: number, parent: number, after: number): number {
    const { tasks } = this.plan;
    if (after) return this.#end(tasks.id.indexOf(after));
    if (parent) return tasks.id.indexOf(parent) + 1;
    const first = tasks.project.findIndex((each) => each >= project);
    return first < 0 ? tasks.id.length : first;
  }

  #end(index: number): number {
    const { tasks } = this.plan;
    const inside = new Set([tasks.id[index]!]);
    let end = index + 1;
    while (end < tasks.id.length && inside.has(tasks.parent[end]!)) inside.add(tasks.id[end++]!);
    return end;
  }

  #markSummaries(): void {
    const { tasks } = this.plan;
    const parents = new Set(tasks.parent);
    tasks.id.forEach((id, at) => (tasks.flags[at] = parents.has(id) ? tasks.flags[at]! | Flag.Summary : tasks.flags[at]! & ~Flag.Summary));
  }

  #taskAt(id: number, version: number | null, yours: Record<string, unknown>): number {
    const index = this.plan.tasks.id.indexOf(id);
    if (index < 0) throw new Refusal(404, { title: "No such task", detail: "It may have been deleted." });
    if (version === null || version === this.plan.tasks.version[index]) return index;
    const said = this.#said(index);
    const theirs = Object.fromEntries(Object.keys(yours).map((field) => [field, (said as unknown as Record<string, unknown>)[field] ?? null]));
    throw new Refusal(409, {
      type: "/problems/stale-version", title: "Someone else has changed this task", detail: "", task: said, changed_by: "Ana Reyes",
      changed_at: new Date(Date.now() - 120_000).toISOString(), yours, theirs,
    });
  }

  #said(index: number): SaidTask {
    const { tasks, projects } = this.plan;
    return {
      id: tasks.id[index]!, version: tasks.version[index]!, project: projects[tasks.project[index]!]!.id, parent: tasks.parent[index]! || null,
      name: tasks.name[index]!, duration_minutes: tasks.duration[index]!, percent_complete: tasks.percent[index]!, constraint: tasks.constraint[index]!,
    };
  }

  #name(id: number): string {
    return this.plan.tasks.name[this.plan.tasks.id.indexOf(id)] ?? String(id);
  }

  #compare(before: PlanPayload, said: number | null, link: number | null, isReordered: boolean): Answer {
    const { tasks, projects, links } = this.plan;
    const old = new Map(before.tasks.id.map((id, at) => [id, at]));
    const fields = ["start", "finish", "total_slack", "flags", "percent", "duration", "driver_kind", "driver_task"] as const;
    const changed: Required<Omit<ChangedColumns, "name" | "version">> = { id: [], start: [], finish: [], total_slack: [], flags: [], percent: [], duration: [], driver_kind: [], driver_task: [] };
    const trail: Answer["trail"] = [];
    tasks.id.forEach((id, at) => {
      const was = old.get(id);
      if (was !== undefined && fields.every((field) => before.tasks[field][was] === tasks[field][at])) return;
      changed.id.push(id);
      for (const field of fields) changed[field].push(tasks[field][at]!);
      if (was === undefined || (before.tasks.start[was] === tasks.start[at] && before.tasks.finish[was] === tasks.finish[at])) return;
      const driver = tasks.driver_task[at]!;
      trail.push({
        task: id, start_before: before.tasks.start[was]!, start_after: tasks.start[at]!, finish_before: before.tasks.finish[was]!, finish_after: tasks.finish[at]!,
        because: driver ? `*${this.#name(driver)}* finishes ${tasks.start[at]! > before.tasks.start[was]! ? "later" : "sooner"}` : "you moved it", because_task: driver,
      });
    });
    const saidLink: SaidLink | null = link === null ? null : {
      id: links.id[link]!, predecessor: links.predecessor[link]!, successor: links.successor[link]!, kind: LINK_KINDS[links.kind[link]!]!, lag_minutes: links.lag[link]!,
      lag_kind: LAG_KINDS[links.lag_kind[link]!]!, version: links.version[link]!,
    };
    const finish = (plan: PlanPayload): number => Math.max(...plan.projects.map((project) => project.finish ?? 0));
    return {
      task: said === null ? null : this.#said(said), link: saidLink, revision_before: this.plan.scope.revision - 1, revision: this.plan.scope.revision, changed,
      projects: projects
        .filter((project, at) => project.finish !== before.projects[at]!.finish || project.percent !== before.projects[at]!.percent)
        .map((project) => ({ id: project.id, start: project.start ?? 0, finish: project.finish ?? 0, percent: project.percent })),
      moved: { count: trail.length, finish_before: finish(before), finish_after: finish(this.plan) }, trail: trail.slice(0, 200),
      order: isReordered ? { id: [...tasks.id], parent: [...tasks.parent], flags: [...tasks.flags] } : null,
    };
  }
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" } });
}
