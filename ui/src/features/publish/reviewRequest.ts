import { useSyncExternalStore } from "react";

/** The agent whose review another place asks to be opened on the page of its metrics. */
let current: string | null = null;
const listeners = new Set<() => void>();

function set(agentId: string | null): void {
  current = agentId;
  for (const listener of listeners) listener();
}

export const requestReview = (agentId: string) => set(agentId);

export const takeReviewRequest = () => set(null);

/** Who leaves an agent does not want its review any more. */
export const dropReviewRequest = (agentId: string) => {
  if (current === agentId) set(null);
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useReviewRequest(agentId: string): boolean {
  return useSyncExternalStore(subscribe, () => current) === agentId;
}
