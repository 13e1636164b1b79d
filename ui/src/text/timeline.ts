import type { RestoredFrom } from "../host";
import { count } from "./common";
import { versionName } from "./publish";

const number = (n: number) => n.toLocaleString("en-GB");

/** Words of the timeline: what is searched, how much of it is here, what a version is called here. */
export const timelineText = {
  search: "Search versions",
  searchShort: "Search",
  author: "Author",
  anyone: "Anyone",
  onlyMetricChanges: "Only versions that changed metrics",
  found: (n: number) => `${count(n, "version", "versions")} found`,
  noneTitle: "No version found",
  noneBody: (read: number, total: number) =>
    read < total
      ? `Only what was read is searched: the metrics of ${number(read)} of ${number(total)} versions. “Read all” brings the rest.`
      : `Numbers, labels, authors and metric texts of ${total === 1 ? "the one version" : `all ${number(total)} versions`} were searched.`,
  showAll: "Show all versions",
  pinned: "Pinned",
  withNote: "With a note of yours",
  restored: ({ number, label }: RestoredFrom) =>
    `Restored from ${versionName(number, label ?? "an older version")}`,
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
  labels: {
    edit: "Edit label",
    typed: "Typed, not saved",
    title: (number: number | null) => (number === null ? "Edit label" : `Edit label of Version ${number}`),
    pinned: "Pinned on Atoms",
    save: "Save label",
    putBack: "Put back what is on Atoms",
    notSaved: "Not saved on Atoms. It is kept on this computer.",
    unchanged: "Nothing is changed.",
    descriptionTooLong: "Atoms takes at most 2,000 letters.",
    movedTitle: "Somebody changed it meanwhile.",
    moved: (label: string) =>
      `On Atoms ${label === "" ? "it has no label now" : `it is called “${label}” now`}. Save again to replace what they wrote.`,
    notTakenTitle: "Atoms did not take it.",
    notTaken: "It answered, and the version is called as before. What you typed is kept here.",
    inNote:
      "Revisions of this agent keep the label they were published with. What you typed is in your note.",
  },
  note: {
    label: "Note",
    add: "Add a note",
    hint: "Only on this computer. Colleagues and Atoms do not see it.",
  },
} as const;
