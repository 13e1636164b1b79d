import { count } from "./common";

export const agentsText = {
  heading: "Agents",
  search: "Search agents",
  table: "Agents, last change first",
  columns: { agent: "Agent", notLive: "Not live yet", calls: "Calls", changed: "Last change" },
  unpublished: (n: number) => `${n.toLocaleString("en-GB")} unpublished`,
  archived: "Archived",
  neverPublished: "Never published",
  total: (n: number) => count(n, "agent", "agents"),
  found: (n: number, search: string) => `${count(n, "agent", "agents")} for “${search}”`,
  changes: (n: number, agents: number) =>
    n === 0 ? "" : `, ${count(n, "unpublished change", "unpublished changes")} in ${agents} of them`,
  order: "Last change first",
  loading: "Reading agents",
  loadingMore: "Reading more agents",
  emptyTitle: "This workspace has no agents yet",
  emptyBody: "Make one on Atoms, then refresh here.",
  noneTitle: (search: string) => `No agent matches “${search}”`,
  noneBody: "Names and descriptions were searched.",
  showAll: "Show all agents",
} as const;
