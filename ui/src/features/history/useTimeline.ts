import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { VersionPage } from "../../host";
import { keys, withoutRepeats } from "../../host/queries";
import { type Filter, leavesOut, noFilter, useFoundVersions } from "./timelineQueries";

/** The rows of the timeline: what the filter finds, else the history page by page. */
export function useTimeline(agentId: string, branchId: string | null, pages: readonly VersionPage[] | null) {
  const [{ filter, search }, setSearch] = useState({ filter: noFilter, search: 0 });
  const query = useFoundVersions(agentId, branchId, filter, search);
  const isFiltering = leavesOut(filter);
  const change = (part: Partial<Filter>) =>
    setSearch((before) => {
      const filter = { ...before.filter, ...part };
      if (!leavesOut(filter) && !leavesOut(before.filter)) return before;
      return { filter, search: leavesOut(filter) ? before.search : before.search + 1 };
    });
  const listed = useMemo(() => (pages ?? []).flatMap((page) => page.versions), [pages]);
  const found = isFiltering ? query.data?.pages : undefined;
  const rows = useMemo(
    () => (found ? withoutRepeats(found).flatMap((page) => page.versions) : listed),
    [found, listed],
  );
  useFollowMoves(agentId, pages);
  const last = found?.[found.length - 1];
  return {
    filter,
    change,
    isFiltering,
    /** All rows, whatever is searched. */
    listed,
    /** Until a search has answered, what was there before. */
    rows,
    /** How many were found, and among how many; none without a filter. */
    found: last && { count: last.found, read: last.read, total: last.total },
    /** What these rows are of; the list of another search begins at its top. */
    of: last?.by ?? "",
    error: isFiltering ? query.error : null,
    isFetching: query.isFetching,
    retry: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    isLoadingMore: isFiltering && query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching && !query.isError) void query.fetchNextPage();
    },
  };
}

/** A page that tells of more versions than the first one did: what is new stands above it, so all are read again, once. */
function useFollowMoves(agentId: string, pages: readonly VersionPage[] | null): void {
  const client = useQueryClient();
  const asked = useRef<string | null>(null);
  const first = pages?.[0]?.total ?? null;
  const last = pages?.[pages.length - 1]?.total ?? null;
  useEffect(() => {
    // A list that does not agree with itself is not asked without end.
    const now = `${agentId}/${last}`;
    if (last === first || now === asked.current) return;
    asked.current = now;
    void client.invalidateQueries({ queryKey: keys.versions(agentId) });
  }, [client, agentId, first, last]);
}
