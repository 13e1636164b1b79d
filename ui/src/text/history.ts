import { count } from "./common";

export const historyText = {
  heading: "Version history",
  list: "Versions, newest first",
  keptHere: (n: number) => `${count(n, "version", "versions")} kept here`,
  total: (n: number) => count(n, "version", "versions"),
  live: "Live",
  unnamed: "Without a label",
  noDate: "Date unknown",
  somebody: "Somebody",
  version: (number: number | null) => (number === null ? "Version" : `Version ${number}`),
  published: (author: string, when: string) => `${author} published it ${when}.`,
  madeAt: (author: string) => `By ${author}.`,
  restored: (label: string) => `Restored from ${label}`,
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
