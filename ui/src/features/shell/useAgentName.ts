import { type InfiniteData, notifyManager, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { AgentPage, AgentView, RecentAgent } from "../../host";
import { keys } from "../../host/queries";

/** Name and unpublished changes of the agent that is open, from whatever was read of it; asks for nothing. */
export function useAgentName(agentId: string | null, recent: readonly RecentAgent[]) {
  const client = useQueryClient();
  const read = () => (agentId === null ? undefined : client.getQueryData<AgentView>(keys.agent(agentId)));
  // The cache also speaks while another component renders; what it says then waits for its turn.
  const agent = useSyncExternalStore(
    (changed) => client.getQueryCache().subscribe(notifyManager.batchCalls(changed)),
    read,
  );
  const known = recent.find((each) => each.id === agentId);
  return {
    name: agent?.name ?? known?.name ?? listedName(client, agentId) ?? "",
    unpublished: agent?.changes.total ?? known?.unpublished ?? 0,
  };
}

/** Its name in a list of agents that was read. */
function listedName(client: QueryClient, agentId: string | null): string | undefined {
  if (agentId === null) return undefined;
  for (const [, data] of client.getQueriesData<InfiniteData<AgentPage>>({ queryKey: ["agents"] }))
    for (const page of data?.pages ?? []) {
      const found = page.agents.find((agent) => agent.id === agentId);
      if (found) return found.name;
    }
  return undefined;
}
