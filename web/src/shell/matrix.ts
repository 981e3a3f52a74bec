/** The matrix of skills: arrows go from cell to cell, a digit says a level, a click lets choose one. */

const LEVELS = ["0", "1", "2", "3", "4", "5"];
const MOVES: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function watchMatrix(): void {
  const table = document.querySelector<HTMLTableElement>("table[data-matrix]");
  if (!table) return;
  const first = table.querySelector<HTMLTableCellElement>("[data-editable] td");
  if (first) first.tabIndex = 0;

  table.addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    for (const other of table.querySelectorAll<HTMLTableCellElement>('td[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    const cell = event.target instanceof HTMLTableCellElement ? cellOf(event.target) : null;
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move) go(table, cell, move);
    else if (LEVELS.includes(event.key)) void say(table, cell, Number(event.key));
    else if (event.key === "Delete" || event.key === "Backspace") void say(table, cell, 0);
    else if (event.key === "Enter" || event.key === "F2") choose(table, cell);
    else return;
    event.preventDefault();
  });
  table.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    if (cell && !(event.target instanceof HTMLSelectElement)) choose(table, cell);
  });
}

function cellOf(target: EventTarget | null): HTMLTableCellElement | null {
  return target instanceof Element ? target.closest<HTMLTableCellElement>("[data-editable] td[data-skill]") : null;
}

/** Go to the next cell that may be edited in the direction of `move`. */
function go(table: HTMLTableElement, cell: HTMLTableCellElement, [down, right]: readonly [number, number]): void {
  const rows = [...table.tBodies[0]!.rows].filter((row) => "editable" in row.dataset);
  const row = rows[rows.indexOf(cell.parentElement as HTMLTableRowElement) + down];
  const next = row?.cells[cell.cellIndex + right];
  if (next && cellOf(next)) next.focus();
}

/** Let a level be chosen in the cell. */
function choose(table: HTMLTableElement, cell: HTMLTableCellElement): void {
  if (cell.querySelector("select")) return;
  const before = cell.textContent.trim();
  const list = document.createElement("select");
  list.setAttribute("aria-label", nameOf(table, cell));
  for (const level of LEVELS) list.add(new Option(level === "0" ? "–" : level, level, false, level === (before || "0")));
  let isOver = false;
  const end = (level: number): void => {
    if (isOver) return;
    isOver = true;
    list.remove();
    show(cell, Number(before));
    if (level !== Number(before)) void say(table, cell, level);
  };
  list.addEventListener("change", () => {
    end(Number(list.value));
    cell.focus();
  });
  list.addEventListener("blur", () => {
    end(Number(before));
  });
  list.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    end(Number(before));
    cell.focus();
  });
  cell.replaceChildren(list);
  list.focus();
}

/** Say the level to the server; the cell shows it at once, and again what it was where it was not saved. */
async function say(table: HTMLTableElement, cell: HTMLTableCellElement, level: number): Promise<void> {
  const before = Number(cell.textContent.trim());
  const resource = cell.parentElement?.dataset.resource ?? "";
  show(cell, level);
  cell.setAttribute("aria-busy", "true");
  const isSaved = await saved(`/api/v1/resources/${resource}/skills/${cell.dataset.skill ?? ""}`, level);
  cell.removeAttribute("aria-busy");
  if (!isSaved) show(cell, before);
  const what = `${nameOf(table, cell)}: ${cell.textContent || (table.dataset.none ?? "")}`;
  tell(`${what}. ${(isSaved ? table.dataset.saved : table.dataset.failed) ?? ""}`);
}

async function saved(address: string, level: number): Promise<boolean> {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  try {
    const answer = await fetch(address, {
      method: "PUT",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ level: level === 0 ? null : level }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

function show(cell: HTMLTableCellElement, level: number): void {
  cell.className = level ? `l${String(level)}` : "";
  cell.textContent = level ? String(level) : "";
}

function nameOf(table: HTMLTableElement, cell: HTMLTableCellElement): string {
  const skill = table.tHead?.rows[0]?.cells[cell.cellIndex]?.textContent ?? "";
  return `${cell.parentElement?.querySelector("th")?.textContent ?? ""}, ${skill}`;
}

function tell(words: string): void {
  const status = document.querySelector("[data-matrix-status]");
  if (status) status.textContent = words;
}
