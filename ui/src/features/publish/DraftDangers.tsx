import { Checkbox } from "../../components/Checkbox";
import { listed } from "../../text/common";
import { guardText } from "../../text/guard";
import { lintText } from "../../text/lint";
import { DangerList, named } from "./DangerList";
import styles from "./ReviewDangers.module.css";
import type { GuardWork } from "./useGuard";

/** What a colleague's draft brings into the metrics that can void whole calls. Only who publishes all of it is asked. */
export function DraftDangers({ work }: { work: GuardWork }) {
  const dangers = work.draft?.dangers ?? [];
  if (dangers.length === 0) return null;
  const title = guardText.dangers(work.author, dangers.length);
  return (
    <section className={styles.dangers} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.why}>{lintText.review.why}</p>
      <DangerList dangers={dangers} />
      {work.only === null && (
        <>
          <Checkbox
            isSelected={work.isAnyway}
            onChange={work.setAnyway}
            aria-describedby="publish-anyway-names"
          >
            {lintText.review.anyway}
          </Checkbox>
          <p id="publish-anyway-names" className={styles.names}>
            {lintText.review.anywayFor(listed([...named(dangers).values()]))}
          </p>
        </>
      )}
    </section>
  );
}
