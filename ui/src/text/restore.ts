import type { DiffCounts, LiveVersion, RestoreOutcome, WholeVersion } from "../host";
import { count, listed } from "./common";
import { errorText } from "./errors";
import { metricChanges } from "./history";
import { sectionName } from "./names";
import { versionName } from "./publish";
import { clock } from "./time";

type Said = { tone: "live" | "warn" | "error"; title: string; body: string };

const liveName = (live: LiveVersion) => versionName(live.number, live.label ?? "Another version");

function outcomeWords(outcome: RestoreOutcome, version: string): Said {
  switch (outcome.kind) {
    case "live":
      return {
        tone: "live",
        title: `${liveName(outcome.live)} is live`,
        body: `Read back from Atoms at ${clock(new Date(outcome.readAt))}: everything is as in ${version}.`,
      };
    case "differs":
      return {
        tone: "warn",
        title: `${liveName(outcome.live)} is live, and not all of it is as in ${version}`,
        body:
          outcome.members.length === 0
            ? "Atoms did not show all of it, so it could not be compared. Look at it on Atoms."
            : `Different: ${listed(outcome.members.map(sectionName))}. Look at it on Atoms.`,
      };
    case "liveMoved": {
      const by = outcome.author === null ? "Somebody" : outcome.author;
      return outcome.beforeSending
        ? {
            tone: "warn",
            title: `${by} put ${liveName(outcome.live)} live meanwhile`,
            body: "Nothing was sent. Look at what would change now, and decide again.",
          }
        : {
            tone: "warn",
            title: `${liveName(outcome.live)} went live in the same moment`,
            body: `${by} published it. Whether ${version} was live in between stands in the history; ${liveName(outcome.live)} is live now.`,
          };
    }
    case "checking":
      return {
        tone: "warn",
        title: "Atoms still checks it",
        body: "It goes live by itself when it passes. The history shows it then; nothing needs to be done.",
      };
    case "checkFailed":
      return {
        tone: "error",
        title: "Atoms did not let it through",
        body: `${outcome.reason === null ? "" : `Atoms says: ${outcome.reason} `}What was live is still live.`,
      };
    case "notDone":
      return {
        tone: "error",
        title: `${version} was not brought back`,
        body: `${outcome.error === null ? "Atoms took it and nothing changed." : `${errorText(outcome.error).title}.`} What was live is still live. You can try again.`,
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

/** Over what is said of it: whether the version is back, and no more. */
function overWords(outcome: RestoreOutcome | null, version: string): string {
  switch (outcome?.kind) {
    case "live":
      return `Back to ${version}`;
    case "differs":
      return `Back to ${version}, with differences`;
    case "checking":
      return `${version} is not back yet`;
    case "liveMoved":
      return "Another version is live";
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
    const live = versionName(whole.live.number, "what is live");
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
  agree: (version: string) => `Put all of ${version} live`,
  agreeFirst: "Tick the box first.",
  confirm: "Bring back the whole version",
  running: (version: string) => `Bringing back ${version}`,
  over: overWords,
  errorOf,
  runningBody: "Asked once. Debrief looks until it is known what came of it; you can go on working.",
  keepWorking: "Keep working",
  outcome: outcomeWords,
} as const;
