import { expect, test } from "vitest";
import type { Bar } from "../../src/plan/timeline/geometry";
import { distanceTo, route } from "../../src/plan/timeline/route";

const bar = (left: number, right: number, row: number): Bar => ({ kind: "task", left, right, top: row * 28, middle: row * 28 + 14 });
const [FS, SS, FF, SF] = [0, 1, 2, 3] as const;

test("a follower further on is reached by one bend down and one in", () => {
  const { points, tip } = route(FS, bar(0, 50, 0), bar(100, 150, 2));
  expect(points).toEqual([50, 14, 57, 14, 57, 70, 100, 70]);
  expect(tip).toBe("right");
});

test("a follower right behind is entered from above", () => {
  const { points, tip } = route(FS, bar(0, 50, 0), bar(50, 100, 1));
  expect(points).toEqual([50, 14, 55, 14, 55, 36]);
  expect(tip).toBe("down");
  expect(route(FS, bar(0, 50, 3), bar(50, 100, 1)).tip).toBe("up");
});

test("a lead runs back between the rows", () => {
  const { points } = route(FS, bar(0, 90, 0), bar(30, 120, 1));
  expect(points).toEqual([90, 14, 97, 14, 97, 28.5, 21, 28.5, 21, 42, 30, 42]);
});

test("same ends go around the further one", () => {
  expect(route(SS, bar(40, 90, 0), bar(60, 120, 1)).points).toEqual([40, 14, 33, 14, 33, 42, 60, 42]);
  expect(route(FF, bar(40, 90, 0), bar(60, 120, 1))).toEqual({ points: [90, 14, 129, 14, 129, 42, 120, 42], tip: "left" });
});

test("start to finish points left", () => {
  expect(route(SF, bar(100, 150, 0), bar(0, 50, 1))).toEqual({ points: [100, 14, 93, 14, 93, 42, 50, 42], tip: "left" });
});

test("every way begins at its end, ends at its end and has right angles only", () => {
  for (const kind of [FS, SS, FF, SF]) {
    for (let shift = -80; shift <= 80; shift += 4) {
      const { points } = route(kind, bar(100, 140, 0), bar(100 + shift, 130 + shift, 3));
      for (let at = 0; at + 3 < points.length; at += 2) {
        expect(points[at] === points[at + 2] || points[at + 1] === points[at + 3], `${kind} ${shift}`).toBe(true);
      }
    }
  }
});

test("the distance to a way is that to its nearest part", () => {
  const points = [0, 0, 10, 0, 10, 20];
  expect(distanceTo(points, 5, 3)).toBe(3);
  expect(distanceTo(points, 14, 10)).toBe(4);
});
