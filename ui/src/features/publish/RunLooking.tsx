import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import { Spinner } from "../../components/Spinner";
import type { PublishView } from "../../host";
import { runText } from "../../text/run";
import styles from "./RunProgress.module.css";
import { Steps } from "./Steps";

/** Debrief was closed in the middle; what is known of the steps, while Atoms is read for the rest. */
export function RunLooking({ run, onClose }: { run: PublishView; onClose: () => void }) {
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
        <LiveText>{runText.looking.body(run)}</LiveText>
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
