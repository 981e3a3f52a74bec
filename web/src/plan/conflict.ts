/** Someone else changed the task meanwhile: both versions, and the choice between them. */

import type { Stale } from "./api";
import { instantOfIso, shownFinish } from "./dates";
import { ask } from "./dialog";
import { make } from "./dom";
import { formatDuration } from "./duration";
import type { Edit } from "./session";
import type { View } from "./view";

/** Show both versions. Closing without a choice keeps theirs; what was typed stays readable until then. */
export async function settleConflict(host: Element, view: View, edit: Edit, stale: Stale): Promise<"mine" | "theirs"> {
  const { words } = view;
  const { body } = stale;
  const who = body.changed_by ?? words.t("Someone else");
  const index = body.task ? view.data.indexOf(body.task.id) : -1;
  const name = index >= 0 ? view.data.columns.name[index]! : words.t("the link");
  const choice = await ask(host, {
    title: words.t("{who} has changed {name} meanwhile", { who, name }),
    body: [
      make("p", { text: words.t("{label} was not saved yet. Nothing is lost: choose what shall hold.", { label: edit.label }) }),
      comparison(view, index, body.yours ?? {}, body.theirs ?? {}, `${who}${agoWords(view, body.changed_at)}`),
    ],
    choices: [{ value: "theirs", label: words.t("Keep theirs") }, { value: "mine", label: words.t("Apply mine on top"), look: "main" }],
    isWide: true,
  });
  return choice ?? "theirs";
}

function comparison(view: View, index: number, yours: Record<string, unknown>, theirs: Record<string, unknown>, who: string): HTMLTableElement {
  const { words } = view;
  const head = make("tr", {
    children: [make("th", { attributes: { scope: "col" }, children: [make("span", { class: "flp-hidden", text: words.t("Field") })] }),
      make("th", { text: words.t("Yours"), attributes: { scope: "col" } }), make("th", { text: who, attributes: { scope: "col" } })],
  });
  const rows = Object.keys(yours).map((field) =>
    make("tr", {
      children: [make("th", { text: fieldWords(view, field), attributes: { scope: "row" } }),
        make("td", { class: "is-yours", text: valueWords(view, index, field, yours[field]) }), make("td", { text: valueWords(view, index, field, theirs[field]) })],
    }),
  );
  return make("table", { class: "flp-compare", children: [make("thead", { children: [head] }), make("tbody", { children: rows })] });
}

function fieldWords(view: View, field: string): string {
  const known: Record<string, string> = {
    name: "Name", duration_minutes: "Duration", start: "Start", finish: "Finish", percent_complete: "Done", is_elapsed: "Elapsed", constraint: "Constraint",
    constraint_at: "Constraint date", kind: "Kind of link", lag_minutes: "Lag", lag_kind: "Kind of lag", parent: "Below", after: "After",
  };
  return view.words.t(known[field] ?? field);
}

function valueWords(view: View, index: number, field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return view.words.t(value ? "yes" : "no");
  if (field === "duration_minutes" && typeof value === "number" && index >= 0) {
    return formatDuration(value, false, view.data.units(view.data.projectOf(index)));
  }
  if (field === "percent_complete" && typeof value === "number") return `${value} %`;
  return typeof value === "string" ? textWords(view, field, value) : JSON.stringify(value);
}

function textWords(view: View, field: string, value: string): string {
  const at = instantOfIso(value.slice(0, 16));
  return at === null ? value : view.dates.full(field === "finish" ? shownFinish(at, 0) : at);
}

function agoWords(view: View, iso: string | undefined): string {
  const at = iso === undefined ? NaN : Date.parse(iso);
  if (Number.isNaN(at)) return "";
  const minutes = Math.round((at - Date.now()) / 60_000);
  const format = new Intl.RelativeTimeFormat(view.locale, { numeric: "auto" });
  return `, ${Math.abs(minutes) < 60 ? format.format(minutes, "minute") : Math.abs(minutes) < 1440 ? format.format(Math.round(minutes / 60), "hour") : format.format(Math.round(minutes / 1440), "day")}`;
}
