import type { ReactNode } from "react";
import { Tooltip } from "react-aria-components";
import styles from "./TooltipBody.module.css";

/** What a tooltip looks like; the trigger around it says when. */
export function TooltipBody({ children }: { children: ReactNode }) {
  return (
    <Tooltip offset={6} className={styles.tooltip ?? ""}>
      {children}
    </Tooltip>
  );
}
