import type { CompareChange, CompareMetric, CompareView, DiffCounts } from "../../host";
import { versionRow } from "../../test/sample";

export const noCounts: DiffCounts = {
  added: 0,
  removed: 0,
  changed: 0,
  renamed: 0,
  reworded: 0,
  retyped: 0,
  choices: 0,
  other: 0,
  moved: 0,
  flags: 0,
  rest: 0,
};

export const metric = (identifier: string, more: Partial<CompareMetric> = {}): CompareMetric => ({
  id: `id-${identifier}`,
  identifier,
  dataType: "string",
  unknownType: null,
  prompt: `What about ${identifier}?`,
  choices: [],
  ...more,
});

export function changed(
  before: CompareMetric,
  after: CompareMetric,
  more: Partial<CompareChange> = {},
): CompareView["items"][number] {
  return {
    kind: "changed",
    change: { before, after, rename: null, dataType: null, choices: null, prompt: null, other: [], ...more },
  };
}

/** Versions 11 and 12, as far as `more` does not say otherwise. */
export const comparison = (more: Partial<CompareView> = {}): CompareView => ({
  left: { kind: "version", version: versionRow(11), branch: null },
  right: { kind: "version", version: versionRow(12), branch: null },
  items: [],
  moved: [],
  flags: [],
  rest: [],
  counts: noCounts,
  metrics: [2, 2],
  ...more,
});

/** One of each kind of change. */
export const everyKind = comparison({
  items: [
    { kind: "added", metric: metric("promised_callback") },
    { kind: "removed", metric: metric("talk_ratio", { prompt: "How much did the agent talk?" }) },
    changed(metric("issue_resolved"), metric("call_resolved"), {
      rename: { before: "issue_resolved", after: "call_resolved", similarity: 91 },
    }),
    changed(
      metric("effort", { prompt: "How hard was it?" }),
      metric("effort", { prompt: "How easy was it?" }),
      {
        prompt: [
          { kind: "same", text: "How " },
          { kind: "removed", text: "hard" },
          { kind: "added", text: "easy" },
          { kind: "same", text: " was it?" },
        ],
      },
    ),
    changed(metric("score"), metric("score", { dataType: "integer" }), {
      dataType: { before: "string", after: "integer", beforeWord: null, afterWord: null },
    }),
    changed(
      metric("reason", { dataType: "enum", choices: ["returns", "billing", "old", "other"] }),
      metric("reason", { dataType: "enum", choices: ["billing", "refund_or_return", "new", "other"] }),
      {
        choices: {
          added: ["new"],
          removed: ["old"],
          renamed: [{ before: "returns", after: "refund_or_return" }],
          moved: ["billing"],
        },
      },
    ),
    changed(metric("own_field"), metric("own_field"), {
      other: [{ path: "ourOwn.keepDays", before: "3", after: "5" }],
    }),
  ],
  moved: [{ identifier: "effort", from: 3, to: 0 }],
  flags: [{ flag: "useReasoningModel", before: false, after: true }],
  rest: [{ path: "summaryPrompt", before: null, after: '"Short"' }],
  counts: {
    ...noCounts,
    added: 1,
    removed: 1,
    changed: 5,
    renamed: 1,
    reworded: 1,
    retyped: 1,
    choices: 1,
    other: 1,
    moved: 1,
    flags: 1,
    rest: 1,
  },
});
