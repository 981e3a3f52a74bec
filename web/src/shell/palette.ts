/** Search and commands: a dialog that Ctrl/Cmd K or the box on top opens; arrows walk what was found. */

export function watchPalette(): void {
  const palette = document.querySelector<HTMLDialogElement>("dialog.palette");
  const input = palette?.querySelector<HTMLInputElement>("input[type=search]");
  if (!palette || !input) return;

  const open = (): void => {
    if (!palette.open) palette.showModal();
    input.select();
    input.dispatchEvent(new Event("fl:open"));
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    const opener = (event.target as Element).closest("a[data-palette]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    } else if (event.target === palette) {
      palette.close();
    }
  });
  palette.addEventListener("keydown", (event) => {
    walk(event, palette, input);
  });
}

function walk(event: KeyboardEvent, palette: HTMLDialogElement, input: HTMLInputElement): void {
  const links = [...palette.querySelectorAll<HTMLAnchorElement>(".found a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "ArrowDown") {
    links[Math.min(at + 1, links.length - 1)]?.focus();
  } else if (event.key === "ArrowUp") {
    (at > 0 ? links[at - 1] : input)?.focus();
  } else if (event.key === "Enter" && at < 0 && links[0]) {
    links[0].click();
  } else {
    if (at >= 0 && isTyping(event)) input.focus();
    return;
  }
  event.preventDefault();
}

function isTyping(event: KeyboardEvent): boolean {
  return event.key === "Backspace" || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey);
}
