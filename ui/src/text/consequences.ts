import type { Consequence } from "../host";
import { count, listed } from "./common";
import { dataTypeName } from "./names";

function words(consequence: Consequence): string {
  switch (consequence.kind) {
    case "renamed":
      return `Identifier: ${consequence.from} → ${consequence.to}`;
    case "typeChanged":
      return `Data type: ${dataTypeName(consequence.from)} → ${dataTypeName(consequence.to)}`;
    case "choiceRemoved":
      return `Choice removed: ${consequence.choice}`;
    case "removed":
      return "Removed";
  }
}

const oldCalls = "Old calls keep their old values.";

/** Words about what others notice when a live metric changes. */
export const consequencesText = {
  title: "This changes what exports and webhooks receive",
  intro: (metrics: number) => `${count(metrics, "metric is", "metrics are")} live. From the next publish on:`,
  /** Above metrics that take the place of live ones, each with what depends on it. */
  replacing: (metrics: number) =>
    `${count(metrics, "metric is", "metrics are")} live. What changes from the next publish on stands with ${metrics === 1 ? "it" : "each"}. ${oldCalls}`,
  words,
  depends: {
    title: "What depends on it",
    identifier: (from: string, to: string) =>
      `Exports and webhooks look for ${from}. They will find ${to}, and whoever reads them has to know.`,
    type: "Exports and webhooks send another kind of answer. What reads them may not take it.",
    choice: (choices: string) =>
      `No new call is answered ${choices}. Reports that count it show nothing from then on.`,
    trends: "Trends break at this change: answers before and after it are not the same question.",
    old: oldCalls,
  },
  instead: "Add a new metric instead",
  insteadMeans:
    "With a new metric instead, the live one stays as it is, and your text stands right behind it.",
  save: "Save the change",
  cancel: "Cancel",
  added: (names: readonly string[]) =>
    `${listed(names)} added as ${names.length === 1 ? "a new metric" : "new metrics"}. What is live stays as it is.`,
  /** In the review, below the metric. */
  review: (identifier: string, consequences: readonly Consequence[], next: string): string | null => {
    if (consequences.length === 0) return null;
    if (consequences.some((each) => each.kind === "removed"))
      return `From ${next} on, exports and webhooks receive no ${identifier}, and its trends end. Old calls keep their answers.`;
    return `${consequences.map(words).join(". ")}. Exports and webhooks receive it so from ${next} on, and trends break there.`;
  },
  /** The same for a branch that is not live: nobody notices before it is. */
  onceLive: (identifier: string, consequences: readonly Consequence[], branch: string): string | null => {
    if (consequences.length === 0) return null;
    if (consequences.some((each) => each.kind === "removed"))
      return `Once ${branch} is live, exports and webhooks receive no ${identifier}, and its trends end. Old calls keep their answers.`;
    return `${consequences.map(words).join(". ")}. Exports and webhooks receive it so once ${branch} is live, and trends break there.`;
  },
} as const;
