import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { discardPublish, giveUpPublish, type PublishView, type RunState, resumePublish } from "../../host";
import { runText } from "../../text/run";
import { stoppedText } from "../../text/stopped";
import { ErrorBanner } from "../shell/ErrorState";
import { useRunCommand } from "./publishQueries";
import styles from "./RunStopped.module.css";
import { Steps } from "./Steps";

interface Props {
  agentId: string;
  run: PublishView;
  state: Extract<RunState, { kind: "interrupted" }>;
  onClose: () => void;
}

/** Where it may go on, the step it came to did not fail: it is still ahead. */
const stillAhead = (run: PublishView): PublishView => ({
  ...run,
  steps: run.steps.map((each) => (each.state === "stopped" ? { ...each, state: "waiting" } : each)),
});

/** Debrief was closed in the middle: what a look at Atoms found, and what is safe. Going on starts with reading Atoms. */
export function RunInterrupted({ agentId, run, state, onClose }: Props) {
  const words = runText.interrupted;
  const said = stoppedText.interrupted(run, state);
  const { standing } = state;
  // Not on a button that publishes or removes.
  const later = useRef<HTMLButtonElement | null>(null);
  const news = useRef<HTMLDivElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons are others when it stands otherwise
  useEffect(() => (later.current ?? news.current)?.focus(), [standing]);
  const resume = useRunCommand(agentId, resumePublish);
  const giveUp = useRunCommand(agentId, giveUpPublish);
  const discard = useRunCommand(agentId, discardPublish);
  const failed = resume.error ?? giveUp.error ?? discard.error;
  return (
    <div className={styles.stopped}>
      <div ref={news} tabIndex={-1} className={styles.news}>
        <p>{said.what}</p>
        <p className={styles.safe}>{said.safe}</p>
      </div>
      <Steps run={standing === "discard" ? run : stillAhead(run)} seconds={null} />
      {failed !== null && (
        <ErrorBanner
          error={failed}
          onDismiss={() => {
            resume.reset();
            giveUp.reset();
            discard.reset();
          }}
        />
      )}
      {standing === "discard" ? (
        <div className={styles.buttons}>
          <Button variant="ink" size="dialog" pending={discard.isPending} onPress={() => discard.mutate()}>
            {words.discard}
          </Button>
        </div>
      ) : (
        <div className={styles.buttons}>
          {standing === "continue" ? (
            <Button
              variant="ghost"
              size="dialog"
              pending={discard.isPending}
              onPress={() => discard.mutate()}
            >
              {words.discard}
            </Button>
          ) : (
            run.canGiveUp && (
              <Button
                variant="ghost"
                size="dialog"
                pending={giveUp.isPending}
                onPress={() => giveUp.mutate()}
              >
                {words.giveUp}
              </Button>
            )
          )}
          <Button variant="secondary" size="dialog" onPress={onClose} ref={later}>
            {words.later}
          </Button>
          <Button variant="publish" size="dialog" pending={resume.isPending} onPress={() => resume.mutate()}>
            {words.resume}
          </Button>
        </div>
      )}
    </div>
  );
}
