import { describe, expect, it } from "vitest";
import { MapData, type MapPart, type Objective, type Program, type Project } from "../src/map/data";
import { offsets, path, width } from "../src/map/flows";
import { whole } from "../src/map/words";

const health = { state: "on_track", reasons: [], override: null } as Objective["health"];

function objective(id: number, parent: number | null = null): Objective {
  return { id, parent, name: `O${id}`, owner: "", status: "active", progress: 0.5, health };
}
function program(id: number, shares: Record<string, number>): Program {
  return { id, name: `P${id}`, state: "on_track", percent_complete: 0, finish: null, shares };
}
function project(id: number, of: number | null, shares: Record<string, number> | null = null, minutes = 100): Project {
  return { id, program: of, name: `J${id}`, state: "on_track", percent_complete: 0, finish: null, work_minutes: minutes, shares };
}
function part(objectives: Objective[], programs: Program[], projects: Project[]): MapPart {
  return { objectives, programs, projects, gaps: { objectives: [], programs: [], projects: [] } };
}

describe("the map", () => {
  it("draws a program's shares, and its projects by their part in its work", () => {
    const data = new MapData(part([objective(1)], [program(5, { "1": 0.6 })], [project(7, 5, null, 300), project(8, 5, null, 100)]));
    expect(data.sight().flows).toEqual([
      { from: "objective-1", to: "program-5", share: 0.6, state: "on_track" },
      { from: "program-5", to: "project-7", share: 0.75, state: "on_track" },
      { from: "program-5", to: "project-8", share: 0.25, state: "on_track" },
    ]);
  });

  it("draws a project that speaks for itself from its objective, not from its program", () => {
    const data = new MapData(part([objective(1)], [program(5, { "1": 0.6 })], [project(7, 5, { "1": 0.3 })]));
    expect(data.sight().flows.map((flow) => `${flow.from} ${flow.to}`)).toEqual(["objective-1 program-5", "objective-1 project-7"]);
  });

  it("adds what serves the objectives below a folded one", () => {
    const data = new MapData(part([objective(1), objective(2, 1), objective(3, 1)], [program(5, { "2": 0.2, "3": 0.3 })], []));
    data.expanded.delete(1);
    const { objectives, flows } = data.sight();
    expect(objectives.map((each) => each.id)).toEqual([1]);
    expect(flows).toEqual([{ from: "objective-1", to: "program-5", share: 0.5, state: "on_track" }]);
  });

  it("shows those of many projects that need somebody, or those of one program", () => {
    const many = Array.from({ length: 60 }, (_, n) => project(n + 1, n < 30 ? 5 : 6));
    many[59]!.state = "off_track";
    const data = new MapData(part([objective(1)], [program(5, {}), program(6, {})], many));
    expect(data.sight().projects).toHaveLength(24);
    expect(data.sight().projects.map((each) => each.id)).toContain(60);
    expect(data.sight().left).toBe(36);
    data.program = 6;
    expect(data.sight().projects).toHaveLength(30);
  });

  it("puts programs at the height of what they serve", () => {
    const data = new MapData(part([objective(1), objective(2)], [program(5, { "2": 1 }), program(6, { "1": 1 }), program(4, {})], []));
    expect(data.sight().programs.map((each) => each.id)).toEqual([6, 5, 4]);
  });
});

describe("a flow", () => {
  it("is as wide as its share", () => {
    const flow = { from: "a", to: "b", share: 0.5, state: "on_track" } as const;
    expect(width(flow)).toBe(9); // 2 + 0.5 × 14
  });

  it("lies beside the others of its card", () => {
    const flows = [0.5, 0.5].map((share, n) => ({ from: "a", to: `b${n}`, share, state: "on_track" }) as const);
    const found = offsets(flows, "from", (flow) => Number(flow.to.slice(1)));
    expect(flows.map((flow) => found.get(flow))).toEqual([-4.5, 4.5]);
  });

  it("runs from the right of one card to the left of the other", () => {
    const from = { left: 0, right: 10, middle: 20, height: 40 };
    expect(path(from, { left: 110, right: 120, middle: 60, height: 40 }, 0, 0)).toBe("M10 20C60 20 60 60 110 60");
  });
});

describe("progress", () => {
  it("is told as on the pages: rounded below half, and never full before all is done", () => {
    expect([0.4, 9.6, 36.7, 73.9, 99.6, 100].map(whole)).toEqual([0, 10, 37, 73, 99, 100]);
  });
});
