import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { AgentView, VersionRow } from "../../host";
import { keys } from "../../host/queries";

/** A history that tells of another live version than the header: the agent is read again, so that both say the same. */
export function useFollowLive(agentId: string, versions: readonly VersionRow[]) {
  const client = useQueryClient();
  const live = versions.find((version) => version.isLive)?.id;
  useEffect(() => {
    const known = client.getQueryData<AgentView>(keys.agent(agentId))?.live?.id;
    if (live !== undefined && known !== undefined && live !== known)
      void client.invalidateQueries({ queryKey: keys.agent(agentId) });
  }, [client, agentId, live]);
}
