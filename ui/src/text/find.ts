import type { RowChange } from "../host";
import { count } from "./common";

/** Words of "Find anything". */
export const findText = {
  title: "Find anything",
  placeholder: "Agents, metrics, pages, actions",
  results: "What was found",
  shortcut: "Ctrl K",
  sections: {
    metrics: "Metrics",
    agents: "Agents",
    pages: "Pages",
    actions: "Actions",
  },
  recent: "Recent agents",
  metricNote: (agent: string, change: RowChange) =>
    `${agent}, ${{ same: "live", new: "new, not live yet", edited: "edited, not live yet", removed: "removed here, still live" }[change]}`,
  agentNote: (metrics: number | null, archived: boolean) =>
    `${archived ? "Archived, " : ""}${metrics === null ? "not read yet" : metrics === 0 ? "no metrics" : count(metrics, "metric", "metrics")}`,
  actions: {
    add: "Add Metrics",
    review: "Review and publish",
    undo: "Undo the last step",
    redo: "Redo the last step",
    analysis: "Analysis settings",
    history: "Look at the version history",
    copyToAgents: "Copy metrics to other agents",
    exportMetrics: "Export metrics",
    importMetrics: "Import metrics",
    saveAsTemplates: "Save metrics as templates",
    settings: "Settings",
    shortcuts: "Keyboard shortcuts",
    light: "Light appearance",
    dark: "Dark appearance",
    system: "Appearance of the system",
  },
  actionNote: (agent: string) => `to ${agent}`,
  addTemplate: (name: string) => `Add the template “${name}”`,
  templateNote: (agent: string, before: boolean) =>
    before ? `to ${agent}, the agent you had open before` : `to ${agent}`,
  isThere: (agent: string) => `${agent} has it already.`,
  noMetrics: "This agent has no metrics yet.",
  nothingToUndo: "Nothing to take back.",
  nothingToRedo: "Nothing to do again.",
  only: (kind: string) => `Only ${kind.toLocaleLowerCase("en-GB")}`,
  allKinds: "All kinds",
  nothing: (query: string) => `Nothing on this computer is called “${query}”.`,
  scope: "Works on everything kept on this computer",
  close: "Esc",
  hints: [
    { keys: ["↑", "↓"], words: "Choose" },
    { keys: ["Enter"], words: "Open" },
    { keys: ["Tab"], words: "Only this kind" },
  ],
  hintsOnly: [
    { keys: ["↑", "↓"], words: "Choose" },
    { keys: ["Enter"], words: "Open" },
    { keys: ["Tab"], words: "All kinds" },
  ],
} as const;
