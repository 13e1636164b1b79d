import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { atomsTemplates, libraryTemplates, ownTemplates } from "../../host";

const OWN = ["templates", "own"];

export function useLibraryTemplates(enabled: boolean) {
  return useQuery({
    queryKey: ["templates", "library"],
    queryFn: libraryTemplates,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

export function useAtomsTemplates(enabled: boolean) {
  return useQuery({
    queryKey: ["templates", "atoms"],
    queryFn: atomsTemplates,
    staleTime: 5 * 60_000,
    enabled,
  });
}

/** The person's own. Only this window changes them, and then it says so. */
export function useOwnTemplates(enabled: boolean) {
  return useQuery({
    queryKey: OWN,
    queryFn: ownTemplates,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

/** Reads the person's own once more, after a change of them. */
export function useReadOwnAgain(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: OWN }), [client]);
}
