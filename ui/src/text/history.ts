import type { Counts, DiffCounts, DraftBranch, RowMetrics } from "../host";
import { count, listed } from "./common";
import { sectionName } from "./names";

/** What a version changed in the metrics, short: "2 added, 1 reworded". */
export function metricChanges(counts: DiffCounts): string {
  const parts: [number, string][] = [
    [counts.added, "added"],
    [counts.removed, "removed"],
    [counts.renamed, "renamed"],
    [counts.reworded, "reworded"],
    [counts.retyped, "of another type"],
    [counts.choices, "with other choices"],
    [counts.other, "changed in other ways"],
    [counts.moved, "moved"],
  ];
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString("en-GB")} ${what}`);
  if (counts.flags > 0) said.push("analysis settings changed");
  if (counts.rest > 0) said.push("other analysis parts changed");
  const words = said.join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const historyText = {
  heading: "Version history",
  list: "Versions, newest first",
  branch: "Branch",
  branchName: (branch: DraftBranch) => (branch.isLive ? `${branch.name} · live` : branch.name),
  aside: (branch: DraftBranch) => `${branch.name} · not live`,
  here: "Not published yet",
  unpublished: "Unpublished changes",
  onThisComputer: "You, on this computer",
  unpublishedWords: (counts: Counts): string => {
    const parts: [number, string][] = [
      [counts.added, "added"],
      [counts.changed, "changed"],
      [counts.removed, "removed"],
    ];
    const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString("en-GB")} ${what}`);
    if (counts.reordered) said.push("order changed");
    if (counts.flags > 0) said.push("analysis settings changed");
    const words = said.join(", ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  },
  keptHere: (n: number) => `${count(n, "version", "versions")} kept here`,
  total: (n: number) => count(n, "version", "versions"),
  live: "Live",
  unnamed: "Without a label",
  noDate: "Date unknown",
  somebody: "Somebody",
  /** What is typed to find "Version 12". */
  numberIn: (typed: string): number | null => {
    const found = /^\s*(?:version\s*)?(\d{1,9})\s*$/i.exec(typed);
    return found === null ? null : Number(found[1]);
  },
  version: (number: number | null) => (number === null ? "Version" : `Version ${number}`),
  published: (author: string, when: string) => `${author} published it ${when}.`,
  madeAt: (author: string) => `By ${author}.`,
  /** What a version changed, in the metrics first and then in the rest of the agent. */
  changes: (
    metrics: RowMetrics | { kind: "reading" | "failed" },
    sections: readonly string[] | null,
  ): string => {
    const rest = sections === null || sections.length === 0 ? null : listed(sections.map(sectionName));
    switch (metrics.kind) {
      case "first":
        return "The first version";
      case "same":
        return rest === null ? "Metrics unchanged" : `Only ${rest} changed`;
      case "changed":
        return rest === null
          ? metricChanges(metrics.counts)
          : `${metricChanges(metrics.counts)} · also ${rest}`;
      case "reading":
        return "Reading what changed…";
      case "failed":
        return "What changed could not be read";
      case "notRead":
        return "Not read yet";
    }
  },
  check: { running: "Security check runs", failed: "Security check failed" },
  loading: "Reading versions",
  loadingMore: "Reading more versions",
  loadingVersion: "Reading this version",
  chosen: "Chosen version",
  emptyTitle: "No version so far",
  emptyBody: "Publish once and the versions show here.",
  metrics: (n: number) =>
    n === 0
      ? "This version measures nothing."
      : `${count(n, "metric", "metrics")}, read-only: this is how the version was published.`,
  settings: "Analysis settings of this version",
  internalOn: "Internal analytics model: on",
  internalOff: "Internal analytics model: off",
  reasoningOn: "Reasoning model: on",
  reasoningOff: "Reasoning model: off",
  noPrompt: "No prompt",
} as const;
