import { Checkbox } from "../../components/Checkbox";
import { ChoiceChip } from "../../components/ChoiceChip";
import { Skeleton } from "../../components/Skeleton";
import { TypeChip } from "../../components/TypeChip";
import type { MetricRow, MetricSince, Pick, Settings, VersionRow } from "../../host";
import { useVersion } from "../../host/queries";
import { compareText } from "../../text/compare";
import { historyText } from "../../text/history";
import { readableName } from "../../text/names";
import { ErrorBanner, ErrorState } from "../shell/ErrorState";
import styles from "./AllMetrics.module.css";
import type { Tick } from "./ChangeItem";
import { useSinceWhen } from "./compareQueries";

type Props = {
  agentId: string;
  row: VersionRow;
  /** What ticking one of its metrics means; none where nothing can be brought back. */
  tickOf: ((pick: Pick) => Tick) | null;
};

/** All metrics of a version, as they were published. Those of the live one say since when they stand. */
export function AllMetrics({ agentId, row, tickOf }: Props) {
  const query = useVersion(agentId, row.id);
  const asked = useSinceWhen(agentId, row.isLive);
  const since = row.isLive ? (asked.data ?? []) : [];
  // While the next one is read, the one before stays, but never under the new one's name.
  const view = query.isPlaceholderData ? undefined : query.data;
  if (query.error && !view)
    return (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    );
  if (!view) return <Skeleton rows={5} height={64} label={historyText.loadingVersion} />;
  return (
    <>
      {row.isLive && asked.error && (
        <ErrorBanner error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
      )}
      <p className={styles.note}>
        {historyText.metrics(view.metrics.length)}
        {since.length > 0 && ` ${compareText.sinceNote}`}
      </p>
      {view.metrics.length > 0 && (
        <ul className={styles.metrics}>
          {view.metrics.map((metric) => (
            <Metric
              key={metric.id}
              metric={metric}
              tick={tickOf?.({ kind: "take", metric: metric.id }) ?? null}
              since={since.find((each) => each.identifier === metric.identifier) ?? null}
            />
          ))}
        </ul>
      )}
      <AnalysisSettings settings={view.settings} />
    </>
  );
}

type MetricProps = { metric: MetricRow; tick: Tick | null; since: MetricSince | null };

function Metric({ metric, tick, since }: MetricProps) {
  return (
    <li className={styles.metric}>
      {tick !== null && (
        <Checkbox
          aria-label={compareText.tick(metric.identifier)}
          isSelected={tick.isTicked}
          isDisabled={tick.offReason !== null}
          onChange={tick.onTick}
        />
      )}
      <div className={styles.words}>
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
        {since !== null && <p className={styles.since}>{compareText.since(since, new Date())}</p>}
      </div>
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
