import type {
  ErrorCode,
  Flag,
  ItemKind,
  LeftBehind,
  NormalisationKind,
  PublishStep,
  PublishView,
  ReplacedVersion,
  ReviewItem,
  ReviewView,
  StepState,
  StopReason,
} from "../host";
import { count as plural } from "./common";
import { errorText } from "./errors";
import { dataTypeName, sectionName } from "./names";
import { spokenTime } from "./time";

const small = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

function inWords(count: number): string {
  return small[count] ?? count.toLocaleString("en");
}

function listed(parts: string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** "Version 13", or words that stand for it while its number is not known. */
export function versionName(number: number | null | undefined, fallback: string): string {
  return number === null || number === undefined ? fallback : `Version ${number}`;
}

function onlyReworded(item: ReviewItem): boolean {
  return (
    item.reworded &&
    item.renamedFrom === null &&
    item.typeFrom === null &&
    !item.choicesReordered &&
    item.choices.every((choice) => choice.kind === "same")
  );
}

/** What happens to one metric, beside its name. */
function itemWords(item: ReviewItem): string {
  if (item.kind === "added") return "added";
  if (item.kind === "removed") return "removed";
  const parts: string[] = [];
  if (item.renamedFrom !== null) parts.push(`renamed from ${item.renamedFrom}`);
  if (item.typeFrom !== null)
    parts.push(
      `type changed from ${dataTypeName(item.typeFrom.dataType, item.typeFrom.unknownType)} to ${dataTypeName(item.dataType, item.unknownType)}`,
    );
  if (item.reworded) parts.push("reworded");
  const added = item.choices.filter((choice) => choice.kind === "added").length;
  const removed = item.choices.filter((choice) => choice.kind === "removed").length;
  if (added > 0) parts.push(`${plural(added, "choice", "choices")} added`);
  if (removed > 0) parts.push(`${plural(removed, "choice", "choices")} removed`);
  if (item.choicesReordered) parts.push("choices in a new order");
  return parts.length === 0 ? "a setting Debrief does not show changes" : parts.join(", ");
}

/** The review in one paragraph; the agent's name stands between the two halves. */
function sentence(view: ReviewView): { before: string; after: string } {
  const { counts } = view;
  const touched = counts.added + counts.removed + counts.changed;
  const changed = view.items.filter((item) => item.kind === "changed");
  const reworded = changed.filter(onlyReworded).length;
  const clauses: string[] = [];
  const clause = (count: number, word: string) => {
    if (count > 0) clauses.push(`${inWords(count).toLowerCase()} ${count === 1 ? "is" : "are"} ${word}`);
  };
  clause(counts.added, "added");
  clause(reworded, "reworded");
  clause(counts.changed - reworded, "changed");
  clause(counts.removed, "removed");
  const more: string[] = [];
  if (counts.reordered) more.push("The metrics get a new order.");
  if (counts.flags > 0)
    more.push(
      `${inWords(counts.flags)} analysis ${counts.flags === 1 ? "setting changes" : "settings change"}.`,
    );
  more.push("Nothing else about the agent changes.");
  const rest = more.join(" ");
  if (touched === 0) return { before: "No metric of ", after: ` changes in itself. ${rest}` };
  return {
    before: `${inWords(touched)} ${touched === 1 ? "metric changes" : "metrics change"} on `,
    after: `: ${listed(clauses)}. ${rest}`,
  };
}

type StepWords = { waiting: string; running: string; settling: string; done: string; stopped: string };

const settling =
  "The answer did not arrive. Debrief reads Atoms to learn what happened. Nothing is sent twice.";

/** What the look before a write found. */
function lookedBefore(run: PublishView): string {
  const reason = run.state.kind === "stopped" ? run.state.reason.kind : null;
  if (reason === "liveMoved") return "Somebody published meanwhile";
  if (run.state.kind === "stopped" && run.state.reason.kind === "openDraft")
    return `${run.state.reason.author ?? "Somebody"} has a draft in the way`;
  return "Not known whether somebody published meanwhile";
}

function stepWords(step: PublishStep, run: PublishView): StepWords {
  const live = versionName(run.liveNumber, "the live version");
  const next = versionName(run.newNumber, "a new version");
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

/** What happened, what is safe, what to do next. */
export interface StopWords {
  title: string;
  what: string;
  safe: string;
  /** Which ways on the dialog offers. */
  next: "again" | "review" | "history" | "metrics";
}

const failedTitle = (code: ErrorCode): string => {
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
  reason: Extract<StopReason, { kind: "openDraft" }>,
  kept: string,
  live: string,
): StopWords {
  const who = reason.author ?? "Somebody";
  const since = reason.since === null ? "" : `, begun ${spokenTime(new Date(reason.since), new Date())}`;
  const names = [...new Set(reason.sections.map(sectionName))];
  const inIt =
    names.length === 0
      ? "It changes nothing but the metrics."
      : `Besides the metrics it changes: ${listed(names)}.`;
  const title = `${who} has unpublished changes here`;
  const ship = "Publishing now would put that unfinished work live together with your metrics.";
  if (reason.joined)
    return {
      title,
      what: `${who} wrote to the draft of this agent in the same moment${since}. ${inIt} ${ship}`,
      safe: `Publishing stopped. ${live} is still live. ${kept} ${reason.metricsReplaced ? "That draft had other changes to the metrics; yours took their place in it, and Atoms keeps theirs in the edit history of the draft. " : ""}The draft on Atoms now holds your metrics as well: tell ${reason.author ?? "whoever works there"}, since publishing it ships both.`,
      next: "again",
    };
  return {
    title,
    what: `${who} edited the open draft of this agent${since}. ${inIt} ${ship}`,
    safe: `Nothing was written. ${live} is still live. ${kept} Ask ${reason.author ?? "your colleagues"} to publish or discard that draft, then try again.`,
    next: "again",
  };
}

function stopWords(
  run: PublishView,
  reason: StopReason,
  leftBehind: LeftBehind | null,
  error: string,
): StopWords {
  const live = versionName(run.liveNumber, "The version before");
  const next = versionName(run.newNumber, "The new version");
  const kept = "Your changes are kept on this computer.";
  const left =
    leftBehind === "draft"
      ? " A draft with your metrics is left on Atoms; callers do not feel it."
      : leftBehind === "version"
        ? ` ${next} stays on Atoms unused; callers do not feel it.`
        : "";
  switch (reason.kind) {
    case "liveMoved": {
      const author = reason.author ?? "Somebody";
      const theirs = versionName(reason.number, "another version");
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
        safe: `${live} is still live. ${kept}${left}`,
        next: "metrics",
      };
    case "differs":
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
        safe: `${live} is still live. ${kept}${left}`,
        next: "review",
      };
    case "openDraft":
      return openDraftWords(reason, kept, live);
    case "draftGone":
      return {
        title: "The draft with your metrics is gone",
        what: "Somebody discarded it on Atoms before it was published.",
        safe: `${live} is still live. ${kept}`,
        next: "again",
      };
    case "calledOff":
      return {
        title: "Somebody called the publish off",
        what: "It was stopped on Atoms while the security check ran.",
        safe: `${live} is still live. ${kept}${left}`,
        next: "again",
      };
    case "givenUp":
      return {
        title: `You gave up on publishing ${versionName(run.newNumber, "a new version")}`,
        what: error === "" ? "How it ended is not known." : `${error} How it ended is not known.`,
        safe: `${kept} Look at the version history to see what is live.${leftBehind === "draft" ? left : ""}`,
        next: "history",
      };
    case "failed":
      return {
        title: failedTitle(reason.error.code),
        what: error,
        safe: `${live} is still live. ${kept}${left}`,
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

function normalisationWords(kind: NormalisationKind): string {
  switch (kind) {
    case "nullLeftOut":
      return "An empty setting is left out";
    case "nestedTypeFlattened":
      return "The data type is written in the form Atoms documents";
    case "choicesLeftOut":
      return "Choices are left out, because only Enum has them";
  }
}

/** Words of "Review changes" and of the steps that follow. */
export const publishText = {
  /** The label a person gave, as their words. */
  labelled: (label: string) => `“${label}”`,
  title: "Review changes",
  close: "Close",
  loading: "Comparing with what is live…",
  newVersion: "New version",
  liveVersion: "The live version",
  nothing: { title: "Nothing to publish", body: "What you see is what is live." },
  live: (number: number | null | undefined) => `${versionName(number, "Live version")} · live`,
  sentence,
  changes: "Changes",
  item: itemWords,
  kind: { added: "Added", removed: "Removed", changed: "Changed" } satisfies Record<ItemKind, string>,
  oldAnswers: (next: string) => `Calls before ${next} keep their old answers.`,
  thisVersion: "this version",
  order: "New order",
  orderBefore: "Before",
  orderAfter: "After",
  flag: {
    useInternalModel: "Internal analytics model",
    useReasoningModel: "Reasoning model",
  } satisfies Record<Flag, string>,
  flagAfter: (flag: Flag, after: boolean): string => {
    if (flag === "useInternalModel")
      return after
        ? "Switched on: the model made for analysis answers the prompts."
        : "Switched off: the agent’s own LLM answers the prompts.";
    return after
      ? "Switched on: higher quality, more time and cost per call."
      : "Switched off: faster and cheaper.";
  },
  normalisations: (count: number) =>
    `Debrief writes ${plural(count, "detail", "details")} differently from what it read`,
  normalisationsNote: "They mean the same to Atoms.",
  normalisation: (kind: NormalisationKind, where: string) => `${normalisationWords(kind)}: ${where}`,
  wholeAgent: "settings of the agent’s analysis",

  problems: (count: number) => `${plural(count, "problem", "problems")} to fix before you publish`,
  problemEdit: "Edit",
  problemEditOf: (identifier: string) => `Edit ${identifier}`,

  label: "Version label",
  labelCount: (count: number, advice: number) => `${count} / ${advice}`,
  labelHint: "What a colleague should read in the history.",
  labelLong: "The Atoms dashboard allows 40 letters. Up to 200 are kept.",
  labelTooLong: "Atoms takes at most 200 letters.",
  labelMissing: "Give this version a label, so that it can be found again.",
  description: "Description",
  descriptionHint: "Optional. Why this changes, and who asked for it.",

  consequence: "This goes live at once.",
  consequenceBody: (agent: string, next: string) => `The next call to ${agent} is analysed with ${next}.`,
  staysInHistory: (live: string) => `${live} stays in Version history.`,
  cancel: "Cancel",
  publish: "Publish",
  notStarted: "Publishing did not start. Nothing was written, your changes are kept.",
  retry: "Try again",

  run: {
    title: (run: PublishView) => `Publishing ${versionName(run.newNumber, "a new version")}`,
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
    progress: "Progress",
    cancel: "Cancel safely",
    cancelling: "Cancelling…",
    keepWorking: "Keep working",
  },
  done: {
    title: (run: PublishView) => `${versionName(run.newNumber, "The new version")} is live`,
    label: "Label",
    matches: (count: number) =>
      count === 0
        ? "It matches what you sent: no metrics."
        : count === 1
          ? "The one metric matches what you sent."
          : `All ${count.toLocaleString("en")} metrics match what you sent.`,
    readBack: "Read back from Atoms at",
    replaced: (theirs: ReplacedVersion, run: PublishView) => ({
      title: `${theirs.author ?? "Somebody"} published in the same moment.`,
      body: `${versionName(theirs.number, "That version")} was live for an instant, and ${versionName(run.newNumber, "yours")} replaced it. Nothing of it is lost: it stands in Version history. Look at both.`,
    }),
    unsent: {
      title: "Your description is not in it.",
      body: (description: string) =>
        `Atoms moved this agent to its newer form meanwhile, which keeps labels only. You wrote: “${description}”`,
    },
    history: "View in history",
    done: "Done",
  },
  stopped: {
    because: (reason: StopReason): string =>
      (reason.kind === "failed" || reason.kind === "givenUp") && reason.error !== null
        ? errorText(reason.error).body
        : "",
    words: stopWords,
    differs: "What differs",
    path: pathWords,
    again: "Try again",
    tidy: "Remove the draft from Atoms",
    tidied: "The draft is removed. Nothing of this publish is left on Atoms.",
    review: "Look at your changes",
    metrics: "Edit the metrics",
    history: "View in history",
    close: "Not now",
  },
  interrupted: {
    title: (run: PublishView) => `Publishing ${versionName(run.newNumber, "a new version")} was interrupted`,
    body: (run: PublishView) =>
      run.canGiveUp
        ? "Debrief could not find out how far it got. Your changes are kept."
        : "Debrief ended before it was done. Your changes are kept.",
    next: "Continue, and Debrief first looks at Atoms to see how far it got. Nothing is sent twice.",
    resume: "Continue publishing",
    giveUp: "Give up on it",
    stuck: "If it cannot go on, give up on it: nothing more is sent, and you can publish again.",
    later: "Not now",
  },
} as const;
