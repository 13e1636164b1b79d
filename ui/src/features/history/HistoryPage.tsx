import { History } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "../../components/EmptyState";
import { Freshness } from "../../components/Freshness";
import { Skeleton } from "../../components/Skeleton";
import type { AgentView } from "../../host";
import { useVersions } from "../../host/queries";
import { historyText } from "../../text/history";
import { shellText } from "../../text/shell";
import { ErrorBanner, ErrorState, saidByShell } from "../shell/ErrorState";
import { useShell } from "../shell/shellContext";
import { HistoryDetail } from "./HistoryDetail";
import styles from "./HistoryPage.module.css";
import { RestoreBanner } from "./RestoreBanner";
import { useFollowLive } from "./useFollowLive";
import { VersionList } from "./VersionList";

/** Left: who published what, and when. Right: the version one has chosen, as it was published. */
export function HistoryPage({ agent }: { agent: AgentView }) {
  const agentId = agent.id;
  const query = useVersions(agentId);
  const readingOnly = useShell()?.connection.readingOnly ?? false;
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = query.pages ?? [];
  const versions = pages.flatMap((page) => page.versions);
  const shown = versions.find((version) => version.id === chosen) ?? versions[0] ?? null;
  const last = pages[pages.length - 1];
  useFollowLive(agentId, versions);
  const retry = () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());

  return (
    <>
      {query.error && query.pages && !saidByShell(query.error) && (
        <div className={styles.banner}>
          <ErrorBanner error={query.error} onRetry={retry} retrying={query.isFetching} />
        </div>
      )}
      <RestoreBanner agentId={agentId} className={styles.banner} />
      <div className={styles.page}>
        <section className={styles.left} aria-labelledby="history-heading">
          <div className={styles.head}>
            <h1 id="history-heading" className={styles.title}>
              {historyText.heading}
            </h1>
            {last && (
              <span className={styles.total}>
                {query.fromCache ? historyText.keptHere(last.total) : historyText.total(last.total)}
              </span>
            )}
          </div>
          {pages[0] && (
            <div className={styles.age}>
              <Freshness
                readAt={pages[0].readAt}
                fromCache={query.fromCache || query.isError}
                offReason={readingOnly ? shellText.reading.refresh : null}
                isReading={query.isFetching && !query.isFetchingNextPage}
                onRefresh={() => void query.refetch()}
              />
            </div>
          )}
          {!query.pages && query.error ? (
            <ErrorState error={query.error} onRetry={retry} retrying={query.isFetching} />
          ) : !query.pages ? (
            <Skeleton rows={8} height={72} shape="timeline" label={historyText.loading} />
          ) : versions.length === 0 ? (
            <EmptyState icon={History} title={historyText.emptyTitle} body={historyText.emptyBody} />
          ) : (
            <VersionList
              key={agentId}
              agentId={agentId}
              versions={versions}
              chosen={shown?.id ?? null}
              onChoose={setChosen}
              isLoadingMore={query.isFetchingNextPage}
              onLoadMore={() => {
                // After a failure one asks again by hand, or this would ask without end.
                if (query.hasNextPage && !query.isFetching && !query.isError) void query.fetchNextPage();
              }}
            />
          )}
        </section>
        <div className={styles.right}>
          {shown && <HistoryDetail key={agentId} agent={agent} row={shown} />}
          {!query.pages && !query.error && <Skeleton rows={4} height={96} label={historyText.loading} />}
        </div>
      </div>
    </>
  );
}
