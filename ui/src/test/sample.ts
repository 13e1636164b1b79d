import type { AgentPage, AgentRow, AgentView, ConnectionView, StartView, VersionRow } from "../host";

export const connection: ConnectionView = {
  id: "c1",
  kind: "atoms",
  name: "Larkfield Home",
  workspace: "Larkfield Home",
  person: "Priya Raman",
  address: "https://api.smallest.ai/atoms/v1",
  keyEnds: "q7Wd",
  keyPlace: "keychain",
  readingOnly: false,
  unpublished: 4,
};

export const startView: StartView = {
  version: "0.1.0",
  appearance: "light",
  textSize: "normal",
  automation: false,
  connection,
  connections: [connection],
  lastAgentId: null,
  recentAgents: [
    { id: "a1", name: "Order Support", unpublished: 3 },
    { id: "a2", name: "Returns Desk", unpublished: 0 },
  ],
  profileDir: "/home/priya/.local/share/app.debrief.desktop",
  logDir: "/home/priya/.local/share/app.debrief.desktop/logs",
  debug: false,
  setAside: null,
};

export function agentRow(number: number): AgentRow {
  return {
    id: `a${number}`,
    name: number === 1 ? "Order Support" : `Agent ${number}`,
    description: null,
    kind: "singlePrompt",
    archived: number === 5,
    hasLiveVersion: number !== 6,
    totalCalls: number === 7 ? null : number * 11,
    updatedAt: "2026-11-20T10:00:00Z",
    unpublished: number === 1 ? 3 : 0,
    metrics: number === 6 ? null : number,
  };
}

/** Pages of 50 of so many agents; the search looks at the name. */
export function agentPages(total: number) {
  return (search: string, page: number): AgentPage => {
    const all = Array.from({ length: total }, (_, index) => agentRow(index + 1)).filter((agent) =>
      agent.name.toLowerCase().includes(search.toLowerCase()),
    );
    const from = (page - 1) * 50;
    return {
      agents: all.slice(from, from + 50),
      total: all.length,
      nextPage: from + 50 < all.length ? page + 1 : null,
      readAt: "2026-11-22T10:00:00Z",
    };
  };
}

export const agentView: AgentView = {
  id: "a1",
  name: "Order Support",
  kind: "singlePrompt",
  readOnly: null,
  live: { id: "v12", number: 12, label: "Returns apart from billing" },
  baseMoved: false,
  canContinueFromLive: false,
  findings: [],
  metrics: [
    {
      id: "m1",
      identifier: "contact_reason",
      dataType: "enum",
      unknownType: null,
      prompt: "What did the caller mainly need help with?",
      choices: ["billing", "other"],
      change: "same",
      newChoices: [],
    },
    {
      id: "m2",
      identifier: "talk_ratio",
      dataType: null,
      unknownType: "FLOAT",
      prompt: "Share of the agent’s talk.",
      choices: [],
      change: "same",
      newChoices: [],
    },
  ],
  settings: { useInternalModel: true, useReasoningModel: false },
  changedFlags: [],
  changes: { added: 1, removed: 1, changed: 1, reordered: false, flags: 0, total: 3 },
  canUndo: true,
  canRedo: false,
  keptPanels: [],
  publish: null,
  readAt: "2026-11-22T10:00:00Z",
  fromCache: false,
};

export function versionRow(number: number): VersionRow {
  return {
    id: `v${number}`,
    number,
    label: `Label ${number}`,
    description: null,
    author: "Mei Tanaka",
    publishedAt: new Date(Date.UTC(2026, 0, 1, 9) + number * 3_600_000).toISOString(),
    isPinned: false,
    note: null,
    isLive: number === 12,
    check: "passed",
    restoredFrom: null,
    isFirst: false,
    sections: [],
    metrics: { kind: "same" },
  };
}
