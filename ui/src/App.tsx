import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { TooltipPlace } from "./components/TooltipBody";
import { ConnectScreen } from "./features/connect/ConnectScreen";
import { useTheme } from "./features/settings/theme";
import { ErrorState } from "./features/shell/ErrorState";
import { Fault } from "./features/shell/Fault";
import { agentHref, agentsHref, galleryHref, showInstead, useHash } from "./features/shell/route";
import { Shell } from "./features/shell/Shell";
import { ShellContext } from "./features/shell/shellContext";
import { useLetters } from "./features/shell/useLetters";
import { useNotices } from "./features/shell/useNotices";
import { type ConnectionView, start as readStart, toHostError } from "./host";
import { keys, useStart } from "./host/queries";
import { onStart } from "./text/errors";

const Gallery = lazy(() => import("./features/gallery/Gallery"));

type Connecting = { again: ConnectionView | null; forSession?: boolean };

export function App() {
  return (
    <>
      <Fault>
        <Screens />
      </Fault>
      <TooltipPlace />
    </>
  );
}

function Screens() {
  const start = useStart();
  const client = useQueryClient();
  const [connecting, setConnecting] = useState<Connecting | null>(null);
  useTheme(start.data?.appearance);
  const lettered = useLetters();
  useNotices();

  const hash = useHash();
  const settled = lettered && (start.data !== undefined || start.error !== null);
  useEffect(() => {
    if (settled) document.documentElement.dataset.appState = "ready";
  }, [settled]);

  // After a restart: the agent that was open last.
  const lastAgentId = start.data?.lastAgentId ?? null;
  const started = start.data !== undefined;
  useEffect(() => {
    if (started && window.location.hash === "")
      showInstead(lastAgentId ? agentHref(lastAgentId) : agentsHref);
  }, [started, lastAgentId]);

  const connection = start.data?.connection ?? null;
  const shell = useMemo(
    () =>
      connection && {
        connection,
        enterNewKey: () => setConnecting({ again: connection }),
        enterKeyForSession: () => setConnecting({ again: connection, forSession: true }),
      },
    [connection],
  );

  /** Another connection: nothing of the one before may show under it. */
  async function changed() {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
    const view = await client.fetchQuery({ queryKey: keys.start, queryFn: readStart, staleTime: 0 });
    showInstead(view.lastAgentId ? agentHref(view.lastAgentId) : agentsHref);
    setConnecting(null);
  }

  if (!settled) return null;
  if (start.error && !start.data)
    return (
      <ErrorState
        error={start.error}
        body={onStart[toHostError(start.error).code]}
        onRetry={() => void start.refetch()}
        retrying={start.isFetching}
        level={1}
      />
    );
  if (!start.data) return null;
  if (start.data.debug && hash === galleryHref)
    return (
      <Suspense>
        <Gallery />
      </Suspense>
    );
  if (!connection || connecting)
    return (
      <ConnectScreen
        start={start.data}
        again={connecting?.again ?? null}
        forSession={connecting?.forSession ?? false}
        onConnected={changed}
        {...(connection ? { onBack: () => setConnecting(null) } : {})}
      />
    );
  return (
    <ShellContext value={shell}>
      <Shell
        key={connection.id}
        start={start.data}
        connection={connection}
        onChanged={changed}
        onAdd={() => setConnecting({ again: null })}
      />
    </ShellContext>
  );
}
