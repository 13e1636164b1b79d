import type { Picked } from "./useCopy";

/** What was typed and ticked for a copy and not used yet, by the agent and the metrics that it is of. */
export const typedSearches = new Map<string, string>();
export const typedPicks = new Map<string, readonly Picked[]>();
export const typedLabels = new Map<string, string>();

export const placeOf = (source: string, metrics: readonly string[]) => `${source}/${metrics.join(",")}`;

/** The metrics are on the agents: another copy of them begins anew. */
export function forgetPicks(place: string): void {
  typedSearches.delete(place);
  typedPicks.delete(place);
}
