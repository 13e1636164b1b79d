import { type InfiniteData, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type AgentView,
  type VersionPage,
  type VersionRow,
  type VersionView,
  versionLabels,
} from "../../host";
import { keys } from "../../host/queries";

export const labelsKey = (agentId: string, version: string) => ["versionLabels", agentId, version] as const;

/** Whether Atoms takes another label for the version, and what was typed and not saved. */
export function useVersionLabels(agentId: string, version: string) {
  return useQuery({
    queryKey: labelsKey(agentId, version),
    queryFn: () => versionLabels(agentId, version),
    // What was typed is on the disk, and is read again whenever one comes back to it.
    gcTime: 0,
  });
}

/** Shows a version as it is called now, wherever it is shown. Nobody is asked. */
export function useShowRow(agentId: string) {
  const client = useQueryClient();
  return (id: string, change: (row: VersionRow) => VersionRow) => {
    let now: VersionRow | undefined;
    const changed = (row: VersionRow) => {
      now = change(row);
      return now;
    };
    // Pages without it stay the same ones.
    const inPage = (page: VersionPage): VersionPage =>
      page.versions.some((row) => row.id === id)
        ? { ...page, versions: page.versions.map((row) => (row.id === id ? changed(row) : row)) }
        : page;
    client.setQueriesData<InfiniteData<VersionPage>>(
      { queryKey: keys.versions(agentId) },
      (data) => data && { ...data, pages: data.pages.map(inPage) },
    );
    client.setQueriesData<VersionPage | null>(
      { queryKey: keys.keptVersions(agentId) },
      (page) => page && inPage(page),
    );
    client.setQueryData<VersionView>(
      keys.version(agentId, id),
      (view) => view && { ...view, version: changed(view.version) },
    );
    client.setQueryData<AgentView>(keys.agent(agentId), (view) => {
      if (!view || view.live?.id !== id || !now) return view;
      return { ...view, live: { ...view.live, label: now.label } };
    });
    void client.invalidateQueries({ queryKey: keys.foundVersions(agentId) });
  };
}
