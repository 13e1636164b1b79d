import { useQuery } from "@tanstack/react-query";
import { branchNames, draftNames, listBranches, listDrafts } from "../../host";
import { keys } from "../../host/queries";

/** Where drafts are only named, those that were read a moment ago will do. */
const RECENT = 60_000;

/** The open drafts of an agent, read when they are shown. */
export function useDrafts(agentId: string) {
  return useQuery({ queryKey: keys.drafts(agentId), queryFn: () => listDrafts(agentId) });
}

/** The same, to choose from: what they change is not read for it. */
export function useDraftNames(agentId: string) {
  return useQuery({
    queryKey: keys.draftNames(agentId),
    queryFn: () => draftNames(agentId),
    staleTime: RECENT,
  });
}

/** The branches of an agent by name, to choose from. */
export function useBranchNames(agentId: string) {
  return useQuery({
    queryKey: keys.branchNames(agentId),
    queryFn: () => branchNames(agentId),
    staleTime: RECENT,
  });
}

/** The branches of an agent, read when they are shown. */
export function useBranches(agentId: string, isOn: boolean) {
  return useQuery({ queryKey: keys.branches(agentId), queryFn: () => listBranches(agentId), enabled: isOn });
}
