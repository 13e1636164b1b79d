import { useSyncExternalStore } from "react";
import { type RestoreOutcome, restoreVersion, type VersionRow } from "../../host";

/** A whole version on its way back. It goes on whatever page one is on. */
export type Restoring = {
  agentId: string;
  version: VersionRow;
  state: { kind: "running" } | { kind: "over"; outcome: RestoreOutcome } | { kind: "failed"; error: unknown };
};

let current: Restoring | null = null;
const listeners = new Set<() => void>();

function set(next: Restoring | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Asks once. What comes of it stays until it is dismissed. */
export async function restore(agentId: string, version: VersionRow, seenLive: string): Promise<void> {
  const mine: Restoring = { agentId, version, state: { kind: "running" } };
  set(mine);
  try {
    const outcome = await restoreVersion(agentId, version.id, seenLive);
    set({ ...mine, state: { kind: "over", outcome } });
  } catch (error) {
    set({ ...mine, state: { kind: "failed", error } });
  }
}

export const dismissRestore = () => set(null);

let watched = false;

/** While a dialog tells of it, the page behind does not tell the same. */
export function watchRestore(isWatched: boolean): void {
  watched = isWatched;
  for (const listener of listeners) listener();
}

export const useIsRestoreWatched = () => useSyncExternalStore(subscribe, () => watched);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRestoring(agentId: string): Restoring | null {
  const restoring = useSyncExternalStore(subscribe, () => current);
  return restoring?.agentId === agentId ? restoring : null;
}
