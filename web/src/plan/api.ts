/** The plan's talk with the API: typed, with versions, keys and problems. */

import type { Answer, Changes, LinkFields, PlanPayload, Preview, SaidTask, TaskFields } from "./payload";

/** An answer of the API that is not a success, in its own words (problem+json). */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;

  constructor(status: number, title: string, detail: string) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** Someone else has changed the task since: nothing was written. */
export class Stale extends Problem {
  readonly body: StaleBody;

  constructor(body: StaleBody) {
    super(409, body.title, body.detail);
    this.body = body;
  }
}

/** No answer at all: offline, or the server is down. */
export class Unreached extends Error {}

export interface StaleBody {
  type: string;
  title: string;
  detail: string;
  task?: SaidTask;
  link?: { id: number; version: number };
  changed_by?: string;
  changed_at?: string;
  yours?: Record<string, unknown>;
  theirs?: Record<string, unknown>;
}

export interface NewTask {
  project: number;
  parent: number | null;
  after: number | null;
  name: string;
  duration_minutes: number;
}

export interface Place {
  parent: number | null;
  after: number | null;
}

export interface NewLink extends LinkFields {
  predecessor: number;
  successor: number;
}

export interface PreviewRequest {
  task: number;
  start?: string;
  finish?: string;
  duration_minutes?: number;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";
interface Send {
  body?: unknown;
  version?: number;
  key?: string;
  signal?: AbortSignal;
}

export class Api {
  readonly #root: string;
  readonly #plan: string;

  /** `plan` is the address of the plan's payload; everything else lies under `root`. */
  constructor(root: string, plan: string) {
    this.#root = root.replace(/\/$/, "");
    this.#plan = plan.replace(/\/$/, "");
  }

  plan(signal: AbortSignal): Promise<PlanPayload> {
    return this.#send<PlanPayload>("GET", this.#plan, { signal });
  }

  changes(since: number): Promise<Changes> {
    return this.#send<Changes>("GET", `${this.#plan}/changes?since=${since}`);
  }

  preview(request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
    return this.#send<Preview>("POST", `${this.#plan}/preview`, { body: request, signal });
  }

  editTask(id: number, fields: TaskFields, version: number): Promise<Answer> {
    return this.#send<Answer>("PATCH", `${this.#root}/tasks/${id}`, { body: fields, version });
  }

  addTask(task: NewTask, key: string): Promise<Answer> {
    return this.#send<Answer>("POST", `${this.#root}/tasks`, { body: task, key });
  }

  deleteTask(id: number, version: number): Promise<Answer> {
    return this.#send<Answer>("DELETE", `${this.#root}/tasks/${id}`, { version });
  }

  moveTask(id: number, place: Place, version: number): Promise<Answer> {
    return this.#send<Answer>("POST", `${this.#root}/tasks/${id}/move`, { body: place, version });
  }

  addLink(link: NewLink, key: string): Promise<Answer> {
    return this.#send<Answer>("POST", `${this.#root}/links`, { body: link, key });
  }

  editLink(id: number, fields: LinkFields, version: number): Promise<Answer> {
    return this.#send<Answer>("PATCH", `${this.#root}/links/${id}`, { body: fields, version });
  }

  deleteLink(id: number, version: number): Promise<Answer> {
    return this.#send<Answer>("DELETE", `${this.#root}/links/${id}`, { version });
  }

  async #send<Body>(method: Method, address: string, send: Send = {}): Promise<Body> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (send.body !== undefined) headers["Content-Type"] = "application/json";
    if (method !== "GET") headers["X-CSRFToken"] = cookie("csrftoken");
    if (send.version !== undefined) headers["If-Match"] = `"${send.version}"`;
    if (send.key !== undefined) headers["Idempotency-Key"] = send.key;
    let response: Response;
    try {
      response = await fetch(address, {
        method, headers, credentials: "same-origin", body: send.body === undefined ? null : JSON.stringify(send.body), signal: send.signal ?? null,
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Unreached(String(error));
    }
    if (!response.ok) throw await problemOf(response);
    return (response.status === 204 ? undefined : await response.json()) as Body;
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as Partial<StaleBody> | null;
  const title = body?.title ?? response.statusText;
  const detail = typeof body?.detail === "string" ? body.detail : "";
  if (response.status === 409 && body?.type?.endsWith("stale-version")) return new Stale({ ...body, type: body.type, title, detail });
  return new Problem(response.status, title, detail);
}

function cookie(name: string): string {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
