import { expect, test } from "vitest";
import { exactDuration, formatDuration, parseDuration, parseSpan } from "../../src/plan/duration";

const UNITS = { minutesPerDay: 480, minutesPerWeek: 2400, daysPerMonth: 20 };
const minutes = (text: string): number | undefined => parseDuration(text, UNITS)?.minutes;

test("a duration is read in the project's own days, weeks and months", () => {
  expect(minutes("3d")).toBe(3 * 480);
  expect(minutes("2w")).toBe(2 * 2400);
  expect(minutes("4h")).toBe(240);
  expect(minutes("1mo")).toBe(20 * 480);
  expect(minutes("30m")).toBe(30);
  expect(minutes("1.5 days")).toBe(720);
  expect(minutes("1,5d")).toBe(720);
});

test("a bare number counts days, and a question mark is no matter", () => {
  expect(minutes("4")).toBe(4 * 480);
  expect(minutes("4d?")).toBe(4 * 480);
});

test("an e makes it elapsed: three days are 72 hours", () => {
  expect(parseDuration("3ed", UNITS)).toEqual({ minutes: 3 * 1440, isElapsed: true });
  expect(parseDuration("1emo", UNITS)).toEqual({ minutes: 30 * 1440, isElapsed: true });
});

test("what is no duration is refused, and so is a negative or endless one", () => {
  for (const text of ["", "soon", "3 potatoes", "-2d", "1e9d", "99999w"]) expect(parseDuration(text, UNITS)).toBeNull();
});

test("a lag may be negative", () => {
  expect(parseSpan("-2d", UNITS)?.minutes).toBe(-960);
  expect(parseSpan("+1ed", UNITS)).toEqual({ minutes: 1440, isElapsed: true });
});

test("a duration is written in days, or in hours when it is no quarter of a day", () => {
  expect(formatDuration(14 * 480, false, UNITS)).toBe("14d");
  expect(formatDuration(720, false, UNITS)).toBe("1.5d");
  expect(formatDuration(300, false, UNITS)).toBe("5h");
  expect(formatDuration(45, false, UNITS)).toBe("45m");
  expect(formatDuration(3 * 1440, true, UNITS)).toBe("3ed");
  expect(formatDuration(0, false, UNITS)).toBe("0d");
});

test("what an editor shows reads back to the minute", () => {
  for (const each of [15, 61, 240, 480, 720, 1000, 4800, 48_001]) expect(minutes(exactDuration(each, false, UNITS))).toBe(each);
  expect(exactDuration(1000, false, UNITS)).toBe("1000m");
});
