import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type DraftSeen, listDrafts, saveDraft } from "../../host";
import { keys } from "../../host/queries";

/** The open drafts of an agent, read when they are shown. */
export function useDrafts(agentId: string) {
  return useQuery({ queryKey: keys.drafts(agentId), queryFn: () => listDrafts(agentId) });
}

export function useSaveDraft(agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, into }: { name: string; into: DraftSeen | null }) => saveDraft(agentId, name, into),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.drafts(agentId) });
      void client.invalidateQueries({ queryKey: keys.leftovers(agentId) });
      void client.invalidateQueries({ queryKey: ["compare", agentId] });
    },
  });
}
