import type { DraftEnd, DraftWay, LeftoverView, OpenDraftView, PublishView, StopReason } from "../host";
import { listed, count as plural } from "./common";
import { draftOf, sectionName, theDraftOf } from "./names";
import { inWords, versionName } from "./publish";
import { spokenDay } from "./time";

const METRICS = "Post call metrics";

/** What one may do about somebody else's draft. */
export type Way = "wait" | DraftWay;

/** What a draft changes, as the person is asked to have read it. */
function namesIn(draft: OpenDraftView): string[] {
  const names = draft.sections.map(({ section }) => sectionName(section));
  return [...new Set(draft.metricCounts.total > 0 ? [...names, METRICS] : names)];
}

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;

/** "2 sections, 20 words added, 4 removed". */
function summary(draft: OpenDraftView): string {
  const spans = draft.sections.flatMap(({ changes }) => changes.flatMap(({ words }) => words));
  const count = (kind: "added" | "removed") =>
    spans.reduce((sum, span) => (span.kind === kind ? sum + wordsIn(span.text) : sum), 0);
  const added = count("added");
  const removed = count("removed");
  const parts = [plural(namesIn(draft).length, "section", "sections")];
  if (added > 0) parts.push(`${plural(added, "word", "words")} added`);
  if (removed > 0)
    parts.push(
      added > 0
        ? `${removed.toLocaleString("en-GB")} removed`
        : `${plural(removed, "word", "words")} removed`,
    );
  return parts.join(", ");
}

const changes = (count: number) => plural(count, "metric change", "metric changes");
const yours = (count: number) =>
  count === 0 ? "Your changes" : count === 1 ? "Your change" : `Your ${count} changes`;

/** Words of the dialog that stops before a colleague's draft would go live. */
export const guardText = {
  title: (author: string | null) => `${author ?? "Somebody"} has unpublished changes here`,
  anAgent: "this agent",
  edited: (author: string | null, agent: string) =>
    `${author ?? "Somebody"} edited the open draft of ${agent}`,
  consequence:
    "On Atoms all share one draft of an agent, so publishing now would send that unfinished work live together with your metrics.",
  changes: "Changes",
  safe: (run: PublishView, isJoined: boolean) =>
    `${isJoined ? "Publishing stopped." : "Nothing was written."} ${versionName(run.liveNumber, "The version before")} is still live. Your changes are kept on this computer.`,
  /** Their draft and ours met: what is in it now. */
  joined: {
    title: "Your metrics are in that draft already.",
    body: ({ author, metricsReplaced }: Extract<StopReason, { kind: "openDraft" }>) =>
      `${author ?? "Somebody"} wrote to it in the same moment. ${metricsReplaced ? "It had other changes to the metrics; yours took their place, and Atoms keeps theirs in the edit history of the draft. " : ""}Publishing it makes both live: tell ${author ?? "whoever works there"}.`,
  },
  reading: (author: string | null) => `Reading ${draftOf(author)}…`,
  unread: (author: string | null) => `Debrief could not read ${draftOf(author)}.`,
  what: (author: string | null) => `What is in ${draftOf(author)}`,
  summary,
  changed: "Changed, and Debrief cannot show how. Look at it on Atoms.",
  metrics: METRICS,
  untouched: (author: string | null) => (author === null ? "not touched" : `not touched by ${author}`),
  hidden: "Atoms does not show what is in it",
  publishing: "It is being published at this moment",
  nothingIn: "It does not differ from what is live.",

  question: "What do you want to do?",
  usual: "Usual choice",
  ways: {
    wait: {
      label: () => "Wait and check again",
      note: (count: number) =>
        `${yours(count)} ${count === 1 ? "stays" : "stay"} on this computer. Debrief tells you as soon as that draft is published or discarded.`,
    },
    add: {
      label: (author: string | null) => `Add to ${draftOf(author)}`,
      /** The same as help pages and voice control write it. */
      name: (author: string | null) => `Add to ${draftOf(author)}`.replace("’", "'"),
      note: () =>
        "Your metrics join that draft. Nothing goes live now; when somebody publishes it, both go live.",
    },
    everything: {
      label: () => "Publish everything",
      note: (author: string | null, count: number) =>
        `${author === null ? "The changes of that draft" : `${author}’s changes`} included: ${
          count === 0
            ? "all of it reaches callers at once."
            : `${inWords(count).toLowerCase()} unfinished ${count === 1 ? "section reaches" : "sections reach"} callers at once.`
        }`,
    },
  },
  sections: (draft: OpenDraftView) => namesIn(draft).length,
  /** The tick without which nothing of somebody else goes live. */
  read: (draft: OpenDraftView) => {
    const names = namesIn(draft);
    if (names.length === 0) return "I have read that draft, and it may go live";
    return `I have read what changes in ${listed(names)}, and it may go live`;
  },
  readFirst: "Tick first that you have read it.",
  dangers: (author: string | null, n: number) =>
    `${theDraftOf(author)} brings ${plural(n, "problem", "problems")} that can void whole calls`,
  anywayFirst: "Tick “Publish anyway” first, or wait until it is fixed.",
  underWay: "Your answer is on its way to Atoms.",
  /** Why an answer cannot be given, as a sentence. */
  off: (why: string) => `${why.replace(/[.…]$/, "")}.`,
  both: "Changed by both",
  bothNote: (author: string | null) =>
    `${author ?? "Somebody"} and you changed the same. To add or to publish, choose which stays.`,
  moved: "That draft changed meanwhile. Look at it once more.",
  goneTitle: (author: string | null) => `${theDraftOf(author)} is gone`,
  goneNext: "Your changes are kept. Look at them once more, then publish.",
  review: "Look at your changes",
  cancel: "Cancel",

  note: {
    copy: (author: string | null) => (author === null ? "Copy a note about it" : `Copy a note for ${author}`),
    copied: "The note is copied.",
    ask: (author: string | null, agent: string, count: number) =>
      `Hello${author === null ? "" : ` ${author}`},\n\nyou have an open draft of ${agent} on Atoms. I have ${count === 0 ? "metric changes" : changes(count)} waiting to be published there, and publishing now would put your draft live as well. Could you publish it or discard it when it suits you? Mine can follow then.\n\nThank you`,
    told: (author: string | null, agent: string) =>
      `Hello${author === null ? "" : ` ${author}`},\n\nI have added my metrics to your open draft of ${agent} on Atoms. Nothing of it is live yet, and publishing the draft makes both live. Could you tell me when you publish it, or before you discard it?\n\nThank you`,
  },

  waiting: {
    title: (author: string | null) => `Waiting for ${draftOf(author)}.`,
    looked: "Looked at",
    andAgain: "; Debrief looks again every 20 seconds, also while you do other things.",
    again: "Debrief looks again every 20 seconds, also while you do other things.",
    trouble: (since: string) => `Debrief has not been able to read Atoms since ${since}.`,
    goesOn: "Debrief goes on waiting.",
    check: "Check now",
    checking: "Looking at Atoms…",
    stillOpen: "That draft is still open.",
    stop: "Stop waiting",
    show: "Show details",
  },
  ended: (end: DraftEnd, author: string | null) =>
    end.kind === "discarded"
      ? {
          title: `${theDraftOf(author)} is gone`,
          body: "Nothing of it went live. Your changes are kept, ready to be published.",
          press: "Review and publish",
        }
      : {
          title: `${end.author ?? "Somebody"} published ${versionName(end.number, "that draft")}`,
          body: "Your changes are kept.",
          press: "Look at your changes",
        },

  added: {
    title: (author: string | null) => `Your metrics are in ${draftOf(author)}`,
    body: (run: PublishView) =>
      `Nothing is live yet: ${versionName(run.liveNumber, "the version before")} is still live. When somebody publishes that draft, both go live.`,
    kept: "Your changes stay marked as unpublished until then.",
    readBack: "Read back from Atoms at",
    done: "Done",
  },

  left: {
    title: ({ label, startedAt }: LeftoverView, now: Date) =>
      `A draft of yours from ${spokenDay(new Date(startedAt), now)}${label === "" ? "" : `, “${label}”,`} is still on Atoms.`,
    body: "Callers do not feel it.",
    remove: "Remove it",
    leave: "Leave it",
    left: "The draft stays on Atoms.",
    theirs:
      "Somebody else has written to that draft since. It is theirs as well now, so Debrief leaves it on Atoms.",
    removed: "The draft is removed.",
    published: (number: number | null) =>
      `Atoms made ${versionName(number, "a version")} of that draft meanwhile. It stands in Version history; nothing was removed.`,
  },
} as const;
