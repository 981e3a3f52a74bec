/** One recycled row of the grid: elements made once, filled again and again. */

import { COLUMNS, columnWidth, nameText, numberText, type Column, type ColumnKey } from "./columns";
import { make, setAttribute } from "./dom";
import { formatDuration } from "./duration";
import { icon, type IconName } from "./icons";
import { Flag } from "./payload";
import { DRAFT, isTask, type Handle } from "./rows";
import type { View } from "./view";

export const ROW = 28;
export const NUMBER_WIDTH = 44;
const STEP = 14;

interface Cell {
  element: HTMLDivElement;
  text: Text;
}

export class RowView {
  readonly element = make("div", { class: "flp-row", role: "row" });
  readonly cells = new Map<ColumnKey, Cell>();
  row = -1;
  handle: Handle = DRAFT;
  readonly #number: Text;
  readonly #caret = make("span", { class: "flp-caret", attributes: { "aria-hidden": "true" } });
  readonly #mark = make("span", { class: "flp-mark", text: "◆", attributes: { "aria-hidden": "true" } });
  readonly #badges = make("span", { class: "flp-badges" });
  // For the mouse alone: the keyboard opens a task by Space.
  readonly #opener = make("span", { class: "flp-opener", attributes: { "aria-hidden": "true" }, children: [icon("open")] });
  readonly #aside: Text;
  #badgesShown = "";

  constructor() {
    const number = make("div", { class: "flp-number", role: "gridcell" });
    this.#number = number.appendChild(document.createTextNode(""));
    this.element.append(number);
    for (const column of COLUMNS) this.#addCell(column);
    const aside = make("span", { class: "flp-hidden" });
    this.#aside = aside.appendChild(document.createTextNode(""));
    this.cells.get("name")!.element.append(aside);
  }

  /** Show `handle` at `row`; only what differs is touched. */
  fill(view: View, row: number, handle: Handle): void {
    if (this.row !== row) this.element.style.transform = `translateY(${row * ROW}px)`;
    this.row = row;
    this.handle = handle;
    this.#fillRow(view, row, handle);
    put(this.#number, numberText(view, handle));
    for (const column of COLUMNS) {
      const cell = this.cells.get(column.key)!;
      put(cell.text, column.text(view, handle));
      setAttribute(cell.element, "aria-readonly", column.isOpen(view, handle) ? null : "true");
    }
    this.#fillName(view, handle);
    this.fillActive(view);
  }

  /** Show which cell the keyboard is on. */
  fillActive(view: View): void {
    const isActive = view.active !== null && view.handleOf(view.active) === this.handle;
    this.element.classList.toggle("is-active", isActive);
    setAttribute(this.element, "aria-selected", String(isActive));
    for (const [key, cell] of this.cells) {
      setAttribute(cell.element, "tabindex", isActive && key === view.activeColumn ? "0" : "-1");
    }
  }

  /** Take over widths and which columns show. */
  fit(view: View): void {
    let left = NUMBER_WIDTH;
    for (const column of COLUMNS) {
      const { element } = this.cells.get(column.key)!;
      element.hidden = view.choices.hidden.includes(column.key) && column.key !== "name";
      if (element.hidden) continue;
      element.style.left = `${left}px`;
      element.style.width = `${columnWidth(view, column)}px`;
      left += columnWidth(view, column);
    }
  }

  #addCell(column: Column): void {
    const element = make("div", {
      class: `flp-cell flp-${column.key}${column.isNumeric ? " is-numeric" : ""}`,
      role: column.key === "name" ? "rowheader" : "gridcell",
      attributes: { "data-column": column.key, tabindex: "-1" },
    });
    if (column.key === "name") element.append(this.#caret, this.#mark);
    const label = column.key === "name" ? element.appendChild(make("span", { class: "flp-text" })) : element;
    const text = label.appendChild(document.createTextNode(""));
    if (column.key === "name") element.append(this.#badges, this.#opener);
    this.cells.set(column.key, { element, text });
    this.element.append(element);
  }

  #fillRow(view: View, row: number, handle: Handle): void {
    const { element } = this;
    const isParent = view.rows.isParent(handle);
    setAttribute(element, "aria-rowindex", String(row + 2));
    setAttribute(element, "aria-level", String(view.rows.level(handle)));
    setAttribute(element, "aria-expanded", isParent ? String(view.rows.isExpanded(handle)) : null);
    const [position, siblings] = placeAmong(view, handle);
    setAttribute(element, "aria-posinset", position === 0 ? null : String(position));
    setAttribute(element, "aria-setsize", siblings === 0 ? null : String(siblings));
    const { classList } = element;
    classList.toggle("is-project", handle < 0);
    classList.toggle("is-summary", isParent && handle >= 0);
    classList.toggle("is-draft", handle === DRAFT);
    classList.toggle("is-inactive", isTask(handle) && view.data.has(handle, Flag.Inactive));
    classList.toggle("is-unsaved", isTask(handle) && view.unsaved.has(view.data.columns.id[handle]!));
  }

  #fillName(view: View, handle: Handle): void {
    const cell = this.cells.get("name")!;
    const isParent = view.rows.isParent(handle);
    const indent = `${indentOf(view, handle)}px`;
    if (cell.element.style.paddingLeft !== indent) cell.element.style.paddingLeft = indent;
    this.#opener.hidden = !isTask(handle);
    const name = nameText(view, handle);
    if (cell.element.title !== name) cell.element.title = name;
    this.#caret.classList.toggle("is-parent", isParent);
    this.#caret.classList.toggle("is-open", isParent && view.rows.isExpanded(handle));
    this.#mark.hidden = !isTask(handle) || !view.data.has(handle, Flag.Milestone);
    this.#fillBadges(view, handle);
  }

  #fillBadges(view: View, handle: Handle): void {
    put(this.#aside, isTask(handle) ? asideOf(view, handle) : "");
    const badges = isTask(handle) ? badgesOf(view, handle) : NO_BADGES;
    const key = badges.map((badge) => badge.words).join("|");
    if (key === this.#badgesShown) return;
    this.#badgesShown = key;
    this.#badges.replaceChildren(
      ...badges.map((badge) =>
        make("span", { class: `flp-badge is-${badge.icon}`, title: badge.words, children: [icon(badge.icon), make("span", { class: "flp-hidden", text: badge.words })] }),
      ),
    );
  }
}

/** Pixels before a row's caret. */
export function indentOf(view: View, handle: Handle): number {
  return 4 + (view.rows.level(handle) - 1) * STEP;
}

interface Badge {
  icon: IconName;
  words: string;
}

const NO_BADGES: readonly Badge[] = [];

/** Signs for what is rare and matters. */
function badgesOf(view: View, index: number): readonly Badge[] {
  const { data, words } = view;
  const blocked = data.columns.blocked[index]!;
  const deadline = data.columns.deadline[index]!;
  const isMissed = deadline < view.span(index)[1];
  const isManual = data.has(index, Flag.Manual);
  if (!blocked && !isMissed && !isManual) return NO_BADGES;
  const badges: Badge[] = [];
  if (blocked) badges.push({ icon: "ban", words: words.t("Blocked: {reason}", { reason: blocked }) });
  if (isMissed) badges.push({ icon: "flag", words: words.t("Misses its deadline, {date}", { date: view.dates.long(deadline) }) });
  if (isManual) badges.push({ icon: "pin", words: words.t("Scheduled by hand") });
  return badges;
}

/** What only the bar's looks say, in words for screen readers. */
function asideOf(view: View, index: number): string {
  const { data, words } = view;
  if (data.has(index, Flag.Inactive)) return words.t("Inactive");
  if (data.has(index, Flag.Critical)) return words.t("Critical");
  if (data.has(index, Flag.Summary) || data.columns.slack[index]! <= 0) return "";
  return words.t("{slack} slack", { slack: formatDuration(data.columns.slack[index]!, false, data.units(data.projectOf(index))) });
}

function placeAmong(view: View, handle: Handle): [number, number] {
  if (handle === DRAFT) return [0, 0];
  if (handle < 0) return [-handle, view.data.projects.length];
  return [view.data.outline.position[handle]!, view.data.outline.siblings[handle]!];
}

function put(text: Text, value: string): void {
  if (text.data !== value) text.data = value;
}
