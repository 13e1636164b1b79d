import type {
  BringBackError,
  BroughtBack,
  CompareChange,
  CompareItem,
  CompareMetric,
  CompareSide,
  CompareView,
  DiffCounts,
  FlagChange,
  MetricSince,
  Moved,
  PathText,
} from "../host";
import { count, listed } from "./common";
import { metricChanges } from "./history";
import { dataTypeName, placeName, readableName, sectionName } from "./names";
import { publishText, versionName } from "./publish";
import { asOf, spokenAgo, spokenDay } from "./time";

const plain = (n: number) => n.toLocaleString("en-GB");

const onOff = (on: boolean) => (on ? "on" : "off");

type LiveSide = Extract<CompareSide, { kind: "live" }>;

/** What is live is read for the comparison; what is older than this was not, or has been looked at for long. */
const OLD_MS = 2 * 60_000;

const isOld = (side: LiveSide, now: Date) => now.getTime() - new Date(side.readAt).getTime() > OLD_MS;

function liveName(side: LiveSide, now: Date): string {
  const version = side.live === null ? "" : versionName(side.live.number, side.live.label ?? "");
  const when = isOld(side, now) ? `live as of ${asOf(new Date(side.readAt), now)}` : "live now";
  return [side.agentName, version, when].filter(Boolean).join(", ");
}

const liveVersion = (number: number | null) => `Live now, ${versionName(number, "this version")}`;

type VersionSide = Extract<CompareSide, { kind: "version" }>;

/** Numbers count on each branch: one that is not live stands beside the number. */
const numberedName = ({ version, branch }: VersionSide, fallback: string) =>
  ofBranch(versionName(version.number, version.label ?? fallback), branch);

/** "Version 3 of Experiment". */
const ofBranch = (name: string, branch: { name: string; isLive: boolean } | null) =>
  branch === null || branch.isLive ? name : `${name} of ${branch.name}`;

/** `liveId`: the version of the agent that is live as one looks; what a side was read with may be older. */
function sideName(side: CompareSide, liveId: string | null, now = new Date()): string {
  switch (side.kind) {
    case "version":
      return side.version.id === liveId ? liveVersion(side.version.number) : numberedName(side, "Version");
    case "nothing":
      return "Before the first version";
    case "workingCopy":
      return side.unpublished === 0 ? "Your working copy" : "Your working copy, not live yet";
    case "draft":
      if (side.name !== null) return `Draft “${side.name}”`;
      return side.author === null ? "Open draft" : `Open draft, last written to by ${side.author}`;
    case "live":
      return liveName(side, now);
    case "file":
      return side.fileName;
  }
}

type SideNote = { tone: "warn" | "neutral"; words: string };

/** It has metrics and nothing around them. */
const isList = (side: CompareSide) => side.kind === "file" && side.metricsOnly;

/** In the middle of a sentence: "not in Version 12". */
function sideShort(side: CompareSide): string {
  switch (side.kind) {
    case "version":
      return numberedName(side, "that version");
    case "nothing":
      return "the agent before";
    case "workingCopy":
      return "your working copy";
    case "draft":
      return side.name === null ? "the open draft" : `the draft “${side.name}”`;
    case "live":
      return side.agentName;
    case "file":
      return side.fileName;
  }
}

function choiceWords(change: CompareChange): string[] {
  const choices = change.choices;
  if (choices === null) return [];
  const parts: string[] = [];
  const more = choices.added.length;
  const fewer = choices.removed.length;
  const renamed = choices.renamed.length;
  if (more > 0) parts.push(`${count(more, "choice", "choices")} more`);
  if (fewer > 0) parts.push(`${count(fewer, "choice", "choices")} fewer`);
  if (renamed > 0) parts.push(`${count(renamed, "choice", "choices")} renamed`);
  if (parts.length === 0) parts.push("choices in another order");
  return parts;
}

/** What differs in one metric, short: "Reworded, 1 choice fewer". On the way back, what would come and go. */
function itemWords(item: CompareItem, isBack = false): string {
  if (item.kind === "added") return isBack ? "Would come back" : "Added";
  if (item.kind === "removed") return isBack ? "Would be removed" : "Removed";
  const { change } = item;
  const parts = [
    change.rename !== null && "renamed",
    change.dataType !== null && "another type",
    change.prompt !== null && "reworded",
    ...choiceWords(change),
    change.other.length > 0 && "changed in other ways",
  ].filter((part) => part !== false);
  const words = parts.join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const value = (json: string | null) => (json === null ? "nothing" : json);

const pathWords = (change: PathText) =>
  `${change.path === "" ? "The whole" : placeName(change.path)}: ${value(change.before)} → ${value(change.after)}`;

const movedWords = (moved: Moved) =>
  `${readableName(moved.identifier)} moved from place ${moved.from + 1} to place ${moved.to + 1}`;

const flagWords = (flag: FlagChange) =>
  `${publishText.flag[flag.flag]}: ${onOff(flag.before)} → ${onOff(flag.after)}`;

function refusal(error: BringBackError): { title: string; body: string } {
  switch (error.kind) {
    case "noSuchMetric":
      return {
        title: "One of the ticked metrics is not there any more",
        body: "Your working copy changed meanwhile. Nothing was brought back; look at the differences again.",
      };
    case "inBoth":
      return {
        title: `${readableName(error.identifier)} is in both`,
        body: "It can be brought back as it was, but not removed. Nothing was brought back.",
      };
    case "taken": {
      const names = error.collisions.map((collision) => collision.identifier);
      return {
        title: `${listed(names)} ${names.length === 1 ? "is" : "are"} taken in your working copy`,
        body: "Another metric has that identifier now. Tick that one too, or rename it first. Nothing was brought back.",
      };
    }
  }
}

/** Of the dialog of the system. */
export const compareFileWords = { title: "Compare with a file", kind: "Metrics (CSV, JSON)" } as const;

export const compareText = {
  views: "What to show",
  changed: "What it changed",
  againstLive: "Against live",
  all: "All its metrics",
  layouts: "How to show it",
  sideBySide: "Side by side",
  oneText: "In one text",
  previous: "Previous change",
  next: "Next change",
  copy: "Copy as text",
  copied: "The differences are on the clipboard as text.",
  loading: "Comparing",
  list: "Differences",
  side: sideName,
  liveVersion,
  /** It answers calls, as far as that was just read. */
  isLiveNow: (side: CompareSide, liveId: string | null, now = new Date()) =>
    side.kind === "live" ? !isOld(side, now) : side.kind === "version" && side.version.id === liveId,
  item: itemWords,
  /** What one hears of a change that one comes to. */
  change: (item: CompareItem, isBack: boolean) =>
    `${readableName(item.kind === "changed" ? item.change.after.identifier : item.metric.identifier)}: ${itemWords(item, isBack)}`,
  moved: movedWords,
  flag: flagWords,
  path: pathWords,
  type: (change: CompareChange) =>
    [change.before, change.after].map((metric) => dataTypeName(metric.dataType, metric.unknownType)),
  typeLabel: "Data type:",
  orderLabel: "Order",
  settingsLabel: "Analysis settings",
  restLabel: "Other parts of the analysis",
  otherOrder: (choices: readonly string[]) => `In another order: ${listed(choices)}`,
  noPrompt: "No prompt",
  notIn: (side: CompareSide) =>
    side.kind === "nothing" ? "There was nothing before." : `Not in ${sideShort(side)}.`,
  more: (n: number) => `and ${plain(n)} more`,
  theSame: (n: number) => `the same ${plain(n)}`,
  counts: (counts: DiffCounts, sections: readonly string[] | null) =>
    sections === null || sections.length === 0
      ? metricChanges(counts)
      : `${metricChanges(counts)} · also ${listed(sections.map(sectionName))}`,
  same: {
    title: "No difference in the metrics",
    body: (left: CompareSide, right: CompareSide, liveId: string | null) => {
      const both = `${sideName(left, liveId)} and ${sideName(right, liveId)} measure the same`;
      return isList(left) || isList(right)
        ? `${both}, in the same order. A list of metrics has no settings to compare.`
        : `${both}, in the same order and with the same settings.`;
    },
    /** Of a version that changed something else. */
    only: (sections: readonly string[]) =>
      `This version changed something else: ${listed(sections.map(sectionName))}.`,
    first: "The first version. There was nothing before it that it could have changed.",
  },
  isLive: "This version is live: there is nothing to compare.",
  /** What one has to know of a side before trusting it. */
  notes: (side: CompareSide, now = new Date()): SideNote[] => {
    const notes: SideNote[] = [];
    if (side.kind === "live" && isOld(side, now)) {
      const when = spokenAgo(new Date(side.readAt), now);
      notes.push({
        tone: "warn",
        words: `What is live on ${side.agentName} was read ${when}. Another version may be live by now.`,
      });
    }
    if (side.kind === "file" && side.leftOut > 0)
      notes.push({
        tone: "warn",
        words: `${count(side.leftOut, "row", "rows")} of the file hold no metric and are left out.`,
      });
    if (isList(side))
      notes.push({ tone: "neutral", words: "A list of metrics has no settings, so none are compared." });
    return notes;
  },
  notSame: "Not the same metric?",
  notSameFor: (before: string, after: string) =>
    `Not the same metric? ${readableName(before)} and ${readableName(after)}`,
  apart: (before: string, after: string) =>
    `${readableName(before)} and ${readableName(after)} are shown as two metrics.`,
  together: "Show as one",
  togetherFor: (before: string, after: string) =>
    `Show as one: ${readableName(before)} and ${readableName(after)}`,
  tick: (identifier: string) => `Bring back ${readableName(identifier)}`,
  tickRemove: (identifier: string) => `Remove ${readableName(identifier)}`,
  tickGone: "It is not in your working copy either.",
  tickBefore: (version: string) =>
    `${version} removed it. To have it back, tick it in the version before, under “All its metrics”.`,
  nothingLive: "Nothing of this agent is live: there is nothing to compare with.",
  baseMoved: {
    another: "Another version",
    title: (live: string) => `${live} went live after your changes began`,
    body: "What it changed shows here the other way round, as if you took it back. Bring both together before you publish.",
  },
  undone: "Your working copy is as it was before.",

  editFrom: "Edit from here",
  editFromAsk: {
    title: (n: number) => `Replace your ${count(n, "unpublished change", "unpublished changes")}?`,
    body: (version: string) =>
      `Your working copy gets the metrics of ${version}. Undo brings your changes back.`,
    confirm: "Replace",
  },
  edited: (version: string) => `Your working copy has the metrics of ${version} now. Nothing is live yet.`,
  editedSame: (version: string) => `Your working copy has the metrics of ${version} already.`,
  toMetrics: "Show my changes",
  undo: "Undo this change",
  compareWith: "Compare…",
  bringBack: "Bring back only these metrics",
  whole: "Bring back the whole version",
  wholeLive: "This version is live.",
  wholeLatest: (branch: string) => `This version is the latest one of ${branch}.`,
  noTicks: "Nothing is ticked.",
  noneToTick: "There is nothing here to tick. “All its metrics” has every metric of this version.",
  tickFirst: "Tick the metrics that should come back.",
  ticked: (ticked: number, all: number) =>
    `${ticked.toLocaleString("en-GB")} of ${all.toLocaleString("en-GB")} ticked.`,
  /** What the ticks do, where some of them remove. */
  tickedBoth: (back: number, removed: number) =>
    back === 0
      ? `${count(removed, "metric", "metrics")} to be removed.`
      : `${count(back, "metric", "metrics")} to come back, ${plain(removed)} to be removed.`,
  joins: "They join your changes, not live yet.",
  brought: ({ inserted, replaced, removed }: BroughtBack, version: string) => {
    const back = inserted.length + replaced.length;
    const parts = [
      back > 0 && `${count(back, "metric is", "metrics are")} in your working copy as in ${version}`,
      removed.length > 0 &&
        `${count(removed.length, "metric is", "metrics are")} removed from your working copy`,
    ].filter((part) => part !== false);
    if (parts.length === 0) return `Your working copy has them as in ${version} already.`;
    return `${listed(parts)}. Nothing is live yet.`;
  },
  refusal,
  since: ({ version, certain }: MetricSince, now: Date) => {
    const name = versionName(version.number, version.label ?? "an earlier version");
    // Who made it so, and when, is told of the version that did.
    if (!certain) return `As it is since ${name} or longer`;
    const who = version.author === null ? "" : `, by ${version.author}`;
    const when = version.publishedAt === null ? "" : `, ${spokenDay(new Date(version.publishedAt), now)}`;
    return `As it is since ${name}${who}${when}`;
  },
  sinceNote:
    "Since when each stands is told from the versions that were read here, in the order in which they were published.",
} as const;

/** Choosing what to compare. */
export const pickerText = {
  title: "Compare",
  with: (version: string) => `Compare ${version} with`,
  left: "Before",
  right: "After",
  chooseLeft: "Choose what counts as before",
  chooseRight: "Choose what counts as after",
  swap: "Swap the two",
  back: "Back to the history",
  reading: "Reading…",
  /** On the button of a side that has no name, since it could not be read. */
  choose: "Choose…",
  search: "Search versions and agents",
  list: "What to compare with",
  here: "This agent",
  versions: "Versions",
  versionsOf: (branch: string) => `Versions of ${branch}`,
  latest: "latest",
  agents: "Other agents",
  workingCopy: "Your working copy",
  yours: "your working copy",
  unchanged: "as live",
  liveNow: "live version",
  isLive: "live now",
  liveVersion: "Live version",
  file: "Open a file…",
  unreadable: (file: string) => `${file} holds no metrics`,
  searching: "Searching…",
  none: (typed: string, isPart: boolean) => {
    if (typed.trim() === "") return "There is nothing else.";
    return `Nothing ${isPart ? "on this computer " : ""}is called “${typed.trim()}”.`;
  },
  /** The number that is searched: of "12", "#12" and "version 12". */
  numberIn: (typed: string): number | null => {
    const digits = /^(?:version|v|#)?\s*(\d{1,9})$/i.exec(typed.trim())?.[1];
    return digits === undefined ? null : Number(digits);
  },
  /** How many versions are known here, and of how many the metrics are searched as well. */
  reach: (known: number, read: number, total: number) => {
    if (known < total)
      return `${plain(known)} of ${plain(total)} versions are on this computer. A number finds any other.`;
    return read < total ? `The metrics of ${plain(read)} of ${plain(total)} versions are searched.` : null;
  },
  cut: (most: number) => `The first ${plain(most)} are listed; search for the others.`,
} as const;

function lines(mark: string, text: string): string[] {
  return text.split("\n").map((line) => `${mark} ${line}`.trimEnd());
}

function metricLines(mark: string, metric: CompareMetric): string[] {
  const all = [`${mark} Data type: ${dataTypeName(metric.dataType, metric.unknownType)}`];
  if (metric.prompt !== "") all.push(...lines(mark, metric.prompt));
  if (metric.choices.length > 0) all.push(`${mark} Choices: ${metric.choices.join(", ")}`);
  return all;
}

function changeLines(change: CompareChange): string[] {
  const all: string[] = [];
  const [from, to] = compareText.type(change);
  if (change.dataType !== null) all.push(`- Data type: ${from}`, `+ Data type: ${to}`);
  if (change.prompt !== null)
    all.push(...lines("-", change.before.prompt), ...lines("+", change.after.prompt));
  if (change.choices !== null)
    all.push(
      `- Choices: ${change.before.choices.join(", ") || "none"}`,
      `+ Choices: ${change.after.choices.join(", ") || "none"}`,
    );
  return [...all, ...change.other.map((part) => `  ${pathWords(part)}`)];
}

function itemLines(item: CompareItem): string[] {
  if (item.kind === "changed") {
    const { before, after } = item.change;
    const name =
      before.identifier === after.identifier
        ? after.identifier
        : `${before.identifier} → ${after.identifier}`;
    return [`${name} (${itemWords(item)})`, ...changeLines(item.change)];
  }
  const mark = item.kind === "added" ? "+" : "-";
  return [`${item.metric.identifier} (${itemWords(item)})`, ...metricLines(mark, item.metric)];
}

/** A comparison as a text to paste anywhere: what goes begins with a minus, what comes with a plus. */
export function comparisonAsText(view: CompareView, liveId: string | null): string {
  const parts = view.items.map((item) => itemLines(item).join("\n"));
  const moved = view.moved.map(movedWords);
  const flags = view.flags.map(flagWords);
  const rest = view.rest.map(pathWords);
  const others = [...moved, ...flags, ...rest];
  const notes = [view.left, view.right].flatMap((side) => compareText.notes(side)).map((note) => note.words);
  const head = [`${sideName(view.left, liveId)} → ${sideName(view.right, liveId)}`, ...notes].join("\n");
  if (parts.length === 0 && others.length === 0) return `${head}\n\n${compareText.same.title}\n`;
  return `${[head, ...parts, ...(others.length > 0 ? [others.join("\n")] : [])].join("\n\n")}\n`;
}
