import type { ReactNode } from "react";
import { StatusLine } from "../../components/StatusLine";
import { common } from "../../text/common";
import { compareText } from "../../text/compare";
import type { Comparing } from "./useComparing";
import styles from "./VersionPane.module.css";

type Props = { comparing: Comparing; hasMore?: boolean; children?: ReactNode };

/** What finished actions left, above what is compared. It takes room only while it says something. */
export function PaneNews({ comparing, hasMore = false, children }: Props) {
  const { copied } = comparing;
  return (
    <div className={copied !== null || hasMore ? styles.done : undefined}>
      {children}
      <StatusLine onDismiss={comparing.dismissCopied}>
        {copied === "copied" ? compareText.copied : copied === "failed" && common.notCopied}
      </StatusLine>
    </div>
  );
}
