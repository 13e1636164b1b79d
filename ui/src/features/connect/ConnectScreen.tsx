import { useMutation } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { type ConnectionView, type StartView, switchConnection } from "../../host";
import { connectText } from "../../text/connect";
import { ErrorBanner } from "../shell/ErrorState";
import { SetAsideBanner } from "../shell/SetAsideBanner";
import { ConnectForm } from "./ConnectForm";
import styles from "./ConnectScreen.module.css";
import { KeptConnections } from "./KeptConnections";
import { KeychainTroubleCard, type Pending } from "./KeychainTroubleCard";
import { SandboxCard } from "./SandboxCard";
import { Teaching } from "./Teaching";

type Props = {
  start: StartView;
  /** The connection whose key no longer works, when a new one is asked for. */
  again: ConnectionView | null;
  /** The keychain cannot be had: the key is used until the app closes. */
  forSession?: boolean;
  onConnected: () => Promise<void>;
  onBack?: () => void;
};

export function ConnectScreen({ start, again, forSession = false, onConnected, onBack }: Props) {
  const [pending, setPending] = useState<Pending | null>(null);
  const use = useMutation({ mutationFn: switchConnection, onSuccess: onConnected });
  const kept = again ? [] : start.connections.filter((each) => each.id !== start.connection?.id);

  return (
    <div className={styles.screen}>
      <Teaching version={start.version} automation={start.automation} />
      <main className={styles.panel}>
        <div className={styles.column}>
          {start.setAside && <SetAsideBanner setAside={start.setAside} />}
          {onBack && !pending && (
            <div className={styles.back}>
              <Button variant="ghost" size="toolbar" icon={ArrowLeft} onPress={onBack}>
                {connectText.back}
              </Button>
            </div>
          )}
          {pending ? (
            <KeychainTroubleCard
              pending={pending}
              onStillPending={setPending}
              onConnected={onConnected}
              onDropped={() => setPending(null)}
            />
          ) : (
            <>
              <ConnectForm
                again={again}
                forSession={forSession}
                onConnected={onConnected}
                onPending={setPending}
              />
              {!again && (
                <>
                  <div className={styles.or}>
                    <span>{connectText.or}</span>
                  </div>
                  {use.error && <ErrorBanner error={use.error} onDismiss={use.reset} />}
                  <KeptConnections connections={kept} pending={use.isPending} onUse={use.mutate} />
                  <SandboxCard onOpened={onConnected} />
                </>
              )}
            </>
          )}
        </div>
      </main>
    </div>
  );
}
