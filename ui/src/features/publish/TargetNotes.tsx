import { Banner } from "../../components/Banner";
import type { BranchReview } from "../../host";
import { targetText } from "../../text/target";
import { ConflictChoice } from "./ConflictChoice";
import styles from "./TargetNotes.module.css";
import { conflictName } from "./useGuard";
import { draftInTheWay, type TargetWork } from "./useTarget";

type Props = { view: BranchReview; target: TargetWork };

/** What is in the way on a branch that is not live: somebody's draft, and what both changed. */
export function TargetNotes({ view, target }: Props) {
  const { name } = view.branch;
  const draft = draftInTheWay(view);
  return (
    <>
      {draft !== null && (
        <Banner
          tone="warn"
          title={
            draft.publishing ? targetText.draft.publishing(name) : targetText.draft.title(draft.author, name)
          }
        >
          {!draft.publishing && targetText.draft.body(draft.author)}
        </Banner>
      )}
      {view.conflicts.length > 0 && (
        <section className={styles.conflicts} aria-label={targetText.conflicts(name)}>
          <h3 className={styles.title}>{targetText.conflicts(name)}</h3>
          <p className={styles.note}>{targetText.conflictsNote(name)}</p>
          {view.conflicts.map((conflict) => (
            <ConflictChoice
              key={conflictName(conflict.key)}
              conflict={conflict}
              version={name}
              side={target.sides.get(conflictName(conflict.key)) ?? null}
              onChoose={(side) => target.choose(conflict.key, side)}
            />
          ))}
        </section>
      )}
    </>
  );
}
