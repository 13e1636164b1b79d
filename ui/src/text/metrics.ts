import type { ReadOnlyReason, RowChange } from "../host";
import { count as plural } from "./common";

/** Copies in the list as it is shown: how many there are, how many are not in sight, whether each follows its original. */
export interface CopyPlaces {
  copies: number;
  hidden: number;
  below: boolean;
}

/** Words of the page "Post Call Metrics". */
export const metricsText = {
  heading: "Post Call Metrics",
  add: "Add Metrics",
  count: (count: number, removed: number) => {
    if (count > 0) return plural(count, "metric", "metrics");
    return removed > 0 ? "No metric left here" : "No metrics yet";
  },
  listLabel: "Metrics of this agent",
  columns: { metric: "Metric", type: "Type", prompt: "Prompt and choices", state: "State" },
  change: {
    same: "Live",
    new: "New",
    edited: "Edited",
    removed: "Removed",
  } satisfies Record<RowChange, string>,
  changeLong: {
    same: "",
    new: "New, not live yet.",
    edited: "Edited, not live yet.",
    removed: "Removed here. Still live until you publish.",
  } satisfies Record<RowChange, string>,
  removedNote: "Removed here. Still live until you publish.",
  unnamed: "Without identifier",
  noPrompt: "No prompt.",
  unknownNote: "Debrief does not know this type. It stays as it is; you can delete it, not edit it.",
  moreChoices: (count: number) => `${count} more`,
  edit: (identifier: string) => `Edit ${identifier}`,
  duplicate: (identifier: string) => `Duplicate ${identifier}`,
  remove: (identifier: string) => `Delete ${identifier}`,
  editShort: "Edit",
  duplicateShort: "Duplicate",
  removeShort: "Delete",
  more: (identifier: string) => `More actions for ${identifier}`,
  moreShort: "More actions",
  moveUp: "Move up",
  moveDown: "Move down",
  putBack: "Put back",
  putBackOf: (identifier: string) => `Put back ${identifier}`,
  keys: [
    { keys: ["Ctrl", "N"], words: "New metric" },
    { keys: ["Enter"], words: "Edit" },
    { keys: ["Alt", "↑", "↓"], words: "Move" },
    { keys: ["Space"], words: "Select" },
    { keys: ["Del"], words: "Delete" },
    { keys: ["Ctrl", "/"], words: "All shortcuts" },
  ],

  done: {
    removedLive: (name: string) => `${name} removed here. Still live until you publish.`,
    removedNew: (name: string) => `${name} removed. It was never live.`,
    putBack: (name: string) => `${name} is back.`,
    duplicated: (name: string, { hidden, below }: CopyPlaces) => {
      if (hidden > 0) return `A copy of ${name} is made. Search or filter hide it.`;
      return below
        ? `A copy of ${name} stands right below it.`
        : `A copy of ${name} is made. In this view it does not stand right below.`;
    },
    moved: (name: string, place: number, of: number) => `${name}, now ${place} of ${of}.`,
    movedMany: (count: number, first: number, of: number) =>
      `${plural(count, "metric", "metrics")}, now ${first} to ${first + count - 1} of ${of}.`,
    removedMany: (count: number, live: number) =>
      live === 0
        ? `${plural(count, "metric", "metrics")} removed. They were never live.`
        : `${plural(count, "metric", "metrics")} removed here. ${live === count ? "Still" : `${live} of them still`} live until you publish.`,
    duplicatedMany: ({ copies, hidden, below }: CopyPlaces) => {
      const made = plural(copies, "copy is made", "copies are made");
      if (hidden === 1 && copies === 1) return `${made}. Search or filter hide it.`;
      if (hidden > 0)
        return `${made}. Search or filter hide ${hidden === copies ? "them" : `${hidden} of them`}.`;
      return below
        ? `${plural(copies, "copy stands", "copies stand")} right below the ${copies === 1 ? "original" : "originals"}.`
        : `${made}. In this view ${copies === 1 ? "it does not stand right below" : "they do not all stand right below"}.`;
    },
    severalOf: (count: number) => plural(count, "metric", "metrics"),
    continued: (version: string) => `Your changes stand on ${version} now.`,
    undone: "Last step taken back.",
    redone: "Step done again.",
    added: (count: number) => `${plural(count, "metric", "metrics")} added to your unpublished changes.`,
    edited: (name: string) => `${name} changed in your unpublished changes.`,
    editedUnchanged: (name: string) => `${name} is as it was.`,
    cardsDiscarded: (count: number) => `${plural(count, "kept card", "kept cards")} discarded.`,
    editDiscarded: (name: string) => `Your kept edit of ${name} is discarded.`,
    undo: "Undo",
    undoOf: (what: string) => `Undo: ${what}`,
    dismiss: "Dismiss",
  },

  settings: {
    title: "Analysis settings",
    intro: "For all metrics of this agent. A change goes live when you publish.",
    internal: "Internal analytics model",
    internalWords:
      "On, the usual setting: a model made for analysis reads the calls. Off: the model that the agent talks with reads them, so answers and cost follow that one.",
    reasoning: "Reasoning model",
    reasoningWords:
      "On: answers are thought through, which helps where several things have to be weighed. Each call takes longer to analyse and costs more. Off, the usual setting: faster and cheaper.",
    changed: "Changed, not live yet",
  },

  kept: {
    cards: (count: number) => `${plural(count, "card", "cards")} kept for later.`,
    edit: (name: string) => `Your edit of ${name} is kept for later.`,
    continue: "Continue where you left off",
    continueShort: "Continue",
    continueEdit: (identifier: string) => `Continue editing ${identifier}`,
    discard: "Discard",
    discardEdit: (identifier: string) => `Discard the edit of ${identifier}`,
  },

  empty: {
    title: "Nothing is measured here yet",
    body: "Calls of this agent end without an answer to anything. Three to five metrics are a good start.",
    suggestions: "Good first metrics",
    why: {
      contact_reason: "Why they called",
      issue_resolution: "How it ended",
      asked_for_human: "Who wanted a person",
    },
    addMeans: "They open as filled cards, ready to adjust. Nothing goes live yet.",
    add: (count: number) => `Add (${count})`,
    addNone: "Choose at least one metric, or start empty.",
    start: "Start empty",
  },

  readOnly: {
    archived: {
      title: "This agent is archived.",
      body: "Its metrics can be read, not changed. Bring it back on Atoms to edit them here.",
    },
    neverPublished: {
      title: "This agent was never published.",
      body: "There is no version to start from. Publish it once on Atoms, then open it again here.",
    },
    multiAgent: {
      title: "This agent is made of several agents.",
      body: "Debrief shows its metrics and does not change them. Edit it on Atoms.",
    },
    gone: {
      title: "Atoms no longer has this agent.",
      body: "It was deleted, or it belongs to another workspace. What was read of it before stays here to look at, your changes with it.",
    },
    forbidden: {
      title: "This key may not see this agent.",
      body: "Atoms does not show it to the key of this connection. What was read of it before stays here to look at, your changes with it. Ask the owner of the workspace for a key that may.",
    },
    unreadable: {
      title: "Debrief cannot read this agent’s metrics.",
      body: "Atoms sent them in a form Debrief does not know. Nothing was changed, and nothing can be edited here.",
    },
  } satisfies Record<ReadOnlyReason, { title: string; body: string }>,
  readOnlyAdd: "This agent can only be looked at.",

  loading: "Reading the metrics from Atoms…",
  moved: {
    title: "Somebody published meanwhile.",
    beside: (version: string) =>
      `${version} went live after you began, with the metrics you started from. Your changes fit beside it; look at both once more.`,
    across: (version: string) =>
      `${version} went live after you began and changes metrics too. Your changes are kept; bring both together to publish them.`,
    another: "Another version",
    review: "Look at your changes",
    continue: (version: string) => `Continue from ${version}`,
  },
  run: {
    running: { body: "It goes on while you work.", action: "Show progress" },
    noNetwork: (version: string) => `Publishing ${version} waits for the network.`,
    details: "Show details",
    live: {
      title: (version: string) => `${version} is live.`,
      body: "Read back from Atoms and compared with what you sent.",
    },
    stopped: { action: "Show what happened", dismiss: "Dismiss" },
    decide: "Decide how to go on",
    kept: "Your changes are kept.",
    keptEitherWay: "Your changes are kept either way.",
    interrupted: {
      title: (version: string) => `Publishing ${version} was interrupted.`,
      body: "Debrief ended before it was done. Your changes are kept. Continue, and Debrief first looks at Atoms to see how far it got.",
      action: "Continue publishing",
    },
  },
} as const;
