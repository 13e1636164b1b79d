import { useCallback, useSyncExternalStore } from "react";
import type { DataType, MetricRow, RowChange } from "../../host";
import { readableName } from "../../text/names";

export type Order = "set" | "name" | "type" | "changed";
/** What a row can be filtered for beside its type: its state, or that something is found in it. */
export type Filter = `type:${DataType}` | `change:${RowChange}` | "findings";

/** How the list is looked at: none of it is stored, and none of it changes the metrics. */
export interface ListView {
  search: string;
  filters: ReadonlySet<Filter>;
  order: Order;
}

/** Whether a row has problems; none while nobody looks for them. */
export type HasProblems = ((row: MetricRow) => boolean) | null;

export const plainView: ListView = { search: "", filters: new Set(), order: "set" };

export function isFiltered(view: ListView): boolean {
  return view.search.trim() !== "" || view.filters.size > 0;
}

/** True where the list stands as it is on Atoms, so that a place in it means something. */
export function isPlain(view: ListView): boolean {
  return !isFiltered(view) && view.order === "set";
}

const types: readonly DataType[] = ["string", "boolean", "integer", "enum", "datetime"];
const changes: readonly RowChange[] = ["edited", "new", "removed", "same"];

function matches(row: MetricRow, words: readonly string[]): boolean {
  const text = [row.identifier, readableName(row.identifier), row.prompt, ...row.choices]
    .join(" ")
    .toLocaleLowerCase("en-GB");
  return words.every((word) => text.includes(word));
}

/** Within a group one of the filters has to hold, and every group that has any has to hold. */
function passes(row: MetricRow, filters: ReadonlySet<Filter>, hasProblems: HasProblems): boolean {
  const group = (kind: string): string[] => [...filters].filter((filter) => filter.startsWith(kind));
  const wanted = { types: group("type:"), changes: group("change:") };
  return (
    (wanted.types.length === 0 || wanted.types.includes(`type:${row.dataType}`)) &&
    (wanted.changes.length === 0 || wanted.changes.includes(`change:${row.change}`)) &&
    (!filters.has("findings") || (hasProblems?.(row) ?? true))
  );
}

function inOrder(rows: MetricRow[], order: Order): MetricRow[] {
  const place = (row: MetricRow): number =>
    order === "type"
      ? row.dataType === null
        ? types.length
        : types.indexOf(row.dataType)
      : changes.indexOf(row.change);
  switch (order) {
    case "set":
      return rows;
    case "name":
      return [...rows].sort((a, b) =>
        readableName(a.identifier).localeCompare(readableName(b.identifier), "en-GB", { numeric: true }),
      );
    case "type":
    case "changed":
      // Sorting is stable: equals stay in the order of the set.
      return [...rows].sort((a, b) => place(a) - place(b));
  }
}

/** The rows to show, in the order to show them. */
export function arranged(
  rows: readonly MetricRow[],
  view: ListView,
  hasProblems: HasProblems = null,
): MetricRow[] {
  const words = view.search.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => matches(row, words) && passes(row, view.filters, hasProblems));
  return inOrder(found, view.order);
}

const views = new Map<string, ListView>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The view of one agent's list, kept while the app is open. */
export function useListView(agentId: string): [ListView, (change: Partial<ListView>) => void] {
  const view = useSyncExternalStore(subscribe, () => views.get(agentId) ?? plainView);
  const change = useCallback(
    (part: Partial<ListView>) => {
      views.set(agentId, { ...(views.get(agentId) ?? plainView), ...part });
      for (const listener of listeners) listener();
    },
    [agentId],
  );
  return [view, change];
}
