import { expect, test } from "vitest";
import { LinkIndex } from "../../src/plan/linkindex";
import { nextSibling, previousSibling } from "../../src/plan/outline";
import { projectHandle } from "../../src/plan/rows";
import { data, drawn, view } from "./sample";

const HOUSE = `
ground
  dig 3d
  pour 2d < dig
walls
  brick 5d < pour
roof 2d < brick
`;

test("rows show the outline with levels", () => {
  expect(drawn(view(data(HOUSE)))).toEqual(["ground", "  dig", "  pour", "walls", "  brick", "roof"]);
});

test("a collapsed summary hides what lies below it and stands for it", () => {
  const plan = view(data(HOUSE));
  plan.rows.setExpanded(0, false);
  expect(drawn(plan)).toEqual(["ground", "walls", "  brick", "roof"]);
  expect(plan.rows.rowOf(2)).toBe(-1);
  expect(plan.rows.rowFor(2)).toBe(0);
  expect(plan.rows.reveal(2)).toBe(true);
  expect(plan.rows.rowOf(2)).toBe(2);
});

test("a program has a row for each project, and each counts its own tasks", () => {
  const plan = view(data("Pay:\n  dig\n  pour\nPortal:\n  brick", "program"));
  expect(drawn(plan)).toEqual(["Pay", "  dig", "  pour", "Portal", "  brick"]);
  expect(plan.data.outline.number[2]).toBe(1);
  plan.rows.setExpanded(projectHandle(0), false);
  expect(drawn(plan)).toEqual(["Pay", "Portal", "  brick"]);
  expect(plan.rows.rowFor(1)).toBe(0);
});

test("places among siblings are those a screen reader tells", () => {
  const { outline } = data(HOUSE);
  expect(Array.from(outline.position)).toEqual([1, 1, 2, 2, 1, 3]);
  expect(Array.from(outline.siblings)).toEqual([3, 2, 2, 3, 1, 3]);
  expect(previousSibling(outline, 3)).toBe(0);
  expect(nextSibling(outline, 3)).toBe(5);
  expect(nextSibling(outline, 5)).toBe(-1);
});

test("the row of a new task stands where it will go", () => {
  const plan = view(data(HOUSE));
  plan.rows.draft = { project: 0, parent: 0, after: 1 };
  plan.rows.refresh();
  expect(drawn(plan)).toEqual(["ground", "  dig", "  pour", "…", "walls", "  brick", "roof"]);
  plan.rows.draft = { project: 0, parent: 1, after: 0 };
  plan.rows.refresh();
  expect(drawn(plan)).toEqual(["ground", "  …", "  dig", "  pour", "walls", "  brick", "roof"]);
  plan.rows.draft = { project: 0, parent: 0, after: 6 };
  plan.rows.refresh();
  expect(drawn(plan).at(-1)).toBe("…");
});

test("depth one shows the top alone", () => {
  const plan = view(data(HOUSE));
  plan.rows.setDepth(1);
  expect(drawn(plan)).toEqual(["ground", "walls", "roof"]);
  plan.rows.setDepth(null);
  expect(plan.rows.count).toBe(6);
});

test("links of collapsed tasks hang on their summary, once", () => {
  const plan = view(data("a\n  a1\n  a2\nb\n  b1 < a1, a2\n  b2 < a1"));
  expect(plan.freshLinks().drawn.count).toBe(3);
  plan.rows.setDepth(1);
  const { drawn: links } = plan.freshLinks();
  expect(links.count).toBe(1);
  expect([links.fromRow[0], links.toRow[0]]).toEqual([0, 1]);
});

test("the index finds every link that touches a range of rows, and no other", () => {
  const names = Array.from({ length: 60 }, (_, at) => `t${at}`);
  const lines = names.map((name, at) => (at > 3 ? `${name} < t${(at * 7) % at}` : name));
  const plan = view(data(lines.join("\n")));
  const index = new LinkIndex();
  index.build(plan.data, plan.rows);
  for (const [first, last] of [[0, 5], [20, 30], [55, 59], [40, 40]] as const) {
    const found = index.crossing(first, last).map((at) => index.drawn.link[at]!).sort((one, other) => one - other);
    const { from, to } = plan.data.links;
    const expected = Array.from(from.keys()).filter((at) => Math.min(from[at]!, to[at]!) <= last && Math.max(from[at]!, to[at]!) >= first);
    expect(found).toEqual(expected);
  }
});
