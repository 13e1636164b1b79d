import { useSyncExternalStore } from "react";
import {
  type DraftBranch,
  type RestoreOutcome,
  restoreVersion,
  type VersionRow,
  type WholeVersion,
} from "../../host";

/** A whole version on its way back. It goes on whatever page one is on. */
export type Restoring = {
  agentId: string;
  version: VersionRow;
  /** Where it comes back, if that is not live. */
  branch: DraftBranch | null;
  state: { kind: "running" } | { kind: "over"; outcome: RestoreOutcome } | { kind: "failed"; error: unknown };
};

/** What was seen of it when one said yes: the version, and what it takes the place of. */
type Seen = Pick<WholeVersion, "version" | "branch" | "live">;

/** The latest one of each agent. */
const latest = new Map<string, Restoring>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Asks once. What comes of it stays until it is dismissed, or the agent gets another version back. */
export async function restore(agentId: string, { version, branch, live }: Seen): Promise<void> {
  const mine: Restoring = { agentId, version, branch, state: { kind: "running" } };
  latest.set(agentId, mine);
  tell();
  const end = (state: Restoring["state"]) => {
    if (latest.get(agentId) !== mine) return;
    latest.set(agentId, { ...mine, state });
    tell();
  };
  try {
    const outcome = await restoreVersion(agentId, version.id, branch?.id ?? null, live.id);
    end({ kind: "over", outcome });
  } catch (error) {
    end({ kind: "failed", error });
  }
}

export function dismissRestore(agentId: string): void {
  latest.delete(agentId);
  tell();
}

let watched = false;

/** While a dialog tells of it, the page behind does not tell the same. */
export function watchRestore(isWatched: boolean): void {
  watched = isWatched;
  tell();
}

export const useIsRestoreWatched = () => useSyncExternalStore(subscribe, () => watched);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useRestoring = (agentId: string): Restoring | null =>
  useSyncExternalStore(subscribe, () => latest.get(agentId) ?? null);
