import type { ReactNode } from "react";
import { Tooltip } from "react-aria-components";
import { common } from "../text/common";
import styles from "./TooltipBody.module.css";

const TOOLTIPS = "tooltips";

/** Where tooltips are put: inside a landmark, and never made inert by a dialog they belong to. */
export function TooltipPlace() {
  return <aside id={TOOLTIPS} aria-label={common.hints} data-react-aria-top-layer="true" />;
}

/** What a tooltip looks like; the trigger around it says when. */
export function TooltipBody({ children }: { children: ReactNode }) {
  const place = document.getElementById(TOOLTIPS);
  return (
    <Tooltip
      offset={6}
      className={styles.tooltip ?? ""}
      {...(place ? { UNSTABLE_portalContainer: place } : {})}
    >
      {children}
    </Tooltip>
  );
}
