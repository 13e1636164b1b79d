import type {
  BranchPreview,
  BranchRow,
  DiscardOutcome,
  DraftGist,
  DraftOwner,
  DraftRow,
  LiveVersion,
  MakeLiveOutcome,
  RenameOutcome,
  SaveDraftOutcome,
} from "../host";
import { listed } from "./common";
import { errorText } from "./errors";
import { metricChanges } from "./history";
import { draftOf, sectionName } from "./names";
import { versionName } from "./publish";
import { clock, spokenAgo, spokenTime } from "./time";

/** What came of something. */
export type SaidWords = { tone: "done" | "warn" | "error"; title: string; body: string };

type Said = SaidWords;

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

/** "Wording by Priya Raman, today at 09:51", where another draft has the same name. */
function nameBy(draft: DraftRow, now: Date): string {
  const at = draft.changedAt ?? draft.since;
  const when = at === null ? "" : `, ${spokenTime(new Date(at), now)}`;
  return `${nameOf(draft)} by ${draft.author ?? "somebody"}${when}`;
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

function outcomeWords(outcome: SaveDraftOutcome, typed: string): Said {
  switch (outcome.kind) {
    case "saved": {
      if (outcome.branch === null && outcome.name !== typed)
        return {
          tone: "warn",
          title: `Your changes are in a draft called “${outcome.name ?? "without a name"}”`,
          body: `Atoms did not take the name “${typed}”; it is kept here. Rename the draft in the list. Nothing went live.`,
        };
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
        body: `Read back at ${clock(new Date(outcome.readAt))}. Nothing went live, and your working copy stays as it is.${moved}`,
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
        body: `Different: ${listed(outcome.paths)}. Nothing went live. Look at it on Atoms.`,
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
        body: `${errorText(outcome.error).title}. Look at the drafts before you save again. Nothing went live, and your working copy stays as it is.`,
      };
  }
}

function renameWords(outcome: RenameOutcome): Said {
  switch (outcome.kind) {
    case "renamed":
      return { tone: "done", title: `The draft is called “${outcome.name}” now`, body: "" };
    case "notOurs":
      return {
        tone: "warn",
        title: "The draft keeps its name",
        body: `${outcome.author ?? "Somebody else"} works in it, and it was not made here.`,
      };
    case "gone":
      return {
        tone: "warn",
        title: "The draft is not there any more",
        body: "Somebody published or discarded it.",
      };
    case "unknown":
      return {
        tone: "error",
        title: "Whether the draft has its new name is not known",
        body: `${errorText(outcome.error).title}. The list shows what it is called.`,
      };
  }
}

function discardWords(outcome: DiscardOutcome, name: string): Said {
  switch (outcome.kind) {
    case "discarded":
      return {
        tone: "done",
        title: `${name} is discarded`,
        body: "What is live and your working copy stay as they are.",
      };
    case "changed":
      return {
        tone: "warn",
        title: `${outcome.author ?? "Somebody"} wrote to ${name} meanwhile`,
        body: "Nothing was discarded. Compare it with what is live before you decide.",
      };
    case "notOurs":
      return {
        tone: "warn",
        title: `${name} stays`,
        body: `${outcome.author ?? "Somebody else"} wrote to it too, so Debrief does not discard it.`,
      };
    case "gone":
      return {
        tone: "warn",
        title: `${name} is not there any more`,
        body: "Somebody published or discarded it. The history shows what is live.",
      };
    case "unknown":
      return {
        tone: "error",
        title: `Whether ${name} is discarded is not known`,
        body: `${errorText(outcome.error).title}. The list shows whether it is still there.`,
      };
  }
}

const liveName = (live: LiveVersion) => versionName(live.number, live.label ?? "Another version");

function liveWords(outcome: MakeLiveOutcome, branch: string): Said {
  switch (outcome.kind) {
    case "live":
      return {
        tone: "done",
        title: `${branch} is live with ${liveName(outcome.live)}`,
        body: `Read back from Atoms at ${clock(new Date(outcome.readAt))}.`,
      };
    case "differs":
      return {
        tone: "warn",
        title: `${branch} is live, and not all of it is as in its latest version`,
        body:
          outcome.members.length === 0
            ? "Atoms did not show all of it, so it could not be compared. Look at it on Atoms."
            : `Different: ${listed(outcome.members.map(sectionName))}. Look at it on Atoms.`,
      };
    case "liveMoved":
      return outcome.beforeSending
        ? {
            tone: "warn",
            title: `${outcome.author ?? "Somebody"} put ${liveName(outcome.live)} live meanwhile`,
            body: "Nothing was sent. Look at what would change now, and decide again.",
          }
        : {
            tone: "warn",
            title: `${liveName(outcome.live)} went live in the same moment`,
            body: `${outcome.author ?? "Somebody"} put it live. Look at the branches.`,
          };
    case "headMoved":
      return {
        tone: "warn",
        title: `Somebody published to ${branch} meanwhile`,
        body: `${versionName(outcome.number, "Another version")} is its latest now. Nothing was sent; look at what would change and decide again.`,
      };
    case "notDone":
      return {
        tone: "error",
        title: `${branch} is not live`,
        body: `${outcome.error === null ? "Atoms took it and nothing changed." : `${errorText(outcome.error).title}.`} What was live is still live. You can try again.`,
      };
    case "unknown":
      return {
        tone: "error",
        title: `Whether ${branch} is live is not known`,
        body: `${errorText(outcome.error).title}. Look at the branches before you try again.`,
      };
  }
}

export const branchesText = {
  title: "Branches",
  list: "Branches of this agent",
  live: "Live",
  head: (branch: BranchRow, now: Date): string => {
    if (branch.head === null) return "Nothing was published on it.";
    const { version, author, publishedAt } = branch.head;
    const name = versionName(version.number, "Its latest version");
    const label = version.label === null ? "" : `, ${version.label}`;
    const when = publishedAt === null ? "" : ` ${spokenAgo(new Date(publishedAt), now)}`;
    return `${name}${label}. ${author ?? "Somebody"} published it${when}.`;
  },
  draft: (branch: BranchRow): string | null => {
    if (branch.draft === null) return null;
    if (branch.draft.owner === "ours") return "Your open draft";
    return branch.draft.author === null ? "An open draft" : `Open draft by ${branch.draft.author}`;
  },
  make: "Make live",
  notLive: (live: string | null) => (live === null ? "Not live." : `Not live: calls go to ${live}.`),
  publish: "Publish here",
  publishOf: (branch: string) => `Publish here: ${branch}`,
  makeOf: (branch: string) => `Make ${branch} live`,
  nothing: "Nothing was published on this branch.",
  running: "A publish of this agent is not over: look at it first.",
  unchecked: "Its latest version has not passed Atoms’ security check.",
  ask: {
    title: (branch: string) => `Make ${branch} live?`,
    loading: "Reading what would change",
    lead: ({ branch, live, liveBranch }: BranchPreview) =>
      `${branch.head === null ? "Its latest version" : liveName(branch.head.version)} of ${branch.name} takes the place of ${liveName(live)}${liveBranch === null ? "" : ` of ${liveBranch}`} and serves calls at once. From then on, what is published to ${branch.name} goes live. ${liveBranch ?? "The other branch"} stays as it is, and can be made live again.`,
    draftStays: "Its open draft stays a draft.",
    agree: (branch: string) => `Let ${branch} serve calls`,
    agreeFirst: "Tick the box first.",
    notRead: "What would change could not be read.",
  },
  outcome: liveWords,
} as const;

export const draftsText = {
  title: (hasBranches: boolean) => (hasBranches ? "Drafts and branches" : "Drafts on Atoms"),
  group: "Drafts on Atoms",
  row: (hasBranches: boolean) => (hasBranches ? "On Atoms, not live" : "Saved there, not published"),
  loading: "Reading the drafts",
  list: "Open drafts",
  emptyTitle: "No open draft",
  emptyBody:
    "“Save draft to Atoms” keeps your changes there, for a colleague or for later, without publishing.",
  shared: "On a branch all share one draft.",
  name: nameOf,
  nameBy,
  nameOfSeveral: (name: string, nth: number, all: number) => `${name}, ${nth} of ${all}`,
  owner: (owner: DraftOwner) => owners[owner],
  ownerNote: (owner: DraftOwner) => ownerNotes[owner],
  who: whoWords,
  gist: gistWords,
  publishing: "It is being published at this moment.",
  compare: "Compare with live",
  continue: "Continue",
  continueOf: (name: string) => `Continue ${name}`,
  continueAsk: {
    title: (changes: string) => `Replace your ${changes}?`,
    body: (name: string) => `Your working copy gets the metrics of ${name}. Undo brings your changes back.`,
    confirm: "Replace",
  },
  continued: (name: string): Said => ({
    tone: "done",
    title: `Your working copy has the metrics of ${name} now`,
    body: "Nothing is live, and the draft stays as it is. Undo takes it back.",
  }),
  busy: "Something is being done with a draft or a branch of this agent.",
  keepWorking: "Keep working",
  refresh: "Refresh the drafts",
  sharedNow: "Somebody else wrote to it too: it is not discarded from here.",
  rename: "Rename",
  renameOf: (name: string) => `Rename ${name}`,
  renameTitle: "Rename the draft",
  discard: "Discard",
  discardOf: (name: string) => `Discard ${name}`,
  discardAsk: {
    title: (name: string) => `Discard ${name}?`,
    body: "It is deleted on Atoms and cannot be brought back. What is live and your working copy stay as they are.",
    confirm: "Discard",
    anyway: "Discard it anyway",
    bodyChanged:
      "What somebody wrote to it after you left it goes too. It is deleted on Atoms and cannot be brought back.",
  },
  outcome: { rename: renameWords, discard: discardWords },
  compareOf: (name: string) => `Compare with live: ${name}`,
  save: {
    button: "Save draft to Atoms",
    title: "Save draft to Atoms",
    body: "Your changes are written to a draft on Atoms, where colleagues can see them. Nothing goes live, and your working copy stays as it is.",
    name: "Name of the draft",
    nameHint: "What it is for. Where drafts have no names on Atoms, it is kept on this computer.",
    nameMissing: "Give the draft a name.",
    nameTooLong: (most: number) => `Atoms takes at most ${most} letters.`,
    confirm: "Save draft",
    nothing: "There is nothing to save: your working copy is as what is live.",
    outcome: outcomeWords,
    show: "Show the drafts",
  },
} as const;
