import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { giveUpPublish, type PublishView, resumePublish } from "../../host";
import { publishText } from "../../text/publish";
import { ErrorBanner } from "../shell/ErrorState";
import { publishKey } from "./publishQueries";
import styles from "./RunStopped.module.css";
import { Steps } from "./Steps";

interface Props {
  agentId: string;
  run: PublishView;
  onClose: () => void;
}

/** The app ended in the middle. Going on starts with reading Atoms. */
export function RunInterrupted({ agentId, run, onClose }: Props) {
  const client = useQueryClient();
  const words = publishText.interrupted;
  // Not on the button that publishes.
  const later = useRef<HTMLButtonElement | null>(null);
  useEffect(() => later.current?.focus(), []);
  const resume = useMutation({
    mutationFn: () => resumePublish(agentId),
    onSuccess: (next) => client.setQueryData(publishKey(agentId), next),
  });
  const giveUp = useMutation({
    mutationFn: () => giveUpPublish(agentId),
    onSuccess: (next) => client.setQueryData(publishKey(agentId), next),
  });
  const failed = resume.error ?? giveUp.error;
  return (
    <div className={styles.stopped}>
      <div>
        <p>{words.body(run)}</p>
        <p className={styles.safe}>{run.canGiveUp ? `${words.next} ${words.stuck}` : words.next}</p>
      </div>
      <Steps run={run} seconds={null} />
      {failed !== null && (
        <ErrorBanner
          error={failed}
          onDismiss={() => {
            resume.reset();
            giveUp.reset();
          }}
        />
      )}
      <div className={styles.buttons}>
        {run.canGiveUp && (
          <Button variant="ghost" size="dialog" pending={giveUp.isPending} onPress={() => giveUp.mutate()}>
            {words.giveUp}
          </Button>
        )}
        <Button variant="secondary" size="dialog" onPress={onClose} ref={later}>
          {words.later}
        </Button>
        <Button variant="publish" size="dialog" pending={resume.isPending} onPress={() => resume.mutate()}>
          {words.resume}
        </Button>
      </div>
    </div>
  );
}
