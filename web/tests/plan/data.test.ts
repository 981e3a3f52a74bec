import { expect, test } from "vitest";
import { inverse } from "../../src/plan/commands";
import { PlanData } from "../../src/plan/data";
import { Flag } from "../../src/plan/payload";
import { DAY, MONDAY, payload } from "./sample";

/** A plan of two tasks; both are the person's own, the first has begun. */
function own(): PlanData {
  const made = payload("dig 3d\npour 2d");
  made.projects[0]!.can_edit = false;
  made.tasks.flags = [Flag.MayProgress | Flag.Started, Flag.MayProgress];
  return new PlanData(made);
}

test("a task stays one's own when its other marks change", () => {
  const plan = own();
  plan.applyChanged({ id: [2], flags: [Flag.Critical] });
  expect(plan.canProgress(1)).toBe(true);
  expect(plan.has(1, Flag.Critical)).toBe(true);
});

test("what takes back a move says the start of a task that has begun, and the constraint of any other", () => {
  const plan = own();
  const start = new Date((MONDAY + DAY) * 60_000).toISOString().slice(0, 16);
  const moved = (task: number) => inverse(plan, { kind: "edit", task, fields: { start } });
  expect(moved(1)).toMatchObject({ fields: { start: "2026-11-02T08:00" } });
  expect(moved(2)).toMatchObject({ fields: { constraint: "ASAP", constraint_at: null } });
});

test("an edit built on what others did in between leaves the plan at what it knew", () => {
  const plan = own();
  const nothing = { changed: { id: [] }, projects: [], moved: { count: 0, finish_before: null, finish_after: null }, trail: [], task: null, link: null, order: null };
  plan.apply({ ...nothing, revision_before: 1, revision: 2 });
  expect([plan.scope.revision, plan.isBehind]).toEqual([2, false]);
  plan.apply({ ...nothing, revision_before: 5, revision: 6 });
  expect([plan.scope.revision, plan.isBehind]).toEqual([2, true]);
});
