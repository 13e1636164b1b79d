import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../../host/queries";

/** What shows the live version looks again once a whole version was brought back, or may have been. */
export function useAfterRestore(agentId: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keys.agent(agentId) });
    void client.invalidateQueries({ queryKey: keys.versions(agentId) });
    void client.invalidateQueries({ queryKey: ["compare", agentId] });
    void client.invalidateQueries({ queryKey: ["review", agentId] });
    void client.invalidateQueries({ queryKey: keys.since(agentId) });
    void client.invalidateQueries({ queryKey: keys.drafts(agentId) });
    void client.invalidateQueries({ queryKey: keys.branches(agentId) });
    void client.invalidateQueries({ queryKey: keys.branchNames(agentId) });
    void client.invalidateQueries({ queryKey: ["agents"] });
  };
}
