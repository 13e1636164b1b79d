import { count } from "./common";

const number = (n: number) => n.toLocaleString("en-GB");

/** Words of the timeline: what is searched, how much of it is here, what a version is called here. */
export const timelineText = {
  search: "Search versions",
  author: "Author",
  anyone: "Anyone",
  onlyMetricChanges: "Only versions that changed metrics",
  found: (n: number) => `${count(n, "version", "versions")} found`,
  noneTitle: "No version found",
  noneBody: (read: number, total: number) =>
    read < total
      ? `Only what was read is searched: the metrics of ${number(read)} of ${number(total)} versions. “Read all” brings the rest.`
      : `Labels, authors and metric texts of ${total === 1 ? "the one version" : `all ${number(total)} versions`} were searched.`,
  showAll: "Show all versions",
  restored: (label: string) => `Restored from ${label}`,
  reading: {
    read: (read: number, total: number) => `${number(read)} of ${number(total)} read`,
    readAll: "Read all",
    stop: "Stop reading",
    stopping: "Stopping…",
    progress: "Reading the history",
    requests: (n: number, exact: boolean) =>
      `The rest takes ${exact ? "" : "at most "}${count(n, "request", "requests")}.`,
    onlyRead: "Only what was read is searched.",
    going: "You can go on working.",
    done: (total: number) => `All ${count(total, "version", "versions")} are read.`,
    kept: "What was read is kept.",
  },
} as const;
