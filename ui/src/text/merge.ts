import type { Counts, MergeConflict } from "../host";
import { count } from "./common";
import { readableName } from "./names";

const parts = {
  presence: "removed on one side, edited on the other",
  identifier: "identifier",
  dataType: "data type",
  prompt: "prompt",
  choices: "choices",
} as const;

/** Words for changes that meet those of a colleague. */
export const mergeText = {
  open: "Review changes",
  title: "Bring both together",
  another: "the version that is live now",
  wait: "Debrief is still reading.",
  nothing: "There is nothing to bring together any more: your changes stand on what is live.",
  lead: (version: string, conflicts: number) =>
    conflicts === 0
      ? `${version} went live while you were editing. Your changes fit beside it; look at both once more.`
      : `${version} went live while you were editing. ${count(conflicts, "thing was", "things were")} changed on both sides: choose which stays. Everything else fits together.`,
  conflict: ({ identifier, key: { part } }: MergeConflict): string => {
    if (part.kind === "order") return "Both put the metrics into another order";
    const name = identifier === "" ? "This agent" : readableName(identifier);
    return `${name}: ${part.kind === "other" ? part.member : parts[part.kind]}`;
  },
  before: "Before",
  mine: "Yours",
  removed: "Removed",
  noChoices: "No choices",
  theirs: (version: string) => `What ${version} changed`,
  /** What the list of metrics does not show. */
  others: (counts: Counts) =>
    [
      counts.reordered ? "The metrics have a new order." : "",
      counts.flags > 0
        ? `${count(counts.flags, "analysis setting has", "analysis settings have")} changed.`
        : "",
    ]
      .filter(Boolean)
      .join(" "),
  note: "Nothing goes live yet. Afterwards your unpublished changes stand on that version, and the review shows them all.",
  choose: (n: number) => `Choose first which stays, in ${count(n, "place", "places")}.`,
  together: "Bring both together",
  done: (version: string) => `Your changes and ${version} are together now. Nothing is live yet.`,
} as const;
