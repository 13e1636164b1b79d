import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  continueDraft,
  type DraftSeen,
  discardDraft,
  listBranches,
  listDrafts,
  makeLive,
  renameDraft,
  saveDraft,
} from "../../host";
import { keys, useShowAgent } from "../../host/queries";

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

/** The branches of an agent, read when they are shown. */
export function useBranches(agentId: string, isOn: boolean) {
  return useQuery({ queryKey: keys.branches(agentId), queryFn: () => listBranches(agentId), enabled: isOn });
}

export function useContinueDraft(agentId: string) {
  const client = useQueryClient();
  const show = useShowAgent();
  return useMutation({
    mutationFn: async (draftId: string) => {
      await client.cancelQueries({ queryKey: keys.agent(agentId) });
      return continueDraft(agentId, draftId);
    },
    onSuccess: show,
  });
}

function useDraftsMove(agentId: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keys.drafts(agentId) });
    void client.invalidateQueries({ queryKey: keys.branches(agentId) });
    void client.invalidateQueries({ queryKey: keys.leftovers(agentId) });
  };
}

export function useRenameDraft(agentId: string) {
  return useMutation({
    mutationFn: ({ draftId, name }: { draftId: string; name: string }) => renameDraft(agentId, draftId, name),
    onSettled: useDraftsMove(agentId),
  });
}

export function useDiscardDraft(agentId: string) {
  return useMutation({
    mutationFn: ({ seen, anyway }: { seen: DraftSeen; anyway: boolean }) =>
      discardDraft(agentId, seen, anyway),
    onSettled: useDraftsMove(agentId),
  });
}

export type Live = { branchId: string; seenLive: string; seenHead: string };

export function useMakeLive(agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ branchId, seenLive, seenHead }: Live) => makeLive(agentId, branchId, seenLive, seenHead),
    onSettled: () => {
      const keysOf = [
        keys.agent(agentId),
        keys.versions(agentId),
        keys.branches(agentId),
        keys.drafts(agentId),
        keys.since(agentId),
        ["compare", agentId],
        ["review", agentId],
        ["agents"],
      ];
      for (const queryKey of keysOf) void client.invalidateQueries({ queryKey });
    },
  });
}
