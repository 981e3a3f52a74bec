import { expect, test } from "vitest";
import { Scale } from "../../src/plan/scale";
import { ticks, tiersFor, TierWords } from "../../src/plan/tiers";
import { DAY, MONDAY } from "./sample";

function scale(days = 200): Scale {
  const made = new Scale();
  made.fitTo(MONDAY, MONDAY + days * DAY, 800);
  return made;
}

test("time to pixels and back is the same time", () => {
  const made = scale();
  expect(made.timeAt(made.x(MONDAY + 12_345))).toBeCloseTo(MONDAY + 12_345);
});

test("zooming keeps what is under the pointer where it is", () => {
  const made = scale();
  made.scrollTo(MONDAY + 30 * DAY, 300);
  made.zoomTo(80, 300);
  expect(made.timeAt(300)).toBeCloseTo(MONDAY + 30 * DAY, 3);
  made.zoomToName("year", 300);
  expect(made.timeAt(300)).toBeCloseTo(MONDAY + 30 * DAY, 3);
});

test("fitting shows all of the plan", () => {
  const made = scale();
  made.fit(MONDAY, MONDAY + 200 * DAY);
  expect(made.x(MONDAY)).toBeCloseTo(48);
  expect(made.x(MONDAY + 200 * DAY)).toBeCloseTo(800 - 48);
});

test("a plan of a hundred years never grows wider than a browser can lay out", () => {
  const made = scale(36_500);
  made.zoomToName("hour", 0);
  expect(made.width).toBeLessThan(16_777_216);
});

test("a plan that grows keeps what is in sight in its place", () => {
  const made = scale();
  made.scrollTo(MONDAY + 30 * DAY, 0);
  made.fitTo(MONDAY - 400 * DAY, MONDAY + 900 * DAY, 800);
  expect(made.timeAt(0)).toBeCloseTo(MONDAY + 30 * DAY, 3);
});

test("the head's units follow the zoom from hours to years", () => {
  const lines = (zoom: Parameters<Scale["zoomToName"]>[0]): string => {
    const made = scale();
    made.zoomToName(zoom, 0);
    const { upper, lower } = tiersFor(made.pixelsPerDay);
    return `${upper}/${lower}`;
  };
  expect([lines("hour"), lines("day"), lines("week"), lines("month"), lines("quarter"), lines("year")]).toEqual([
    "day/hour", "month/day", "month/week", "year/month", "year/month", "year/quarter",
  ]);
});

test("weeks begin on Monday, months on their first", () => {
  const words = new TierWords("en-GB");
  const weeks = ticks("week", MONDAY + 2 * DAY, MONDAY + 8 * DAY, words.lower("week", 70));
  expect(weeks.map((tick) => tick.label)).toEqual(["2 Nov", "9 Nov"]);
  const months = ticks("month", MONDAY, MONDAY + 70 * DAY, words.upper("month"));
  expect(months.map((tick) => tick.label)).toEqual(["November 2026", "December 2026", "January 2027"]);
});

test("a bar snaps to minutes, hours, days or weeks, as far as the eye can tell them apart", () => {
  const made = scale();
  const snaps = (["hour", "day", "month", "year"] as const).map((zoom) => {
    made.zoomToName(zoom, 0);
    return made.snap;
  });
  expect(snaps).toEqual([15, DAY, DAY, 7 * DAY]);
});
