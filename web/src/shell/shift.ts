/** Rows of a tree that are dragged to another place among their siblings; buttons beside them do the same by keys. */

export function watchShifts(): void {
  let dragged: HTMLTableRowElement | null = null;
  document.addEventListener("dragstart", (event) => {
    dragged = rowOf(event.target);
    dragged?.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = rowOf(event.target);
    if (!dragged || !over || over.dataset.parent !== dragged.dataset.parent) return;
    event.preventDefault();
    mark(over);
  });
  document.addEventListener("drop", (event) => {
    const over = rowOf(event.target);
    if (!dragged || !over || over === dragged || over.dataset.parent !== dragged.dataset.parent) return;
    event.preventDefault();
    put(dragged, over.dataset.id ?? "");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    mark(null);
  });
}

function rowOf(target: EventTarget | null): HTMLTableRowElement | null {
  return target instanceof Element ? target.closest<HTMLTableRowElement>("tr[data-shift]") : null;
}

function mark(row: HTMLTableRowElement | null): void {
  for (const each of document.querySelectorAll("tr[data-shift].is-over")) each.classList.remove("is-over");
  row?.classList.add("is-over");
}

/** Send the row's own form, which holds the version that was seen, with the sibling to stand behind. */
function put(row: HTMLTableRowElement, after: string): void {
  const form = row.querySelector("form");
  if (!form) return;
  for (const [name, value] of Object.entries({ parent: row.dataset.parent ?? "0", after })) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  form.submit();
}
