import type { Span } from "../host";
import styles from "./Diff.module.css";

/** A text with the words that come underlined and the words that go struck, as in tracked changes. */
export function Diff({ spans, inline = false }: { spans: readonly Span[]; inline?: boolean }) {
  let at = 0;
  const Around = inline ? "span" : "p";
  return (
    <Around className={inline ? undefined : styles.diff}>
      {spans.map((span) => {
        const key = at;
        at += span.text.length + 1;
        if (span.kind === "added")
          return (
            <ins key={key} className={styles.added}>
              {span.text}
            </ins>
          );
        if (span.kind === "removed")
          return (
            <del key={key} className={styles.removed}>
              {span.text}
            </del>
          );
        return <span key={key}>{span.text}</span>;
      })}
    </Around>
  );
}
