import { useMutation } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { type ConnectOutcome, dropPending, keepForSession, retryKeychain } from "../../host";
import { keychainText } from "../../text/connect";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./KeychainTroubleCard.module.css";

export type Pending = Extract<ConnectOutcome, { kind: "keyNotKept" }>;

type Props = {
  pending: Pending;
  onStillPending: (pending: Pending) => void;
  onConnected: () => Promise<void>;
  onDropped: () => void;
};

/** The key works, the keychain did not take it: try again, or go on without for this session. */
export function KeychainTroubleCard({ pending, onStillPending, onConnected, onDropped }: Props) {
  const again = useMutation({
    mutationFn: () => retryKeychain(pending.pending),
    onSuccess: (outcome) => (outcome.kind === "connected" ? onConnected() : onStillPending(outcome)),
  });
  const session = useMutation({ mutationFn: () => keepForSession(pending.pending), onSuccess: onConnected });
  const drop = useMutation({ mutationFn: () => dropPending(pending.pending), onSuccess: onDropped });
  const busy = again.isPending || session.isPending || drop.isPending;
  const words = keychainText.trouble[pending.trouble];
  const error = again.error ?? session.error ?? drop.error;

  return (
    <div className={styles.card}>
      <EmptyState
        icon={Lock}
        tone="warn"
        level={1}
        title={words.title}
        body={
          <>
            <p>{words.body}</p>
            <p className={styles.works}>{keychainText.works(pending.workspace)}</p>
          </>
        }
        actions={
          <>
            <Button variant="ink" autoFocus pending={again.isPending} onPress={() => !busy && again.mutate()}>
              {keychainText.tryAgain}
            </Button>
            <Button variant="secondary" pending={session.isPending} onPress={() => !busy && session.mutate()}>
              {keychainText.session}
            </Button>
          </>
        }
        details={
          <>
            <span className={styles.note}>{keychainText.sessionNote}</span>
            <Button
              variant="ghost"
              size="row"
              pending={drop.isPending}
              onPress={() => !busy && drop.mutate()}
            >
              {keychainText.drop}
            </Button>
          </>
        }
      />
      {error && <ErrorBanner error={error} />}
    </div>
  );
}
