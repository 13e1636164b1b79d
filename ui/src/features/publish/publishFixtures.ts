import type { PublishStep, PublishView, ReviewItem, ReviewView, RunState, StepState } from "../../host";
import { noChanges } from "../../test/fakeEngine";

export function item(identifier: string, more: Partial<ReviewItem> = {}): ReviewItem {
  return {
    kind: "changed",
    identifier,
    renamedFrom: null,
    dataType: "string",
    unknownType: null,
    typeFrom: null,
    reworded: false,
    prompt: [{ kind: "same", text: "What was said?" }],
    choices: [],
    choicesReordered: false,
    ...more,
  };
}

export function reviewView(items: ReviewItem[], more: Partial<ReviewView> = {}): ReviewView {
  const count = (kind: ReviewItem["kind"]) => items.filter((each) => each.kind === kind).length;
  return {
    agentName: "Order Support",
    live: { id: "v12", number: 12, label: "Twelve" },
    nextNumber: 13,
    counts: {
      ...noChanges,
      added: count("added"),
      removed: count("removed"),
      changed: count("changed"),
      total: items.length,
    },
    items,
    reordered: null,
    flags: [],
    normalisations: [],
    problems: [],
    baseMoved: false,
    takesDescription: true,
    label: "",
    description: "",
    ...more,
  };
}

const steps: readonly PublishStep[] = [
  "lookBefore",
  "makeDraft",
  "writeMetrics",
  "publish",
  "securityCheck",
  "goLive",
  "readBack",
];

/** A run with so many steps done and the next one in `at`. */
export function runView(done: number, state: RunState, at: StepState = "running"): PublishView {
  return {
    runId: "r1",
    agentId: "a1",
    label: "Partly resolved counts",
    state,
    steps: steps.map((step, index) => ({
      step,
      state: index < done ? "done" : index === done ? at : "waiting",
    })),
    liveNumber: 12,
    newNumber: 13,
    newVersionId: null,
    startedAt: new Date(Date.now() - 12_000).toISOString(),
    canCancel: done < 3,
    checkIsSlow: false,
    canGiveUp: false,
    canRemoveDraft: false,
    unsentDescription: null,
  };
}
