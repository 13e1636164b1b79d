import type { DiffCounts, DraftSection } from "../../host";
import { restoreText } from "../../text/restore";
import { SectionChanges } from "./SectionChanges";
import styles from "./WholeChange.module.css";

type Props = { counts: DiffCounts; sections: readonly DraftSection[] };

/** What changes in an agent when another whole state of it goes live: metrics in numbers, the rest in its own words. */
export function WholeChange({ counts, sections }: Props) {
  return (
    <>
      <div className={styles.part}>
        <h3 className={styles.heading}>{restoreText.metrics}</h3>
        <p>{restoreText.counts(counts)}</p>
      </div>
      <div className={styles.part}>
        <h3 className={styles.heading}>{restoreText.others}</h3>
        {sections.length === 0 ? (
          <p>{restoreText.noOthers}</p>
        ) : (
          <>
            <p>{restoreText.parts(sections.map(({ section }) => section))}</p>
            <section className={styles.parts} aria-label={restoreText.others}>
              {sections.map((section) => (
                <SectionChanges key={section.section} section={section} />
              ))}
            </section>
          </>
        )}
      </div>
    </>
  );
}
