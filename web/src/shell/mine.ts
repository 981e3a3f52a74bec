/** My tasks on the home page: arrows walk from one to the next, D reports the one at hand as done. */

import type htmxOf from "htmx.org";

export function watchMine(htmx: typeof htmxOf): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const ticks = [...document.querySelectorAll<HTMLButtonElement>("[data-mine] .tick")];
    const at = ticks.findIndex((tick) => tick.closest("li")?.contains(document.activeElement));
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key.toLowerCase() === "d" && ticks.length) report(ticks, at);
    else if (by && at >= 0) ticks[at + by]?.focus();
    else return;
    event.preventDefault();
  });
  keepPlace(htmx);
}

/** Report the task at hand as done; where none is, the first one is at hand from now on. */
function report(ticks: HTMLButtonElement[], at: number): void {
  if (at >= 0) ticks[at]?.click();
  else ticks[0]?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

/** Once a task is done the next one in its place is at hand, so that the same key does that. */
function keepPlace(htmx: typeof htmxOf): void {
  let place = -1;
  htmx.on("htmx:beforeRequest", (event) => {
    const row = (event.target as Element).closest("[data-mine] li");
    place = row ? [...document.querySelectorAll("[data-mine] li")].indexOf(row) : -1;
  });
  htmx.on("htmx:afterSettle", (event) => {
    if (place < 0 || !(event.target as Element).closest("[data-mine]")) return;
    const ticks = document.querySelectorAll<HTMLButtonElement>("[data-mine] .tick");
    (ticks[place] ?? ticks[ticks.length - 1])?.focus();
    place = -1;
  });
}
