import { useSyncExternalStore } from "react";
import type { MetricFields } from "../../host";
import type { BeyondAction } from "./useBeyond";

/** What another place, such as "Find anything", asks the page of an agent's metrics to do. */
export type PageAction =
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "settings" }
  | { kind: "template"; fields: MetricFields }
  | { kind: "beyond"; action: BeyondAction };

let current: { agentId: string; action: PageAction } | null = null;
const listeners = new Set<() => void>();

function set(request: typeof current): void {
  current = request;
  for (const listener of listeners) listener();
}

export const requestAction = (agentId: string, action: PageAction) => set({ agentId, action });

export const takeAction = () => set(null);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePageAction(agentId: string): PageAction | null {
  const request = useSyncExternalStore(subscribe, () => current);
  return request?.agentId === agentId ? request.action : null;
}
