import type { ConnectionView, ReadOnlyReason, TextSize } from "../host";
import { count, unpublishedChanges } from "./common";

export const shellText = {
  sidebar: "Sidebar",
  pages: "Pages",
  agents: "Agents",
  metrics: "Post Call Metrics",
  history: "Version history",
  recent: "Recent agents",
  publishing: "Publishing",
  kept: "Everything you typed is kept",
  keptWhere: "On this computer",
  keptAt: (time: string) => `On this computer · ${time}`,
  notKept: "Not everything is kept yet",
  notKeptWhere: "This computer could not write it",
  settings: "Settings",
  automation: "Controlled by automation",
  automationShort: "Automation",
  skip: "Go to the page",
  unpublished: unpublishedChanges,
  connection: "Connection:",
  connectionMenu: "Connection menu",
  connectionNote: (connection: ConnectionView) =>
    connection.kind === "sandbox"
      ? "Sandbox · sample data"
      : connection.keyPlace === "session"
        ? `Session · key ends ${connection.keyEnds}`
        : `Atoms · key ends ${connection.keyEnds}`,
  menu: {
    switchTo: "Switch to",
    add: "Add a connection",
    sandbox: "Explore the sandbox",
    rename: "Rename this connection",
    leave: "Leave this connection",
    leaveNote: "Back to Connect; everything is kept",
    remove: "Remove this connection",
    removeNote: "Erases its key and what is kept of it here",
  },
  renameTitle: (name: string) => `Rename ${name}`,
  renameLabel: "Name",
  renameHint: (workspace: string) => `Only on this computer. Left empty, it is called ${workspace} again.`,
  renameSave: "Rename",
  removeTitle: (name: string) => `Remove ${name} from this computer?`,
  removeUnpublished: (n: number) =>
    n === 0
      ? null
      : `${unpublishedChanges(n)} in it ${n === 1 ? "is" : "are"} not live yet and ${n === 1 ? "goes" : "go"} with it.`,
  removeBody: ({ kind }: ConnectionView) =>
    kind === "sandbox"
      ? "Everything kept of it here is erased: agents seen before, unpublished changes, kept cards. The sandbox itself stays as it is. This cannot be undone."
      : "Its key is erased from the keychain, and everything kept of it here with it: agents seen before, unpublished changes, kept cards. Nothing changes on Atoms. This cannot be undone.",
  remove: "Remove",
  enterKey: "Enter a new key",
  readOnly: "Read only for now",
  /** The key that was refused, whose it was, and that nothing is lost. */
  keyRefused: ({ name, keyEnds, unpublished }: ConnectionView) =>
    `The key of ${name} that ends in ${keyEnds} was deleted or replaced. ${
      unpublished === 0
        ? "Everything kept here stays."
        : `Your ${unpublishedChanges(unpublished)} ${unpublished === 1 ? "is" : "are"} kept.`
    }`,
  reading: {
    title: "Read only for now.",
    body: ({ name, keyEnds }: ConnectionView) =>
      `Atoms no longer accepts the key of ${name} that ends in ${keyEnds}. You can read what is here and go on editing; nothing is sent to Atoms, and publishing waits for a new key.`,
    publish: "Publishing waits for a new key.",
    refresh: "Atoms is not asked until you enter a new key.",
  },
} as const;

export const headerText = {
  live: (number: number | null) => (number === null ? "Live" : `Version ${number} · live`),
  nothingLive: "Never published",
  undo: "Undo",
  redo: "Redo",
  discard: "Discard changes",
  discardTitle: "Discard your unpublished changes?",
  discardBody: (n: number) =>
    `${unpublishedChanges(n)} on this computer ${n === 1 ? "goes" : "go"} back to what is live. Callers notice nothing. You can undo this.`,
  discardConfirm: "Discard",
  discarded: "Your changes are discarded. The list is as it is live.",
  review: "Review and publish",
  bringBack: "Bring them back",
  nothingToPublish: "Nothing to publish: what you have here is what is live.",
  readOnly: {
    archived: "This agent is archived. It can only be looked at.",
    neverPublished:
      "This agent was never published on Atoms. Publish it there once, then its metrics can be edited here.",
    multiAgent: "This agent is made of several agents. It can only be looked at.",
    gone: "Atoms no longer has this agent. It can only be looked at.",
    forbidden: "This key may not see this agent. It can only be looked at.",
    unreadable: "Debrief cannot read the configuration of this agent. It can only be looked at.",
  } satisfies Record<ReadOnlyReason, string>,
};

export const settingsText = {
  title: "Settings",
  display: "Display",
  appearance: "Appearance",
  system: "System",
  light: "Light",
  dark: "Dark",
  textSize: "Text size",
  textSizes: {
    normal: "Normal",
    large: "Large",
    larger: "Larger",
    largest: "Twice as large",
  } satisfies Record<TextSize, string>,
  connections: "Connections",
  inUse: "In use",
  open: "Open",
  openNamed: (name: string) => `Open ${name}`,
  rename: "Rename",
  renameNamed: (name: string) => `Rename ${name}`,
  remove: "Remove",
  removeNamed: (name: string) => `Remove ${name}`,
  addConnection: "Add a connection",
  unpublished: unpublishedChanges,
  here: "On this computer",
  profile: "Everything Debrief keeps is in this folder",
  logs: "The log of the last seven days is in this one",
  openLogs: "Open log folder",
  logsNotOpened: "The folder could not be opened here. Its place is written above.",
  about: "About Debrief",
  notAtoms: "Not made by Smallest AI.",
  licences: "Third-party licences",
  licencesIntro: (n: number) =>
    `Debrief is built on the work of others: ${count(n, "package", "packages")}, each under its own licence.`,
  licencesSearch: "Search packages and licences",
  licencesList: "Packages",
  licenceKinds: { rust: "Rust", npm: "JavaScript" },
  licenceNoText: "This package brings no text of its own. Its licence is the one named above.",
  licencesNone: (words: string) => `No package is called “${words}”.`,
  licencesFailed: "The list could not be read. It comes with Debrief; install it again if this stays so.",
  version: (version: string) => `Debrief ${version}.`,
};
