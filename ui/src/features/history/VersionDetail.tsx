import { Chip } from "../../components/Chip";
import { ChoiceChip } from "../../components/ChoiceChip";
import { Monogram } from "../../components/Monogram";
import { Skeleton } from "../../components/Skeleton";
import { TypeChip } from "../../components/TypeChip";
import type { MetricRow, Settings, VersionRow } from "../../host";
import { useVersion } from "../../host/queries";
import { historyText } from "../../text/history";
import { readableName } from "../../text/names";
import { spokenTime } from "../../text/time";
import { ErrorState } from "../shell/ErrorState";
import styles from "./VersionDetail.module.css";

/** One version with its metrics, as they were published. */
export function VersionDetail({ agentId, row }: { agentId: string; row: VersionRow }) {
  const query = useVersion(agentId, row.id);
  // While the next one is read, the one before stays, but never under the new one's name.
  const view = query.isPlaceholderData ? undefined : query.data;
  return (
    <div className={styles.detail}>
      <header className={styles.head}>
        <div className={styles.line}>
          <h2 className={styles.title}>{historyText.version(row.number)}</h2>
          <span className={styles.label}>{row.label ?? historyText.unnamed}</span>
          {row.isLive && (
            <Chip tone="live" dot>
              {historyText.live}
            </Chip>
          )}
        </div>
        <p className={styles.who}>
          <Monogram name={row.author ?? historyText.somebody} />
          {published(row)}
        </p>
        {row.description && <p className={styles.description}>{row.description}</p>}
      </header>
      {query.error && !view ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : !view ? (
        <Skeleton rows={5} height={64} label={historyText.loadingVersion} />
      ) : (
        <>
          <p className={styles.note}>{historyText.metrics(view.metrics.length)}</p>
          {view.metrics.length > 0 && (
            <ul className={styles.metrics}>
              {view.metrics.map((metric) => (
                <Metric key={metric.id} metric={metric} />
              ))}
            </ul>
          )}
          <AnalysisSettings settings={view.settings} />
        </>
      )}
    </div>
  );
}

function published(row: VersionRow): string {
  const author = row.author ?? historyText.somebody;
  if (row.publishedAt === null) return historyText.madeAt(author);
  return historyText.published(author, spokenTime(new Date(row.publishedAt), new Date()));
}

function Metric({ metric }: { metric: MetricRow }) {
  return (
    <li className={styles.metric}>
      <div className={styles.metricHead}>
        <h3 className={styles.name}>{readableName(metric.identifier)}</h3>
        <span className={styles.identifier}>{metric.identifier}</span>
        <span className={styles.type}>
          <TypeChip type={metric.dataType} unknown={metric.unknownType} />
        </span>
      </div>
      <p className={styles.prompt}>{metric.prompt.trim() === "" ? historyText.noPrompt : metric.prompt}</p>
      {metric.choices.length > 0 && (
        <div className={styles.choices}>
          {metric.choices.map((choice, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a published list never changes its order
            <ChoiceChip key={place}>{choice}</ChoiceChip>
          ))}
        </div>
      )}
    </li>
  );
}

function AnalysisSettings({ settings }: { settings: Settings }) {
  return (
    <section aria-label={historyText.settings} className={styles.settings}>
      <p>{settings.useInternalModel ? historyText.internalOn : historyText.internalOff}</p>
      <p>{settings.useReasoningModel ? historyText.reasoningOn : historyText.reasoningOff}</p>
    </section>
  );
}
