import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import type {
  AgentPage,
  AgentView,
  CompareSource,
  DraftRow,
  DraftsView,
  VersionPage,
  VersionRow,
  VersionSearch,
} from "../../host";
import { keys } from "../../host/queries";
import { compareText } from "../../text/compare";
import { fileNameOf } from "./compareQueries";

/** What a source is called, as far as that is known without reading it; none where it is not. */
export function useSourceName(agent: AgentView): (source: CompareSource) => string | null {
  const client = useQueryClient();
  const liveId = agent.live?.id ?? null;
  return (source) => {
    switch (source.kind) {
      case "workingCopy":
        return compareText.side(
          { kind: "workingCopy", baseNumber: null, unpublished: agent.changes.total },
          liveId,
        );
      case "version": {
        if (source.id === agent.live?.id) return compareText.liveVersion(agent.live.number);
        const found = listed(client, agent.id, source.id);
        if (found !== null) return compareText.side({ kind: "version", ...found }, liveId);
        const version = rowsOf(client, agent.id).find((row) => row.id === source.id);
        return version ? compareText.side({ kind: "version", version, branch: null }, liveId) : null;
      }
      case "draft": {
        const listed = client.getQueryData<DraftsView>(keys.drafts(agent.id))?.drafts ?? [];
        const named = client.getQueryData<DraftRow[]>(keys.draftNames(agent.id)) ?? [];
        const draft = [...listed, ...named].find((each) => each.seen.id === source.id);
        return draft ? compareText.side({ kind: "draft", ...draft }, liveId) : null;
      }
      case "liveOf": {
        const lists = client.getQueriesData<InfiniteData<AgentPage>>({ queryKey: ["agents"] });
        const agents = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.agents) ?? []);
        return agents.find((each) => each.id === source.agentId)?.name ?? null;
      }
      case "file":
        return fileNameOf(source.token);
      case "before":
        return null;
    }
  };
}

/** A version that was listed, with its branch where there is more than one. */
function listed(client: QueryClient, agentId: string, id: string) {
  const lists = client.getQueriesData<InfiniteData<VersionPage>>({ queryKey: keys.versions(agentId) });
  for (const [key, data] of lists) {
    const version = data?.pages.flatMap((page) => page.versions).find((row) => row.id === id);
    if (version === undefined) continue;
    const branches = data?.pages[0]?.branches ?? [];
    const branch = branches.find((each) => (key[2] === null ? each.isLive : each.id === key[2])) ?? null;
    return { version, branch: branches.length > 1 ? branch : null };
  }
  return null;
}

/** Rows of versions that were listed, kept or found. */
function rowsOf(client: QueryClient, agentId: string): VersionRow[] {
  const listed = client
    .getQueriesData<InfiniteData<VersionPage>>({ queryKey: keys.versions(agentId) })
    .flatMap(([, data]) => data?.pages ?? []);
  const kept = client
    .getQueriesData<VersionPage | null>({ queryKey: keys.keptVersions(agentId) })
    .flatMap(([, page]) => page ?? []);
  const found = client
    .getQueriesData<VersionSearch | InfiniteData<VersionSearch>>({ queryKey: keys.foundVersions(agentId) })
    .flatMap(([, data]) => (data === undefined ? [] : "pages" in data ? data.pages : [data]));
  const numbered = client.getQueriesData<VersionRow | null>({ queryKey: keys.numberedVersions(agentId) });
  return [
    ...[...listed, ...kept, ...found].flatMap((page) => page.versions),
    ...numbered.flatMap(([, row]) => row ?? []),
  ];
}
