/**
 * `<fl-plan src="/api/v1/plans/program/3">`: a plan as list and timeline.
 *
 * Attributes: `src` (address of the plan's payload), `api` (root of the API, "/api/v1"), `lang` (words), `locale` (dates and numbers; `lang` when absent),
 * `catalog` (address of the words' translations), `import-url`, `depth` (levels that are open until the person chooses,
 * 1 for the top alone), `selected` (id of the task to show first), `readonly`.
 * Events, all bubbling: `fl-plan:ready`, `fl-plan:selected` {id} or {project}, `fl-plan:open-task` {id, url?}, `fl-plan:changed` {revision, moved},
 * `fl-plan:error` {status, title, detail}.
 */

import { Api, Problem, Unreached } from "./api";
import { PlanData } from "./data";
import { button, make } from "./dom";
import { emptyCard } from "./empty";
import { Words, type Catalog } from "./i18n";
import { Plan } from "./plan";
import { Poll } from "./poll";
import { readTheme, watchTheme } from "./theme";
import { EVERYTHING, View } from "./view";

export class PlanElement extends HTMLElement {
  static readonly observedAttributes = ["src"];
  #plan: Plan | null = null;
  #poll: Poll | null = null;
  #loading: AbortController | null = null;
  #unwatch: (() => void)[] = [];

  connectedCallback(): void {
    // A name without a role is lost on screen readers.
    if (this.hasAttribute("aria-label") && !this.hasAttribute("role")) this.setAttribute("role", "region");
    void this.#load();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === null || before === after) return;
    this.#stop();
    void this.#load();
  }

  /** Show a task: open what hides it, and bring row and bar on screen. Returns whether the plan holds it. */
  reveal(task: number): boolean {
    return this.#plan?.tasks.reveal(task) ?? false;
  }

  /** Where a task's bar is drawn now, in pixels of the window, so that others may point at it; null while its row is hidden. */
  barBox(task: number): DOMRect | null {
    const index = this.#plan?.view.data.indexOf(task) ?? -1;
    return index < 0 ? null : this.#plan!.timeline.boxOf(index);
  }

  /** Read the plan anew, as after a change made elsewhere on the page. */
  async refresh(): Promise<void> {
    const src = this.getAttribute("src");
    if (!this.#plan || src === null) return;
    try {
      this.#plan.replace(new PlanData(await this.#api(src).plan(new AbortController().signal)));
      this.#showEmpty();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #load(): Promise<void> {
    const src = this.getAttribute("src");
    if (src === null) return;
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.classList.add("is-loading");
    this.setAttribute("aria-busy", "true");
    const words = new Words(this.#language);
    try {
      const api = this.#api(src);
      const [payload] = await Promise.all([api.plan(signal), this.#translate(words)]);
      if (signal.aborted) return;
      performance.mark("fl-plan:data");
      this.#show(new PlanData(payload), words, api);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      this.classList.remove("is-loading");
      this.removeAttribute("aria-busy");
    }
  }

  #show(data: PlanData, words: Words, api: Api): void {
    // What the server wrote for readers without scripts has done its part.
    this.replaceChildren();
    const depth = Number(this.getAttribute("depth") ?? 0);
    const view = new View(data, words, this.#locale, readTheme(this));
    view.isReadOnly = this.hasAttribute("readonly");
    if (depth > 0) view.rows.setDepth(depth);
    const plan = new Plan(this, view, api, () => void this.refresh());
    this.#plan = plan;
    this.#poll = new Poll(plan, api, () => void this.refresh());
    this.#poll.start();
    this.#watch(view, plan);
    plan.drawNow();
    this.#showEmpty();
    performance.mark("fl-plan:drawn");
    const selected = Number(this.getAttribute("selected") ?? 0);
    if (selected > 0) this.reveal(selected);
    plan.emit("fl-plan:ready", { tasks: data.count });
  }

  #watch(view: View, plan: Plan): void {
    const onVisible = (): void => void (document.visibilityState === "visible" && this.#poll?.look());
    // The browser may say so a moment before anything gets through.
    const onLine = (): void => [0, 2_000, 10_000].forEach((wait) => window.setTimeout(() => plan.session.retry(), wait));
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (!plan.session.isQuiet) event.preventDefault();
    };
    // Others were faster than an edit: its answer told only of itself.
    const onChanged = (): void => {
      if (plan.view.data.isBehind) window.setTimeout(() => void this.#poll?.look());
    };
    this.addEventListener("fl-plan:changed", onChanged);
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("online", onLine);
    window.addEventListener("beforeunload", onLeave);
    this.#unwatch = [
      watchTheme(() => {
        view.theme = readTheme(this);
        view.invalidate(EVERYTHING);
      }),
      () => this.removeEventListener("fl-plan:changed", onChanged),
      () => document.removeEventListener("visibilitychange", onVisible),
      () => window.removeEventListener("online", onLine),
      () => window.removeEventListener("beforeunload", onLeave),
    ];
    // Text measured before its font has come would leave labels the wrong room.
    void document.fonts.ready.then(() => view.invalidate(EVERYTHING));
  }

  #showEmpty(): void {
    const plan = this.#plan;
    if (!plan) return;
    this.querySelector(".flp-empty")?.remove();
    if (plan.view.data.count > 0 || plan.view.data.projects.length > 1) return;
    const card = emptyCard(plan, this.getAttribute("import-url"));
    this.querySelector(".flp-frame")?.append(card);
    this.addEventListener("fl-plan:changed", () => card.remove(), { once: true });
    card.addEventListener("click", () => (card.hidden = true));
  }

  #stop(): void {
    this.#loading?.abort();
    this.#poll?.stop();
    for (const each of this.#unwatch.splice(0)) each();
    this.#plan?.remove();
    this.#plan = null;
  }

  /** The plan could not be read: say so where it would stand, and offer to try again. */
  #fail(error: unknown): void {
    const [status, title, detail] = error instanceof Problem ? [error.status, error.title, error.detail] : [0, "", ""];
    if (!(error instanceof Problem) && !(error instanceof Unreached)) console.error(error);
    const words = new Words(this.#language);
    const text = detail || title || words.t("The plan could not be read: the server does not answer.");
    const again = button({ class: "flp-button is-main", text: words.t("Try again") }, () => {
      if (this.#plan) {
        this.#plan.notice.hide();
        void this.refresh();
      } else void this.#load();
    });
    if (this.#plan) this.#plan.notice.show(text, [{ label: words.t("Try again"), act: () => again.click() }]);
    else this.replaceChildren(make("div", { class: "flp-failed", role: "alert", children: [make("p", { text }), again] }));
    this.dispatchEvent(new CustomEvent("fl-plan:error", { detail: { status, title, detail }, bubbles: true }));
  }

  #api(src: string): Api {
    return new Api(this.getAttribute("api") ?? "/api/v1", src);
  }

  async #translate(words: Words): Promise<void> {
    const address = this.getAttribute("catalog");
    if (address === null) return;
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) words.use((await response.json()) as Catalog);
  }

  get #language(): string {
    return this.getAttribute("lang") ?? (document.documentElement.lang || "en");
  }

  /** Dates go by the page's locale; plain English means day before month, as everywhere in Fairlead. */
  get #locale(): string {
    const locale = this.getAttribute("locale") ?? this.#language;
    return locale === "en" ? "en-GB" : locale;
  }
}
