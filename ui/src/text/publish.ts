import type { Flag, ItemKind, NormalisationKind, ReviewItem, ReviewView } from "../host";
import { listed, count as plural } from "./common";
import { dataTypeName } from "./names";

const small = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

export function inWords(count: number): string {
  return small[count] ?? count.toLocaleString("en");
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
function sentence(view: ReviewView, whole: string): { before: string; after: string } {
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
  more.push(`Nothing else about ${whole} changes.`);
  const rest = more.join(" ");
  if (touched === 0) return { before: "No metric of ", after: ` changes in itself. ${rest}` };
  return {
    before: `${inWords(touched)} ${touched === 1 ? "metric changes" : "metrics change"} on `,
    after: `: ${listed(clauses)}. ${rest}`,
  };
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

/** Words of "Review changes". */
export const publishText = {
  title: "Review changes",
  loading: "Comparing with what is live…",
  newVersion: "New version",
  liveVersion: "The live version",
  nothing: { title: "Nothing to publish", body: "What you see is what is live." },
  live: (number: number | null | undefined) => `${versionName(number, "Live version")} · live`,
  sentence,
  theAgent: "the agent",
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
} as const;
