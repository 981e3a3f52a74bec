/** The harness: `plan.html?tasks=10000&projects=20&kind=project&theme=dark&empty` shows a made-up plan over an API in memory. */

import "../src/styles/index.css";
import "../src/plan/index";
import { generate } from "./fake/generate";
import { progressUntil, schedule } from "./fake/schedule";
import { FakeServer } from "./fake/server";

const NOW = Date.UTC(2026, 10, 25, 10, 30) / 60_000;
const query = new URLSearchParams(location.search);
const kind = query.get("kind") === "project" ? "project" : "program";

const plan = generate({ tasks: Number(query.get("tasks") ?? 10_000), projects: Number(query.get("projects") ?? (kind === "project" ? 1 : 20)), now: NOW, kind });
schedule(plan);
progressUntil(plan, NOW);
if (query.has("readonly")) for (const project of plan.projects) project.can_edit = project.can_progress = false;
if (kind === "project" && plan.tasks.id.length > 6) {
  plan.outside = [{ id: 1, name: "Contract signed", project: "Partner portal", code: "POR", start: NOW - 9000, finish: NOW - 3000, url: "/projects/2/", number: 24 }];
  for (const [predecessor, successor] of [[1, plan.tasks.id[5]!], [plan.tasks.id[7]!, 1]] as const) {
    const link = { id: 2 + plan.links.id.length, predecessor, successor, kind: 0, lag: 0, lag_kind: 0, version: 1 };
    for (const key of Object.keys(plan.links) as (keyof typeof plan.links)[]) plan.links[key].push(link[key]);
  }
}
const server = new FakeServer(plan);
window.fetch = server.fetch;

declare global {
  interface Window {
    server: FakeServer;
  }
}
window.server = server;

document.documentElement.dataset.bsTheme = query.get("theme") ?? "light";
const element = document.createElement("fl-plan");
element.setAttribute("src", `/api/v1/plans/${kind}/1`);
element.setAttribute("lang", "en");
element.setAttribute("import-url", "/import/");
document.querySelector("main")!.append(element);
