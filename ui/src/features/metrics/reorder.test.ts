import { describe, expect, test } from "vitest";
import type { MetricRow } from "../../host";
import { row } from "../../test/fakeEngine";
import { dropIndex, movedWith, rowAt, scrollStep, stepIndex } from "./reorder";

const rows: MetricRow[] = [
  row("a", "a"),
  row("b", "b"),
  row("gone", "gone", { change: "removed" }),
  row("c", "c"),
  row("d", "d"),
];

/** What the engine makes of it. */
function after(moved: string[], to: number | null): string {
  const standing = rows.filter((each) => each.change !== "removed").map((each) => each.id);
  if (to === null) return standing.join("");
  const rest = standing.filter((id) => !moved.includes(id));
  return [...rest.slice(0, to), ...standing.filter((id) => moved.includes(id)), ...rest.slice(to)].join("");
}

describe("a drop", () => {
  test.each([
    [["a"], "c", true, "bcad"],
    [["a"], "c", false, "bacd"],
    [["d"], "a", false, "dabc"],
    [["a"], "gone", true, "bacd"],
    [["a"], "d", true, "bcda"],
    [["a", "c"], "d", true, "bdac"],
    [["d", "a"], "b", true, "badc"],
  ] as const)("of %j at %s, behind: %s", (moved, at, isAfter, order) => {
    const to = dropIndex(rows, [...moved], { row: at, after: isAfter });
    expect(after([...moved], to)).toBe(order);
  });

  test("at its own place is none", () => {
    expect(dropIndex(rows, ["b"], { row: "a", after: true })).toBeNull();
    expect(dropIndex(rows, ["b"], { row: "b", after: true })).toBeNull();
    expect(dropIndex(rows, ["b"], { row: "gone", after: false })).toBeNull();
    expect(dropIndex(rows, [], { row: "a", after: true })).toBeNull();
  });
});

describe("a step", () => {
  test.each([
    [["b"], -1, "bacd"],
    [["b"], 1, "acbd"],
    [["b", "c"], -1, "bcad"],
    [["b", "c"], 1, "adbc"],
    [["a", "c"], -1, "acbd"],
    [["a", "c"], 1, "bdac"],
  ] as const)("of %j by %d", (moved, by, order) =>
    expect(after([...moved], stepIndex(rows, [...moved], by))).toBe(order),
  );

  test("past the end is none", () => {
    expect(stepIndex(rows, ["a", "b"], -1)).toBeNull();
    expect(stepIndex(rows, ["d"], 1)).toBeNull();
    expect(stepIndex(rows, ["a", "b", "c", "d"], 1)).toBeNull();
  });
});

test("one of the selected takes all of them along, and nothing that is removed", () => {
  expect(movedWith(rows, "b", new Set(["d", "b", "gone"]))).toEqual(["b", "d"]);
  expect(movedWith(rows, "b", new Set(["d"]))).toEqual(["b"]);
});

describe("the pointer", () => {
  const rowsOnScreen = (...heights: number[]) => {
    const host = document.createElement("div");
    host.style.cssText = "position: fixed; top: 100px; left: 0";
    for (const [index, height] of heights.entries()) {
      const each = document.createElement("div");
      each.dataset.key = `r${index}`;
      each.style.height = `${height}px`;
      host.append(each);
    }
    document.body.append(host);
    return { list: host.querySelectorAll<HTMLElement>("[data-key]"), done: () => host.remove() };
  };

  test("finds the row at its height, whatever the rows' heights, and the nearest one beyond them", () => {
    const { list, done } = rowsOnScreen(20, 80, 40);
    expect(rowAt(list, 104)).toEqual({ row: "r0", after: false });
    expect(rowAt(list, 115)).toEqual({ row: "r0", after: true });
    expect(rowAt(list, 155)).toEqual({ row: "r1", after: false });
    expect(rowAt(list, 165)).toEqual({ row: "r1", after: true });
    expect(rowAt(list, 10)).toEqual({ row: "r0", after: false });
    expect(rowAt(list, 900)).toEqual({ row: "r2", after: true });
    done();
    expect(rowAt([], 5)).toBeNull();
  });

  test("scrolls at both ends, faster further out, and not in between", () => {
    const box = { top: 100, bottom: 500 };
    expect(scrollStep(300, box)).toBe(0);
    expect(scrollStep(110, box)).toBeLessThan(0);
    expect(scrollStep(490, box)).toBeGreaterThan(0);
    expect(scrollStep(10, box)).toBe(-22);
    expect(scrollStep(900, box)).toBe(22);
    expect(Math.abs(scrollStep(495, box))).toBeGreaterThan(Math.abs(scrollStep(450, box)));
  });
});
