import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Panel } from "../../host";
import { KEEP_AFTER_MS, Keeper } from "./keeper";
import { newCard, panelOf } from "./panelState";

const panel = (prompt: string): Panel =>
  panelOf(newCard({ identifier: "call_outcome", dataType: "string", prompt, choices: [] }));
const promptOf = (kept: Panel) => kept.cards[0]?.fields.prompt;

function port() {
  return {
    keep: vi.fn(async (_panel: Panel) => ({ problems: [], findings: [], metricsAfter: 1 })),
    drop: vi.fn(async () => null),
    holdsNothing: (kept: Panel) => promptOf(kept) === "",
    onChecked: vi.fn(),
    onTrouble: vi.fn(),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("somebody who types without a pause is kept all the same", async () => {
  const doubles = port();
  const keeper = new Keeper(doubles, false);
  for (let at = 0; at < 10; at += 1) {
    keeper.changed(panel(`text ${at}`));
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS / 2);
  }
  expect(doubles.keep.mock.calls.length).toBeGreaterThanOrEqual(4);
});

test("one write at a time, and the last one is the latest text", async () => {
  const doubles = port();
  let finish = () => undefined as unknown;
  doubles.keep.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        finish = () => resolve({ problems: [], findings: [], metricsAfter: 1 });
      }),
  );
  const keeper = new Keeper(doubles, false);
  keeper.changed(panel("one"));
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  keeper.changed(panel("two"));
  keeper.changed(panel("three"));
  const flushed = keeper.flush();
  expect(doubles.keep).toHaveBeenCalledTimes(1);
  finish();
  await flushed;
  expect(doubles.keep.mock.calls.map(([kept]) => promptOf(kept))).toEqual(["one", "three"]);
});

test("a panel that holds nothing is not kept, and what was kept goes", async () => {
  const doubles = port();
  const keeper = new Keeper(doubles, false);
  keeper.changed(panel(""));
  await keeper.flush();
  expect(doubles.keep).not.toHaveBeenCalled();
  expect(doubles.drop).not.toHaveBeenCalled();
  keeper.changed(panel("text"));
  await keeper.flush();
  keeper.changed(panel(""));
  await keeper.flush();
  expect(doubles.drop).toHaveBeenCalledTimes(1);
  expect(keeper.onDisk).toBe(false);
});

test("a write that fails is told, and the text counts as not kept until one works", async () => {
  const doubles = port();
  doubles.keep.mockRejectedValueOnce(new Error("disk full"));
  const keeper = new Keeper(doubles, false);
  keeper.changed(panel("text"));
  await keeper.flush();
  expect(keeper.unkept).toBe(true);
  expect(doubles.onTrouble).toHaveBeenLastCalledWith(expect.any(Error));
  keeper.changed(panel("text"));
  await keeper.flush();
  expect(keeper.unkept).toBe(false);
  expect(doubles.onTrouble).toHaveBeenLastCalledWith(null);
});

test("after Save nothing is written any more", async () => {
  const doubles = port();
  const keeper = new Keeper(doubles, true);
  keeper.changed(panel("text"));
  await keeper.hold();
  keeper.close();
  keeper.changed(panel("late"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(doubles.keep).not.toHaveBeenCalled();
});
