import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetricRow } from "../../host";
import { row } from "../../test/fakeEngine";
import { arranged, type Filter, isPlain, type ListView, plainView } from "./listView";

const rows: MetricRow[] = [
  row("m1", "visit_10", { dataType: "boolean", prompt: "Did the caller book a visit?" }),
  row("m2", "visit_9", { dataType: "enum", choices: ["refund_wanted"], change: "edited" }),
  row("m3", "mood", { dataType: "string", change: "new" }),
  row("m4", "legacy", { dataType: null, unknownType: "FLOAT" }),
  row("m5", "clarity", { change: "removed" }),
];

const ids = (view: Partial<ListView>) => arranged(rows, { ...plainView, ...view }).map((each) => each.id);
const filters = (...list: Filter[]) => new Set(list);

describe("searching", () => {
  test.each([
    ["visit", ["m1", "m2"]],
    ["VISIT 9", ["m2"]],
    ["book", ["m1"]],
    ["refund", ["m2"]],
    ["nobody", []],
    ["  ", ["m1", "m2", "m3", "m4", "m5"]],
  ])("%s", (search, found) => expect(ids({ search })).toEqual(found));
});

describe("filtering", () => {
  test("one of a group is enough, every group counts", () => {
    expect(ids({ filters: filters("type:boolean", "type:enum") })).toEqual(["m1", "m2"]);
    expect(ids({ filters: filters("type:boolean", "type:enum", "change:edited") })).toEqual(["m2"]);
    expect(ids({ filters: filters("change:removed", "change:new") })).toEqual(["m3", "m5"]);
  });

  test("by what was found in them, once somebody looks", () => {
    const view = { ...plainView, filters: filters("findings") };
    expect(arranged(rows, view, (each) => each.id === "m3").map((each) => each.id)).toEqual(["m3"]);
    expect(arranged(rows, view, null)).toHaveLength(5);
  });
});

describe("sorting", () => {
  test("names as people count", () => expect(ids({ order: "name" })).toEqual(["m5", "m4", "m3", "m2", "m1"]));
  test("types as the drop-down has them, unknown ones last", () =>
    expect(ids({ order: "type" })).toEqual(["m3", "m5", "m1", "m2", "m4"]));
  test("changed first", () => expect(ids({ order: "changed" })).toEqual(["m2", "m3", "m5", "m1", "m4"]));
});

test("no order loses a metric or invents one, and only the plain view is plain", () => {
  const order = fc.constantFrom("set", "name", "type", "changed" as const);
  fc.assert(
    fc.property(order, fc.shuffledSubarray(rows), (by, some) => {
      const shown = arranged(some, { ...plainView, order: by as ListView["order"] });
      expect(new Set(shown)).toEqual(new Set(some));
      expect(shown).toHaveLength(some.length);
    }),
  );
  expect(isPlain(plainView)).toBe(true);
  expect(isPlain({ ...plainView, order: "name" })).toBe(false);
  expect(isPlain({ ...plainView, search: "a" })).toBe(false);
});
