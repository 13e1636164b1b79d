import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Apart,
  bringBack,
  type CompareSource,
  compare,
  editFrom,
  openCompareFile,
  type Pick,
  sinceWhen,
} from "../../host";
import { keys, useShowAgent } from "../../host/queries";
import { compareFileWords } from "../../text/compare";

/** What is compared. The first one counts as the earlier one. */
export type Sides = { left: CompareSource; right: CompareSource };

/** Versions and files never change; what else is compared is read anew each time it is shown. */
const stands = (source: CompareSource) => ["version", "before", "file"].includes(source.kind);

export function useComparison(agentId: string, sides: Sides | null, apart: readonly Apart[]) {
  const { left, right } = sides ?? none;
  const key = keys.compare(agentId, left, right, apart);
  return useQuery({
    queryKey: key,
    queryFn: () => compare(agentId, left, right, [...apart]),
    enabled: sides !== null,
    staleTime: stands(left) && stands(right) ? Number.POSITIVE_INFINITY : 0,
    // While a rename is taken apart, what is shown stays.
    placeholderData: (before, query) =>
      JSON.stringify(query?.queryKey.slice(0, 4)) === JSON.stringify(key.slice(0, 4)) ? before : undefined,
  });
}

const none: Sides = { left: { kind: "workingCopy" }, right: { kind: "workingCopy" } };

type Back = { versionId: string; picks: Pick[]; apart: Apart[] };

export function useBringBack(agentId: string) {
  const client = useQueryClient();
  const show = useShowAgent();
  return useMutation({
    mutationFn: async ({ versionId, picks, apart }: Back) => {
      await client.cancelQueries({ queryKey: keys.agent(agentId) });
      return bringBack(agentId, versionId, picks, apart);
    },
    onSuccess: (outcome) => {
      if (outcome.kind === "done") show(outcome.agent);
    },
  });
}

export function useEditFrom(agentId: string) {
  const client = useQueryClient();
  const show = useShowAgent();
  return useMutation({
    mutationFn: async (versionId: string) => {
      await client.cancelQueries({ queryKey: keys.agent(agentId) });
      return editFrom(agentId, versionId);
    },
    onSuccess: show,
  });
}

/** Names of the files that were opened, by their tokens: these stand as long as the app runs. */
const fileNames = new Map<string, string>();

export const fileNameOf = (token: string): string | null => fileNames.get(token) ?? null;

export function useCompareFile() {
  return useMutation({
    mutationFn: () => openCompareFile(compareFileWords),
    onSuccess: (read) => {
      if (read?.kind === "ready") fileNames.set(read.token, read.fileName);
    },
  });
}

/** Since when each metric of the live version stands; from this computer alone, so it is asked again whenever it is shown. */
export function useSinceWhen(agentId: string, isOn: boolean) {
  return useQuery({ queryKey: keys.since(agentId), queryFn: () => sinceWhen(agentId), enabled: isOn });
}
