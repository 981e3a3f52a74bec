/** The mouse: over the timeline and in the grid. */

import { BarDrag, isMovable, LinkDrag, PanDrag, ProgressDrag, type Drag } from "./drags";
import { LINK_KINDS } from "./payload";
import type { Plan } from "./plan";
import { DRAFT, isTask } from "./rows";
import type { Hit } from "./timeline/hit";
import { Part } from "./view";

/** A press that moves less than this is a click. */
const STILL = 4;
const EDGE = 28;
const EDGE_STEP = 14;

interface Press {
  x: number;
  y: number;
  hit: Hit | null;
  drag: (() => Drag) | null;
  isTouch: boolean;
}

export class Pointer {
  readonly #plan: Plan;
  #drag: Drag | null = null;
  #press: Press | null = null;
  #clicked: Press | null = null;
  #last = { x: 0, y: 0, isFine: false };
  #edge = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    const { stage } = plan.timeline;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", () => this.#up());
    // Not before: a card opened while the button comes up is taken for one that the person turns away from.
    stage.addEventListener("click", () => this.#click());
    stage.addEventListener("pointercancel", () => this.cancel());
    stage.addEventListener("pointerleave", () => this.#hover(null, 0, 0));
    stage.addEventListener("dblclick", (event) => this.#doubleClick(event));
    plan.timeline.element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    plan.grid.element.addEventListener("pointerdown", (event) => this.#gridDown(event));
    plan.grid.element.addEventListener("dblclick", (event) => this.#gridDouble(event));
  }

  /** Whether something is in hand; Escape then lets it go where it was. */
  cancel(): boolean {
    const { isBusy } = this;
    this.#drag?.cancel();
    this.#end();
    return isBusy;
  }

  get isBusy(): boolean {
    return this.#drag !== null;
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { x, y } = this.#place(event);
    const hit = this.#plan.timeline.hitAt(x, y);
    // A finger on a bar may as well mean to scroll: touch opens and selects, the mouse drags.
    const isTouch = event.pointerType === "touch";
    const drag = isTouch ? null : this.#dragFor(hit, x, y);
    this.#press = { x, y, hit, drag, isTouch };
    if (drag) this.#plan.timeline.stage.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#place(event);
    this.#last = { x, y, isFine: event.altKey };
    if (!this.#drag && this.#press?.drag && Math.hypot(x - this.#press.x, y - this.#press.y) >= STILL) {
      this.#drag = this.#press.drag();
      this.#plan.timeline.stage.style.cursor = this.#drag.cursor;
      this.#plan.linkCard.close();
    }
    if (!this.#drag) return this.#hover(this.#plan.timeline.hitAt(x, y), x, y);
    this.#drag.move(x, y, event.altKey);
    this.#watchEdge();
    // The bar is drawn in the frame of this very event, not in the one after it.
    this.#plan.drawNow();
  }

  #up(): void {
    const press = this.#press;
    const drag = this.#drag;
    this.#end();
    this.#clicked = drag ? null : press;
    drag?.drop();
  }

  #end(): void {
    this.#drag = null;
    this.#press = null;
    window.clearInterval(this.#edge);
    this.#edge = 0;
    this.#plan.timeline.stage.style.cursor = "";
  }

  #dragFor(hit: Hit | null, x: number, y: number): (() => Drag) | null {
    const plan = this.#plan;
    switch (hit?.kind) {
      case "bar":
        return isTask(hit.handle) && isMovable(plan, hit.handle) ? () => new BarDrag(plan, hit.handle, "move", x) : () => new PanDrag(plan, x, y);
      case "stretch":
        return () => new BarDrag(plan, hit.index, "stretch", x);
      case "progress":
        return () => new ProgressDrag(plan, hit.index);
      case "dot":
        return () => new LinkDrag(plan, hit);
      default:
        return () => new PanDrag(plan, x, y);
    }
  }

  #click(): void {
    if (!this.#clicked) return;
    const { hit, x, y, isTouch } = this.#clicked;
    const plan = this.#plan;
    this.#clicked = null;
    plan.view.selectedLink = hit?.kind === "link" ? hit.id : null;
    plan.view.invalidate(Part.Overlay);
    if (hit?.kind === "link") plan.linkCard.open(hit.id, x, y);
    else if (hit?.kind === "outside") plan.emit("fl-plan:open-task", { id: hit.task.id, url: hit.task.url });
    else if (hit?.kind === "beacon") {
      plan.select(hit.handle, null, true);
      plan.sight.scrollToBar(hit.handle);
    } else if (hit) {
      plan.select(handleOf(hit)!, null, true);
      if (isTouch && hit.kind === "bar") plan.openTask(hit.handle);
    }
  }

  #doubleClick(event: MouseEvent): void {
    const { x, y } = this.#place(event);
    const hit = this.#plan.timeline.hitAt(x, y);
    const handle = hit && handleOf(hit);
    if (hit && hit.kind !== "row" && handle !== null && isTask(handle)) this.#plan.openTask(handle);
  }

  #hover(hit: Hit | null, x: number, y: number): void {
    const { view, timeline, hoverTip } = this.#plan;
    const handle = hit && hit.kind !== "row" ? handleOf(hit) : null;
    const link = hit?.kind === "link" ? hit.id : null;
    timeline.stage.style.cursor = this.#cursor(hit);
    timeline.stage.title = "";
    if (link === null) hoverTip.hide();
    else hoverTip.tell(this.#linkWords(link));
    hoverTip.place(x, y);
    // The dots stand beside the bar: going out to them keeps the bar's handles.
    const isNearOld = hit?.kind === "row" && view.hover === hit.handle && this.#isNearBar(x, y);
    const hover = isNearOld ? view.hover : handle;
    if (view.hover === hover && view.hoverLink === link) return;
    view.hover = hover;
    view.hoverLink = link;
    view.invalidate(Part.Overlay);
  }

  #isNearBar(x: number, y: number): boolean {
    return [-18, 18].some((step) => {
      const hit = this.#plan.timeline.hitAt(x + step, y);
      return hit?.kind === "bar" || hit?.kind === "stretch" || hit?.kind === "dot";
    });
  }

  #linkWords(id: number): string[] {
    const { view } = this.#plan;
    const link = view.data.links.get(id)!;
    const name = (task: number): string => {
      const index = view.data.indexOf(task);
      return index >= 0 ? view.name(index) : (view.data.outside.get(task)?.name ?? "");
    };
    return [`${name(link.predecessor)} → ${name(link.successor)}`, `${LINK_KINDS[link.kind]!}${this.#plan.lagWords(link)}`];
  }

  #cursor(hit: Hit | null): string {
    switch (hit?.kind) {
      case "bar":
        return isTask(hit.handle) && isMovable(this.#plan, hit.handle) ? "grab" : "pointer";
      case "stretch":
      case "progress":
        return "ew-resize";
      case "dot":
        return "crosshair";
      case "link":
      case "outside":
      case "beacon":
        return "pointer";
      default:
        return "";
    }
  }

  /** Near the side of the pane the timeline runs on under what is in hand. */
  #watchEdge(): void {
    const { clientWidth } = this.#plan.timeline.stage;
    const isNear = (x: number): boolean => x < EDGE || x > clientWidth - EDGE;
    if (!isNear(this.#last.x) || this.#edge || this.#drag instanceof PanDrag) return;
    this.#edge = window.setInterval(() => {
      if (!this.#drag || !isNear(this.#last.x)) {
        window.clearInterval(this.#edge);
        this.#edge = 0;
        return;
      }
      this.#plan.timeline.element.scrollLeft += this.#last.x < EDGE ? -EDGE_STEP : EDGE_STEP;
      this.#plan.view.scale.left = this.#plan.timeline.element.scrollLeft;
      this.#drag.move(this.#last.x, this.#last.y, this.#last.isFine);
    }, 16);
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { scale } = this.#plan.view;
    const { x } = this.#place(event);
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 24 : event.deltaY;
    this.#plan.sight.zoomTo(scale.pixelsPerDay * Math.exp(-pixels * 0.0025), x);
  }

  #gridDown(event: PointerEvent): void {
    const place = this.#plan.grid.placeOf(event);
    if (!place || event.button !== 0) return;
    if (place.isCaret) {
      event.preventDefault();
      this.#plan.toggle(place.handle);
      return;
    }
    if (place.handle === DRAFT) return;
    event.preventDefault();
    if (this.#plan.editor.isOpen && !this.#plan.editor.commit("stay")) return;
    const isOpener = event.target instanceof Element && event.target.closest(".flp-opener") !== null;
    this.#plan.select(place.handle, place.column);
    // Were the columns to move now, the second press of a double click would meet another cell.
    this.#plan.grid.focusActive(true);
    if (isOpener && isTask(place.handle)) this.#plan.openTask(place.handle);
  }

  #gridDouble(event: MouseEvent): void {
    const place = this.#plan.grid.placeOf(event);
    if (!place || place.isCaret) return;
    if (place.column && this.#plan.editor.open(place.handle, place.column)) return;
    if (isTask(place.handle)) this.#plan.openTask(place.handle);
  }

  #place(event: MouseEvent): { x: number; y: number } {
    const box = this.#plan.timeline.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function handleOf(hit: Hit): number | null {
  switch (hit.kind) {
    case "bar":
    case "beacon":
    case "row":
      return hit.handle;
    case "dot":
    case "progress":
    case "stretch":
      return hit.index;
    default:
      return null;
  }
}
