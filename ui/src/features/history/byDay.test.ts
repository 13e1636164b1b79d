import { expect, test, vi } from "vitest";
import type { VersionRow } from "../../host";
import { versionRow } from "../../test/sample";
import { byDay } from "./byDay";

const now = new Date(2026, 10, 22, 12);
const DAYS = 5;

/** So many versions on five days, newest first. */
const rows = (total: number): VersionRow[] =>
  Array.from({ length: total }, (_, index) => ({
    ...versionRow(total - index),
    note: index === 7 ? "One word" : null,
    publishedAt: new Date(2026, 10, 20 - Math.floor((index * DAYS) / total), 12).toISOString(),
  }));

test("each day is put into words once, however many versions it has", () => {
  const spy = vi.spyOn(Date.prototype, "toLocaleDateString");
  expect(byDay(rows(2000), now)).toHaveLength(DAYS);
  // The weekday, and the day with its month.
  expect(spy.mock.calls.length).toBeLessThanOrEqual(2 * DAYS);
  spy.mockRestore();
});

test("a note that gets another text changes no day of the list", () => {
  const all = rows(20);
  const before = byDay(all, now);
  const typed = all.map((row) => (row.note === null ? row : { ...row, note: "One word and another" }));
  const after = byDay(typed, now, before);
  expect(after.map((day, place) => day === before[place])).toEqual([true, true, true, true, true]);
});

test("a note that comes or goes, another label and another row change their day alone", () => {
  const all = rows(20);
  const before = byDay(all, now);
  const changes: ((row: VersionRow) => VersionRow)[] = [
    (row) => ({ ...row, note: null }),
    (row) => ({ ...row, label: "Another" }),
    (row) => ({ ...row, isLive: !row.isLive }),
  ];
  for (const change of changes) {
    const after = byDay(
      all.map((row, place) => (place === 7 ? change(row) : row)),
      now,
      before,
    );
    expect(after.map((day, place) => day === before[place])).toEqual([true, false, true, true, true]);
    expect(after[1]?.versions[3]).toEqual(change(all[7] as VersionRow));
  }
  const fewer = byDay(all.slice(0, -1), now, before);
  expect(fewer.map((day, place) => day === before[place])).toEqual([true, true, true, true, false]);
});
