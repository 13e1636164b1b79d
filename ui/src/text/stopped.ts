import type { ErrorCode, LeftBehind, PublishView, RunState, StopReason } from "../host";
import { listed, count as plural } from "./common";
import { errorText } from "./errors";
import { draftOf, sectionName } from "./names";
import { versionName } from "./publish";
import { runText } from "./run";
import { targetText } from "./target";
import { spokenTime } from "./time";

/** What happened, what is safe, what to do next. */
export interface StopWords {
  title: string;
  what: string;
  safe: string;
  /** Which ways on the dialog offers. */
  next: "again" | "review" | "history" | "metrics";
}

const failedTitle = (code: ErrorCode, isOnBranch: boolean): string => {
  if (isOnBranch && code === "notFound") return targetText.gone;
  if (isOnBranch && code === "forbidden") return targetText.forbidden;
  switch (code) {
    case "keyRefused":
    case "keyGone":
      return "Atoms no longer accepts this key";
    case "forbidden":
      return "This key may not publish";
    case "offline":
      return "No network";
    case "rateLimited":
      return "Atoms asks us to slow down";
    case "frozen":
      return "Atoms is closed for changes at the moment";
    case "timedOut":
    case "cutOff":
      return "The connection broke while publishing";
    case "conflict":
      return "Somebody else’s change is in the way";
    case "newerGeneration":
      return "Atoms moved this agent while it was being published";
    case "refused":
    case "invalid":
      return "Atoms did not take the metrics";
    case "notFound":
      return "Atoms no longer has this agent";
    case "noSuchApi":
      return "No Atoms API at this address";
    default:
      return "Atoms had a problem and did not publish";
  }
};

function openDraftWords(
  run: PublishView,
  reason: Extract<StopReason, { kind: "openDraft" }>,
  kept: string,
  stands: string,
): StopWords {
  const who = reason.author ?? "Somebody";
  const since = reason.since === null ? "" : `, begun ${spokenTime(new Date(reason.since), new Date())}`;
  const names = [...new Set(reason.sections.map(sectionName))];
  const inIt =
    names.length === 0
      ? "It changes nothing but the metrics."
      : `Besides the metrics it changes: ${listed(names)}.`;
  const title = `${who} has unpublished changes ${run.target === null ? "here" : `on ${run.target.name}`}`;
  const ship = `Publishing now would ${run.target === null ? "put that unfinished work live" : "ship that unfinished work"} together with your metrics.`;
  const draft = run.target === null ? "of this agent" : `of ${run.target.name}`;
  const makes = run.target === null ? "makes both live" : "ships both";
  if (reason.joined)
    return {
      title,
      what: `${who} wrote to the draft ${draft} in the same moment${since}. ${inIt} ${ship}`,
      safe: `Publishing stopped. ${stands} ${kept} ${reason.metricsReplaced ? "That draft had other changes to the metrics; yours took their place in it, and Atoms keeps theirs in the edit history of the draft. " : ""}The draft on Atoms now holds your metrics as well: tell ${reason.author ?? "whoever works there"}, since publishing it ${makes}.`,
      next: "again",
    };
  return {
    title,
    what: `${who} edited the open draft ${draft}${since}. ${inIt} ${ship}`,
    safe: `Nothing was written. ${stands} ${kept} Look at ${draftOf(reason.author)} and decide how to go on.`,
    next: "again",
  };
}

/** Whose draft it is, as far as the reason tells. */
const inDraftOf = (reason: StopReason) =>
  reason.kind === "openDraft" && reason.author !== null ? draftOf(reason.author) : "a colleague’s draft";

/** What is published again goes where calls are answered: for another branch one starts from the changes. */
function stopWords(
  run: PublishView,
  reason: StopReason,
  leftBehind: LeftBehind | null,
  error: string,
): StopWords {
  const words = wordsOf(run, reason, leftBehind, error);
  return run.target !== null && words.next === "again" ? { ...words, next: "review" } : words;
}

function wordsOf(
  run: PublishView,
  reason: StopReason,
  leftBehind: LeftBehind | null,
  error: string,
): StopWords {
  const live = versionName(run.liveNumber, "The version before");
  const next = versionName(run.newNumber, "The new version");
  const stands =
    run.target === null ? `${live} is still live.` : `Nothing was published on ${run.target.name}.`;
  const kept = "Your changes are kept on this computer.";
  const left =
    leftBehind === "draft"
      ? " A draft with your metrics is left on Atoms; callers do not feel it."
      : leftBehind === "version"
        ? ` ${next} stays on Atoms unused; callers do not feel it.`
        : leftBehind === "sharedDraft"
          ? ` Your metrics are in ${inDraftOf(reason)}, which is not live; tell ${reason.kind === "openDraft" && reason.author !== null ? reason.author : "whoever works there"}, since publishing it makes both live.`
          : "";
  switch (reason.kind) {
    case "liveMoved": {
      const author = reason.author ?? "Somebody";
      const theirs = versionName(reason.number, "another version");
      if (run.target !== null)
        return {
          title: `${author} published ${theirs} on ${run.target.name} meanwhile`,
          what: `Publishing stopped: your changes were put on ${versionName(run.liveNumber, "an earlier version")} of it, and ${theirs} is the latest now.`,
          safe: `Nothing of theirs was written over. ${kept}${left}`,
          next: "review",
        };
      return {
        title: `${author} published ${theirs} meanwhile`,
        what: reason.beforeWriting
          ? `Publishing stopped before anything was written: ${theirs} is live, and your changes began from ${versionName(run.liveNumber, "an earlier one")}.`
          : `Publishing stopped: ${theirs} went live while your version was on its way.`,
        safe: `${theirs.charAt(0).toUpperCase()}${theirs.slice(1)} stays live. ${kept}${left}`,
        next: "review",
      };
    }
    case "checkFailed":
      return {
        title: `Atoms did not let ${next === "The new version" ? "the new version" : next} through its security check`,
        what: reason.reason === null ? "Atoms gave no reason." : `Atoms says: “${reason.reason}”.`,
        safe: `${stands} ${kept}${left}`,
        next: "metrics",
      };
    case "differs":
      if (leftBehind === "sharedDraft")
        return {
          title: "Your metrics are in that draft, but not as you sent them",
          what: `Debrief read the draft back from Atoms and found ${plural(reason.paths.length, "place", "places")} that differ${reason.paths.length === 1 ? "s" : ""}.`,
          safe: `Nothing went live: ${live} is still live. ${kept}`,
          next: "review",
        };
      if (run.target !== null)
        return {
          title: `${next} is on ${run.target.name}, but not as you sent it`,
          what: `Debrief read it back from Atoms and found ${plural(reason.paths.length, "place", "places")} that differ${reason.paths.length === 1 ? "s" : ""}.`,
          safe: `${targetText.done.notLive(run.target)} Your changes are kept on this computer, so you can compare.`,
          next: "history",
        };
      return {
        title: `${next} is live, but not as you sent it`,
        what: `Debrief read it back from Atoms and found ${plural(reason.paths.length, "place", "places")} that differ${reason.paths.length === 1 ? "s" : ""}.`,
        safe: `${next} answers calls now. Your changes are kept on this computer, so you can compare.`,
        next: "history",
      };
    case "cancelled":
      return {
        title: "Publishing is cancelled",
        what: "You stopped it in time.",
        safe: `${stands} ${kept}${left}`,
        next: "review",
      };
    case "openDraft":
      return openDraftWords(run, reason, kept, stands);
    case "draftGone":
      return {
        title: "The draft with your metrics is gone",
        what: "Somebody discarded it on Atoms before it was published.",
        safe: `${stands} ${kept}`,
        next: "again",
      };
    case "theirDraftGone":
      return {
        title: "That draft is gone",
        what: "It was published or discarded on Atoms before your answer reached it. Nothing was written.",
        safe: `${kept} Look at them once more, then publish.`,
        next: "review",
      };
    case "targetLive": {
      const branch = run.target?.name ?? "That branch";
      return {
        title: `${branch} went live meanwhile`,
        what: "Somebody made it live while your version was on its way. Publishing there would reach callers at once, so Debrief stopped.",
        safe: `${stands} ${kept}${left}`,
        next: "review",
      };
    }
    case "calledOff":
      return {
        title: "Somebody called the publish off",
        what: "It was stopped on Atoms while the security check ran.",
        safe: `${stands} ${kept}${left}`,
        next: "again",
      };
    case "givenUp":
      return {
        title: `You gave up on publishing ${versionName(run.newNumber, "a new version")}`,
        what: error === "" ? "How it ended is not known." : `${error} How it ended is not known.`,
        safe: `${kept} Look at the version history to see what ${run.target === null ? "is live" : `${run.target.name} has`}.${leftBehind === "draft" ? left : ""}`,
        next: "history",
      };
    case "failed":
      return {
        title: failedTitle(reason.error.code, run.target !== null),
        what: error,
        safe: `${stands} ${kept}${left}`,
        next: "again",
      };
  }
}

/** "dispositionMetrics[2].choices[0]" as a person would say it. */
function pathWords(path: string): string {
  const place = /^dispositionMetrics\[(\d+)\]\.?(.*)$/.exec(path);
  const member: Record<string, string> = {
    identifier: "identifier",
    dispositionMetricPrompt: "prompt",
    dispositionMetricType: "data type",
    choices: "choices",
  };
  if (place !== null) {
    const number = Number(place[1]) + 1;
    const rest = (place[2] ?? "").split(/[.[]/)[0] ?? "";
    if (rest === "") return `Metric ${number}`;
    return `Metric ${number}: ${member[rest] ?? "a setting Debrief does not show"}`;
  }
  if (path.startsWith("dispositionMetrics")) return "The number of metrics";
  if (path.startsWith("useInternalAnalyticsModel")) return "Internal analytics model";
  if (path.startsWith("useReasoningModel")) return "Reasoning model";
  if (path.startsWith("successMetrics")) return "Success metrics";
  if (path.startsWith("summaryPrompt")) return "Summary prompt";
  return "A setting Debrief does not show";
}

type Interrupted = Extract<RunState, { kind: "interrupted" }>;

/** A publish that Debrief was closed in: what a look at Atoms found, and what may be done. */
function interruptedWords(run: PublishView, { standing, reason }: Interrupted): Omit<StopWords, "next"> {
  const words = runText.interrupted;
  if (standing === "continue")
    return { title: words.safe.title(run), what: words.safe.body(run), safe: words.safe.choice };
  if (standing === null)
    return {
      title: words.title(run),
      what: words.body(run),
      safe: run.canGiveUp ? `${words.next} ${words.stuck}` : words.next,
    };
  if (reason === null)
    return { title: words.blocked.title(run), what: words.blocked.body, safe: words.blocked.next };
  const said = stopWords(run, reason, null, stoppedText.because(reason));
  return {
    ...said,
    what: `${words.blocked.closed} ${said.what}`,
    safe: `${said.safe} ${words.blocked.next}`,
  };
}

/** Words of a publish that ended without its version being live as sent. */
export const stoppedText = {
  because: (reason: StopReason): string =>
    (reason.kind === "failed" || reason.kind === "givenUp") && reason.error !== null
      ? errorText(reason.error).body
      : "",
  words: stopWords,
  interrupted: interruptedWords,
  differs: "What differs",
  path: pathWords,
  again: "Try again",
  tidy: "Remove the draft from Atoms",
  tidied: "The draft is removed. Nothing of this publish is left on Atoms.",
  review: "Look at your changes",
  metrics: "Edit the metrics",
  history: "View in history",
  close: "Not now",
} as const;
