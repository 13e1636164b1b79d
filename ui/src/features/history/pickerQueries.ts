import { useQuery, useQueryClient } from "@tanstack/react-query";
import { keptVersions, listVersions, searchVersions, type VersionRow } from "../../host";
import { keys, VERSIONS_PER_PAGE } from "../../host/queries";
import { knownVersions, noFilter } from "./timelineQueries";

/**
 * The newest versions on this computer in which the words stand, of those that were read in their metrics as well. Until
 * it has answered there is what the words before found.
 */
export function useVersionsWith(agentId: string, text: string, limit: number) {
  return useQuery({
    queryKey: [...keys.foundVersions(agentId), "picker", text],
    queryFn: () => searchVersions(agentId, null, { ...noFilter, text, number: null, skip: 0, limit }),
    enabled: text !== "",
    placeholderData: (before) => (text === "" ? undefined : before),
  });
}

/** So many numbers may be missing between the newest version and the one that is searched. */
const NUMBERS_MISSING = 80;

/** The version with a number: from this computer, else from Atoms, which lists them newest first. */
export function useNumbered(agentId: string, number: number | null) {
  const client = useQueryClient();
  return useQuery({
    queryKey: [...keys.numberedVersions(agentId), number],
    queryFn: async (): Promise<VersionRow | null> => {
      const isIt = (row: VersionRow) => row.number === number;
      const kept = (await keptVersions(agentId, null))?.versions ?? [];
      const here = kept.find(isIt);
      const newest = kept.find((row) => row.number !== null)?.number ?? null;
      if (here !== undefined || number === null || newest === null || number > newest) return here ?? null;
      const skip = Math.max(0, newest - number - NUMBERS_MISSING);
      const page = await listVersions(agentId, null, skip, VERSIONS_PER_PAGE);
      // What was listed is on this computer now.
      void client.invalidateQueries({ queryKey: knownVersions(agentId).queryKey });
      return page.versions.find(isIt) ?? null;
    },
    enabled: number !== null,
  });
}
