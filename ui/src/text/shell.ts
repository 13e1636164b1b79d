import type { ConnectionView, ReadOnlyReason, TextSize } from "../host";
import { unpublishedChanges } from "./common";

export const shellText = {
  sidebar: "Sidebar",
  pages: "Pages",
  agents: "Agents",
  metrics: "Post Call Metrics",
  history: "Version history",
  recent: "Recent agents",
  kept: "Everything you typed is kept",
  keptWhere: "On this computer",
  keptAt: (time: string) => `On this computer · ${time}`,
  notKept: "Not everything is kept yet",
  notKeptWhere: "This computer could not write it",
  settings: "Settings",
  automation: "Controlled by automation",
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
    leave: "Leave this connection",
    leaveNote: "Back to Connect; everything is kept",
    remove: "Remove this connection",
    removeNote: "Erases its key and what is kept of it here",
  },
  removeTitle: (workspace: string) => `Remove ${workspace} from this computer?`,
  removeBody:
    "Its key is erased from the keychain, and everything kept of it here with it: agents seen before, unpublished changes, kept cards. Nothing changes on Atoms. This cannot be undone.",
  remove: "Remove",
  enterKey: "Enter a new key",
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
  profile: "Everything Debrief keeps is in this folder",
  version: (version: string) => `Version ${version}`,
};
