import {
  CircleAlert,
  CircleX,
  FilePlus2,
  GitBranch,
  Hourglass,
  type LucideIcon,
  Radio,
  WifiOff,
} from "lucide-react";
import { AgentMark } from "../../components/AgentMark";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import type { PublishView } from "../../host";
import { isWaiting } from "../../host/runs";
import { runText } from "../../text/run";
import { shellText } from "../../text/shell";
import { useBatches } from "../moving/batchQueries";
import { useOpenRuns } from "../publish/publishQueries";
import { requestReview } from "../publish/reviewRequest";
import { BatchEntry } from "./BatchEntry";
import styles from "./OpenRuns.module.css";
import { agentHref } from "./route";
import sidebar from "./Sidebar.module.css";

/** The publishes of all agents that go on, wait, or ended and were not put away. Each leads to its dialog. */
export function OpenRuns({ onFollow }: { onFollow: () => void }) {
  const runs = useOpenRuns().data ?? [];
  const batches = useBatches().data ?? [];
  if (runs.length === 0 && batches.length === 0) return null;
  return (
    <section aria-label={shellText.publishing}>
      <h2 className={sidebar.heading}>{shellText.publishing}</h2>
      {batches.map((batch) => (
        <BatchEntry key={batch.id} batch={batch} onFollow={onFollow} />
      ))}
      {runs.map(({ agentId, agentName, publish }) => {
        const words = runText.standing(publish);
        return (
          <a
            key={agentId}
            href={agentHref(agentId)}
            className={`${sidebar.link} ${styles.run}`}
            title={`${agentName}: ${words}`}
            onClick={() => {
              requestReview(agentId);
              onFollow();
            }}
          >
            <AgentMark id={agentId} size={16} />
            <span className={`${sidebar.words} ${styles.words}`}>
              <span className={styles.name}>{agentName}</span> <span className={styles.state}>{words}</span>
            </span>
            <span className={`${styles.mark} ${styles[tone(publish)]}`}>
              <Mark run={publish} />
            </span>
          </a>
        );
      })}
    </section>
  );
}

/** Whether it moves, is done, or waits for the person. */
function tone(run: PublishView): "scan" | "live" | "warn" {
  const { kind } = run.state;
  if (kind === "live") return "live";
  if (kind === "running") return run.waitsForNetwork ? "warn" : "scan";
  return kind === "looking" || isWaiting(run) ? "scan" : "warn";
}

const icons: Partial<Record<PublishView["state"]["kind"], LucideIcon>> = {
  live: Radio,
  added: FilePlus2,
  interrupted: CircleAlert,
};

function Mark({ run }: { run: PublishView }) {
  if (run.waitsForNetwork) return <Icon of={WifiOff} size={14} />;
  if (run.state.kind === "running" || run.state.kind === "looking") return <Spinner size={14} />;
  if (run.state.kind === "live" && run.target !== null) return <Icon of={GitBranch} size={14} />;
  if (isWaiting(run)) return <Icon of={Hourglass} size={14} />;
  const needsYou = run.state.kind === "stopped" && run.state.reason.kind === "openDraft";
  return <Icon of={icons[run.state.kind] ?? (needsYou ? CircleAlert : CircleX)} size={14} />;
}
