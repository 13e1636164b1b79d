import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import hidden from "../../components/visuallyHidden.module.css";
import type { AgentView, PublishView, ReplacedVersion } from "../../host";
import { keys } from "../../host/queries";
import { runText } from "../../text/run";
import { targetText } from "../../text/target";
import { clock, exactTime } from "../../text/time";
import styles from "./RunLive.module.css";

interface Props {
  run: PublishView;
  readAt: string;
  metrics: number;
  /** A colleague's version that went live unseen in between. */
  replaced: ReplacedVersion | null;
  onDone: () => void;
  onHistory: () => void;
}

/** Shown only after a fresh read of the agent equals what was sent. */
export function RunLive({ run, readAt, metrics, replaced, onDone, onHistory }: Props) {
  const done = useRef<HTMLButtonElement | null>(null);
  useEffect(() => done.current?.focus(), []);
  const words = runText.done;
  const at = new Date(readAt);
  const agent = useQueryClient().getQueryData<AgentView>(keys.agent(run.agentId));
  const isLiveNow = run.newVersionId !== null && agent?.live?.id === run.newVersionId;
  return (
    <div className={styles.live}>
      <div className={styles.news} role="alert">
        <span className={`${styles.mark} ${run.target === null ? "" : styles.aside}`}>
          <Icon of={Check} size={18} />
        </span>
        <div>
          {/* The dialog's new name is seen, and not heard: nothing moved into it. */}
          <p className={hidden.hidden}>{words.title(run)}</p>
          {run.label !== "" && <p className={styles.label}>{runText.labelled(run.label)}</p>}
          <p>
            {run.foundLater && `${words.foundLater} `}
            {words.readBack}{" "}
            <time dateTime={readAt} title={exactTime(at)}>
              {clock(at)}
            </time>
            . {words.matches(metrics)}
          </p>
        </div>
      </div>
      {run.target !== null && <p>{targetText.done.notLive(run.target, isLiveNow)}</p>}
      {replaced !== null && (
        <Banner tone="warn" title={words.replaced(replaced, run).title}>
          {words.replaced(replaced, run).body}
        </Banner>
      )}
      {run.unsentDescription !== null && (
        <Banner tone="neutral" title={words.unsent.title}>
          {words.unsent.body(run.unsentDescription)}
        </Banner>
      )}
      <div className={styles.buttons}>
        <Button variant="secondary" fullWidth onPress={onHistory}>
          {words.history}
        </Button>
        <Button variant="ink" fullWidth onPress={onDone} ref={done}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
