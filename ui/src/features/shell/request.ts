import { useSyncExternalStore } from "react";

/** What one place asks of another page of an agent, which may not be open yet: asked, then taken once. */
export function createRequest<Asked>() {
  let current: { agentId: string; asked: Asked } | null = null;
  const listeners = new Set<() => void>();
  const set = (request: typeof current) => {
    current = request;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ask: (agentId: string, asked: Asked) => set({ agentId, asked }),
    take: () => set(null),
    /** Who leaves an agent does not want it any more. */
    drop: (agentId: string) => {
      if (current?.agentId === agentId) set(null);
    },
    useAsked: (agentId: string): Asked | null => {
      const request = useSyncExternalStore(subscribe, () => current);
      return request?.agentId === agentId ? request.asked : null;
    },
  };
}
