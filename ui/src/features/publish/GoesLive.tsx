import { GitBranch, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";
import { publishText } from "../../text/publish";
import { targetText } from "../../text/target";
import styles from "./GoesLive.module.css";

/** What callers feel of it, before one says yes. */
export function GoesLive({ children }: { children?: ReactNode }) {
  return (
    <p className={styles.consequence}>
      <Icon of={TriangleAlert} />
      <span>
        <strong>{publishText.consequence}</strong> {children}
      </span>
    </p>
  );
}

/** Callers feel nothing of it. */
export function StaysAside({ children }: { children: ReactNode }) {
  return (
    <p className={`${styles.consequence} ${styles.quiet}`}>
      <Icon of={GitBranch} />
      <span>
        <strong>{targetText.consequence}</strong> {children}
      </span>
    </p>
  );
}
