import type { BranchReview, DraftBranch, PublishView } from "../host";
import { branchesText } from "./drafts";
import { draftOf } from "./names";
import { versionName } from "./publish";

/** " on Experiment" for a publish to a branch that is not live, and nothing for one that goes live. */
export const onTarget = (run: PublishView): string => (run.target === null ? "" : ` on ${run.target.name}`);

/** Words of a publish to a branch that is not live. */
export const targetText = {
  label: "Publish to",
  branch: ({ name, isLive }: DraftBranch) => (isLive ? `${name} · live` : name),
  unread: "The branches of this agent could not be read: this goes to the live one.",
  unreadOthers: "The branches of this agent could not be read.",
  wentLive: (branch: string) => `${branch} is live by now: choose again where this goes.`,
  readAgain: "Read again",
  loading: "Comparing with that branch…",
  press: (branch: string) => `Publish to ${branch}`,
  head: (number: number | null | undefined, branch: string) =>
    `${versionName(number, "Latest version")} of ${branch}`,
  theBranch: "the branch",
  nothing: {
    title: (branch: string) => `${branch} has these changes already`,
    body: "Choose another branch, or make this one live: in Version history, under Drafts and branches.",
  },
  consequence: "This does not go live.",
  consequenceBody: ({ branch, live, liveBranch, review }: BranchReview) =>
    `Calls to ${review.agentName} go on with ${versionName(live?.number, "the live version")}${liveBranch === null ? "" : ` of ${liveBranch}`}, and your changes stay unpublished there. “${branchesText.make}” under Drafts and branches puts ${branch.name} in its place later.`,
  conflicts: (branch: string) => `Changed here and on ${branch}`,
  conflictsNote: (branch: string) =>
    `Your changes and ${branch} both differ there from what is live. Choose which stays on ${branch}.`,
  stays: (branch: string) => `${branch} is not live: calls go on as before.`,
  madeLive: (branch: string) => `Somebody made ${branch} live meanwhile, so it answers calls now.`,
  gone: "Atoms no longer has this branch",
  forbidden: "Atoms does not let this branch be published to",
  draft: {
    title: (author: string | null, branch: string) =>
      `${author ?? "Somebody"} has an open draft on ${branch}.`,
    body: (author: string | null) =>
      `Publishing would ship ${draftOf(author)} as well. Look at it in Version history, under Drafts and branches, or wait until it is published or discarded on Atoms.`,
    publishing: (branch: string) => `Something is being published on ${branch} at this moment.`,
    off: (branch: string) => `An open draft on ${branch} is in the way.`,
  },
  done: {
    title: (run: PublishView) =>
      `${versionName(run.newNumber, "The new version")} is published${onTarget(run)}`,
    /** `isLiveNow`: somebody made the branch live since. */
    notLive: (branch: DraftBranch, isLiveNow = false) =>
      isLiveNow
        ? `${branch.name} was made live since: it answers calls now.`
        : branch.isLive
          ? targetText.madeLive(branch.name)
          : `${targetText.stays(branch.name)} Your changes stay here as unpublished until they are published to the live branch, or ${branch.name} is made live.`,
    banner: (run: PublishView) => `${targetText.done.title(run)}.`,
  },
} as const;
