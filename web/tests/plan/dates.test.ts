import { expect, test } from "vitest";
import { parseDate } from "../../src/plan/dateentry";
import { DateWords, instantOf, instantOfIso, isoOf, shownFinish } from "../../src/plan/dates";
import { DAY, MONDAY } from "./sample";

const HINTS = { locale: "en-GB", now: MONDAY + 600, near: MONDAY };
const day = (text: string, locale = "en-GB"): string | null => {
  const found = parseDate(text, { ...HINTS, locale });
  return found && isoOf(found.day * DAY).slice(0, 10);
};

test("an instant and its ISO text are the same moment", () => {
  expect(isoOf(MONDAY + 480)).toBe("2026-11-02T08:00");
  expect(instantOfIso("2026-11-02T08:00")).toBe(MONDAY + 480);
  expect(instantOfIso("2026-11-02")).toBe(MONDAY);
  expect(instantOfIso("2026-11-31")).toBeNull();
  expect(isoOf(instantOf(9999, 12, 31, 23, 59)!)).toBe("9999-12-31T23:59");
});

test("a date is read in ISO, by the locale's order, or with its month's name", () => {
  for (const text of ["2026-11-03", "3/11/2026", "3.11.26", "3 Nov 2026", "3 nov", "Tue 3 Nov", "Nov 3rd", "3 November 2026"]) {
    expect(day(text), text).toBe("2026-11-03");
  }
  expect(day("11/3/2026", "en-US")).toBe("2026-11-03");
  expect(day("3. November", "de")).toBe("2026-11-03");
  expect(day("3 mars 2027", "fr")).toBe("2027-03-03");
});

test("a date without a year is the one nearest to what stood there", () => {
  expect(day("5 Jan")).toBe("2027-01-05");
  expect(day("20 Oct")).toBe("2026-10-20");
});

test("weekdays, today and steps count from where the person is", () => {
  expect(day("today")).toBe("2026-11-02");
  expect(day("fri")).toBe("2026-11-06");
  expect(day("Mon")).toBe("2026-11-02");
  expect(day("+3")).toBe("2026-11-05");
  expect(day("-1w")).toBe("2026-10-26");
  expect(day("morgen", "de")).toBe("2026-11-03");
});

test("a time may follow the date, or stand alone", () => {
  expect(parseDate("3 Nov 14:30", HINTS)).toEqual({ day: MONDAY / DAY + 1, minute: 870 });
  expect(parseDate("2026-11-03T08:00", HINTS)).toEqual({ day: MONDAY / DAY + 1, minute: 480 });
  expect(parseDate("9am", HINTS)).toEqual({ day: MONDAY / DAY, minute: 540 });
});

test("what is no date is refused", () => {
  for (const text of ["", "soon", "31 Feb 2026", "2026-13-01", "3 Foo", "25:99", "12"]) expect(parseDate(text, HINTS), text).toBeNull();
});

test("near dates show their weekday, far ones their year", () => {
  const words = new DateWords("en-GB", MONDAY);
  expect(words.short(MONDAY + DAY)).toBe("Tue 3 Nov");
  expect(words.short(instantOf(2031, 7, 1)!)).toBe("1 Jul 2031");
  expect(new DateWords("en-US", MONDAY).short(MONDAY + DAY)).toBe("Tue Nov 3");
});

test("a finish at midnight belongs to the day before, a milestone's to its own", () => {
  expect(shownFinish(MONDAY + DAY, MONDAY)).toBe(MONDAY + DAY - 1);
  expect(shownFinish(MONDAY, MONDAY)).toBe(MONDAY);
});
