import { useMutation } from "@tanstack/react-query";
import { ChevronRight, FlaskConical } from "lucide-react";
import { useId } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import { openSandbox } from "../../host";
import { connectText } from "../../text/connect";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./ConnectCards.module.css";

export function SandboxCard({ onOpened }: { onOpened: () => Promise<void> }) {
  const noteId = useId();
  const open = useMutation({ mutationFn: openSandbox, onSuccess: onOpened });
  return (
    <>
      <div className={`${styles.card} ${styles.stretched}`}>
        <span className={styles.mark}>
          <Icon of={FlaskConical} size={18} />
        </span>
        <span className={styles.words}>
          <Button
            className={`${styles.title} ${styles.stretch}`}
            aria-describedby={noteId}
            onPress={() => !open.isPending && open.mutate()}
          >
            {connectText.sandbox}
          </Button>
          <span id={noteId} className={styles.note}>
            {open.isPending ? connectText.sandboxOpening : connectText.sandboxNote}
          </span>
        </span>
        {open.isPending ? <Spinner /> : <Icon of={ChevronRight} />}
      </div>
      {open.error && <ErrorBanner error={open.error} onRetry={() => open.mutate()} onDismiss={open.reset} />}
    </>
  );
}
