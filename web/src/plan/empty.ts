/** What stands where a plan has no task yet: what belongs there, and the step to begin. */

import { button, make } from "./dom";
import type { Plan } from "./plan";

/** The card to lay over an empty plan; `importUrl` is the address of the import wizard, where there is one. */
export function emptyCard(plan: Plan, importUrl: string | null): HTMLElement {
  const { words } = plan.view;
  const canAdd = plan.tasks.canAdd;
  const steps: Node[] = canAdd ? [button({ class: "flp-button is-main", text: words.t("Add the first task") }, () => plan.tasks.startDraft())] : [];
  if (canAdd && importUrl !== null) steps.push(make("a", { class: "flp-button", text: words.t("Import a file"), attributes: { href: importUrl } }));
  return make("div", {
    class: "flp-empty",
    children: [
      make("h2", { text: words.t("No tasks yet") }),
      make("p", { text: canAdd ? words.t("A plan begins with one task. Dates follow from durations and links.") : words.t("Once tasks are planned, they show here on a timeline.") }),
      make("div", { class: "flp-actions", children: steps }),
    ],
  });
}
