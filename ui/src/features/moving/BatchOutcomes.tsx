import { CircleAlert, CircleDashed, CircleSlash, Radio } from "lucide-react";
import { AgentMark } from "../../components/AgentMark";
import { Icon } from "../../components/Icon";
import { Link } from "../../components/Link";
import { LiveText } from "../../components/LiveText";
import { Spinner } from "../../components/Spinner";
import type { BatchTarget, BatchView } from "../../host";
import { batchText } from "../../text/batch";
import { requestReview } from "../publish/reviewRequest";
import { ErrorBanner } from "../shell/ErrorState";
import { agentHref, goTo } from "../shell/route";
import { useHalt } from "./batchQueries";
import styles from "./Moving.module.css";

type Props = { batch: BatchView; onFollow: () => void };

/** Agent by agent, how it stands. They stay until the batch is put away. */
export function BatchOutcomes({ batch, onFollow }: Props) {
  const halt = useHalt(batch);
  return (
    <div className={styles.form}>
      {halt === null ? (
        <LiveText>{batchText.note(batch)}</LiveText>
      ) : (
        <ErrorBanner error={halt} body={batchText.halted} />
      )}
      {batch.label !== "" && <p className={styles.note}>{batchText.labelled(batch.label)}</p>}
      <ul className={styles.list} aria-label={batchText.list}>
        {batch.targets.map((target) => (
          <li key={target.agentId} className={styles.row}>
            <Target target={target} onFollow={onFollow} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Target({ target, onFollow }: { target: BatchTarget; onFollow: () => void }) {
  const { agentId, agentName, otherChanges, outcome } = target;
  return (
    <>
      <div className={styles.head}>
        <AgentMark id={agentId} size={16} />
        <span className={styles.name}>{agentName}</span>
        <span className={`${styles.place} ${styles.head}`}>
          <Mark kind={outcome.kind} />
          {batchText.marks[outcome.kind]}
        </span>
      </div>
      <p className={styles.note}>{batchText.outcome(outcome)}</p>
      {otherChanges > 0 && (outcome.kind === "waiting" || outcome.kind === "running") && (
        <p className={styles.note}>{batchText.withOthers(otherChanges)}</p>
      )}
      {outcome.kind === "needsYou" && (
        <Link
          onPress={() => {
            requestReview(agentId);
            goTo(agentHref(agentId));
            onFollow();
          }}
        >
          {batchText.open(agentName)}
        </Link>
      )}
    </>
  );
}

const marks = {
  waiting: { icon: CircleDashed, tone: "quiet" },
  live: { icon: Radio, tone: "live" },
  needsYou: { icon: CircleAlert, tone: "warn" },
  skipped: { icon: CircleSlash, tone: "quiet" },
} as const;

function Mark({ kind }: { kind: BatchTarget["outcome"]["kind"] }) {
  if (kind === "running") return <Spinner size={14} />;
  const { icon, tone } = marks[kind];
  return <Icon of={icon} size={14} className={styles[tone]} />;
}
