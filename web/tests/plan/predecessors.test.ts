import { expect, test } from "vitest";
import { PlanData } from "../../src/plan/data";
import { parsePredecessors, predecessorText, PredecessorError } from "../../src/plan/predecessors";
import { data, payload } from "./sample";

const reason = (plan: PlanData, text: string): string => {
  try {
    parsePredecessors(plan, 2, text);
    return "none";
  } catch (error) {
    return error instanceof PredecessorError ? error.reason : String(error);
  }
};

test("numbers, kinds and lags are read as people write them", () => {
  const plan = data("a\nb\nc\nd");
  expect(parsePredecessors(plan, 3, "1, 2SS+1d; 3FF-50%")).toEqual([
    { predecessor: 1, kind: "FS", lag_minutes: 0, lag_kind: "working" },
    { predecessor: 2, kind: "SS", lag_minutes: 480, lag_kind: "working" },
    { predecessor: 3, kind: "FF", lag_minutes: -5000, lag_kind: "percent" },
  ]);
  expect(parsePredecessors(plan, 3, "1+3ed")).toEqual([{ predecessor: 1, kind: "FS", lag_minutes: 4320, lag_kind: "elapsed" }]);
  expect(parsePredecessors(plan, 3, "  ")).toEqual([]);
});

test("a task of another project goes by its project's code", () => {
  const plan = data("Pay:\n  a\n  b\nPortal:\n  c\n  d", "program");
  expect(parsePredecessors(plan, 3, "PAY 2, 1")).toMatchObject([{ predecessor: 2 }, { predecessor: 3 }]);
  expect(parsePredecessors(plan, 3, "pay 2fs+1d")).toMatchObject([{ predecessor: 2, lag_minutes: 480 }]);
});

test("what is written reads back as the same links", () => {
  const plan = data("Pay:\n  a\n  b < aSS\nPortal:\n  c < b, aFF", "program");
  expect(predecessorText(plan, 1)).toBe("1SS");
  expect(predecessorText(plan, 2)).toBe("PAY 2, PAY 1FF");
  expect(parsePredecessors(plan, 2, predecessorText(plan, 2))).toMatchObject([{ predecessor: 2, kind: "FS" }, { predecessor: 1, kind: "FF" }]);
});

test("a task outside the plan goes by its number there, or by its id", () => {
  const made = payload("a\nb");
  made.outside = [{ id: 77, name: "x", project: "Portal", code: "POR", start: 0, finish: 1, url: "", number: 24 }, { id: 78, name: "y", project: "", code: "", start: 0, finish: 1, url: "", number: null }];
  for (const [at, predecessor] of [77, 78].entries()) {
    for (const [key, value] of Object.entries({ id: 5 + at, predecessor, successor: 2, kind: 0, lag: 0, lag_kind: 0, version: 1 })) made.links[key as "id"].push(value);
  }
  const plan = new PlanData(made);
  expect(predecessorText(plan, 1)).toBe("POR 24, #78");
  expect(parsePredecessors(plan, 1, "POR 24, #78").map((each) => each.predecessor)).toEqual([77, 78]);
});

test("each wrong text has its reason", () => {
  const plan = data("a\nb\nc");
  expect(reason(plan, "build")).toBe("form");
  expect(reason(plan, "9")).toBe("unknown");
  expect(reason(plan, "XYZ 1")).toBe("unknown");
  expect(reason(plan, "3")).toBe("itself");
  expect(reason(plan, "1, 1SS")).toBe("twice");
  expect(reason(plan, "1FS+soon")).toBe("form");
});
