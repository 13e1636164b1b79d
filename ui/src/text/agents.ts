import { count } from "./common";

const agents = (n: number, archived: boolean) =>
  archived ? count(n, "archived agent", "archived agents") : count(n, "agent", "agents");

export const agentsText = {
  heading: "Agents",
  search: "Search agents",
  table: "Agents, last change first",
  columns: {
    agent: "Agent",
    notLive: "Not live yet",
    metrics: "Metrics",
    calls: "Calls, all time",
    changed: "Last change",
  },
  unpublished: (n: number) => `${n.toLocaleString("en-GB")} unpublished`,
  neverPublished: "Never published",
  showArchived: "Show archived",
  showCurrent: "Back to current agents",
  noArchivedTitle: "No agent is archived",
  noArchivedBody: "What is put away on Atoms shows here, to look at.",
  total: (n: number, archived: boolean) => agents(n, archived),
  found: (n: number, search: string, archived: boolean) => `${agents(n, archived)} for “${search}”`,
  changes: (n: number, agents: number) =>
    n === 0 ? "" : `, ${count(n, "unpublished change", "unpublished changes")} in ${agents} of them`,
  newestFirst: "newest first",
  loading: "Reading agents",
  loadingMore: "Reading more agents",
  emptyTitle: "This workspace has no agents yet",
  emptyBody: "Make one on Atoms, then refresh here.",
  noneTitle: (search: string, archived: boolean) =>
    `No ${archived ? "archived " : ""}agent matches “${search}”`,
  noneBody: "Names and descriptions were searched.",
  showAll: "Show all agents",
} as const;
