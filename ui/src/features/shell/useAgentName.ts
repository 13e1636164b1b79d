import { useQuery } from "@tanstack/react-query";
import type { AgentView, RecentAgent } from "../../host";
import { keys } from "../../host/queries";

/** Name and unpublished changes of the agent that is open, from whatever was read of it already. */
export function useAgentName(agentId: string | null, recent: readonly RecentAgent[]) {
  const known = recent.find((agent) => agent.id === agentId);
  // Only looks: the page itself reads the agent.
  const { data } = useQuery<AgentView>({ queryKey: keys.agent(agentId ?? ""), enabled: false });
  return {
    name: data?.name ?? known?.name ?? "",
    unpublished: data?.changes.total ?? known?.unpublished ?? 0,
  };
}
