import type { DiffCounts, DraftBranch, LiveVersion, RestoreOutcome, WholeVersion } from "../host";
import { count, listed } from "./common";
import { errorText } from "./errors";
import { metricChanges } from "./history";
import { sectionName } from "./names";
import { versionName } from "./publish";
import { targetText } from "./target";
import { clock } from "./time";

type Said = { tone: "live" | "warn" | "error"; title: string; body: string };

const liveName = (live: LiveVersion) => versionName(live.number, live.label ?? "Another version");

/** What calls have to do with a version that came back on a branch. */
const onBranch = (branch: DraftBranch, serves: boolean) =>
  serves ? targetText.madeLive(branch.name) : targetText.stays(branch.name);

/** `branch`: where it comes back, if that is not live. */
function outcomeWords(outcome: RestoreOutcome, version: string, branch: DraftBranch | null): Said {
  switch (outcome.kind) {
    case "live":
      return {
        // It was not what one said yes to.
        tone: branch !== null && outcome.serves ? "warn" : "live",
        title: inPlace(outcome.live, branch),
        body: `Read back from Atoms at ${clock(new Date(outcome.readAt))}: everything is as in ${version}.${branch === null ? "" : ` ${onBranch(branch, outcome.serves)}`}`,
      };
    case "differs": {
      const said =
        outcome.members.length === 0
          ? "Atoms did not show all of it, so it could not be compared. Look at it on Atoms."
          : `Different: ${listed(outcome.members.map(sectionName))}. Look at it on Atoms.`;
      return {
        tone: "warn",
        title: `${inPlace(outcome.live, branch)}, and not all of it is as in ${version}`,
        body: branch === null ? said : `${said} ${onBranch(branch, outcome.serves)}`,
      };
    }
    case "liveMoved":
      return movedWords(outcome, version, branch);
    case "wentLive":
      return {
        tone: "warn",
        title: `${branch?.name ?? "This branch"} was made live meanwhile`,
        body: "Nothing was sent. What you bring back there now goes live at once: look at what would change, and decide again.",
      };
    case "checking":
      return {
        tone: "warn",
        title: "Atoms still checks it",
        body:
          branch === null
            ? "It goes live by itself when it passes. The history shows it then; nothing needs to be done."
            : `It comes onto ${branch.name} by itself when it passes, and answers calls if ${branch.name} is live by then. The history shows it.`,
      };
    case "checkFailed":
      return {
        tone: "error",
        title: "Atoms did not let it through",
        body: `${outcome.reason === null ? "" : `Atoms says: ${outcome.reason} `}${asBefore(branch)}`,
      };
    case "notDone":
      return {
        tone: "error",
        title: `${version} was not brought back`,
        body: `${outcome.error === null ? "Atoms took it and nothing changed." : `${errorText(outcome.error).title}.`} ${asBefore(branch)} You can try again.`,
      };
    case "unknown":
      return {
        tone: "error",
        title: `Whether ${version} is back is not known`,
        // Either Atoms could not be read afterwards, or its answer was lost and what was read proves nothing.
        body: `${errorText(outcome.error).title}. Look at the history before you try again: what was asked for may still happen.`,
      };
  }
}

const inPlace = (live: LiveVersion, branch: DraftBranch | null) =>
  branch === null ? `${liveName(live)} is live` : `${liveName(live)} is the latest version of ${branch.name}`;

const asBefore = (branch: DraftBranch | null) =>
  branch === null ? "What was live is still live." : `${branch.name} is as it was.`;

function movedWords(
  outcome: Extract<RestoreOutcome, { kind: "liveMoved" }>,
  version: string,
  branch: DraftBranch | null,
): Said {
  const by = outcome.author ?? "Somebody";
  const name = liveName(outcome.live);
  const there = branch === null ? "live" : `on ${branch.name}`;
  if (outcome.beforeSending)
    return {
      tone: "warn",
      title:
        branch === null ? `${by} put ${name} live meanwhile` : `${by} published ${name} ${there} meanwhile`,
      body: "Nothing was sent. Look at what would change now, and decide again.",
    };
  return {
    tone: "warn",
    title:
      branch === null
        ? `${name} went live in the same moment`
        : `${name} was published ${there} in the same moment`,
    body: `${by} published it. Whether ${version} was ${there} in between stands in the history; ${name} is ${branch === null ? "live" : "the latest there"} now.`,
  };
}

/** Over what is said of it: whether the version is back, and no more. */
function overWords(outcome: RestoreOutcome | null, version: string, branch: DraftBranch | null): string {
  switch (outcome?.kind) {
    case "live":
      return `Back to ${version}`;
    case "differs":
      return `Back to ${version}, with differences`;
    case "checking":
      return `${version} is not back yet`;
    case "liveMoved":
      return branch === null ? "Another version is live" : `${branch.name} has another version`;
    case "unknown":
      return `${version} may be back or not`;
    default:
      return `Not back to ${version}`;
  }
}

/** What went wrong, where support can do something with it. */
const errorOf = (outcome: RestoreOutcome) =>
  outcome.kind === "unknown" || outcome.kind === "notDone" ? outcome.error : null;

export const restoreText = {
  title: (version: string) => `Bring back all of ${version}?`,
  loading: "Reading what would change",
  lead: (whole: WholeVersion, version: string) => {
    const live = versionName(whole.live.number, whole.branch === null ? "what is live" : "what is there");
    if (whole.branch !== null)
      return `A new version with the content of ${version} becomes the latest one of ${whole.branch.name}, in place of ${live}.`;
    return whole.makesNew
      ? `A new version with the content of ${version} takes the place of ${live} and serves calls at once.`
      : `${version} takes the place of ${live} and serves calls at once.`;
  },
  metrics: "Metrics",
  counts: (counts: DiffCounts) => (metricChanges(counts) === "" ? "No difference" : metricChanges(counts)),
  others: "What else would change in the agent",
  parts: (sections: readonly string[]) => {
    const names = [...new Set(sections.map(sectionName))];
    return `${count(names.length, "part", "parts")}: ${listed(names)}.`;
  },
  noOthers: "Nothing but the metrics would change.",
  kept: (n: number) =>
    n === 0 ? null : "Your unpublished changes stay in your working copy, and are not live by this.",
  aside: (branch: string) => `Calls go on as before until ${branch} is made live.`,
  agree: (version: string, branch: DraftBranch | null) =>
    branch === null ? `Put all of ${version} live` : `Put all of ${version} on ${branch.name}`,
  agreeFirst: "Tick the box first.",
  confirm: "Bring back the whole version",
  running: (version: string) => `Bringing back ${version}`,
  over: overWords,
  errorOf,
  runningBody: "Asked once. Debrief looks until it is known what came of it; you can go on working.",
  keepWorking: "Keep working",
  outcome: outcomeWords,
} as const;
