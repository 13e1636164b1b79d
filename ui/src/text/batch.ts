import type { BatchOutcome, BatchSkip, BatchState, BatchTrouble, BatchView, StopReason } from "../host";
import { count as plural } from "./common";
import { errorText } from "./errors";
import { theDraftOf } from "./names";

export const agentCount = (n: number) => plural(n, "agent", "agents");
export const otherChanges = (n: number) => plural(n, "other change", "other changes");

const stopWords = (reason: StopReason): string => {
  switch (reason.kind) {
    case "liveMoved":
      return `${reason.author ?? "Somebody"} published meanwhile. Bring both together there.`;
    case "checkFailed":
      return reason.reason === null
        ? "Atoms did not let it through its security check."
        : `Atoms did not let it through its security check: “${reason.reason}”.`;
    case "differs":
      return "It is live, but not as it was sent. Compare both there.";
    case "openDraft":
      return `${theDraftOf(reason.author)} is in the way. Decide there how to go on.`;
    case "draftGone":
      return "Somebody discarded the draft with your metrics before it was published.";
    case "theirDraftGone":
      return `${theDraftOf(null)} is gone.`;
    case "targetLive":
      return "That branch went live meanwhile.";
    case "calledOff":
      return "Somebody called the publish off on Atoms.";
    case "failed":
      return errorText(reason.error).title;
    case "givenUp":
      return "You gave up on it. Look there what is live.";
    case "cancelled":
      return "You cancelled it.";
  }
};

function trouble(why: BatchTrouble): string {
  switch (why.kind) {
    case "stopped":
      return stopWords(why.reason);
    case "interrupted":
      return "It was interrupted. Continue or discard it there.";
    case "changed":
      return "It was edited after you looked at it. Review it there.";
    case "lint":
      return why.mayPublish
        ? `${why.identifier} can throw away all results of a call. Mend it there, or publish it anyway.`
        : `Atoms does not take ${why.identifier} as it is. Mend it there.`;
    case "publishRunning":
      return "An earlier publish of it has to be settled first.";
    case "failed":
      return errorText(why.error).title;
  }
}

const skips: Record<BatchSkip, string> = {
  otherChanges: "Its other changes were not to be published.",
  nothingToPublish: "What it has is live already.",
  stopped: "You stopped before its turn.",
  cancelled: "You cancelled it.",
};

function outcome(found: BatchOutcome): string {
  switch (found.kind) {
    case "waiting":
      return "Waits for its turn";
    case "running":
      return "Being published";
    case "live":
      return found.number === null
        ? "Live, read back from Atoms"
        : `Version ${found.number} is live, read back from Atoms`;
    case "needsYou":
      return trouble(found.why);
    case "skipped":
      return `Not published. ${skips[found.why]}`;
  }
}

const of = (batch: BatchView, kind: BatchOutcome["kind"]) =>
  batch.targets.filter((target) => target.outcome.kind === kind).length;

/** How far it is, in the two or three words that fit into the sidebar. */
function batchStanding(batch: BatchView): string {
  const total = batch.targets.length;
  const open = of(batch, "waiting") + of(batch, "running");
  if (batch.state === "paused") return `Waits for you, ${total - open} of ${total}`;
  if (batch.state === "done") {
    const needs = of(batch, "needsYou");
    return needs > 0 ? `${plural(needs, "needs", "need")} you` : `${of(batch, "live")} of ${total} live`;
  }
  return `${Math.min(total - open + 1, total)} of ${total}`;
}

const batchTitles: Record<BatchState, string> = {
  going: "Publishing one after another",
  stopping: "Stopping after this one",
  paused: "Publishing was interrupted",
  done: "Published one after another",
};

function batchNote(batch: BatchView): string {
  switch (batch.state) {
    case "going":
      return "It goes on if you close this. Each agent is read back before it counts as live.";
    case "stopping":
      return "The agent whose turn it is comes to its end. The others are not published.";
    case "paused":
      return "Debrief was closed, or another workspace came into use. Nothing goes on before you say so.";
    case "done": {
      const needs = of(batch, "needsYou");
      const kept = needs + of(batch, "skipped");
      const done = of(batch, "live");
      const live = `${done} of ${agentCount(batch.targets.length)} ${done === 1 || batch.targets.length === 1 ? "is" : "are"} live.`;
      if (kept === 0) return live;
      return done === 0
        ? "No agent is live with these changes. They are kept on this computer."
        : `${live} The changes of the others are kept on this computer.`;
    }
  }
}

export const batchText = {
  title: (batch: BatchView) =>
    batch.state === "done" && of(batch, "live") === 0 ? "Nothing was published" : batchTitles[batch.state],
  note: batchNote,
  /** Beside the reason: what is safe, and what to do. */
  halted:
    "Publishing came to a halt. What is live stays live, and the changes of the others are kept on this computer. When that is mended, continue publishing: Debrief first looks how far it got, and sends nothing twice.",
  list: "Agents",
  entry: (batch: BatchView) => `Publishing ${agentCount(batch.targets.length)}`,
  standing: batchStanding,
  labelled: (label: string) => `Version label: “${label}”`,
  outcome,
  marks: {
    waiting: "Waiting",
    running: "Running",
    live: "Live",
    needsYou: "Needs you",
    skipped: "Not published",
  } satisfies Record<BatchOutcome["kind"], string>,
  withOthers: (n: number) => `Ships ${otherChanges(n)} too`,
  open: (name: string) => `Open ${name}`,
  stop: "Stop after this one",
  stopNow: "Stop here",
  go: "Continue publishing",
  later: "Keep working",
  dismiss: "Dismiss",
};
