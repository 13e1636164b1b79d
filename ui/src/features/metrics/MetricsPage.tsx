import { Skeleton } from "../../components/Skeleton";
import { useAgent } from "../../host/queries";
import { metricsText } from "../../text/metrics";
import { ErrorState } from "../shell/ErrorState";
import styles from "./MetricsPage.module.css";
import { MetricsWork } from "./MetricsWork";

/** The page "Post Call Metrics". */
export function MetricsPage({ agentId }: { agentId: string }) {
  const query = useAgent(agentId);
  if (query.data !== undefined)
    return (
      <MetricsWork
        key={query.data.id}
        agent={query.data}
        error={query.error}
        isReading={query.isFetching}
        onRead={() => void query.refetch()}
      />
    );
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{metricsText.heading}</h1>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton rows={5} height={64} label={metricsText.loading} />
      )}
    </div>
  );
}
