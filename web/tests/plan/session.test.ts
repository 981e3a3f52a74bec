import { beforeEach, expect, test, vi } from "vitest";
import { Api, type Problem } from "../../src/plan/api";
import { PlanData } from "../../src/plan/data";
import { Session, type Edit, type Hooks, type Outcome } from "../../src/plan/session";
import type { View } from "../../src/plan/view";
import { FakeServer } from "../../dev/fake/server";
import { drawn, payload, view } from "./sample";

let server: FakeServer;
let plan: View;
let session: Session;
let told: { outcomes: Outcome[]; problems: Problem[]; held: number; outdated: number };
let choice: "mine" | "theirs";

beforeEach(() => {
  server = new FakeServer(payload("dig 3d\npour 2d < dig\nroof 2d < pour"));
  server.delay = 0;
  vi.stubGlobal("fetch", server.fetch);
  vi.stubGlobal("document", { cookie: "csrftoken=abc" });
  vi.stubGlobal("requestAnimationFrame", () => 0);
  told = { outcomes: [], problems: [], held: 0, outdated: 0 };
  choice = "mine";
  plan = view(new PlanData(structuredClone(server.plan)));
  const hooks: Hooks = {
    applied: (outcome) => told.outcomes.push(outcome),
    refused: (_, problem) => told.problems.push(problem),
    stale: () => Promise.resolve(choice),
    waiting: (held) => (told.held = held.length),
    outdated: () => told.outdated++,
  };
  session = new Session(plan, new Api("/api/v1", "/api/v1/plans/project/1"), hooks);
});

const stretch = (task: number, days: number): Edit => ({ label: "Stretch", commands: [{ kind: "edit", task, fields: { duration_minutes: days * 480 } }] });
const days = (index: number): number => plan.data.columns.duration[index]! / 480;
const start = (index: number): number => plan.data.columns.start[index]!;

test("an edit shows at once, and what follows it once the answer is there", async () => {
  const before = start(2);
  const saved = session.perform(stretch(1, 5));
  expect(plan.duration(0) / 480).toBe(5);
  expect(start(2)).toBe(before);
  expect(await saved).toBe(true);
  expect(start(2)).toBeGreaterThan(before);
  expect(told.outcomes[0]!.moved.count).toBe(3);
  expect(plan.guesses.size).toBe(0);
});

test("two edits of one task one after the other are both saved", async () => {
  const results = await Promise.all([session.perform(stretch(1, 5)), session.perform(stretch(1, 7))]);
  expect(results).toEqual([true, true]);
  expect(days(0)).toBe(7);
  expect(plan.data.columns.version[0]).toBe(3);
});

test("several steps are undone and done again", async () => {
  await session.perform(stretch(1, 5));
  await session.perform(stretch(2, 4));
  await session.stepBack();
  await session.stepBack();
  expect([days(0), days(1)]).toEqual([3, 2]);
  await session.stepForth();
  await session.stepForth();
  expect([days(0), days(1)]).toEqual([5, 4]);
  expect(await session.stepForth()).toBe(false);
});

test("a moved bar is undone to the constraint it had, not to the date it had", async () => {
  await session.perform({ label: "Move", commands: [{ kind: "edit", task: 2, fields: { start: "2026-11-16T08:00" } }] });
  expect(plan.data.columns.constraint[1]).toBe(2);
  await session.stepBack();
  expect(plan.data.columns.constraint[1]).toBe(0);
});

test("a task added, edited, undone twice and redone twice is the edited one again, under its new id", async () => {
  await session.perform({ label: "Add", commands: [{ kind: "add", task: { project: 1, parent: null, after: 1, name: "drain", duration_minutes: 480 } }] });
  const id = told.outcomes[0]!.created!;
  await session.perform(stretch(id, 4));
  await session.stepBack();
  await session.stepBack();
  expect(drawn(plan)).toEqual(["dig", "pour", "roof"]);
  await session.stepForth();
  await session.stepForth();
  expect(drawn(plan)).toEqual(["dig", "drain", "pour", "roof"]);
  expect(days(1)).toBe(4);
  await session.stepBack();
  expect(days(1)).toBe(1);
});

test("a removed link comes back by undo, and goes again by redo", async () => {
  const link = plan.data.links.all[0]!.id;
  await session.perform({ label: "Remove link", commands: [{ kind: "unlink", link }] });
  expect(plan.data.links.all).toHaveLength(1);
  await session.stepBack();
  expect(plan.data.links.into(2)).toMatchObject([{ predecessor: 1, successor: 2 }]);
  await session.stepForth();
  expect(plan.data.links.into(2)).toHaveLength(0);
});

test("a task moved in the outline takes its children along, and undo brings them back", async () => {
  await session.perform({ label: "Indent", commands: [{ kind: "place", task: 3, place: { parent: 2, after: null } }] });
  expect(drawn(plan)).toEqual(["dig", "pour", "  roof"]);
  await session.stepBack();
  expect(drawn(plan)).toEqual(["dig", "pour", "roof"]);
});

test("a circle is refused in the server's words, and nothing stays changed", async () => {
  const saved = await session.perform({ label: "Link", commands: [{ kind: "link", link: { predecessor: 3, successor: 1, kind: "FS", lag_minutes: 0, lag_kind: "working" } }] });
  expect(saved).toBe(false);
  expect(told.problems[0]!.detail).toContain("dig → pour → roof");
  expect(plan.data.links.all).toHaveLength(2);
  expect(session.undo.next).toBeUndefined();
});

test("a stale edit is sent again on top of theirs when the person says so", async () => {
  server.editAsOther(1, (index) => (server.plan.tasks.name[index] = "dig deep"));
  expect(await session.perform(stretch(1, 6))).toBe(true);
  expect([plan.data.columns.name[0], days(0)]).toEqual(["dig deep", 6]);
});

test("a stale edit is dropped for theirs when the person says so", async () => {
  choice = "theirs";
  server.editAsOther(1, (index) => (server.plan.tasks.duration[index] = 8 * 480));
  expect(await session.perform(stretch(1, 6))).toBe(false);
  expect(days(0)).toBe(8);
  expect(told.outdated).toBe(1);
});

test("an edit that no server answers is kept, shown, and saved by the next try", async () => {
  server.failing = 0;
  const saved = session.perform(stretch(1, 9));
  await vi.waitFor(() => expect(told.held).toBe(1));
  expect(plan.duration(0) / 480).toBe(9);
  expect(days(0)).toBe(3);
  server.failing = null;
  session.retry();
  expect(await saved).toBe(true);
  expect(days(0)).toBe(9);
});

test("a discarded edit leaves the screen as it was", async () => {
  server.failing = 503;
  const saved = session.perform(stretch(1, 9));
  await vi.waitFor(() => expect(told.held).toBe(1));
  session.discard();
  expect(await saved).toBe(false);
  expect(plan.duration(0) / 480).toBe(3);
});

test("deleting a task forgets the steps that need it, and no other", async () => {
  await session.perform(stretch(1, 5));
  await session.perform(stretch(3, 5));
  await session.perform({ label: "Delete", commands: [{ kind: "remove", task: 3 }] });
  expect(drawn(plan)).toEqual(["dig", "pour"]);
  expect(plan.data.links.all).toHaveLength(1);
  await session.stepBack();
  expect(days(0)).toBe(3);
  expect(session.undo.next).toBeUndefined();
});

test("undo takes back the edit that is still under way", async () => {
  await session.perform(stretch(2, 4));
  void session.perform(stretch(1, 5));
  await session.stepBack();
  expect([days(0), days(1)]).toEqual([3, 4]);
});
