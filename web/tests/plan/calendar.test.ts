import { expect, test } from "vitest";
import { Calendar, NONSTOP_CALENDAR, weekday } from "../../src/plan/calendar";
import { DAY, MONDAY, STANDARD, WORKDAY } from "./sample";

const standard = new Calendar(STANDARD);
const FRIDAY = MONDAY + 4 * DAY;

test("work on Friday evening goes on on Monday morning", () => {
  expect(standard.nextWork(FRIDAY + 1020)).toBe(MONDAY + 7 * DAY + 480);
  expect(standard.previousWork(MONDAY + 480)).toBe(MONDAY - 3 * DAY + 1020);
  expect(standard.nextWork(FRIDAY + 500)).toBe(FRIDAY + 500);
});

test("six hours from 10:00 end at 17:00, for noon is an hour off", () => {
  expect(standard.add(MONDAY + 600, 360)).toBe(MONDAY + 1020);
});

test("sums run over weekends and back again", () => {
  expect(standard.add(FRIDAY + 480, 960)).toBe(MONDAY + 7 * DAY + 1020);
  expect(standard.add(MONDAY + 7 * DAY + 1020, -960)).toBe(FRIDAY + 480);
  expect(standard.between(FRIDAY + 480, MONDAY + 7 * DAY + 1020)).toBe(960);
  expect(standard.between(MONDAY + 7 * DAY + 1020, FRIDAY + 480)).toBe(-960);
});

test("adding what lies between comes out where it should, for any two working instants", () => {
  for (let from = 0; from < 20; from++) {
    const start = standard.nextWork(MONDAY + from * 613);
    const finish = standard.add(start, 97 * (from + 1));
    expect(standard.between(start, finish)).toBe(97 * (from + 1));
    expect(standard.add(finish, -97 * (from + 1))).toBe(start);
  }
});

test("an exception takes the place of the week's shifts", () => {
  const day = MONDAY / DAY;
  const closed = new Calendar({ ...STANDARD, exceptions: [[day + 5, day + 6, WORKDAY], [day + 1, day + 3, []]] });
  expect(closed.nextWork(MONDAY + 1020)).toBe(MONDAY + 3 * DAY + 480);
  expect(closed.isWorkingDay(day + 5)).toBe(true);
  expect(closed.idle(MONDAY, MONDAY + 5 * DAY, true)).toEqual([[MONDAY + DAY, MONDAY + 3 * DAY]]);
});

test("idle stretches are whole days when days are all one can see", () => {
  expect(standard.idle(MONDAY, MONDAY + 8 * DAY, true)).toEqual([[MONDAY + 5 * DAY, MONDAY + 7 * DAY]]);
  expect(standard.idle(MONDAY, MONDAY + DAY, false)).toEqual([[MONDAY, MONDAY + 480], [MONDAY + 720, MONDAY + 780], [MONDAY + 1020, MONDAY + DAY]]);
});

test("a calendar that never works does not hang", () => {
  const never = new Calendar({ week: [[], [], [], [], [], [], []], exceptions: [] });
  expect(never.nextWork(MONDAY)).toBe(MONDAY);
  expect(never.between(MONDAY, MONDAY + 30 * DAY)).toBe(0);
});

test("the nonstop calendar counts every minute", () => {
  expect(NONSTOP_CALENDAR.add(FRIDAY, 3 * DAY)).toBe(MONDAY + 7 * DAY);
  expect(weekday(MONDAY / DAY)).toBe(0);
  expect(weekday(0)).toBe(3);
  expect(weekday(-1)).toBe(2);
});
