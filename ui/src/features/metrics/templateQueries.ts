import { useQuery } from "@tanstack/react-query";
import { atomsTemplates, libraryTemplates } from "../../host";

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
