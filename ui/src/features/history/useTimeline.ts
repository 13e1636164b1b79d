import { useMemo, useState } from "react";
import type { VersionPage } from "../../host";
import { type Filter, leavesOut, noFilter, useFoundVersions } from "./timelineQueries";

/** The rows of the timeline: what the filter finds, else the history page by page. */
export function useTimeline(agentId: string, pages: readonly VersionPage[] | null) {
  const [{ filter, search }, setSearch] = useState({ filter: noFilter, search: 0 });
  const query = useFoundVersions(agentId, filter, search);
  const isFiltering = leavesOut(filter);
  const change = (part: Partial<Filter>) =>
    setSearch((before) => {
      const filter = { ...before.filter, ...part };
      if (!leavesOut(filter) && !leavesOut(before.filter)) return before;
      return { filter, search: leavesOut(filter) ? before.search : before.search + 1 };
    });
  const listed = useMemo(() => (pages ?? []).flatMap((page) => page.versions), [pages]);
  const found = isFiltering ? query.data?.pages : undefined;
  const rows = useMemo(() => found?.flatMap((page) => page.versions) ?? listed, [found, listed]);
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
