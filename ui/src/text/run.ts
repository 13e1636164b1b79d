import type { PublishStep, PublishView, ReplacedVersion, StepState } from "../host";
import { isWaiting } from "../host/runs";
import { count as plural } from "./common";
import { draftOf } from "./names";
import { versionName } from "./publish";
import { onTarget, targetText } from "./target";

type StepWords = { waiting: string; running: string; settling: string; done: string; stopped: string };

const settling =
  "The answer did not arrive. Debrief reads Atoms to learn what happened. Nothing is sent twice.";

/** What the look before a write found. */
function lookedBefore(run: PublishView): string {
  const { state } = run;
  const reason = state.kind === "stopped" || state.kind === "interrupted" ? state.reason : null;
  if (reason?.kind === "liveMoved") return "Somebody published meanwhile";
  if (reason?.kind === "openDraft") return `${reason.author ?? "Somebody"} has a draft in the way`;
  if (reason?.kind === "theirDraftGone") return "That draft is gone";
  if (reason?.kind === "targetLive") return "Somebody put that branch live meanwhile";
  return "Not known whether somebody published meanwhile";
}

function stepWords(step: PublishStep, run: PublishView): StepWords {
  const live = versionName(run.liveNumber, "the live version");
  const next = `${versionName(run.newNumber, "a new version")}${onTarget(run)}`;
  switch (step) {
    case "lookBefore":
      return {
        waiting: "See whether somebody published meanwhile",
        running: "Looking whether somebody published meanwhile",
        settling: "Looking whether somebody published meanwhile",
        done: "Nobody published meanwhile",
        stopped: lookedBefore(run),
      };
    case "makeDraft":
      return {
        waiting: `Make a draft from ${live}`,
        running: `Making a draft from ${live}`,
        settling: `Making a draft from ${live}`,
        done: `Draft made from ${live}`,
        stopped: `Draft from ${live} not made`,
      };
    case "writeMetrics":
      return {
        waiting: "Write your metrics to the draft",
        running: "Writing your metrics to the draft",
        settling: "Writing your metrics to the draft",
        done: "Your metrics written to the draft",
        stopped: "Your metrics are not in the draft",
      };
    case "addToDraft":
      return {
        waiting: "Write your metrics to that draft",
        running: "Writing your metrics to that draft",
        settling: "Writing your metrics to that draft",
        done: "Your metrics written to that draft",
        stopped: "Your metrics are not in that draft",
      };
    case "readDraft":
      return {
        waiting: "Read that draft back and compare",
        running: "Reading that draft back and comparing",
        settling: "Reading that draft back and comparing",
        done: "That draft read back and compared",
        stopped: "That draft is not as it was left",
      };
    case "publish":
      return {
        waiting: `Save as ${next} on Atoms`,
        running: `Saving as ${next} on Atoms`,
        settling: `Saving as ${next} on Atoms`,
        done: `Saved as ${next} on Atoms`,
        stopped: `Not saved as ${next}`,
      };
    case "askToPublish":
      return {
        waiting: `Ask Atoms to publish ${next}`,
        running: `Asking Atoms to publish ${next}`,
        settling: `Asking Atoms to publish ${next}`,
        done: `Atoms was asked to publish ${next}`,
        stopped: `Atoms was not asked to publish ${next}`,
      };
    case "securityCheck":
      return {
        waiting: "Security check by Atoms",
        running: "Security check by Atoms",
        settling: "Security check by Atoms",
        done: "Security check by Atoms passed",
        stopped: "Security check by Atoms not passed",
      };
    case "goLive":
      return {
        waiting: "Go live",
        running: "Going live",
        settling: "Going live",
        done: "Live",
        stopped: "Not live",
      };
    case "readBack":
      return {
        waiting: "Read back and compare",
        running: "Reading back and comparing",
        settling: "Reading back and comparing",
        done: "Read back and compared",
        stopped: "Read back: not as sent",
      };
  }
}

/** Where a publish stands, in the two or three words that fit into the sidebar. */
function standing(run: PublishView): string {
  const { state } = run;
  switch (state.kind) {
    case "running":
      if (run.endsNow) return "Removing draft";
      if (run.waitsForNetwork) return "Waiting for network";
      return run.steps.some(({ step, state: at }) => step === "securityCheck" && at === "running")
        ? "Security check"
        : "Publishing";
    case "looking":
      return "Looking…";
    case "interrupted":
      return "Needs you";
    case "live":
      return run.target === null ? "Live" : "Published";
    case "added":
      return `In ${draftOf(state.author)}`;
    case "stopped":
      if (state.reason.kind === "openDraft" && run.target === null)
        return isWaiting(run) ? `Waiting for ${draftOf(state.reason.author)}` : "Needs you";
      // It may be live, or is, and the person has to look.
      return state.reason.kind === "differs" || state.reason.kind === "givenUp"
        ? "Needs you"
        : run.target === null
          ? "Did not go live"
          : "Not published";
  }
}

/** Words of a publish on its way, and of its end. */
export const runText = {
  /** The label a person gave, as their words. */
  labelled: (label: string) => `“${label}”`,
  title: (run: PublishView) => `Publishing ${versionName(run.newNumber, "a new version")}${onTarget(run)}`,
  steps: "Steps",
  step: (step: PublishStep, state: StepState, run: PublishView) => stepWords(step, run)[state],
  settling,
  stateWord: {
    waiting: "Waiting",
    running: "Running",
    settling: "Being looked up",
    done: "Done",
    stopped: "Stopped",
  } satisfies Record<StepState, string>,
  seconds: (seconds: number) =>
    seconds < 120
      ? `${plural(seconds, "second", "seconds")} so far, goes on if you leave`
      : `${plural(Math.floor(seconds / 60), "minute", "minutes")} so far, goes on if you leave`,
  note: "Each step is written down first. If the network or this computer stops, Debrief picks up where it was.",
  slowCheck:
    "The security check takes longer than usual. Atoms publishes by itself when it has passed; Debrief keeps looking.",
  /** No connection can be made. */
  noNetwork: {
    title: "No network.",
    body: "Publishing waits, and goes on by itself as soon as Atoms can be reached.",
    goesOn: "It goes on by itself as soon as Atoms can be reached.",
    untouched: "Nothing was written yet.",
    begun: "What was begun is safe, and nothing is sent twice.",
  },
  progress: "Progress",
  cancel: "Cancel safely",
  cancelling: "Cancelling…",
  keepWorking: "Keep working",
  done: {
    title: (run: PublishView) =>
      run.target === null
        ? `${versionName(run.newNumber, "The new version")} is live`
        : targetText.done.title(run),
    matches: (count: number) =>
      count === 0
        ? "It matches what you sent: no metrics."
        : count === 1
          ? "The one metric matches what you sent."
          : `All ${count.toLocaleString("en")} metrics match what you sent.`,
    foundLater: "It finished after Debrief had been closed.",
    readBack: "Read back from Atoms at",
    replaced: (theirs: ReplacedVersion, run: PublishView) => ({
      title: `${theirs.author ?? "Somebody"} published in the same moment.`,
      body: `${versionName(theirs.number, "That version")} was ${run.target === null ? "live" : `the latest${onTarget(run)}`} for an instant, and ${versionName(run.newNumber, "yours")} replaced it. Nothing of it is lost: it stands in Version history. Look at both.`,
    }),
    unsent: {
      title: "Your description is not in it.",
      body: (description: string) =>
        `Atoms moved this agent to its newer form meanwhile, which keeps labels only. You wrote: “${description}”`,
    },
    history: "View in history",
    done: "Done",
  },
  interrupted: {
    discard: "Discard what was begun",
    title: (run: PublishView) =>
      `Publishing ${versionName(run.newNumber, "a new version")}${onTarget(run)} was interrupted`,
    body: (run: PublishView) =>
      run.canGiveUp
        ? "Debrief could not find out how far it got. Your changes are kept."
        : "Debrief ended before it was done. Your changes are kept.",
    next: "Continue, and Debrief first looks at Atoms to see how far it got. Nothing is sent twice.",
    resume: "Continue publishing",
    giveUp: "Give up on it",
    stuck: "If it cannot go on, give up on it: nothing more is sent, and you can publish again.",
    later: "Not now",
    /** Debrief has looked, and going on is safe. */
    safe: {
      title: (run: PublishView) =>
        `${versionName(run.newNumber, "Your new version")} is not ${run.target === null ? "live" : `published${onTarget(run)}`} yet`,
      body: (run: PublishView) =>
        `Debrief was closed before publishing was done. It has looked at Atoms since: ${run.target === null ? `callers still get ${versionName(run.liveNumber, "the version before")}` : "callers feel nothing of it"}, and it is safe to go on.`,
      choice: "Continue where it stopped, or discard it: that removes what was begun. Your changes are kept.",
    },
    /** Debrief has looked, and something is in the way. */
    blocked: {
      title: (run: PublishView) =>
        `${versionName(run.newNumber, "Your new version")} cannot ${run.target === null ? "go live" : `be published${onTarget(run)}`}`,
      closed: "Debrief was closed before publishing was done, and cannot go on with it.",
      body: "Debrief was closed before publishing was done, and cannot go on with it. Your changes are kept.",
      next: "Discard what was begun, then publish again.",
    },
  },
  looking: {
    title: (run: PublishView) => `Looking after ${versionName(run.newNumber, "your new version")}`,
    body: (run: PublishView) =>
      `Debrief looks at Atoms to see how far ${versionName(run.newNumber, "your new version")} got. Nothing is written.`,
  },
  /** It has stopped, and what it made goes. */
  ending: {
    title: "Removing what was begun",
    body: (run: PublishView) =>
      `${run.target === null ? `${versionName(run.liveNumber, "The version before")} is still live.` : `Nothing was published${onTarget(run)}.`} Debrief removes the draft it made; your changes are kept.`,
  },
  standing,
} as const;
