/** The treegrid: rows in the DOM for what is on screen, recycled while scrolling. */

import { COLUMNS, columnWidth, NARROWEST, shownColumns, type Column, type ColumnKey } from "./columns";
import { make, setAttribute } from "./dom";
import { type Handle } from "./rows";
import { NUMBER_WIDTH, ROW, RowView } from "./rowview";
import { EVERYTHING, Part, type View } from "./view";

export class Grid {
  readonly element: HTMLDivElement;
  readonly #view: View;
  readonly #head = make("div", { class: "flp-headrow", role: "row", attributes: { "aria-rowindex": "1" } });
  readonly #clip = make("div", { class: "flp-rows", role: "rowgroup" });
  readonly #rows = make("div", { class: "flp-rows-inner", role: "presentation" });
  readonly #shown = new Map<number, RowView>();
  readonly #spare: RowView[] = [];
  #drawn = { revision: -1, active: null as number | null, column: "" };
  #tidy = 0;

  constructor(view: View) {
    this.#view = view;
    this.#clip.append(this.#rows);
    this.element = make("div", { class: "flp-grid", role: "treegrid", attributes: { "aria-label": view.words.t("Tasks of {name}", { name: view.data.scope.name }) } });
    this.element.append(make("div", { class: "flp-headgroup", role: "rowgroup", children: [this.#head] }), this.#clip);
    this.#buildHead();
    this.fit();
  }

  /** The width that all shown columns take. */
  get fullWidth(): number {
    return NUMBER_WIDTH + shownColumns(this.#view).reduce((sum, column) => sum + columnWidth(this.#view, column), 0);
  }

  /** The width of as many whole columns as fit into `room`, the name at least. */
  widthWithin(room: number): number {
    let width = NUMBER_WIDTH;
    for (const column of shownColumns(this.#view)) {
      if (width + columnWidth(this.#view, column) > room && column.key !== "name") break;
      width += columnWidth(this.#view, column);
    }
    return width;
  }

  /** Bring the rows on screen up to date: `all` of them, or those that scrolling brought and those of `damaged`. */
  draw(all: boolean, damaged: ReadonlySet<Handle>): void {
    const view = this.#view;
    const hadFocus = this.#rows.contains(document.activeElement) && !(document.activeElement instanceof HTMLInputElement);
    const isFresh = this.#drawn.revision !== view.rows.revision;
    if (isFresh) this.#countRows();
    const first = Math.max(0, Math.floor(view.scrollTop / ROW));
    const last = Math.min(view.rows.count - 1, Math.floor((view.scrollTop + view.height) / ROW));
    this.#rows.style.transform = `translateY(${-view.scrollTop}px)`;
    this.#release(first, last);
    for (let row = first; row <= last; row++) this.#show(row, all || isFresh, damaged);
    if (view.activeRow >= 0) this.#show(view.activeRow, all || isFresh, damaged);
    this.#drawActive();
    if (hadFocus) this.#followActive();
    // The active cell is the one stop of the Tab key; while there is none, the list itself is.
    setAttribute(this.element, "tabindex", view.activeRow < 0 ? "0" : "-1");
    this.#drawn.revision = view.rows.revision;
    window.clearTimeout(this.#tidy);
    this.#tidy = window.setTimeout(() => this.#putInOrder(), 150);
  }

  /** Take over widths and the choice of columns. */
  fit(): void {
    const keys = shownColumns(this.#view).map((column) => column.key);
    for (const cell of this.#head.querySelectorAll<HTMLElement>("[data-column]")) {
      const column = COLUMNS.find((each) => each.key === cell.dataset.column)!;
      cell.hidden = !keys.includes(column.key);
      cell.style.width = `${columnWidth(this.#view, column)}px`;
    }
    for (const row of [...this.#shown.values(), ...this.#spare]) row.fit(this.#view);
    this.#head.style.width = `${this.fullWidth}px`;
    this.#clip.style.width = `${this.fullWidth}px`;
    this.element.setAttribute("aria-colcount", String(keys.length + 1));
  }

  cell(row: number, column: ColumnKey): HTMLElement | undefined {
    return this.#shown.get(row)?.cells.get(column)?.element;
  }

  /** Put the focus on the active cell, drawing its row when it is new; `isStill` leaves the columns where they are. */
  focusActive(isStill = false): void {
    const { activeRow, activeColumn } = this.#view;
    if (activeRow < 0) return;
    this.draw(false, new Set());
    const cell = this.cell(activeRow, activeColumn as ColumnKey);
    cell?.focus({ preventScroll: true });
    if (cell && !isStill) this.scrollToColumn(cell);
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** The row and the column under an event. */
  placeOf(event: Event): { row: number; handle: Handle; column: ColumnKey | null; isCaret: boolean } | null {
    const target = event.target instanceof Element ? event.target : null;
    const rowElement = target?.closest(".flp-row");
    const found = rowElement && [...this.#shown.values()].find((each) => each.element === rowElement);
    if (!found || !target) return null;
    const column = target.closest<HTMLElement>("[data-column]")?.dataset.column as ColumnKey | undefined;
    return { row: found.row, handle: found.handle, column: column ?? null, isCaret: target.closest(".flp-caret.is-parent") !== null };
  }

  #countRows(): void {
    this.element.setAttribute("aria-rowcount", String(this.#view.rows.count + 1));
  }

  #release(first: number, last: number): void {
    const active = this.#view.activeRow;
    for (const [row, each] of this.#shown) {
      if ((row >= first && row <= last) || row === active) continue;
      this.#shown.delete(row);
      // A row that holds the focus must not be reused under it.
      if (each.element.contains(document.activeElement)) this.element.focus({ preventScroll: true });
      each.element.hidden = true;
      each.row = -1;
      this.#spare.push(each);
    }
  }

  #show(row: number, refill: boolean, damaged: ReadonlySet<Handle>): void {
    const handle = this.#view.rows.handleAt(row);
    if (handle === undefined) return;
    let shown = this.#shown.get(row);
    if (shown && !refill && shown.handle === handle && !damaged.has(handle)) return;
    if (!shown) {
      shown = this.#spare.pop() ?? this.#make();
      shown.element.hidden = false;
      this.#shown.set(row, shown);
    }
    shown.fill(this.#view, row, handle);
  }

  #make(): RowView {
    const made = new RowView();
    made.fit(this.#view);
    this.#rows.append(made.element);
    return made;
  }

  /** Rows that changed places leave the focus behind on what is another task's cell now. */
  #followActive(): void {
    const cell = this.cell(this.#view.activeRow, this.#view.activeColumn as ColumnKey);
    if (cell && cell !== document.activeElement) cell.focus({ preventScroll: true });
  }

  #drawActive(): void {
    const { active, activeColumn } = this.#view;
    if (this.#drawn.active === active && this.#drawn.column === activeColumn) return;
    this.#drawn.active = active;
    this.#drawn.column = activeColumn;
    for (const row of this.#shown.values()) row.fillActive(this.#view);
  }

  /** Recycling leaves the elements in any order; screen readers follow theirs, so they are sorted once scrolling rests. */
  #putInOrder(): void {
    const sorted = [...this.#shown.values()].sort((one, other) => one.row - other.row);
    let at: Element | null = this.#rows.firstElementChild;
    for (const row of sorted) {
      if (row.element === at) at = at.nextElementSibling;
      else if (row.element.contains(document.activeElement)) at = row.element.nextElementSibling;
      else this.#rows.insertBefore(row.element, at);
    }
  }

  /** Bring a cell that its pane cuts off wholly on screen. */
  scrollToColumn(cell: HTMLElement): void {
    const pane = this.element;
    const left = cell.offsetLeft;
    if (left < pane.scrollLeft + NUMBER_WIDTH) pane.scrollLeft = Math.max(0, left - NUMBER_WIDTH);
    else if (left + cell.offsetWidth > pane.scrollLeft + pane.clientWidth) pane.scrollLeft = left + cell.offsetWidth - pane.clientWidth;
  }

  #buildHead(): void {
    const { words } = this.#view;
    this.#head.append(make("div", { class: "flp-number", role: "columnheader", children: [make("span", { class: "flp-hidden", text: words.t("Number") })] }));
    for (const column of COLUMNS) {
      const cell = make("div", {
        class: `flp-cell flp-${column.key}${column.isNumeric ? " is-numeric" : ""}`, role: "columnheader", attributes: { "data-column": column.key },
        children: [make("span", { class: "flp-text", text: words.t(column.title) })],
      });
      const grip = make("span", { class: "flp-grip", attributes: { "aria-hidden": "true" } });
      grip.addEventListener("pointerdown", (event) => this.#resize(event, column));
      cell.append(grip);
      this.#head.append(cell);
    }
  }

  /** Make a column as wide as `width`, for the mouse and for the keys. */
  setWidth(column: Column, width: number): void {
    this.#view.choices.widths[column.key] = Math.max(NARROWEST, Math.round(width));
    this.fit();
    this.#view.invalidate(EVERYTHING & ~Part.Overlay);
  }

  #resize(event: PointerEvent, column: Column): void {
    event.preventDefault();
    const grip = event.currentTarget as HTMLElement;
    const from = columnWidth(this.#view, column) - event.clientX;
    grip.setPointerCapture(event.pointerId);
    const move = (each: PointerEvent): void => this.setWidth(column, from + each.clientX);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", move), { once: true });
  }
}

