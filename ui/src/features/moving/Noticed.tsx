import { Banner } from "../../components/Banner";
import type { Consequence } from "../../host";
import { consequencesText } from "../../text/consequences";
import { WhatDepends } from "../metrics/WhatDepends";
import styles from "./Moving.module.css";

/** How many live metrics change for those who read their answers; nothing where none does. */
export function NoticedBanner({ metrics }: { metrics: number }) {
  if (metrics === 0) return null;
  return (
    <Banner key={metrics} tone="warn" title={consequencesText.title}>
      {consequencesText.replacing(metrics)}
    </Banner>
  );
}

/** With the metric that takes the place of a live one: what changes and what depends on it. */
export function Noticed({ consequences }: { consequences: readonly Consequence[] }) {
  if (consequences.length === 0) return null;
  return (
    <div className={styles.noticed}>
      <WhatDepends consequences={consequences} />
    </div>
  );
}
