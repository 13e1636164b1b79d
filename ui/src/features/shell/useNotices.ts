import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type AgentView, closeWindow, onNotice, openAgent, publishState } from "../../host";
import { flushAll } from "../../host/flush";
import { keys } from "../../host/queries";
import { goesOn } from "../../host/runs";

/** Looks again at what Rust says has moved, and lets the window go once all is kept. */
export function useNotices(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onNotice((notice) => {
        switch (notice.kind) {
          case "connectionChanged":
            void client.invalidateQueries({ queryKey: keys.start });
            void client.invalidateQueries({ queryKey: keys.openRuns });
            void client.invalidateQueries({ queryKey: keys.batches });
            return;
          case "batchMoved":
            void client.invalidateQueries({ queryKey: keys.batches });
            return;
          case "publishMoved":
            void client.invalidateQueries({ queryKey: keys.openRuns });
            void client.invalidateQueries({ queryKey: ["publish", notice.agentId] });
            void followPublish(client, notice.agentId);
            return;
          case "historyRead":
            void client.invalidateQueries({ queryKey: keys.reading(notice.agentId) });
            // Told again and again: a search that is under way is let come to its end.
            void client.invalidateQueries(
              { queryKey: keys.foundVersions(notice.agentId) },
              { cancelRefetch: false },
            );
            void client.invalidateQueries({ queryKey: keys.since(notice.agentId) }, { cancelRefetch: false });
            return;
          case "windowClosing":
            // Rust closes by itself if the page does not answer, so a refusal here loses nothing.
            void flushAll().finally(() => void closeWindow().catch(() => undefined));
        }
      }),
    [client],
  );
}

/**
 * Every step of a publish is told, and all of them are on this computer already: Atoms is not asked again.
 * An agent nobody looks at is left alone, for opening it here would make it the one last open.
 */
async function followPublish(client: QueryClient, agentId: string): Promise<void> {
  const key = keys.agent(agentId);
  const shown = client.getQueryCache().find({ queryKey: key })?.isActive() ?? false;
  if (!shown) {
    await client.invalidateQueries({ queryKey: key });
    if (await hasSettled(agentId)) await refreshLists(client, agentId);
    return;
  }
  try {
    const view = await openAgent(agentId, false);
    client.setQueryData<AgentView>(key, (before) => ({
      ...view,
      fromCache: before?.fromCache ?? view.fromCache,
    }));
    if (view.publish === null || !goesOn(view.publish)) await refreshLists(client, agentId);
    // Somebody made the branch live meanwhile: what is live is not on this computer.
    if (view.publish?.target?.isLive) await client.invalidateQueries({ queryKey: key });
  } catch {
    // The page shows what the query says of the same failure.
    await client.invalidateQueries({ queryKey: key });
  }
}

/** The lists change when a publish ends, and not with each of its steps or looks. */
async function hasSettled(agentId: string): Promise<boolean> {
  try {
    const run = await publishState(agentId);
    return run === null || !goesOn(run);
  } catch {
    return true;
  }
}

async function refreshLists(client: QueryClient, agentId: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.start }),
    client.invalidateQueries({ queryKey: keys.versions(agentId) }),
    client.invalidateQueries({ queryKey: keys.drafts(agentId) }),
    client.invalidateQueries({ queryKey: keys.branches(agentId) }),
    client.invalidateQueries({ queryKey: keys.branchNames(agentId) }),
    client.invalidateQueries({ queryKey: ["agents"] }),
  ]);
}
