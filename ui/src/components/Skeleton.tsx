import styles from "./Skeleton.module.css";

/** Still grey bars in the place of what is read; they come after 300 ms, by the style sheet. */
export function Skeleton({
  rows = 3,
  height = 48,
  label,
}: {
  rows?: number;
  height?: number;
  label: string;
}) {
  return (
    <div role="status" className={styles.bars}>
      <span className={styles.label}>{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all the same and never move
        <div key={row} className={styles.bar} style={{ height }} aria-hidden="true">
          <span className={styles.line} />
        </div>
      ))}
    </div>
  );
}
