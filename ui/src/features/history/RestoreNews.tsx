import { Banner } from "../../components/Banner";
import { CopyDetails } from "../../components/CopyDetails";
import { Spinner } from "../../components/Spinner";
import { StatusLine } from "../../components/StatusLine";
import { restoreText } from "../../text/restore";
import { ErrorBanner } from "../shell/ErrorState";
import styles from "./RestoreNews.module.css";
import type { Restoring } from "./restoring";
import { nameOf } from "./versionName";

type Props = { restoring: Restoring; onDismiss?: () => void };

/** Where bringing back a whole version stands, and what came of it. */
export function RestoreNews({ restoring, onDismiss }: Props) {
  const { state, branch } = restoring;
  const version = nameOf(restoring.version);
  if (state.kind === "running")
    return (
      <div className={styles.running} role="status">
        <Spinner size={16} />
        <p>
          <strong>{restoreText.running(version)}.</strong> {restoreText.runningBody}
        </p>
      </div>
    );
  if (state.kind === "failed")
    return <ErrorBanner error={state.error} {...(onDismiss === undefined ? {} : { onDismiss })} />;
  const said = restoreText.outcome(state.outcome, version, branch);
  const error = restoreText.errorOf(state.outcome);
  if (said.tone === "live")
    return <StatusLine onDismiss={onDismiss}>{`${said.title}. ${said.body}`}</StatusLine>;
  return (
    <Banner
      tone={said.tone}
      title={said.title}
      onDismiss={onDismiss}
      actions={error !== null && <CopyDetails error={error} />}
    >
      {said.body}
    </Banner>
  );
}
