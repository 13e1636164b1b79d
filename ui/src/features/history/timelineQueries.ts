import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { readAll, readingPlan, searchVersions, stopReading } from "../../host";
import { keys } from "../../host/queries";
import { historyText } from "../../text/history";

/** Found versions come from this computer, so a page may be large. */
export const FOUND_PER_PAGE = 500;

export interface Filter {
  text: string;
  author: string | null;
  onlyMetricChanges: boolean;
}

export const noFilter: Filter = { text: "", author: null, onlyMetricChanges: false };

export const leavesOut = (filter: Filter) =>
  filter.text !== "" || filter.author !== null || filter.onlyMetricChanges;

/**
 * What the filter finds among the versions on this computer; asks only while it leaves something out. Until it has
 * answered there is what the filter before found, within one search: a number that goes up when a filter is cleared.
 */
export function useFoundVersions(agentId: string, branchId: string | null, filter: Filter, search: number) {
  return useInfiniteQuery({
    queryKey: [...keys.foundVersions(agentId), branchId, filter, search],
    queryFn: async ({ pageParam }) => ({
      ...(await searchVersions(agentId, branchId, {
        ...filter,
        number: historyText.numberIn(filter.text),
        skip: pageParam,
        limit: FOUND_PER_PAGE,
      })),
      /** What was asked. */
      by: JSON.stringify(filter),
    }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const here = pages.reduce((sum, page) => sum + page.versions.length, 0);
      return last.versions.length > 0 && here < last.found ? here : undefined;
    },
    enabled: leavesOut(filter),
    placeholderData: (before, query) => (query?.queryKey.at(-1) === search ? before : undefined),
    gcTime: 0,
  });
}

/** How many versions are known, and whose they are: a search for all that gives back none. */
export const knownVersions = (agentId: string, branchId: string | null = null) =>
  queryOptions({
    queryKey: [...keys.foundVersions(agentId), branchId, "known"],
    queryFn: () => searchVersions(agentId, branchId, { ...noFilter, number: null, skip: 0, limit: 0 }),
  });

/** Everybody who published one of the versions that are known. */
export function useAuthors(agentId: string, branchId: string | null): string[] {
  const query = useQuery(knownVersions(agentId, branchId));
  return query.data?.authors ?? [];
}

/** How much of the history is here, and the way to all of it. `listedAt`: when the list was last read. */
export function useReading(agentId: string, branchId: string | null, listedAt: number) {
  const client = useQueryClient();
  const plan = useQuery({
    queryKey: [...keys.reading(agentId), branchId],
    queryFn: () => readingPlan(agentId, branchId),
  });
  useEffect(() => {
    if (listedAt === 0) return;
    // A list tells of versions and of authors that were not known.
    void client.invalidateQueries({ queryKey: keys.reading(agentId) });
    void client.invalidateQueries({ queryKey: keys.foundVersions(agentId) });
  }, [client, agentId, listedAt]);
  const stop = useMutation({ mutationFn: () => stopReading(agentId) });
  const read = useMutation({
    mutationFn: () => readAll(agentId, branchId),
    onMutate: () => stop.reset(),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.reading(agentId) });
      void client.invalidateQueries({ queryKey: keys.foundVersions(agentId) });
    },
    onSuccess: (view) => client.setQueryData([...keys.reading(agentId), branchId], view),
  });
  const going = read.isPending || plan.data?.going === true;
  return {
    plan: plan.data,
    going,
    stopping: going && (stop.isPending || stop.isSuccess),
    /** What went wrong; while it is read again, nothing of the time before. */
    error: stop.error ?? (going ? null : (read.error ?? plan.data?.error ?? plan.error)),
    readAll: () => read.mutate(),
    stop: () => stop.mutate(),
  };
}
