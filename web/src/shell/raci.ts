/** The RACI matrix: arrows go from cell to cell, a letter says it, the same again takes it away, a click chooses. */

interface Said {
  readonly faults: readonly string[];
}

const LETTERS = ["", "R", "A", "C", "I", "AR"];
const MOVES: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function watchRaci(): void {
  const table = document.querySelector<HTMLTableElement>("table[data-raci]");
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
    const letter = event.key.toUpperCase();
    if (move) go(cell, move);
    else if (letter.length === 1 && "RACI".includes(letter)) void say(table, cell, typed(cell.textContent.trim(), letter));
    else if (event.key === "Delete" || event.key === "Backspace") void say(table, cell, "");
    else if (event.key === "Enter" || event.key === "F2") choose(table, cell);
    else return;
    event.preventDefault();
  });
  table.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    if (cell && !(event.target instanceof HTMLSelectElement)) choose(table, cell);
  });
}

/** What a cell says once a letter is typed: A and R go together, the same letter again goes away. */
export function typed(before: string, letter: string): string {
  if (before === letter) return "";
  if (before === "AR") return letter === "A" ? "R" : letter === "R" ? "A" : letter;
  return (before === "A" && letter === "R") || (before === "R" && letter === "A") ? "AR" : letter;
}

function cellOf(target: EventTarget | null): HTMLTableCellElement | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLTableCellElement>("[data-editable] td:is([data-person], [data-role])");
}

function go(cell: HTMLTableCellElement, [down, right]: readonly [number, number]): void {
  const row = cell.parentElement as HTMLTableRowElement;
  const rows = [...(row.parentElement as HTMLTableSectionElement).rows];
  const next = rows[rows.indexOf(row) + down]?.cells[cell.cellIndex + right];
  if (next && cellOf(next)) next.focus();
}

function choose(table: HTMLTableElement, cell: HTMLTableCellElement): void {
  if (cell.querySelector("select")) return;
  const before = cell.textContent.trim();
  const list = document.createElement("select");
  list.setAttribute("aria-label", nameOf(table, cell));
  for (const letter of LETTERS) list.add(new Option(letter || "–", letter, false, letter === before));
  let isOver = false;
  const end = (letter: string): void => {
    if (isOver) return;
    isOver = true;
    list.remove();
    show(cell, before);
    if (letter !== before) void say(table, cell, letter);
  };
  list.addEventListener("change", () => {
    end(list.value);
    cell.focus();
  });
  list.addEventListener("blur", () => {
    end(before);
  });
  list.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    end(before);
    cell.focus();
  });
  cell.replaceChildren(list);
  list.focus();
}

/** Say the letter to the server; the cell shows it at once, and again what it was where it was not saved. */
async function say(table: HTMLTableElement, cell: HTMLTableCellElement, letter: string): Promise<void> {
  const before = cell.textContent.trim();
  show(cell, letter);
  cell.setAttribute("aria-busy", "true");
  const said = await saved(cell, letter);
  cell.removeAttribute("aria-busy");
  if (said === null) show(cell, before);
  const faults = said?.faults.join(" ") ?? "";
  const mend = cell.parentElement?.querySelector("[data-faults]");
  if (said && mend) mend.textContent = faults;
  const words = `${nameOf(table, cell)}: ${cell.textContent || (table.dataset.none ?? "")}.`;
  tell(`${words} ${(said ? table.dataset.saved : table.dataset.failed) ?? ""}. ${faults}`);
}

async function saved(cell: HTMLTableCellElement, letter: string): Promise<Said | null> {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  const { person, role } = cell.dataset;
  try {
    const answer = await fetch(`/api/v1/deliverables/${cell.parentElement?.dataset.deliverable ?? ""}/responsibility`, {
      method: "PUT",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ ...(person ? { person: Number(person) } : { role: Number(role) }), letter }),
    });
    return answer.ok ? ((await answer.json()) as Said) : null;
  } catch {
    return null;
  }
}

function show(cell: HTMLTableCellElement, letter: string): void {
  cell.className = letter ? `raci-${letter}` : "";
  cell.textContent = letter;
}

function nameOf(table: HTMLTableElement, cell: HTMLTableCellElement): string {
  const who = table.tHead?.rows[0]?.cells[cell.cellIndex]?.querySelector("span")?.textContent ?? "";
  return `${cell.parentElement?.querySelector("th span")?.textContent ?? ""}, ${who}`;
}

function tell(words: string): void {
  const status = document.querySelector("[data-raci-status]");
  if (status) status.textContent = words;
}
