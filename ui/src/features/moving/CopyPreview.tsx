import type { UseQueryResult } from "@tanstack/react-query";
import { AgentMark } from "../../components/AgentMark";
import { Button } from "../../components/Button";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { Skeleton } from "../../components/Skeleton";
import type { CopyMetric, CopyTarget, Way } from "../../host";
import { copyText } from "../../text/moving";
import { readableName } from "../../text/names";
import { FindingList } from "../lint/FindingList";
import { ErrorBanner } from "../shell/ErrorState";
import { arrives, noticed } from "./arrival";
import { IncomingWords } from "./IncomingWords";
import styles from "./Moving.module.css";
import { Noticed, NoticedBanner } from "./Noticed";
import { StateChip } from "./StateChip";
import type { Copy, Picked } from "./useCopy";

const text = copyText.preview;
const ways = (["keep", "replace", "beside"] as const).map((id) => ({ id, label: text.ways[id] }));

/** What would change, agent by agent. Nothing is changed yet. */
export function CopyPreview({ copy }: { copy: Copy }) {
  const ready = copy.previews.flatMap(({ preview }) =>
    preview?.data?.state.kind === "ready" ? preview.data.state.metrics : [],
  );
  const isNoticed = (agentId: string, metric: CopyMetric) =>
    noticed(metric, copy.wayFor(agentId, metric.metric)).length > 0;
  const ofLive = copy.previews.flatMap(({ agent, preview }) =>
    preview?.data?.state.kind === "ready"
      ? preview.data.state.metrics.filter((metric) => isNoticed(agent.id, metric))
      : [],
  );
  const conflicts = ready.filter((metric) => metric.state.kind === "different").length;
  return (
    <div className={styles.form}>
      <p>{text.lead}</p>
      {copy.apply.error !== null && <ErrorBanner error={copy.apply.error} onDismiss={copy.apply.reset} />}
      {conflicts > 1 && (
        <RadioGroup label={text.all} inline value={copy.wayOfAll} onChange={copy.setWayOfAll} items={ways} />
      )}
      <NoticedBanner metrics={ofLive.length} />
      {copy.previews.map(({ agent, preview }) => (
        <Target key={agent.id} agent={agent} preview={preview} copy={copy} />
      ))}
    </div>
  );
}

type TargetProps = { agent: Picked; preview: UseQueryResult<CopyTarget> | undefined; copy: Copy };

function Target({ agent, preview, copy }: TargetProps) {
  const state = preview?.data?.state;
  return (
    <section aria-label={agent.name}>
      <h3 className={styles.head}>
        <AgentMark id={agent.id} size={16} />
        <span className={styles.name}>{agent.name}</span>
      </h3>
      {preview?.error ? (
        <ErrorBanner
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      ) : state === undefined ? (
        <Skeleton rows={1} label={text.reading} />
      ) : state.kind === "readOnly" ? (
        <p className={styles.note}>{text.readOnly(state.reason)}</p>
      ) : (
        <>
          <ul className={styles.list}>
            {state.metrics.map((metric) => (
              <li key={metric.metric} className={styles.row}>
                <OnTarget
                  metric={metric}
                  agent={agent}
                  way={copy.wayFor(agent.id, metric.metric)}
                  onChange={(way) => copy.setWay(agent.id, metric.metric, way)}
                />
              </li>
            ))}
          </ul>
          {state.otherChanges > 0 && <p className={styles.note}>{text.others(state.otherChanges)}</p>}
        </>
      )}
    </section>
  );
}

type OnTargetProps = { metric: CopyMetric; agent: Picked; way: Way; onChange: (way: Way) => void };

function OnTarget({ metric, agent, way, onChange }: OnTargetProps) {
  const { state } = metric;
  const name = readableName(metric.identifier);
  return (
    <>
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.end}>
          <StateChip state={state.kind} words={text.state[state.kind]} />
        </span>
      </div>
      {state.kind === "refused" && <p className={styles.note}>{text.refused}</p>}
      {state.kind === "different" && (
        <>
          <IncomingWords change={state.change} type={null} />
          <Select label={text.way(name, agent.name)} value={way} onChange={onChange} items={ways} />
        </>
      )}
      {arrives(metric, way) && <FindingList findings={metric.findings} of={text.way(name, agent.name)} />}
      <Noticed consequences={noticed(metric, way)} />
    </>
  );
}

export function CopyPreviewFooter({ copy }: { copy: Copy }) {
  const reason = copy.isReading ? text.wait : copy.changing === 0 ? text.nothing : null;
  return (
    <>
      <Button variant="secondary" size="dialog" onPress={copy.back}>
        {text.back}
      </Button>
      <Button
        variant="ink"
        size="dialog"
        pending={copy.apply.isPending}
        disabledReason={reason}
        onPress={() => copy.apply.mutate()}
      >
        {text.apply(copy.changing)}
      </Button>
    </>
  );
}
