import type {
  DraftWait,
  OpenDraftView,
  PublishStep,
  PublishView,
  ReviewItem,
  ReviewView,
  RunState,
  StepState,
  StopReason,
} from "../../host";
import { noChanges } from "../../test/fakeEngine";

export function item(identifier: string, more: Partial<ReviewItem> = {}): ReviewItem {
  return {
    kind: "changed",
    identifier,
    renamedFrom: null,
    consequences: [],
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
    dangers: [],
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
    target: null,
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
    anyway: [],
    waitsForNetwork: false,
    foundLater: false,
    endsNow: false,
  };
}

/** A publish that stopped at Daniel's draft, waited for or not. */
export function stoppedAtDraft(
  waiting: DraftWait | null = null,
  author: string | null = "Daniel Okafor",
): PublishView {
  const reason: StopReason = {
    kind: "openDraft",
    draft: "d1",
    author,
    since: "2026-11-20T09:51:00.000Z",
    sections: ["workflow_prompt", "workflow_tools"],
    joined: false,
    metricsReplaced: false,
  };
  return runView(0, { kind: "stopped", reason, leftBehind: null, waiting }, "stopped");
}

export function draftWait(more: Partial<DraftWait> = {}): DraftWait {
  return { checkedAt: "2026-11-22T10:27:00Z", gone: null, trouble: null, ...more };
}

/** Daniel's draft: a reworded prompt and other tools. */
export function draftView(more: Partial<OpenDraftView> = {}): OpenDraftView {
  return {
    seen: { id: "d1", revision: 4 },
    author: "Daniel Okafor",
    since: "2026-11-20T09:51:00.000Z",
    changedAt: "2026-11-20T09:58:00.000Z",
    publishing: false,
    readable: true,
    dangers: [],
    sections: [
      {
        section: "workflow_prompt",
        changes: [
          {
            path: "prompt",
            words: [
              { kind: "same", text: "If a customer asks for a refund, " },
              { kind: "removed", text: "offer an exchange first" },
              { kind: "added", text: "approve it up to 150 pounds" },
              { kind: "same", text: "." },
            ],
          },
        ],
      },
      { section: "workflow_tools", changes: [{ path: "tools", words: [] }] },
    ],
    metrics: [],
    metricCounts: noChanges,
    conflicts: [],
    ...more,
  };
}
