/** A task at the side of whatever page asks for it: the plan by an event, a link by `data-panel`. */

interface Exchange {
  ajax(verb: "get", path: string, context: { target: Element; swap: "innerHTML" }): Promise<void>;
}

/** A plan that has loaded can read itself anew. */
type Plan = HTMLElement & { refresh?: () => Promise<void> };

interface OpenTask {
  id: number;
}

export function watchPanel(htmx: Exchange): void {
  const panel = document.querySelector<HTMLDialogElement>("dialog.panel");
  const body = panel?.querySelector(".panel-body");
  if (!panel || !body) return;
  let opener: Element | null = null;
  let shown = "";

  const open = (id: string): void => {
    if (!panel.open) {
      opener = document.activeElement;
      panel.show();
    }
    shown = id;
    void htmx.ajax("get", `/tasks/${id}/panel/`, { target: body, swap: "innerHTML" });
  };
  const close = (): void => {
    panel.close();
    shown = "";
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };

  document.addEventListener("fl-plan:open-task", (event) => {
    open(String((event as CustomEvent<OpenTask>).detail.id));
  });
  document.addEventListener("fl-plan:changed", () => {
    if (panel.open && shown && !isEdited(panel)) open(shown);
  });
  document.addEventListener("fl:task-changed", () => {
    for (const plan of document.querySelectorAll<Plan>("fl-plan")) void plan.refresh?.();
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[data-panel]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link.dataset.panel ?? "");
    } else if (target.closest(".panel > .close")) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open && panel.contains(document.activeElement)) {
      event.preventDefault();
      close();
    }
  });
}

/** Whether somebody is writing in the panel: then it is not replaced under their hands. */
function isEdited(panel: Element): boolean {
  return [...panel.querySelectorAll<HTMLInputElement>("input[type=text], textarea")].some(
    (field) => field.value !== field.defaultValue,
  );
}
