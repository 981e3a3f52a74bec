/** The map as a list: the same, to read line by line. */

import { make } from "../plan/dom";
import { sign } from "./cards";
import type { MapData, Objective, Program, Project, State } from "./data";
import type { MapWords } from "./words";

const MOST = 40;

export function list(data: MapData, words: MapWords): HTMLElement {
  return objectives(data, data.children(null), words);
}

function objectives(data: MapData, rows: readonly Objective[], words: MapWords): HTMLUListElement {
  return make("ul", { class: "flm-list", children: rows.map((each) => objective(data, each, words)) });
}

function objective(data: MapData, row: Objective, words: MapWords): HTMLLIElement {
  const { programs, projects } = data.servers(row);
  const isUnserved = data.part.gaps.objectives.includes(row.id);
  const item = make("li", { children: [line(`/strategy/objectives/${row.id}/`, row.name, row.status === "active" ? row.health.state : null, words.objective(row, isUnserved), words)] });
  if (programs.length + projects.length) {
    const served = [...programs.map((each) => program(data, each, row, words)), ...projects.map((each) => project(each, each.shares?.[row.id] ?? null, words))];
    item.append(make("ul", { children: served }));
  }
  const below = data.children(row.id);
  if (below.length) item.append(objectives(data, below, words));
  return item;
}

function program(data: MapData, row: Program, of: Objective, words: MapWords): HTMLLIElement {
  const inside = data.part.projects.filter((each) => each.program === row.id && each.shares === null);
  const share = words.percent(row.shares[of.id] ?? 0);
  const item = make("li", { children: [line(`/programs/${row.id}/`, row.name, row.state, words.words.t("{share} of its work", { share }), words)] });
  if (inside.length) item.append(make("ul", { children: inside.slice(0, MOST).map((each) => project(each, null, words)) }));
  return item;
}

function project(row: Project, share: number | null, words: MapWords): HTMLLIElement {
  const about = share === null ? words.project(row) : words.words.t("{share} of its work", { share: words.percent(share) });
  return make("li", { children: [line(`/projects/${row.id}/`, row.name, row.state, about, words)] });
}

function line(href: string, name: string, state: State | null, about: string, words: MapWords): HTMLElement {
  const told = state === null ? [] : [make("span", { class: `flm-state is-${state}`, children: [sign(state), words.state(state)] })];
  return make("span", { class: "flm-line", children: [make("a", { text: name, attributes: { href } }), ...told, make("span", { class: "flm-about", text: about })] });
}
