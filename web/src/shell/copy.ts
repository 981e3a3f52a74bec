/** Buttons that copy a text which is shown: `data-copy` names the element. */

export function watchCopy(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy]");
    const text = button && document.querySelector(button.dataset.copy ?? "")?.textContent;
    if (!button || !text) return;
    void navigator.clipboard.writeText(text.trim()).then(() => {
      button.textContent = button.dataset.copied ?? "✓";
    });
  });
}
