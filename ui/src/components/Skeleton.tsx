import styles from "./Skeleton.module.css";

/** Still grey bars in the place of what is read; they come after 150 ms, by the style sheet. */
export function Skeleton({
  rows = 3,
  height = 48,
  shape = "rows",
  label,
}: {
  rows?: number;
  height?: number;
  /** What will be in its place: rows between lines, a table with its head, or a timeline. */
  shape?: "rows" | "table" | "timeline";
  label: string;
}) {
  return (
    <div role="status" className={`${styles.bars} ${styles[shape]}`}>
      <span className={styles.label}>{label}</span>
      {shape === "table" && <div className={styles.head} aria-hidden="true" />}
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all the same and never move
        <div key={row} className={styles.bar} style={{ height }} aria-hidden="true">
          {shape === "timeline" && <span className={styles.tile} />}
          <span className={styles.line} />
        </div>
      ))}
    </div>
  );
}
