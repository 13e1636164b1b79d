import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import { Spinner } from "../../components/Spinner";
import type { PublishView } from "../../host";
import { runText } from "../../text/run";
import styles from "./RunProgress.module.css";
import { Steps } from "./Steps";

type Props = { run: PublishView; words: string; onClose: () => void };

/** What is known of the steps while none of them runs: Atoms is read for the rest, or what was begun is removed. */
export function RunLooking({ run, words, onClose }: Props) {
  const leave = useRef<HTMLButtonElement | null>(null);
  useEffect(() => leave.current?.focus(), []);
  // Nothing of it runs: the step that it had come to is what Atoms is asked about.
  const steps = run.steps.map((each) =>
    each.state === "done" ? each : { ...each, state: "waiting" as const },
  );
  return (
    <div className={styles.run}>
      <div className={styles.looking}>
        <Spinner size={16} />
        <LiveText>{words}</LiveText>
      </div>
      <Steps run={{ ...run, steps }} seconds={null} />
      <div className={styles.buttons}>
        <Button variant="secondary" fullWidth onPress={onClose} ref={leave}>
          {runText.keepWorking}
        </Button>
      </div>
    </div>
  );
}
