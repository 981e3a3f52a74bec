/** Lists whose order says something: dragged, or moved by buttons and by Alt with an arrow key. */

const MINE = "ol[data-order]";

export function watchOrders(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-move]");
    const item = button?.closest<HTMLLIElement>(`${MINE} > li`);
    if (button && item) {
      shift(item, Number(button.dataset.move));
      button.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const focused = event.target as HTMLElement;
    const item = event.altKey && by ? focused.closest<HTMLLIElement>(`${MINE} > li`) : null;
    if (!item || !by) return;
    event.preventDefault();
    shift(item, by);
    focused.focus();
  });
  watchDrags();
}

function shift(item: HTMLLIElement, by: number): void {
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item);
  else other.after(item);
  tell(item);
}

/** Say where the item is now, and that the order counts. */
function tell(item: HTMLLIElement): void {
  const list = item.parentElement as HTMLOListElement;
  const place = [...list.children].indexOf(item) + 1;
  const name = item.querySelector(".name")?.textContent ?? "";
  const said = list.parentElement?.querySelector("[data-order-said]");
  if (said) said.textContent = (list.dataset.moved ?? "").replace("{name}", name).replace("{place}", String(place));
  const turns = document.getElementById(list.dataset.order ?? "");
  if (turns instanceof HTMLSelectElement) turns.value = "order";
}

function watchDrags(): void {
  let dragged: HTMLLIElement | null = null;
  document.addEventListener("dragstart", (event) => {
    dragged = (event.target as Element).closest<HTMLLIElement>(`${MINE} > li`);
    dragged?.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = (event.target as Element).closest<HTMLLIElement>(`${MINE} > li`);
    if (!dragged || over?.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  document.addEventListener("drop", (event) => {
    if (dragged) event.preventDefault();
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    tell(dragged);
    dragged = null;
  });
}
