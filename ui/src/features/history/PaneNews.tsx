import { Banner } from "../../components/Banner";
import { StatusLine } from "../../components/StatusLine";
import { common } from "../../text/common";
import { compareText } from "../../text/compare";
import type { Comparing } from "./useComparing";
import styles from "./VersionPane.module.css";

/** What came of copying, above what is compared. It takes room only while it says something. */
export function PaneNews({ comparing }: { comparing: Comparing }) {
  const { copied } = comparing;
  return (
    <div className={copied !== null ? styles.done : undefined}>
      {copied === "failed" && (
        <Banner tone="warn" onDismiss={comparing.dismissCopied}>
          {common.notCopied}
        </Banner>
      )}
      <StatusLine onDismiss={comparing.dismissCopied}>{copied === "copied" && compareText.copied}</StatusLine>
    </div>
  );
}
