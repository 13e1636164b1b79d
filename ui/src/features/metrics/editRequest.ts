import { useSyncExternalStore } from "react";

/** A metric that another screen asks to be edited on the page of its metrics; the slot of new ones for a new one. */
interface EditRequest {
  agentId: string;
  metric: string;
}

let current: EditRequest | null = null;
const listeners = new Set<() => void>();

function set(request: EditRequest | null): void {
  current = request;
  for (const listener of listeners) listener();
}

export function requestEdit(agentId: string, metric: string): void {
  set({ agentId, metric });
}

export function takeEditRequest(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useEditRequest(agentId: string): string | null {
  const request = useSyncExternalStore(subscribe, () => current);
  return request?.agentId === agentId ? request.metric : null;
}
