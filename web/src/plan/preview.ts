/** Asks what an edit would bring while it is still in hand, and shows it. */

import type { Api, PreviewRequest } from "./api";
import type { Preview } from "./payload";
import { Part, type View } from "./view";

const PAUSE_MS = 120;

export class Previewer {
  readonly #view: View;
  readonly #api: Api;
  readonly #told: (preview: Preview | null) => void;
  #timer = 0;
  #request: AbortController | null = null;
  #shown: number[] = [];

  /** `told` hears each preview, and null when there is none yet for what was asked last. */
  constructor(view: View, api: Api, told: (preview: Preview | null) => void) {
    this.#view = view;
    this.#api = api;
    this.#told = told;
  }

  /** Ask, once the hand has rested a moment; what was asked before no longer counts. */
  ask(request: PreviewRequest): void {
    this.#stop();
    this.#told(null);
    this.#timer = window.setTimeout(() => void this.#fetch(request), PAUSE_MS);
  }

  /** Stop asking, but leave on screen what is there: the edit itself will answer soon. */
  rest(): void {
    this.#stop();
  }

  /** Stop, and take everything foreseen off the screen. */
  clear(): void {
    this.#stop();
    const handles = [...this.#view.moved.keys()];
    this.#view.moved.clear();
    this.#shown = [];
    this.#view.damage(handles);
    this.#view.invalidate(Part.Links | Part.Overlay);
  }

  #stop(): void {
    window.clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #fetch(request: PreviewRequest): Promise<void> {
    this.#request = new AbortController();
    const { signal } = this.#request;
    try {
      const preview = await this.#api.preview(request, signal);
      if (!signal.aborted) this.#show(preview, request.task);
    } catch {
      // A preview is a courtesy: without one the bar can still be dropped, and the edit itself will tell what is wrong.
    }
  }

  #show(preview: Preview, inHand: number): void {
    const { data, moved } = this.#view;
    const before = this.#shown;
    for (const index of before) moved.delete(index);
    this.#shown = [];
    const { id, start, finish } = preview.changed;
    id.forEach((task, at) => {
      const index = data.indexOf(task);
      if (index < 0 || task === inHand) return;
      const [from, to] = [start?.[at] ?? data.columns.start[index]!, finish?.[at] ?? data.columns.finish[index]!];
      if (from === data.columns.start[index] && to === data.columns.finish[index]) return;
      moved.set(index, [from, to]);
      this.#shown.push(index);
    });
    this.#view.damage([...before, ...this.#shown]);
    this.#view.invalidate(Part.Links | Part.Overlay);
    this.#told(preview);
  }
}
