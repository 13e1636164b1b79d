import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import {
  type AgentView,
  type Apart,
  type CompareSource,
  type Edit,
  editMetrics,
  keptAgents,
  keptVersions,
  listAgents,
  listVersions,
  openAgent,
  openVersion,
  start,
  type VersionPage,
  type VersionRow,
} from ".";

export const VERSIONS_PER_PAGE = 100;

export const keys = {
  start: ["start"] as const,
  known: ["known"] as const,
  agents: (search: string, archived: boolean) => ["agents", search, archived] as const,
  keptAgents: (search: string, archived: boolean) => ["keptAgents", search, archived] as const,
  agent: (id: string) => ["agent", id] as const,
  openRuns: ["openRuns"] as const,
  batches: ["batches"] as const,
  leftovers: (id: string) => ["leftovers", id] as const,
  versions: (id: string) => ["versions", id] as const,
  versionsOf: (id: string, branch: string | null) => ["versions", id, branch] as const,
  keptVersions: (id: string) => ["keptVersions", id] as const,
  reading: (id: string) => ["reading", id] as const,
  foundVersions: (id: string) => ["foundVersions", id] as const,
  version: (id: string, version: string) => ["version", id, version] as const,
  numberedVersions: (id: string) => ["numberedVersions", id] as const,
  drafts: (id: string) => ["drafts", id] as const,
  draftNames: (id: string) => ["drafts", id, "names"] as const,
  branches: (id: string) => ["branches", id] as const,
  branchNames: (id: string) => ["branchNames", id] as const,
  branchPreview: (id: string, branch: string) => ["branchPreview", id, branch] as const,
  wholeVersion: (id: string, version: string, branch: string | null) =>
    ["wholeVersion", id, version, branch] as const,
  since: (id: string) => ["since", id] as const,
  compare: (id: string, left: CompareSource, right: CompareSource, apart: readonly Apart[]) =>
    ["compare", id, left, right, apart] as const,
};

export function useStart() {
  return useQuery({ queryKey: keys.start, queryFn: start, staleTime: Number.POSITIVE_INFINITY });
}

const agentQuery = (client: QueryClient, agentId: string) =>
  queryOptions({
    queryKey: keys.agent(agentId),
    queryFn: () => openAgent(agentId, client.getQueryData(keys.agent(agentId)) !== undefined),
  });

/**
 * The agent with its working copy. What is kept on this computer shows at once; when that answered,
 * Atoms is asked right behind it and its answer takes the place.
 */
export function useAgent(agentId: string) {
  const client = useQueryClient();
  const query = useQuery(agentQuery(client, agentId));
  const { data, dataUpdatedAt } = query;
  const refetch = query.refetch;
  const shownFromDisk =
    data?.fromCache === true && client.getQueryState(keys.agent(agentId))?.dataUpdateCount === 1;
  useEffect(() => {
    // Only the first answer is followed up: a later one from disk means Atoms could not be asked.
    if (shownFromDisk && dataUpdatedAt > 0) void refetch({ cancelRefetch: false });
  }, [shownFromDisk, dataUpdatedAt, refetch]);
  return query;
}

/** The agent as a page that shows it has it. It is not read again for this. */
export function useShownAgent(agentId: string) {
  return useQuery({ ...agentQuery(useQueryClient(), agentId), refetchOnMount: false }).data;
}

/** Puts a view that a command returned where every screen reads it. */
export function useShowAgent() {
  const client = useQueryClient();
  return useCallback(
    (agent: AgentView) => {
      // An edit reads nothing of Atoms, so how fresh the agent is stays as the last read left it.
      client.setQueryData<AgentView>(keys.agent(agent.id), (before) => ({
        ...agent,
        fromCache: before?.fromCache ?? agent.fromCache,
      }));
      void client.invalidateQueries({ queryKey: keys.start });
      void client.invalidateQueries({ queryKey: ["review", agent.id] });
      void client.invalidateQueries({ queryKey: ["compare", agent.id] });
      // The edit may have called off the read that was to follow what came from disk.
      if (client.getQueryData<AgentView>(keys.agent(agent.id))?.fromCache === true)
        void client.invalidateQueries({ queryKey: keys.agent(agent.id) });
    },
    [client],
  );
}

/** One edit of the working copy. */
export function useEditMetrics(agentId: string) {
  const client = useQueryClient();
  const show = useShowAgent();
  return useMutation({
    mutationFn: async (edit: Edit) => {
      // A read that began before the edit must not put the older list back.
      await client.cancelQueries({ queryKey: keys.agent(agentId) });
      return editMetrics(agentId, edit);
    },
    onSuccess: show,
  });
}

/**
 * The list of agents. Until Atoms has answered, and when it does not, it is the list as it was last read.
 * Without `anew` a list that was read before is not read again to be shown.
 */
export function useAgents(search: string, archived: boolean, anew = true) {
  const query = useInfiniteQuery({
    queryKey: keys.agents(search, archived),
    queryFn: ({ pageParam }) => listAgents(search, pageParam, archived),
    initialPageParam: 1,
    getNextPageParam: (last) => last.nextPage,
    placeholderData: keepPreviousData,
    refetchOnMount: anew,
  });
  const kept = useQuery({
    queryKey: keys.keptAgents(search, archived),
    queryFn: () => keptAgents(search, archived),
    enabled: query.data === undefined,
    gcTime: 0,
  });
  return useWithKept(query.data?.pages, kept.data, query);
}

/** The pages of a list: those that were read, or the one that is kept of an earlier time. */
function useWithKept<Page, Query>(pages: Page[] | undefined, kept: Page | null | undefined, query: Query) {
  const fromCache = pages === undefined && kept !== null && kept !== undefined;
  // The same list as long as it is the same page.
  const one = useMemo(() => (kept === null || kept === undefined ? null : [kept]), [kept]);
  return { ...query, fromCache, pages: pages ?? one };
}

/** Somebody who publishes between two pages moves the rows: what was the last of one is the first of the next. */
export function withoutRepeats<Page extends { versions: VersionRow[] }>(pages: readonly Page[]): Page[] {
  const seen = new Set<string>();
  return pages.map((page) => {
    const versions = page.versions.filter(({ id }) => !seen.has(id));
    for (const { id } of versions) seen.add(id);
    return versions.length === page.versions.length ? page : { ...page, versions };
  });
}

const ofHistory = (data: InfiniteData<VersionPage, number>) => ({
  ...data,
  pages: withoutRepeats(data.pages),
});

/**
 * The history of an agent; until Atoms has answered, the versions seen before. Without `anew` a history that was read
 * before is not read again to be shown.
 */
export function useVersions(agentId: string, branchId: string | null = null, anew = true) {
  const query = useInfiniteQuery({
    queryKey: keys.versionsOf(agentId, branchId),
    queryFn: ({ pageParam }) => listVersions(agentId, branchId, pageParam, VERSIONS_PER_PAGE),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.versions.length, 0);
      const last = pages[pages.length - 1];
      return last && last.versions.length > 0 && read < last.total ? read : undefined;
    },
    select: ofHistory,
    refetchOnMount: anew,
    retryOnMount: anew,
  });
  const kept = useQuery({
    queryKey: [...keys.keptVersions(agentId), branchId],
    queryFn: () => keptVersions(agentId, branchId),
    enabled: query.data === undefined,
    gcTime: 0,
  });
  return useWithKept(query.data?.pages, kept.data, query);
}

export function useVersion(agentId: string, versionId: string | null) {
  return useQuery({
    queryKey: keys.version(agentId, versionId ?? ""),
    queryFn: () => openVersion(agentId, versionId ?? ""),
    enabled: versionId !== null,
    placeholderData: keepPreviousData,
    // A version never changes once it is published; whether it is live comes from the list.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
