/** Sends edits one after the other, takes in the answers, and keeps what could not be saved. */

import { Problem, Stale, Unreached, type Api } from "./api";
import { afterwards, identified, inverse, renamed, send, type Command } from "./commands";
import { foresee } from "./foresee";
import type { Answer, Minutes, Moved, TrailStep } from "./payload";
import { UndoStack, type Step } from "./undo";
import { EVERYTHING, Part, TIMELINE, type View } from "./view";

/** Where an edit was typed, so that a refusal can hand the text back. */
export interface Typed {
  task: number;
  column: string;
  text: string;
}

export interface Edit {
  label: string;
  commands: Command[];
  typed?: Typed;
}

/** What came of an edit. */
export interface Outcome {
  label: string;
  source: "edit" | "undo" | "redo";
  moved: Moved;
  trail: TrailStep[];
  /** Where the tasks that moved were before, by id. */
  before: Map<number, readonly [Minutes, Minutes]>;
  /** The task that the edit created, if any. */
  created: number | null;
  /** Whether rows came, went or changed places. */
  isRearranged: boolean;
  isUndoable: boolean;
}

export interface Hooks {
  applied(outcome: Outcome): void;
  refused(edit: Edit, problem: Problem): void;
  /** Someone else was faster: whose values shall hold? */
  stale(edit: Edit, stale: Stale): Promise<"mine" | "theirs">;
  /** The edits that wait for a retry changed, or the number under way did. */
  waiting(held: readonly Edit[], underWay: number): void;
  /** The plan should be read anew. */
  outdated(): void;
}

interface Job {
  edit: Edit;
  source: Outcome["source"];
  step: Step | null;
  keys: string[];
  revert: (() => void)[];
  done: (isSaved: boolean) => void;
}

export class Session {
  readonly undo = new UndoStack();
  readonly held: Job[] = [];
  readonly #view: View;
  readonly #api: Api;
  readonly #hooks: Hooks;
  #last: Promise<void> = Promise.resolve();
  #underWay = 0;

  constructor(view: View, api: Api, hooks: Hooks) {
    this.#view = view;
    this.#api = api;
    this.#hooks = hooks;
  }

  /** Whether nothing is under way and nothing waits. */
  get isQuiet(): boolean {
    return this.#underWay === 0 && this.held.length === 0;
  }

  /** Show the edit at once and save it after those before it. Resolves to whether it was saved. */
  perform(edit: Edit): Promise<boolean> {
    return this.#enqueue(edit, "edit", null);
  }

  async stepBack(): Promise<boolean> {
    // An edit still under way is the one to take back, not the one before it.
    await this.#last;
    const step = this.undo.takeUndo();
    return step ? this.#enqueue({ label: step.label, commands: step.backward }, "undo", step) : false;
  }

  async stepForth(): Promise<boolean> {
    await this.#last;
    const step = this.undo.takeRedo();
    return step ? this.#enqueue({ label: step.label, commands: step.forward }, "redo", step) : false;
  }

  /** Try again what could not be saved, in order. */
  retry(): void {
    for (const job of this.held.splice(0)) this.#run(job);
  }

  discard(): void {
    for (const job of this.held.splice(0)) this.#giveUp(job);
    this.#tell();
  }

  #enqueue(edit: Edit, source: Outcome["source"], step: Step | null): Promise<boolean> {
    return new Promise((done) => {
      const revert = edit.commands.map((command) => foresee(this.#view, command));
      this.#run({ edit: { ...edit, commands: [...edit.commands] }, source, step, keys: edit.commands.map(newKey), revert, done });
    });
  }

  #run(job: Job): void {
    this.#underWay++;
    this.#tell();
    this.#last = this.#last.then(async () => {
      try {
        await this.#work(job);
      } catch (error) {
        // Nothing that an edit may answer: the plan on screen can no longer be trusted.
        console.error(error);
        this.#giveUp(job);
        this.#hooks.outdated();
      } finally {
        this.#underWay--;
        this.#tell();
      }
    });
  }

  async #work(job: Job): Promise<void> {
    const outcome = emptyOutcome(job);
    const step: Step = { label: job.edit.label, forward: [], backward: [] };
    for (;;) {
      const command = job.edit.commands[0];
      if (!command) break;
      const back = inverse(this.#view.data, command);
      const answer = await this.#attempt(job, command);
      if (!answer) break;
      job.revert.shift()?.();
      job.keys.shift();
      job.edit.commands.shift();
      this.#takeIn(command, answer, outcome);
      this.#follow(job, command, answer);
      step.forward.push(identified(command, answer));
      const takeBack = back ?? afterwards(command, answer);
      if (takeBack) step.backward.unshift(takeBack);
      else outcome.isUndoable = false;
    }
    if (step.forward.length) this.#note(job, step, outcome);
    if (!this.held.includes(job)) job.done(job.edit.commands.length === 0);
  }

  /** Ask the API. Null when the edit ends here: refused, given up for theirs, or held for a retry. */
  async #attempt(job: Job, command: Command): Promise<Answer | null> {
    for (;;) {
      try {
        return await send(this.#api, this.#view.data, command, job.keys[0]!);
      } catch (error) {
        if (error instanceof Stale && (await this.#settle(job, error)) === "mine") continue;
        if (error instanceof Unreached || (error instanceof Problem && error.status >= 500)) this.held.push(job);
        else if (error instanceof Stale) this.#giveUp(job);
        else if (error instanceof Problem) {
          this.#giveUp(job);
          this.#hooks.refused(job.edit, error);
        } else throw error;
        return null;
      }
    }
  }

  async #settle(job: Job, stale: Stale): Promise<"mine" | "theirs"> {
    const choice = await this.#hooks.stale(job.edit, stale);
    const { data } = this.#view;
    if (stale.body.task) this.#view.damage([data.applySaid(stale.body.task)].filter((index) => index >= 0));
    const link = stale.body.link && data.links.get(stale.body.link.id);
    if (link && stale.body.link) link.version = stale.body.link.version;
    if (choice === "theirs" || !(stale.body.task ?? stale.body.link)) this.#hooks.outdated();
    return choice;
  }

  #takeIn(command: Command, answer: Answer, outcome: Outcome): void {
    const view = this.#view;
    const { data } = view;
    for (const id of answer.changed.id) {
      const index = data.indexOf(id);
      if (index >= 0 && !outcome.before.has(id)) outcome.before.set(id, [data.columns.start[index]!, data.columns.finish[index]!]);
    }
    const count = data.count;
    const touched = data.apply(answer);
    if (command.kind === "remove") this.#dropTask(command.task);
    if (command.kind === "unlink") data.links.remove(command.link);
    merge(outcome, answer);
    if (command.kind === "add") outcome.created = answer.task?.id ?? null;
    if (answer.order || data.count !== count) {
      outcome.isRearranged = true;
      view.rows.refresh();
      view.invalidate(EVERYTHING);
    } else {
      const projects = new Set(touched.map((index) => data.columns.project[index]!));
      view.damage([...touched, ...[...projects].map((project) => -1 - project)]);
      if (answer.link || command.kind === "unlink") view.invalidate(TIMELINE | Part.Grid);
    }
  }

  #dropTask(id: number): void {
    const { data } = this.#view;
    const index = data.indexOf(id);
    const gone = index < 0 ? [id] : Array.from(data.columns.id.slice(index, data.outline.end[index]));
    if (index >= 0) data.remove(new Set(gone));
    this.undo.forget(gone);
  }

  /** A thing made again by undo or redo has a new id: every step that names the old one follows. */
  #follow(job: Job, command: Command, answer: Answer): void {
    if (command.kind !== "add" && command.kind !== "link") return;
    const what = command.kind === "add" ? "task" : "link";
    const fresh = (what === "task" ? answer.task : answer.link)?.id;
    if (command.id === undefined || fresh === undefined || fresh === command.id) return;
    const old = command.id;
    this.undo.rename(what, old, fresh, job.step);
    job.edit.commands = job.edit.commands.map((each) => renamed(each, what, old, fresh));
  }

  /** Keep the way back, and tell. */
  #note(job: Job, step: Step, outcome: Outcome): void {
    if (job.source === "edit" && step.backward.length) this.undo.push(step);
    if (job.source === "undo" && job.step) this.undo.undone(job.step);
    if (job.source === "redo" && job.step) this.undo.redone({ ...job.step, backward: step.backward });
    this.#hooks.applied(outcome);
  }

  #giveUp(job: Job): void {
    for (const revert of job.revert) revert();
    if (job.source === "undo" && job.step) this.undo.redone(job.step);
    if (job.source === "redo" && job.step) this.undo.undone(job.step);
    job.done(false);
  }

  #tell(): void {
    this.#hooks.waiting(this.held.map((job) => job.edit), this.#underWay);
  }
}

function emptyOutcome(job: Job): Outcome {
  return {
    label: job.edit.label, source: job.source, moved: { count: 0, finish_before: null, finish_after: null }, trail: [], before: new Map(), created: null, isRearranged: false,
    isUndoable: true,
  };
}

function merge(outcome: Outcome, answer: Answer): void {
  const { moved } = outcome;
  outcome.moved = {
    count: Math.max(moved.count, answer.moved.count),
    finish_before: moved.finish_before ?? answer.moved.finish_before,
    finish_after: answer.moved.finish_after,
  };
  const known = new Set(outcome.trail.map((step) => step.task));
  outcome.trail.push(...answer.trail.filter((step) => !known.has(step.task)));
}

/** A key that no other request has; `crypto.randomUUID` is missing where a page is served without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
