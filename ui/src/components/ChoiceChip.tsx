import type { ReactNode } from "react";
import type { SpanKind } from "../host";
import styles from "./ChoiceChip.module.css";

/** A choice, spelled exactly; the frame says so. */
export function ChoiceChip({ kind = "same", children }: { kind?: SpanKind; children: ReactNode }) {
  const Element = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
  return <Element className={`${styles.chip} ${styles[kind]}`}>{children}</Element>;
}
