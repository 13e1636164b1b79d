import { useQuery } from "@tanstack/react-query";
import { publishState, review } from "../../host";

export const publishKey = (agentId: string) => ["publish", agentId] as const;

/** What publishing would do; every opening of the dialog reads it anew and shows nothing older. */
export function useReview(agentId: string, opening: number, isOpen: boolean) {
  return useQuery({
    queryKey: ["review", agentId, opening],
    queryFn: () => review(agentId),
    enabled: isOpen,
    gcTime: 0,
    staleTime: 0,
  });
}

/** Where a publish of this agent stands. A notice makes it read again; a slow look covers a lost one. */
export function usePublishState(agentId: string, isOpen: boolean) {
  return useQuery({
    queryKey: publishKey(agentId),
    queryFn: () => publishState(agentId),
    enabled: isOpen,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.state.kind === "running" ? 2000 : false),
  });
}
