/** The plan on screen: its parts put together, drawn frame by frame. */

import { Announcer } from "./announce";
import type { Api } from "./api";
import type { PlanData } from "./data";
import { make } from "./dom";
import { Editor } from "./editor";
import { Grid } from "./grid";
import { Keyboard } from "./keyboard";
import { KeySheet } from "./keysheet";
import { LinkCard } from "./linkcard";
import type { Link } from "./linkstore";
import type { Changes } from "./payload";
import { Notice } from "./notice";
import { Nudge } from "./nudge";
import { Pointer } from "./pointer";
import { lagText } from "./predecessors";
import { keep, restore } from "./preferences";
import { Previewer } from "./preview";
import { Report } from "./report";
import { isTask, type Handle } from "./rows";
import { ROW } from "./rowview";
import { Session } from "./session";
import { Sight } from "./sight";
import { Splitter } from "./splitter";
import { TaskActions } from "./tasks";
import { barOf, rowTop } from "./timeline/geometry";
import { HEAD } from "./timeline/head";
import { Timeline } from "./timeline/timeline";
import { Tip } from "./tip";
import { Toolbar } from "./toolbar";
import { EVERYTHING, Part, TIMELINE, type View } from "./view";

const NARROW = 640;
const SPLITTER = 1;
/** The part of the width that the list takes at first, in whole columns. */
const LIST_SHARE = 0.58;
const FOOT = 8;

export class Plan {
  readonly host: HTMLElement;
  readonly view: View;
  readonly announcer = new Announcer();
  readonly notice = new Notice();
  readonly grid: Grid;
  readonly timeline: Timeline;
  readonly tip: Tip;
  readonly hoverTip: Tip;
  readonly session: Session;
  readonly preview: Previewer;
  readonly tasks: TaskActions;
  readonly sight: Sight;
  readonly editor: Editor;
  readonly linkCard: LinkCard;
  readonly keySheet: KeySheet;
  readonly nudge: Nudge;
  readonly pointer: Pointer;
  readonly toolbar: Toolbar;
  readonly scroller = make("div", { class: "flp-scroll", attributes: { tabindex: "-1" } });
  lastCreated: number | null = null;
  readonly #report: Report;
  readonly #sizer = make("div", { class: "flp-sizer" });
  readonly #stick = make("div", { class: "flp-stick" });
  readonly #splitter: Splitter;
  readonly #observer: ResizeObserver;
  #gridWidth = 0;
  #frame = 0;
  #hasSight = false;

  constructor(host: HTMLElement, view: View, api: Api, outdated: () => void) {
    this.host = host;
    this.view = view;
    const kept = restore(view);
    this.grid = new Grid(view);
    this.timeline = new Timeline(view);
    this.tip = new Tip(view);
    this.hoverTip = new Tip(view);
    this.#report = new Report(this, outdated);
    this.session = new Session(view, api, this.#report);
    this.preview = new Previewer(view, api, (preview) => this.#tellPreview(preview && this.tip.tellPreview(preview)));
    this.tasks = new TaskActions(this);
    this.sight = new Sight(this);
    this.editor = new Editor(this);
    this.linkCard = new LinkCard(this);
    this.keySheet = new KeySheet(host, view);
    this.nudge = new Nudge(this);
    this.toolbar = new Toolbar(this);
    this.#splitter = new Splitter(view, (width) => this.#setGridWidth(width));
    this.#assemble();
    this.pointer = new Pointer(this);
    new Keyboard(this);
    this.#gridWidth = kept.gridWidth ?? 0;
    this.scroller.addEventListener("scroll", () => this.#onScroll());
    this.#observer = new ResizeObserver(() => view.invalidate(EVERYTHING));
    this.#observer.observe(host);
    view.onInvalid(() => this.#schedule());
    view.invalidate(EVERYTHING);
    this.showPane("grid");
    this.#layout();
    if (kept.pixelsPerDay === null) this.sight.open();
    else this.#openAt(kept.pixelsPerDay);
    this.#hasSight = true;
  }

  /** Take the plan off the page. */
  remove(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.preview.rest();
    this.host.replaceChildren();
  }

  get isNarrow(): boolean {
    return this.host.clientWidth < NARROW;
  }

  emit(name: string, detail: Record<string, unknown>): void {
    this.host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** Make a row the active one, at a column or the one it had; `focus` takes the keyboard there. */
  select(handle: Handle, column: string | null, focus = false): void {
    const { view } = this;
    const key = view.keyOf(handle);
    const isNew = view.active !== key;
    view.active = key;
    if (column !== null) view.activeColumn = column;
    this.sight.scrollToRow(view.rows.rowOf(handle));
    view.scrollTop = this.#scrollTop();
    view.invalidate(Part.Background | Part.Scrolled);
    if (focus) this.grid.focusActive();
    if (isNew) this.emit("fl-plan:selected", isTask(handle) ? { id: key } : { project: -key });
  }

  openTask(handle: Handle): void {
    if (isTask(handle)) this.emit("fl-plan:open-task", { id: this.view.data.columns.id[handle]! });
  }

  toggle(handle: Handle): void {
    const { rows } = this.view;
    rows.setExpanded(handle, !rows.isExpanded(handle));
    const active = this.view.activeHandle;
    this.view.invalidate(EVERYTHING);
    if (active !== null && rows.rowOf(active) < 0) this.select(handle, "name", this.grid.hasFocus);
    this.keepChoices();
  }

  /** On a narrow screen either the list or the timeline shows. */
  showPane(pane: "grid" | "timeline"): void {
    this.host.dataset.pane = pane;
    this.toolbar.showPane(pane);
    this.view.invalidate(EVERYTHING);
  }

  keepChoices(): void {
    if (this.#hasSight) keep(this.view, this.#gridWidth);
  }

  /** "+2d" of a link, as its successor's project counts days. */
  lagWords(link: Link): string {
    const { data } = this.view;
    const index = data.indexOf(link.successor);
    return lagText(link.lag, link.lagKind, data.units(index < 0 ? data.projects[0]! : data.projectOf(index)));
  }

  placeTipAt(index: number): void {
    const bar = barOf(this.view, index, this.view.rows.rowOf(index));
    if (bar) this.tip.place(bar.right, rowTop(this.view, this.view.rows.rowOf(index)) + ROW / 2);
  }

  /** Others changed dates: take them in, and let them be seen. */
  takeInChanges(changes: Changes): void {
    const { view } = this;
    const before = new Map<number, readonly [number, number]>();
    for (const id of changes.changed?.id ?? []) {
      const index = view.data.indexOf(id);
      if (index >= 0) before.set(index, [view.data.columns.start[index]!, view.data.columns.finish[index]!]);
    }
    const said = (changes.tasks ?? []).map((task) => view.data.applySaid(task)).filter((index) => index >= 0);
    const touched = [...said, ...(changes.changed ? view.data.applyChanged(changes.changed) : [])];
    view.data.applyProjects(changes.projects ?? []);
    view.data.scope = { ...view.data.scope, revision: changes.revision };
    view.data.isBehind = false;
    view.damage([...touched, ...view.data.projects.map((_, project) => -1 - project)]);
    this.timeline.overlay.flash(before);
    this.spread();
  }

  /** The plan was read anew. */
  replace(data: PlanData): void {
    this.view.replace(data);
    this.spread();
    this.toolbar.showHistory();
  }

  /** The plan may reach further now, or less far. */
  spread(): void {
    const { scale, data } = this.view;
    scale.fitTo(...data.span(), Math.max(scale.viewport, 1));
    this.timeline.place();
    this.view.invalidate(TIMELINE);
  }

  drawNow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#draw();
  }

  #assemble(): void {
    this.timeline.stage.append(this.tip.element, this.hoverTip.element);
    this.#stick.append(this.grid.element, this.#splitter.element, this.timeline.element);
    this.#sizer.append(this.#stick);
    this.scroller.append(this.#sizer);
    this.host.append(this.toolbar.element, this.notice.element, make("div", { class: "flp-frame", children: [this.scroller] }), this.announcer.element);
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.drawNow());
  }

  #draw(): void {
    const { view } = this;
    const taken = view.takeDamage();
    let { parts } = taken;
    if (parts === 0 && taken.rows.size === 0) return;
    if (parts & Part.Layout) this.#layout();
    const top = this.#scrollTop();
    if (top !== view.scrollTop) parts |= TIMELINE | Part.Scrolled;
    view.scrollTop = top;
    if (parts & (Part.Grid | Part.Scrolled) || taken.rows.size) this.grid.draw((parts & Part.Grid) !== 0, taken.rows);
    if (parts & Part.Grid) this.editor.follow();
    this.timeline.draw(parts, taken.rows);
  }

  /** Whole device pixels, so that lines stay sharp while they travel. */
  #scrollTop(): number {
    const ratio = window.devicePixelRatio || 1;
    return Math.round(this.scroller.scrollTop * ratio) / ratio;
  }

  #onScroll(): void {
    this.view.invalidate((TIMELINE & ~Part.Head) | Part.Scrolled);
  }

  #layout(): void {
    const { view, host } = this;
    host.classList.toggle("is-narrow", this.isNarrow);
    const high = this.scroller.clientHeight;
    const wide = this.scroller.clientWidth;
    this.#stick.style.height = `${high}px`;
    const width = this.#fitGrid(wide);
    const isGridAlone = this.isNarrow && host.dataset.pane === "grid";
    const bars = this.timeline.element.offsetHeight - this.timeline.element.clientHeight;
    view.height = Math.max(0, high - HEAD - bars);
    this.#sizer.style.height = `${HEAD + view.rows.count * ROW + bars + FOOT}px`;
    const timelineWidth = isGridAlone ? 1 : Math.max(1, this.isNarrow ? wide : wide - width - SPLITTER);
    const before = view.scale.viewport;
    view.isListHidden = this.isNarrow && !isGridAlone;
    this.timeline.resize(timelineWidth, view.height);
    if (before !== timelineWidth || view.scale.width === 0) this.spread();
    // A timeline that had no room yet could not choose what to show.
    if (this.#hasSight && before <= 1 && timelineWidth > 1) this.sight.open();
  }

  /** Returns the pixels that the list takes. */
  #fitGrid(wide: number): number {
    const most = Math.max(200, Math.min(this.grid.fullWidth, wide - 160));
    const width = Math.min(this.#gridWidth || this.grid.widthWithin(wide * LIST_SHARE), most);
    this.grid.element.style.width = this.isNarrow ? "100%" : `${width}px`;
    this.#splitter.show(width, most);
    return width;
  }

  #setGridWidth(width: number): void {
    this.#gridWidth = width;
    this.view.invalidate(EVERYTHING);
    this.keepChoices();
  }

  #openAt(pixelsPerDay: number): void {
    const { scale, data, now } = this.view;
    scale.zoomTo(pixelsPerDay, 0);
    const [from, to] = data.span();
    if (now > from && now < to) this.sight.scrollToToday();
    else scale.scrollTo(from, 48);
    this.timeline.place();
    this.toolbar.showZoom();
  }

  #tellPreview(words: string | null): void {
    if (words === null) this.tip.tellPreview(null);
    else if (!this.pointer.isBusy) this.announcer.say(words);
  }
}
