import type { ConnectionView, KeychainTrouble } from "../host";

export const connectText = {
  heading: "Connect to Atoms",
  need: "You need an API key of your workspace.",
  where: "Where do I find it?",
  keyLabel: "API key",
  showKey: "Show the key",
  hideKey: "Hide the key",
  asking: "Asking Atoms…",
  advanced: "Advanced",
  addressLabel: "API address",
  addressNote: "https, or http on this computer",
  addressDefault: "https://api.smallest.ai/atoms/v1",
  keychainNote:
    "The key goes into this computer’s keychain. It is never written to a file and never shown again.",
  connect: "Connect",
  or: "or",
  sandbox: "Explore the sandbox",
  sandboxNote: "Eight sample agents on this computer. No account, no network.",
  sandboxOpening: "Building the sample agents…",
  back: "Back to where I was",
  kept: "Kept on this computer",
  use: "Open",
  again: (connection: ConnectionView, forSession: boolean) =>
    forSession
      ? `Enter a key of ${connection.name}; the keychain stays as it is. Your unpublished changes are kept.`
      : `Enter a key of ${connection.name} that works. Your unpublished changes are kept.`,
  openFailed: "The page could not be opened. Sign in at app.smallest.ai and look for API keys.",
  teachTitle: "What your calls are measured by, in your hands.",
  teachBody:
    "Edit the post call metrics of your Atoms agents and publish them as new versions, with every change in sight first.",
  steps: [
    {
      id: "edit",
      title: "You edit",
      body: "Every keystroke is kept on this computer, through crashes and restarts.",
    },
    {
      id: "review",
      title: "You review",
      body: "Every word that changes, marked, before a caller is affected.",
    },
    {
      id: "live",
      title: "It goes live",
      body: "Debrief reads the agent back from Atoms and compares before it says done.",
    },
  ],
  footer: (version: string) => `Debrief ${version}. Not made by Smallest AI.`,
} as const;

export const keychainText = {
  works: (workspace: string) => `This key works and opens ${workspace}, but it is not kept yet.`,
  tryAgain: "Try again",
  session: "Keep for this session only",
  sessionNote:
    "For this session only: Debrief forgets the key when it closes. It is never written to a file.",
  drop: "Use another key",
  trouble: {
    missing: {
      title: "There is no keychain on this computer",
      body: "Debrief keeps API keys in the keychain and nowhere else. Start it and try again.",
    },
    notSetUp: {
      title: "The keychain is not set up yet",
      body: "There is no keyring in it to keep a key. Make one in your system’s program for passwords and keys, then try again.",
    },
    locked: {
      title: "The keychain is locked",
      body: "Debrief keeps your API key in this computer’s keychain and cannot open it. Unlock it and try again.",
    },
    waiting: {
      title: "The keychain waits to be unlocked",
      body: "A window of your system asks for its password. Unlock it there and try again.",
    },
    refused: {
      title: "The keychain did not take the key",
      body: "It answered, but refused. Allow Debrief to use it and try again.",
    },
  } satisfies Record<KeychainTrouble, { title: string; body: string }>,
};
