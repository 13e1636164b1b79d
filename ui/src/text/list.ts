import { count } from "./common";

/** Words above and around the list of metrics: searching, filtering, sorting, choosing several. */
export const listText = {
  search: "Search metrics",
  filter: "Filter",
  filterBy: (filters: number) => (filters === 0 ? "Filter" : `Filter (${filters})`),
  type: "Data type",
  change: "State",
  findings: "Findings",
  withFindings: "With problems",
  sort: "Sort",
  sortedBy: (order: string) => `Sort: ${order}`,
  order: { set: "As on Atoms", name: "Name", type: "Data type", changed: "Changed first" },
  shown: (shown: number, all: number) =>
    `${shown.toLocaleString("en-GB")} of ${count(all, "metric", "metrics")}`,
  noReorder: "The order can be changed when nothing is searched, filtered or sorted.",
  clearFilters: "Clear filters",
  nothing: {
    title: (query: string) => (query === "" ? "No metric matches" : `No metric about “${query}”`),
    body: (all: number) => `${count(all, "metric is", "metrics are")} here without search and filter.`,
    clear: "Clear",
  },

  drag: (identifier: string) => `Drag ${identifier}`,
  dragShort: "Drag to move; Alt with an arrow key does the same",
  select: "Select",
  selection: "What to do with the selected metrics",
  selected: (chosen: number) => `${chosen.toLocaleString("en-GB")} selected`,
  remove: "Delete",
  duplicate: "Duplicate",
  copy: "Copy to other agents",
  export: "Export",
  saveAsTemplates: "Save as templates",
  saveAsTemplate: "Save as template",
  moveUp: "Move up",
  moveDown: "Move down",
  clear: "Clear",
  atTop: "They stand at the top.",
  atBottom: "They stand at the end.",
  unknownType: "A metric of an unknown type can be moved and deleted, not copied.",
} as const;
