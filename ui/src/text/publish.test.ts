import { describe, expect, test } from "vitest";
import { item, reviewView, runView } from "../features/publish/publishFixtures";
import type { LeftBehind, ReviewItem, StopReason } from "../host";
import { wireError } from "../test/fakeEngine";
import { publishText } from "./publish";
import { stoppedText } from "./stopped";

const reworded = (identifier: string) => item(identifier, { reworded: true });
const whole = (items: ReviewItem[], more = {}) => {
  const { before, after } = publishText.sentence(reviewView(items, more), publishText.theAgent);
  return `${before}Order Support${after}`;
};

describe("the sentence of a review", () => {
  test("tells added, reworded, changed and removed apart", () => {
    expect(whole([item("a", { kind: "added" }), reworded("b"), item("c", { kind: "removed" })])).toBe(
      "Three metrics change on Order Support: one is added, one is reworded and one is removed. Nothing else about the agent changes.",
    );
    expect(whole([item("a", { renamedFrom: "b", reworded: true }), reworded("c"), reworded("d")])).toMatch(
      /two are reworded and one is changed/,
    );
    expect(whole([item("a", { kind: "added" })])).toMatch(
      /^One metric changes on Order Support: one is added\./,
    );
  });

  test("names a new order and settings, alone or beside metrics", () => {
    const counts = { added: 0, removed: 0, changed: 0, reordered: true, flags: 2, total: 3 };
    expect(whole([], { counts })).toBe(
      "No metric of Order Support changes in itself. The metrics get a new order. Two analysis settings change. Nothing else about the agent changes.",
    );
  });
});

describe("what happens to one metric", () => {
  const cases: [string, Partial<ReviewItem>, string][] = [
    ["added", { kind: "added" }, "added"],
    ["removed", { kind: "removed" }, "removed"],
    ["renamed", { renamedFrom: "call_result" }, "renamed from call_result"],
    [
      "another type",
      { dataType: "enum", typeFrom: { dataType: "string", unknownType: null } },
      "type changed from String to Enum",
    ],
    [
      "from an unknown type",
      { dataType: "integer", typeFrom: { dataType: null, unknownType: "FLOAT" } },
      "type changed from Unknown type (FLOAT) to Integer",
    ],
    ["reworded", { reworded: true }, "reworded"],
    [
      "choices that come and go",
      {
        choices: [
          { kind: "same", text: "a" },
          { kind: "added", text: "b" },
          { kind: "removed", text: "c" },
          { kind: "removed", text: "d" },
        ],
      },
      "1 choice added, 2 choices removed",
    ],
    ["choices in a new order", { choicesReordered: true }, "choices in a new order"],
    ["a member we do not show", {}, "a setting Debrief does not show changes"],
  ];
  for (const [name, change, words] of cases)
    test(name, () => {
      expect(publishText.item(item("x", change))).toBe(words);
    });
});

describe("a stopped publish says what happened and what is safe", () => {
  const say = (reason: StopReason, leftBehind: LeftBehind | null = null) =>
    stoppedText.words(
      runView(0, { kind: "stopped", reason, leftBehind, waiting: null }, "stopped"),
      reason,
      leftBehind,
      "Try again in a moment.",
    );

  test("somebody published before anything was written", () => {
    const words = say({ kind: "liveMoved", number: 14, author: "Mei Tanaka", beforeWriting: true });
    expect(words.title).toBe("Mei Tanaka published Version 14 meanwhile");
    expect(words.what).toMatch(/stopped before anything was written/);
    expect(words.safe).toMatch(/Version 14 stays live\. Your changes are kept/);
    expect(words.next).toBe("review");
  });

  test("somebody published while the version was on its way", () => {
    const words = say({ kind: "liveMoved", number: null, author: null, beforeWriting: false }, "version");
    expect(words.title).toBe("Somebody published another version meanwhile");
    expect(words.what).not.toMatch(/before anything was written/);
    expect(words.safe).toMatch(/Version 13 stays on Atoms unused; callers do not feel it\./);
  });

  test("the security check", () => {
    const words = say({ kind: "checkFailed", reason: "prompt asks for card numbers" }, "version");
    expect(words.title).toBe("Atoms did not let Version 13 through its security check");
    expect(words.what).toMatch(/prompt asks for card numbers/);
    expect(words.safe).toMatch(/Version 12 is still live/);
  });

  test("live, but not as sent, with the places in words", () => {
    const words = say({ kind: "differs", paths: ["dispositionMetrics[2].dispositionMetricPrompt"] });
    expect(words.title).toBe("Version 13 is live, but not as you sent it");
    expect(words.safe).not.toMatch(/still live/);
    const path = stoppedText.path;
    expect(path("dispositionMetrics[2].dispositionMetricPrompt")).toBe("Metric 3: prompt");
    expect(path("dispositionMetrics[0].choices[1]")).toBe("Metric 1: choices");
    expect(path("useReasoningModel")).toBe("Reasoning model");
    expect(path("somethingNew.deep")).toBe("A setting Debrief does not show");
  });

  test("cancelled and failed", () => {
    expect(say({ kind: "cancelled" }).safe).toMatch(/Version 12 is still live\. Your changes are kept/);
    const words = say({ kind: "failed", error: wireError("atomsProblem") }, "draft");
    expect(words.title).toBe("Atoms had a problem and did not publish");
    expect(words.safe).toMatch(/A draft with your metrics is left on Atoms/);
    expect(words.next).toBe("again");
  });

  test("a draft that is gone, and metrics that are in somebody's draft", () => {
    const gone = say({ kind: "theirDraftGone" });
    expect(gone.title).toBe("That draft is gone");
    expect(gone.what).toMatch(/Nothing was written\./);
    expect(gone.next).toBe("review");
    const shared = say({ kind: "failed", error: wireError("atomsProblem") }, "sharedDraft");
    expect(shared.safe).toMatch(/Your metrics are in a colleague’s draft, which is not live; tell whoever/);
  });
});
