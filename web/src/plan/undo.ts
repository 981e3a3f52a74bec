/** The steps that can be taken back and done again. */

import { renamed, type Command } from "./commands";

export interface Step {
  /** What was done, for the button and the announcement. */
  label: string;
  forward: Command[];
  backward: Command[];
}

const LONGEST = 100;

export class UndoStack {
  #done: Step[] = [];
  #undone: Step[] = [];

  get next(): Step | undefined {
    return this.#done[this.#done.length - 1];
  }

  get nextAgain(): Step | undefined {
    return this.#undone[this.#undone.length - 1];
  }

  /** Note a step just done; what had been undone before it cannot be done again. */
  push(step: Step): void {
    this.redone(step);
    this.#undone = [];
  }

  /** Take the newest step off to undo it; `undone`, or `redone` when that failed, must follow. */
  takeUndo(): Step | undefined {
    return this.#done.pop();
  }

  takeRedo(): Step | undefined {
    return this.#undone.pop();
  }

  undone(step: Step): void {
    this.#undone.push(step);
  }

  redone(step: Step): void {
    this.#done.push(step);
    if (this.#done.length > LONGEST) this.#done.shift();
  }

  /** Make every step, and `beside` which is in nobody's stack just now, speak of the new id. */
  rename(what: "task" | "link", from: number, to: number, beside: Step | null): void {
    for (const step of [...this.#done, ...this.#undone, ...(beside ? [beside] : [])]) {
      step.forward = step.forward.map((command) => renamed(command, what, from, to));
      step.backward = step.backward.map((command) => renamed(command, what, from, to));
    }
  }

  /** Drop the steps that need a task which is gone for good. */
  forget(tasks: readonly number[]): void {
    const gone = new Set(tasks);
    const isFree = (step: Step): boolean => ![...step.forward, ...step.backward].some((command) => mentions(command, gone));
    this.#done = this.#done.filter(isFree);
  }
}

function mentions(command: Command, tasks: ReadonlySet<number>): boolean {
  switch (command.kind) {
    case "edit":
    case "remove":
    case "place":
      return tasks.has(command.task);
    case "link":
      return tasks.has(command.link.predecessor) || tasks.has(command.link.successor);
    default:
      return false;
  }
}
