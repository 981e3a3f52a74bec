/** Forms that send a large file: `data-upload` is the most bytes, `data-too-large` what to say of more, `data-sending` the button's word meanwhile. */

export function watchUploads(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type === "file") check(input);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const button = form.dataset.upload === undefined ? null : form.querySelector("button");
    if (!button) return;
    button.textContent = form.dataset.sending ?? "";
    // Not at once: a button that is disabled while its form is sent is not part of it.
    setTimeout(() => (button.disabled = true));
  });
  // A page that the browser kept and shows again may be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector("form[data-upload]")) location.reload();
  });
}

/** Says at once that a file is too large, instead of sending all of it first. */
function check(input: HTMLInputElement): void {
  const { upload, tooLarge } = input.form?.dataset ?? {};
  const told = document.getElementById(`${input.id}_wrong`);
  if (upload === undefined || !told) return;
  const isTooLarge = (input.files?.[0]?.size ?? 0) > Number(upload);
  told.replaceChildren();
  if (!isTooLarge) return;
  const line = document.createElement("li");
  line.textContent = tooLarge ?? "";
  told.append(line);
  input.value = "";
}
