import type { DraftGist, DraftOwner, DraftRow, SaveDraftOutcome } from "../host";
import { listed } from "./common";
import { errorText } from "./errors";
import { metricChanges } from "./history";
import { draftOf, sectionName } from "./names";
import { versionName } from "./publish";
import { clock, spokenAgo } from "./time";

type Said = { tone: "done" | "warn" | "error"; title: string; body: string };

const owners: Record<DraftOwner, string> = {
  ours: "Yours",
  oursChanged: "Yours, changed since",
  others: "Not from here",
};

const ownerNotes: Record<DraftOwner, string | null> = {
  ours: null,
  oursChanged: "Somebody wrote to it after it was saved here.",
  others: "Made by a colleague, on another computer or on Atoms. Debrief does not change or discard it.",
};

function nameOf(draft: DraftRow): string {
  if (draft.name !== null && draft.name !== "") return draft.name;
  if (draft.branch !== null) return `Draft of ${draft.branch.name}`;
  return "Draft without a name";
}

/** What a draft changes in what is live: "1 added · also Agent prompt". */
function gistWords(gist: DraftGist): string {
  switch (gist.kind) {
    case "notRead":
      return "What it changes was not read.";
    case "failed":
      return `What it changes could not be read. ${errorText(gist.error).title}.`;
    case "read": {
      const metrics = metricChanges(gist.counts);
      const others = listed(gist.sections.map(sectionName));
      if (metrics === "" && others === "") return "As what is live";
      if (metrics === "") return `Only ${others} changed`;
      return others === "" ? metrics : `${metrics} · also ${others}`;
    }
  }
}

function whoWords(draft: DraftRow, now: Date): string {
  const at = draft.changedAt ?? draft.since;
  const when = at === null ? "" : ` ${spokenAgo(new Date(at), now)}`;
  const who = draft.author ?? "Somebody";
  return at === null && draft.author === null
    ? "Atoms does not tell who wrote to it."
    : `${who} wrote to it last${when}.`;
}

function outcomeWords(outcome: SaveDraftOutcome): Said {
  switch (outcome.kind) {
    case "saved": {
      const where =
        outcome.branch === null
          ? `“${outcome.name ?? "Draft"}” is on Atoms`
          : `The draft of ${outcome.branch.name} holds your changes`;
      const moved =
        outcome.liveMoved === null
          ? ""
          : ` ${versionName(outcome.liveMoved.number, "Another version")} went live in the same moment.`;
      return {
        tone: "done",
        title: where,
        body: `Read back at ${clock(new Date(outcome.readAt))}. Nothing is live by it, and your working copy stays as it is.${moved}`,
      };
    }
    case "openDraft":
      return outcome.joined
        ? {
            tone: "warn",
            title: `Your metrics are in ${draftOf(outcome.author)}`,
            body: "It was written to in the same moment. Tell whoever works there; publishing it ships both.",
          }
        : {
            tone: "warn",
            title: `${outcome.author ?? "Somebody"} has an open draft here`,
            body: "On a branch all share one draft, so nothing was written. Wait until it is published or discarded, or publish yours and see there what it would ship.",
          };
    case "liveMoved":
      return {
        tone: "warn",
        title: `${versionName(outcome.live.number, "Another version")} is live now`,
        body: `${outcome.author ?? "Somebody"} published it after your working copy began. Nothing was written; bring both together on the page of the metrics first.`,
      };
    case "differs":
      return {
        tone: "warn",
        title: "The draft is not as it was sent",
        body: `Different: ${listed(outcome.paths)}. Nothing is live by it. Look at it on Atoms.`,
      };
    case "gone":
      return {
        tone: "warn",
        title: "The draft was written and is gone",
        body: "Somebody published or discarded it in the same moment. The history shows whether it is live. Your working copy stays as it is.",
      };
    case "unknown":
      return {
        tone: "error",
        title: "Whether the draft was saved is not known",
        body: `${errorText(outcome.error).title}. Look at the drafts before you save again. Nothing is live by it, and your working copy stays as it is.`,
      };
  }
}

export const draftsText = {
  title: "Drafts on Atoms",
  row: "Saved there, not published",
  loading: "Reading the drafts",
  list: "Open drafts",
  emptyTitle: "No open draft",
  emptyBody:
    "“Save draft to Atoms” keeps your changes there, for a colleague or for later, without publishing.",
  shared: "On a branch all share one draft.",
  name: nameOf,
  owner: (owner: DraftOwner) => owners[owner],
  ownerNote: (owner: DraftOwner) => ownerNotes[owner],
  who: whoWords,
  gist: gistWords,
  publishing: "It is being published at this moment.",
  compare: "Compare with live",
  compareOf: (name: string) => `Compare ${name} with live`,
  save: {
    button: "Save draft to Atoms",
    title: "Save draft to Atoms",
    body: "Your changes are written to a draft on Atoms. Nothing goes live, and your working copy stays as it is.",
    bodyShared:
      "Your changes are written to the one draft of the branch, which colleagues see too. Nothing goes live, and your working copy stays as it is.",
    name: "Name of the draft",
    nameHint: "So that colleagues know what it is for.",
    nameMissing: "Give the draft a name.",
    confirm: "Save draft",
    nothing: "There is nothing to save: your working copy is as what is live.",
    outcome: outcomeWords,
    show: "Show the drafts",
  },
} as const;
