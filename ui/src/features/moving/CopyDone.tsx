import { Upload } from "lucide-react";
import { AgentMark } from "../../components/AgentMark";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { StatusLine } from "../../components/StatusLine";
import { TextField } from "../../components/TextField";
import type { BatchView } from "../../host";
import { copyText } from "../../text/moving";
import { ErrorBanner } from "../shell/ErrorState";
import { useDriveBatch } from "./batchQueries";
import styles from "./Moving.module.css";
import type { Copy } from "./useCopy";

const text = copyText.done;

/** What was copied, and what publishing it would ship. */
export function CopyDone({ copy }: { copy: Copy }) {
  const others = copy.copied.some(({ outcome }) => outcome.otherChanges > 0);
  return (
    <div className={styles.form}>
      <StatusLine>{copy.copied.length > 0 && text.lead}</StatusLine>
      {copy.begin.error !== null && <ErrorBanner error={copy.begin.error} onDismiss={copy.begin.reset} />}
      <ul className={styles.list} aria-label={text.list}>
        {copy.results.map(({ agentId, agentName, outcome }) => (
          <li key={agentId} className={styles.row}>
            <div className={styles.head}>
              <AgentMark id={agentId} size={16} />
              <span className={styles.name}>{agentName}</span>
              <span className={styles.place}>{text.outcome(outcome)}</span>
            </div>
            {outcome.kind === "copied" && outcome.otherChanges > 0 && (
              <Checkbox
                isSelected={copy.withOthers.has(agentId)}
                onChange={(too) => copy.shipOthers(agentId, too)}
              >
                {text.others(outcome.otherChanges, agentName)}
              </Checkbox>
            )}
          </li>
        ))}
      </ul>
      {others && <p className={styles.note}>{text.othersNote}</p>}
      {copy.copied.length > 0 && (
        <>
          <TextField label={text.label} hint={text.labelHint} value={copy.label} onChange={copy.setLabel} />
          <p className={styles.note}>{text.live}</p>
        </>
      )}
    </div>
  );
}

type FooterProps = { copy: Copy; onClose: () => void; onBegun: (batch: BatchView) => void };

export function CopyDoneFooter({ copy, onClose, onBegun }: FooterProps) {
  const drive = useDriveBatch();
  return (
    <>
      <Button variant="secondary" size="dialog" onPress={onClose}>
        {text.done}
      </Button>
      {copy.copied.length > 0 && (
        <Button
          variant="publish"
          size="dialog"
          icon={Upload}
          pending={copy.begin.isPending}
          disabledReason={copy.toPublish === 0 ? text.noneTicked : null}
          onPress={() =>
            copy.begin.mutate(undefined, {
              onSuccess: (batch) => {
                drive(batch.id);
                onBegun(batch);
              },
            })
          }
        >
          {text.publish(copy.toPublish)}
        </Button>
      )}
    </>
  );
}
