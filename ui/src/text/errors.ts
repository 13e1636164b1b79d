import { type ErrorCode, HostError, toHostError, type WireError } from "../host";
import { count } from "./common";

/** What the screen offers next. `wait` counts down and goes on by itself. */
export type NextStep = "tryAgain" | "enterKey" | "fixField" | "wait" | "none";

type Wire = Pick<WireError, "words" | "retryAfterSecs" | "field">;

type Words = {
  title: string;
  body: string | ((error: Wire) => string);
  next: NextStep;
  /** `warn`: one can go on working around it. */
  severity: "error" | "warn" | "scan";
};

const slowedDown = "Your workspace sends more than its plan allows. Nothing is lost.";

const quoted = (before: string, after: string) => (error: Wire) =>
  error.words ? `${before} “${error.words}”. ${after}` : after;

/** Words that name the file, which an error of a file carries as its field. */
const about = (say: (file: string) => string) => (error: Wire) =>
  say(error.field ? `“${error.field}”` : "The file");

const table = {
  keyRefused: {
    title: "Atoms no longer accepts this key",
    body: "It was deleted or replaced. Nothing was published, your unpublished changes are kept. Enter a new key of this workspace to go on.",
    next: "enterKey",
    severity: "error",
  },
  forbidden: {
    title: "This key may not do that",
    body: quoted("Atoms says:", "Nothing was changed. Ask the owner of the workspace for a key that may."),
    next: "none",
    severity: "error",
  },
  notFound: {
    title: "Atoms cannot find this",
    body: "It was deleted, or it belongs to another workspace. What you typed here is kept.",
    next: "tryAgain",
    severity: "error",
  },
  noSuchApi: {
    title: "No Atoms API at this address",
    body: "Something answers there, but not as Atoms does. Look at the address again. Nothing was changed.",
    next: "fixField",
    severity: "error",
  },
  addressMalformed: {
    title: "This is no address",
    body: "Write it like https://api.smallest.ai/atoms/v1. Nothing was sent.",
    next: "fixField",
    severity: "error",
  },
  addressInsecure: {
    title: "This address is not safe for a key",
    body: "It must begin with https. Plain http is for this computer only. Nothing was sent.",
    next: "fixField",
    severity: "error",
  },
  keyMissing: {
    title: "The key is missing",
    body: "Paste an API key of your workspace; it starts with sk_.",
    next: "fixField",
    severity: "error",
  },
  refused: {
    title: "Atoms did not accept this",
    body: quoted("It says:", "Nothing was changed; what you typed is kept."),
    next: "none",
    severity: "error",
  },
  conflict: {
    title: "Somebody else’s change is in the way",
    body: "Nothing was overwritten and your changes are kept. Look at what is there now, then try again.",
    next: "tryAgain",
    severity: "error",
  },
  newerGeneration: {
    title: "Atoms is moving this agent",
    body: "It goes to the newer form of Atoms and is in neither at the moment. Nothing was changed; your changes are kept on this computer. Try again in a few minutes.",
    next: "tryAgain",
    severity: "warn",
  },
  frozen: {
    title: "Atoms is closed for changes at the moment",
    body: "Publishing waits until Atoms takes changes again. Yours are kept on this computer.",
    next: "tryAgain",
    severity: "warn",
  },
  rateLimited: {
    title: "Atoms asks us to slow down",
    body: (error) =>
      error.retryAfterSecs
        ? `${slowedDown} Try again in ${count(error.retryAfterSecs, "second", "seconds")}.`
        : `${slowedDown} Try again in a minute.`,
    next: "wait",
    severity: "scan",
  },
  atomsProblem: {
    title: "Atoms had a problem",
    body: "The fault is not on your side. Nothing you typed is lost. Try again in a moment.",
    next: "tryAgain",
    severity: "error",
  },
  timedOut: {
    title: "Atoms did not answer in time",
    body: "Nothing you typed is lost. Try again in a moment.",
    next: "tryAgain",
    severity: "warn",
  },
  offline: {
    title: "No network",
    body: "Debrief could not reach Atoms. Editing goes on, publishing waits. Everything you typed is kept on this computer.",
    next: "tryAgain",
    severity: "warn",
  },
  cutOff: {
    title: "The connection broke",
    body: "The answer of Atoms did not arrive whole. Nothing you typed is lost.",
    next: "tryAgain",
    severity: "warn",
  },
  untrusted: {
    title: "The connection cannot be trusted",
    body: "The certificate at this address is not valid, so the key was not sent. A company network may need its own certificate on this computer.",
    next: "tryAgain",
    severity: "error",
  },
  unreadable: {
    title: "Debrief cannot read the answer of Atoms",
    body: "Atoms answered in a form this version does not know. Nothing you typed is lost. Copy the details for support.",
    next: "tryAgain",
    severity: "error",
  },
  keychainMissing: {
    title: "There is no keychain on this computer",
    body: "Debrief keeps API keys in the keychain and nowhere else. Start it and try again, or enter the key for this session only. What was read before can be read, and your changes are kept.",
    next: "tryAgain",
    severity: "warn",
  },
  keychainNotSetUp: {
    title: "The keychain is not set up yet",
    body: "There is no keyring in it to keep a key. Make one in your system’s program for passwords and keys, then try again. What was read before can be read, and your changes are kept.",
    next: "tryAgain",
    severity: "warn",
  },
  keychainLocked: {
    title: "The keychain is locked",
    body: "Debrief keeps your API key in this computer’s keychain and cannot open it. Unlock it and try again. What was read before can be read, and your changes are kept.",
    next: "tryAgain",
    severity: "warn",
  },
  keychainWaiting: {
    title: "The keychain waits to be unlocked",
    body: "A window of your system may ask for its password. Unlock it and try again. What was read before can be read, and your changes are kept.",
    next: "tryAgain",
    severity: "warn",
  },
  keychainRefused: {
    title: "The keychain refused",
    body: "Debrief may not read its key there. Allow it in your system’s keychain and try again. What was read before can be read, and your changes are kept.",
    next: "tryAgain",
    severity: "error",
  },
  keyGone: {
    title: "Enter your key again",
    body: "It was kept for one session only, or somebody removed it from the keychain. Your changes are kept, and what was read before can be read.",
    next: "enterKey",
    severity: "warn",
  },
  readingOnly: {
    title: "Not kept on this computer",
    body: "You read only what is here until you enter a new key, and this was never read before.",
    next: "enterKey",
    severity: "warn",
  },
  diskProblem: {
    title: "This computer could not keep it",
    body: "The disk is full or cannot be written. Your text is on the screen but not kept yet. Make room and try again.",
    next: "tryAgain",
    severity: "error",
  },
  diskFull: {
    title: "This computer’s disk is full",
    body: "Your text is here but not kept yet. What was kept before stays. Make room, then try again.",
    next: "tryAgain",
    severity: "error",
  },
  diskReadOnly: {
    title: "Debrief may not write to its folder",
    body: "Your text is here but not kept yet. What was kept before stays and can be read. Let Debrief write to its folder, then try again.",
    next: "tryAgain",
    severity: "error",
  },
  storeDamaged: {
    title: "Debrief cannot read its own file",
    body: "The file is damaged, and what you typed last may not be kept. Copy what you need from the screen, then close Debrief and open it again: it sets the file aside, deletes nothing, and brings over what can be read.",
    next: "none",
    severity: "error",
  },
  fileNoRoom: {
    title: "There is no room for this file",
    body: about(
      (file) =>
        `${file} was not written. What was there before is as it was. Make room, or choose another place.`,
    ),
    next: "tryAgain",
    severity: "error",
  },
  fileForbidden: {
    title: "Your system does not let Debrief at this file",
    body: about(
      (file) => `${file} could be neither read nor changed. Choose another place, or change its permissions.`,
    ),
    next: "tryAgain",
    severity: "error",
  },
  fileProblem: {
    title: "There is a problem with this file",
    body: about(
      (file) =>
        `${file} could not be used. It may have been moved or deleted, or its disk is gone. Nothing was changed.`,
    ),
    next: "tryAgain",
    severity: "error",
  },
  fileTooLarge: {
    title: "This file is too large",
    body: about(
      (file) =>
        `${file} has more than 20 MB. Debrief reads lists of metrics, which are far smaller. Nothing was changed.`,
    ),
    next: "none",
    severity: "error",
  },
  fileNotText: {
    title: "Debrief cannot read this file as text",
    body: about(
      (file) =>
        `${file} is no text, or in an older alphabet. Save it from your spreadsheet app as “CSV UTF-8” and choose it again. Nothing was changed.`,
    ),
    next: "none",
    severity: "error",
  },
  sourceMoved: {
    title: "These metrics changed after you looked",
    body: "Nothing was copied. What would change now was read again: look once more, then copy.",
    next: "none",
    severity: "warn",
  },
  nothingToPublish: {
    title: "There is nothing to publish",
    body: "What you have here is what is live.",
    next: "none",
    severity: "warn",
  },
  invalid: {
    title: "A metric cannot be published as it is",
    body: quoted("Atoms says:", "Nothing was published. Edit the metric and publish again."),
    next: "none",
    severity: "error",
  },
  dangerous: {
    title: "A metric can void whole calls",
    body: "Nothing was published. Fix it, or say in the review that it is published anyway.",
    next: "none",
    severity: "error",
  },
  readOnly: {
    title: "This agent can only be looked at",
    body: "Nothing was changed.",
    next: "none",
    severity: "warn",
  },
  publishRunning: {
    title: "Something else is under way on this agent",
    body: "A publish of it is not done, a version is being brought back, or something is being done with a draft or a branch. Wait until that is over, then try again. What you typed is kept.",
    next: "none",
    severity: "warn",
  },
  batchOpen: {
    title: "An earlier publish of several agents is not done",
    body: "It stands in the sidebar under Publishing and may wait for you. Bring it to its end or stop it, then publish these. The copies are kept.",
    next: "none",
    severity: "warn",
  },
  alreadyLive: {
    title: "Nothing to bring back",
    body: "This version is live already, or the latest one of its branch. Nothing was changed.",
    next: "none",
    severity: "warn",
  },
  olderUnlisted: {
    title: "The version before it is not listed yet",
    body: "What this version changed can be told once that one is known. Read all versions, then look again.",
    next: "tryAgain",
    severity: "warn",
  },
  internal: {
    title: "Debrief made a mistake",
    body: "This is a fault of ours. What you typed is kept. Copy the details for support.",
    next: "tryAgain",
    severity: "error",
  },
} satisfies Record<ErrorCode, Words>;

/** Title, body and next step of any failure. */
export function errorText(thrown: unknown): Omit<Words, "body"> & { body: string; bodyWhileWaiting: string } {
  const error = toHostError(thrown);
  const words: Words = table[error.code];
  const say = (about: Wire) => (typeof words.body === "string" ? words.body : words.body(about));
  return { ...words, body: say(error), bodyWhileWaiting: words.next === "wait" ? slowedDown : say(error) };
}

/** What "Copy details" puts on the clipboard: what support needs and nothing a person wrote. */
export function errorDetails(thrown: unknown, at: Date): string {
  const error = thrown instanceof HostError ? thrown : toHostError(thrown);
  return [
    `Debrief, ${at.toISOString()}`,
    `Error: ${error.code}`,
    `Detail: ${error.detail}`,
    error.words ? `Atoms: ${error.words}` : null,
    error.requestId ? `Request: ${error.requestId}` : null,
  ]
    .filter(Boolean)
    .join("\n");
}

/** The key as Connect speaks of it, before anything is stored. */
export const refusedOnConnect =
  "Atoms does not know this key. Copy it again from your workspace, under API keys, and paste it whole; it starts with sk_. Nothing was stored.";

/** An address that was typed on Connect and does not answer. */
export const unreachedAddress =
  "Debrief could not reach Atoms at this address. Look at it and at your network, then paste the key again. Nothing was stored.";

/** On Connect nothing is kept yet, and the key field is empty again: the general words would promise too much. */
export const onConnect: Partial<Record<ErrorCode, string>> = {
  offline:
    "Debrief could not reach Atoms. Look at your network, then paste the key again. Nothing was stored.",
  timedOut: "Nothing was stored. Paste the key again in a moment.",
  cutOff: "The answer of Atoms did not arrive whole. Nothing was stored. Paste the key again.",
  atomsProblem: "The fault is not on your side. Nothing was stored. Paste the key again in a moment.",
};

/** Before the first page there is no text of anybody's on the screen: what is in the file is what matters. */
export const onStart: Partial<Record<ErrorCode, string>> = {
  diskProblem:
    "Debrief cannot open its file on this computer. What was kept in it stays. Look at the disk, then try again.",
  diskFull:
    "Debrief needs a little room to open its file. What was kept in it stays. Make room, then try again.",
  diskReadOnly:
    "Debrief has to write there to open its file. What was kept in it stays. Let it write to its folder, then try again.",
  storeDamaged:
    "The file is damaged. Close Debrief and open it again: it sets the file aside, deletes nothing, and brings over what can be read.",
};

/** Long ids are shown by their ends; "Copy details" has the whole one. */
export const requestLine = (id: string) =>
  `Request ${id.length > 16 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id}`;

/** A banner over what is still there says since when; `since` is null for a single try. */
export const bannerTitle = (code: ErrorCode, title: string, since: string | null) =>
  code === "offline" && since !== null ? `${title} since ${since}.` : `${title}.`;

export const waitLine = (seconds: number) =>
  `Debrief goes on by itself in ${count(seconds, "second", "seconds")}.`;
