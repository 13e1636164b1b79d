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
    settings: "Settings",
    shortcuts: "Keyboard shortcuts",
  },
  actionNote: (agent: string) => `to ${agent}`,
  nothing: (query: string) => `Nothing on this computer is called “${query}”.`,
  scope: "Works on everything kept on this computer",
  close: "Esc",
  hints: [
    { keys: ["↑", "↓"], words: "Choose" },
    { keys: ["Enter"], words: "Open" },
  ],
} as const;
