import { expect, test } from "vitest";
import { asOf, dayHeading, shortTime, spokenTime } from "./time";

const now = new Date(2026, 10, 22, 15, 30);
const at = (day: number, hour = 9, minute = 5) => new Date(2026, 10, day, hour, minute);

test("relative on the same day, then yesterday, the weekday, the date", () => {
  expect(shortTime(new Date(now.getTime() - 20_000), now)).toBe("just now");
  expect(shortTime(new Date(now.getTime() + 20_000), now)).toBe("just now");
  expect(shortTime(new Date(now.getTime() + 600_000), now)).toMatch(/^\d\d:\d\d$/);
  expect(shortTime(new Date(now.getTime() - 60_000), now)).toBe("1 minute ago");
  expect(shortTime(at(22), now)).toBe("6 hours ago");
  expect(shortTime(at(21), now)).toBe("Yesterday, 09:05");
  expect(shortTime(at(18), now)).toBe("Wednesday, 09:05");
  expect(shortTime(at(9), now)).toBe("9 November");
  expect(shortTime(new Date(2025, 1, 3), now)).toBe("3 February 2025");
  expect(shortTime(new Date("never"), now)).toBe("");
});

test("days of a list are told by their distance", () => {
  expect(dayHeading(at(22), now)).toBe("Today");
  expect(dayHeading(at(21), now)).toBe("Yesterday, 21 November");
  expect(dayHeading(at(16), now)).toBe("Monday 16 November");
});

test("in a sentence, and for what may be old", () => {
  expect(spokenTime(at(22), now)).toBe("today at 09:05");
  expect(spokenTime(at(16), now)).toBe("Monday 16 November at 09:05");
  expect(asOf(at(22), now)).toBe("09:05");
  expect(asOf(at(21), now)).toBe("Yesterday, 09:05");
});
