import { useMutation, useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import { cancelPublish, type PublishView } from "../../host";
import { runText } from "../../text/run";
import { ErrorBanner } from "../shell/ErrorState";
import { publishKey } from "./publishQueries";
import styles from "./RunProgress.module.css";
import { Steps } from "./Steps";

interface Props {
  agentId: string;
  run: PublishView;
  onClose: () => void;
}

function useSeconds(startedAt: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000));
}

/** Nothing but reading was done so far. */
const isUntouched = ({ canCancel, steps }: PublishView) =>
  canCancel &&
  steps.every(({ step, state }) => step === "lookBefore" || state === "waiting" || state === "running");

/** The steps while they run. "Keep working" leaves them running; "Cancel safely" is there exactly while it is safe. */
export function RunProgress({ agentId, run, onClose }: Props) {
  const client = useQueryClient();
  const seconds = useSeconds(run.startedAt);
  const working = useRef<HTMLButtonElement | null>(null);
  const cancel = useMutation({
    mutationFn: () => cancelPublish(agentId),
    onSettled: () => client.invalidateQueries({ queryKey: publishKey(agentId) }),
  });
  const words = runText;
  const done = run.steps.filter((step) => step.state === "done").length;

  // Publish had the focus, then perhaps "Cancel safely", which goes the moment it is no longer safe.
  const canCancel = run.canCancel;
  useEffect(() => {
    if (!canCancel || document.activeElement === document.body) working.current?.focus();
  }, [canCancel]);
  useEffect(() => working.current?.focus(), []);

  return (
    <div className={styles.run}>
      {run.label !== "" && <p className={styles.label}>{runText.labelled(run.label)}</p>}
      <Steps run={run} seconds={run.waitsForNetwork ? null : seconds} />
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={run.steps.length}
        aria-valuenow={done}
      >
        <span style={{ width: `${run.steps.length === 0 ? 0 : (100 * done) / run.steps.length}%` }} />
      </div>
      {run.waitsForNetwork && (
        <Banner tone="warn" icon={WifiOff} title={words.noNetwork.title}>
          {words.noNetwork.body} {isUntouched(run) ? words.noNetwork.untouched : words.noNetwork.begun}
        </Banner>
      )}
      <LiveText className={styles.note}>
        {!run.waitsForNetwork && (run.checkIsSlow ? words.slowCheck : words.note)}
      </LiveText>
      {cancel.error !== null && <ErrorBanner error={cancel.error} onDismiss={cancel.reset} />}
      <div className={styles.buttons}>
        {canCancel && (
          <Button
            variant="secondary"
            fullWidth
            pending={cancel.isPending || cancel.isSuccess}
            onPress={() => cancel.mutate()}
          >
            {cancel.isPending || cancel.isSuccess ? words.cancelling : words.cancel}
          </Button>
        )}
        <Button variant="secondary" fullWidth onPress={onClose} ref={working}>
          {words.keepWorking}
        </Button>
      </div>
    </div>
  );
}
