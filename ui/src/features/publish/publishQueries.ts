import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  type AgentView,
  type ConnectionView,
  lookAfterRuns,
  openDraft,
  openRuns,
  type PublishView,
  publishState,
  review,
} from "../../host";
import { keys } from "../../host/queries";
import { isWaiting } from "../../host/runs";

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

/** How often to look in case a notice was lost. */
function slowLook(run: PublishView | null | undefined): number | false {
  if (!run) return false;
  if (run.state.kind === "running" || run.state.kind === "looking") return 2000;
  return isWaiting(run) ? 20_000 : false;
}

/** Where a publish of this agent stands. A notice makes it read again; a slow look covers a lost one. */
export function usePublishState(agentId: string, isOpen: boolean) {
  return useQuery({
    queryKey: publishKey(agentId),
    queryFn: () => publishState(agentId),
    enabled: isOpen,
    staleTime: 0,
    refetchInterval: (query) => slowLook(query.state.data),
  });
}

/** Somebody else's draft; every time the guard comes up it is read anew from Atoms. */
export function useOpenDraft(agentId: string, showing: string, isOpen: boolean) {
  return useQuery({
    queryKey: ["openDraft", agentId, showing],
    queryFn: () => openDraft(agentId),
    enabled: isOpen,
    gcTime: 0,
    staleTime: 0,
  });
}

/** The publishes of every agent that go on, wait, or ended and were not put away. */
export function useOpenRuns() {
  return useQuery({ queryKey: keys.openRuns, queryFn: openRuns });
}

/** Puts a run that a command returned where every screen reads it. */
export function useShowRun(agentId: string) {
  const client = useQueryClient();
  return (run: PublishView | null) => {
    client.setQueryData(publishKey(agentId), run);
    client.setQueryData<AgentView>(keys.agent(agentId), (view) => view && { ...view, publish: run });
    void client.invalidateQueries({ queryKey: keys.openRuns });
    void client.invalidateQueries({ queryKey: keys.leftovers(agentId) });
  };
}

/** A command about the publish of an agent, whose answer every screen shows. */
export function useRunCommand(
  agentId: string,
  command: (agentId: string) => Promise<PublishView | null>,
  /** Follows on it, even where the answer takes away what asked. */
  then?: () => void,
) {
  const show = useShowRun(agentId);
  return useMutation({
    mutationFn: () => command(agentId),
    onSuccess: (run) => {
      show(run);
      then?.();
    },
  });
}

/**
 * Once for each connection: looks how far the publishes got that were under way when Debrief was closed. A look that fails
 * is no error of its own: its publish stays interrupted and says so.
 */
export function useLookAfterRuns({ id, keyPlace, readingOnly }: ConnectionView): void {
  const client = useQueryClient();
  const look = useQuery({
    queryKey: ["lookAfterRuns", id, keyPlace],
    queryFn: lookAfterRuns,
    enabled: !readingOnly,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const looked = look.isFetched;
  useEffect(() => {
    if (!looked) return;
    void client.invalidateQueries({ queryKey: keys.openRuns });
    void client.invalidateQueries({ queryKey: ["publish"] });
  }, [looked, client]);
}
