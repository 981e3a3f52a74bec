import { describe, expect, it } from "vitest";
import type { LoadPart } from "../src/load/api";
import { asked, LoadData, stateOf, utilization, type Cell } from "../src/load/data";
import { moved } from "../src/load/grid";
import { Periods } from "../src/load/periods";
import { LoadWords } from "../src/load/words";
import { Words } from "../src/plan/i18n";

function cell(values: Partial<Cell>): Cell {
  return { capacity: 2400, planned: 0, actual: 0, booked: 0, tentative: 0, open: 0, overload: 0, free: 0, generic: 0, here: null, ...values };
}

const words = new LoadWords(new Words("en"), "en-GB");

describe("a cell", () => {
  it("is too full as a whole before it is too full on a day", () => {
    expect(stateOf(cell({ planned: 2880, overload: 480 }))).toBe("over");
    expect(stateOf(cell({ planned: 1920, overload: 960 }))).toBe("day-over");
  });

  it("is free, less than half, half to full, or not working", () => {
    expect(stateOf(cell({}))).toBe("free");
    expect(stateOf(cell({ planned: 1140 }))).toBe("light");
    expect(stateOf(cell({ planned: 1200 }))).toBe("busy");
    expect(stateOf(cell({ capacity: 0 }))).toBe("off");
    expect(stateOf(cell({ capacity: 0, planned: 60 }))).toBe("over");
  });

  it("counts what is booked and not planned yet", () => {
    const both = cell({ planned: 960, open: 1440 });
    expect(asked(both)).toBe(2400);
    expect(utilization(both)).toBe(100);
  });

  it("says itself in one sentence", () => {
    expect(words.sentence(cell({ planned: 2880, overload: 600, here: 480 }))).toBe(
      "120 %, 48 of 40 hours, Too full, 10 h too much by the day, 8 h of it here",
    );
  });

  it("shows percent, hours asked or hours free", () => {
    const half = cell({ planned: 1200, free: 1200 });
    expect([words.number(half, "percent"), words.number(half, "hours"), words.number(half, "free")]).toEqual(["50", "20", "20"]);
    expect(words.number(cell({ capacity: 0 }), "percent")).toBe("");
    expect(words.number(cell({ capacity: 0, planned: 120 }), "percent")).toBe("2");
  });
});

describe("periods", () => {
  it("are named by their first day under their month", () => {
    const weeks = new Periods("week", ["2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13"], "en-GB");
    expect([weeks.head(0), weeks.head(2)]).toEqual(["23", "6"]);
    expect(weeks.spans()).toEqual([{ name: "Mar 2026", columns: 2 }, { name: "Apr 2026", columns: 1 }]);
    expect(weeks.indexOf(Date.UTC(2026, 3, 12))).toBe(2);
    expect(weeks.indexOf(Date.UTC(2026, 3, 13))).toBe(-1);
  });

  it("name the last day of what ends before a moment", () => {
    const days = new Periods("day", ["2026-03-02", "2026-03-03"], "en-GB");
    expect(days.lastDay("2026-03-09")).toContain("8 Mar");
    expect(days.lastDay("2026-03-03T17:00")).toContain("3 Mar");
  });
});

describe("the rows", () => {
  it("go on with those of the next part", () => {
    const numbers = [[1, 2]];
    const measures = {
      capacity: numbers, planned: numbers, actual: numbers, booked: numbers, tentative: numbers, open: numbers, overload: numbers, free: numbers,
      generic: numbers, here: null,
    };
    const part = (name: string): LoadPart => ({
      by: "week", edges: ["2026-03-02", "2026-03-09", "2026-03-16"], next: null, measures,
      rows: { kind: ["person"], id: [1], name: [name], detail: [""], count: [1], is_generic: [false] },
    });
    const data = new LoadData(part("Ana"));
    data.add(part("Ben"));
    expect(data.rows.map((row) => row.name)).toEqual(["Ana", "Ben"]);
    expect(data.cell(1, 1).planned).toBe(2);
    expect(data.cell(1, 1).here).toBeNull();
  });
});

describe("keys", () => {
  const key = (name: string, ctrlKey = false): ReturnType<typeof moved> => moved({ key: name, ctrlKey, metaKey: false }, { row: 5, period: 3 }, 10);

  it("lead one cell, one page, or to the ends", () => {
    expect(key("ArrowLeft")).toEqual({ row: 5, period: 2 });
    expect(key("PageDown")).toEqual({ row: 15, period: 3 });
    expect(key("Home")).toEqual({ row: 5, period: 0 });
    expect(key("End", true)).toEqual({ row: Infinity, period: Infinity });
    expect(key("a")).toBeNull();
  });
});
