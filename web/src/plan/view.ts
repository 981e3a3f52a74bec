/** What the plan's parts share: the data, what shows of it and how, and which of it has to be drawn again. */

import { DateWords } from "./dates";
import type { PlanData } from "./data";
import type { Words } from "./i18n";
import { LinkIndex } from "./linkindex";
import { Flag, type Minutes } from "./payload";
import { DRAFT, isTask, Rows, type Handle } from "./rows";
import { Scale } from "./scale";
import type { Theme } from "./theme";

/** Parts of the screen that may need drawing. */
export const Part = { Grid: 1, Head: 2, Background: 4, Bars: 8, Links: 16, Overlay: 32, Layout: 64, Scrolled: 128 } as const;
export const TIMELINE = Part.Head | Part.Background | Part.Bars | Part.Links | Part.Overlay;
export const EVERYTHING = TIMELINE | Part.Grid | Part.Layout;

export type LabelChoice = "names" | "people" | "none";

/** What the person chose to see; kept between visits. */
export interface Choices {
  critical: boolean;
  slack: boolean;
  links: boolean;
  labels: LabelChoice;
  hidden: string[];
  widths: Record<string, number>;
}

/** What an edit on its way will most likely bring to its own task. */
export interface Guess {
  name?: string;
  percent?: number;
  duration?: number;
  span?: readonly [Minutes, Minutes];
}

/** A task by its id, a project by minus its id, the draft by 0: what stays true while rows come and go. */
export type Key = number;

export class View {
  data: PlanData;
  rows: Rows;
  readonly scale = new Scale();
  readonly links = new LinkIndex();
  readonly words: Words;
  dates: DateWords;
  theme: Theme;
  choices: Choices = { critical: true, slack: false, links: true, labels: "names", hidden: [], widths: {} };

  active: Key | null = null;
  activeColumn = "name";
  hover: Handle | null = null;
  selectedLink: number | null = null;
  hoverLink: number | null = null;
  /** Edits on their way, by the task's id. */
  readonly guesses = new Map<number, Guess>();
  /** Tasks whose edits wait for a retry. */
  unsaved: ReadonlySet<number> = new Set();
  /** Where tasks would be, by index, as a preview tells. */
  readonly moved = new Map<number, readonly [Minutes, Minutes]>();
  /** The task whose bar is in hand: drawn on the overlay instead of its row. */
  lifted: Handle | null = null;
  /** Where the pointer holds the lifted bar, between the steps of the snap; `span` tells where it would rest. */
  inHand: readonly [Minutes, Minutes] | null = null;
  isReadOnly = false;
  /** Whether the timeline stands alone, so that its labels are the rows' only names. */
  isListHidden = false;

  scrollTop = 0;
  /** Pixels of rows on screen. */
  height = 0;

  #locale: string;
  #loadedAt = performance.now();
  #request: () => void = () => undefined;
  #parts = 0;
  #rows = new Set<Handle>();
  #seen = { rows: -1, links: -1 };

  constructor(data: PlanData, words: Words, locale: string, theme: Theme) {
    this.data = data;
    this.rows = new Rows(data);
    this.words = words;
    this.#locale = locale;
    this.dates = new DateWords(locale, data.scope.now);
    this.theme = theme;
  }

  get locale(): string {
    return this.#locale;
  }

  /** The wall clock of the workspace, as far as the plan was told. */
  get now(): Minutes {
    return this.data.scope.now + (performance.now() - this.#loadedAt) / 60_000;
  }

  /** Take in a plan read anew, keeping what is collapsed and active. */
  replace(data: PlanData): void {
    const { collapsedProjects, collapsedTasks } = this.rows;
    const { draft } = this.rows;
    this.data = data;
    this.rows = new Rows(data);
    this.rows.draft = draft;
    for (const id of collapsedProjects) this.rows.collapsedProjects.add(id);
    for (const id of collapsedTasks) this.rows.collapsedTasks.add(id);
    this.rows.refresh();
    this.dates = new DateWords(this.#locale, data.scope.now);
    this.#loadedAt = performance.now();
    this.#seen = { rows: -1, links: -1 };
    this.moved.clear();
    this.hover = null;
    this.invalidate(EVERYTHING);
  }

  onInvalid(request: () => void): void {
    this.#request = request;
    if (this.#parts || this.#rows.size) request();
  }

  /** Ask for parts to be drawn wholly at the next frame. */
  invalidate(parts: number): void {
    this.#parts |= parts;
    this.#request();
  }

  /** Ask for single rows to be drawn again, in the grid and on the timeline. */
  damage(handles: Iterable<Handle>): void {
    for (const handle of handles) this.#rows.add(handle);
    this.#request();
  }

  /** Hand over what has to be drawn, and forget it. */
  takeDamage(): { parts: number; rows: Set<Handle> } {
    const taken = { parts: this.#parts, rows: this.#rows };
    this.#parts = 0;
    this.#rows = new Set();
    return taken;
  }

  /** The links as the present rows show them. */
  freshLinks(): LinkIndex {
    if (this.#seen.rows !== this.rows.revision || this.#seen.links !== this.data.links.revision) {
      this.links.build(this.data, this.rows);
      this.#seen = { rows: this.rows.revision, links: this.data.links.revision };
    }
    return this.links;
  }

  keyOf(handle: Handle): Key {
    if (handle === DRAFT) return 0;
    return handle < 0 ? -this.data.projects[-1 - handle]!.id : this.data.columns.id[handle]!;
  }

  /** The handle of a key, null when it is gone. */
  handleOf(key: Key): Handle | null {
    if (key === 0) return this.rows.draft ? DRAFT : null;
    if (key > 0) {
      const index = this.data.indexOf(key);
      return index < 0 ? null : index;
    }
    const project = this.data.projects.findIndex((each) => each.id === -key);
    return project < 0 ? null : -1 - project;
  }

  get activeHandle(): Handle | null {
    return this.active === null ? null : this.handleOf(this.active);
  }

  get activeRow(): number {
    const handle = this.activeHandle;
    return handle === null ? -1 : this.rows.rowOf(handle);
  }

  /** Where a task's bar is drawn now. */
  span(index: number): readonly [Minutes, Minutes] {
    return this.moved.get(index) ?? this.#guess(index)?.span ?? [this.data.columns.start[index]!, this.data.columns.finish[index]!];
  }

  name(index: number): string {
    return this.#guess(index)?.name ?? this.data.columns.name[index]!;
  }

  percent(index: number): number {
    return this.#guess(index)?.percent ?? this.data.columns.percent[index]!;
  }

  duration(index: number): number {
    return this.#guess(index)?.duration ?? this.data.columns.duration[index]!;
  }

  isCritical(index: number): boolean {
    return this.choices.critical && this.data.has(index, Flag.Critical) && !this.data.has(index, Flag.Done);
  }

  canEdit(handle: Handle): boolean {
    return !this.isReadOnly && isTask(handle) && this.data.canEdit(handle);
  }

  canProgress(handle: Handle): boolean {
    return !this.isReadOnly && isTask(handle) && this.data.canProgress(handle);
  }

  #guess(index: number): Guess | undefined {
    return this.guesses.size === 0 ? undefined : this.guesses.get(this.data.columns.id[index]!);
  }
}
