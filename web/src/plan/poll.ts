/** Looks for what others changed, as long as the page is in sight. */

import type { Api } from "./api";
import type { Changes } from "./payload";
import type { Plan } from "./plan";

const EVERY_MS = 15_000;

export class Poll {
  readonly #plan: Plan;
  readonly #api: Api;
  readonly #reload: () => void;
  #timer = 0;

  constructor(plan: Plan, api: Api, reload: () => void) {
    this.#plan = plan;
    this.#api = api;
    this.#reload = reload;
  }

  start(): void {
    this.stop();
    this.#timer = window.setInterval(() => void this.look(), EVERY_MS);
  }

  stop(): void {
    window.clearInterval(this.#timer);
  }

  /** Ask for changes now, unless edits of one's own are under way: their answers tell as much. */
  async look(): Promise<void> {
    const { view, session, editor, pointer, nudge } = this.#plan;
    if (document.visibilityState !== "visible" || !session.isQuiet || pointer.isBusy || nudge.isBusy) return;
    const { revision } = view.data.scope;
    let changes: Changes;
    try {
      changes = await this.#api.changes(revision);
    } catch {
      // Out of reach for a moment; the next look will tell, and an edit made meanwhile tells the person itself.
      return;
    }
    // An edit of one's own may have begun, or ended, while the answer was on its way.
    if (changes.revision <= revision || this.#isOvertaken(revision)) return;
    if (changes.reload && !editor.isOpen) this.#reload();
    else if (!changes.reload) this.#plan.takeInChanges(changes);
  }

  #isOvertaken(revision: number): boolean {
    return !this.#plan.session.isQuiet || this.#plan.view.data.scope.revision !== revision;
  }
}
