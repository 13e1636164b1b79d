import { useEffect, useRef } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import { Time } from "../../components/Time";
import type { PublishView } from "../../host";
import { guardText } from "../../text/guard";
import { draftOf } from "../../text/names";
import { spokenAgo } from "../../text/time";
import { ErrorBanner } from "../shell/ErrorState";
import { ConflictChoice } from "./ConflictChoice";
import { CopyNote } from "./CopyNote";
import { DraftContents } from "./DraftContents";
import { DraftDangers } from "./DraftDangers";
import styles from "./DraftGuard.module.css";
import { DraftWays } from "./DraftWays";
import { conflictName, type GuardWork } from "./useGuard";

type Props = { run: PublishView; work: GuardWork };

/** The draft went before the question about it was answered. */
export function DraftGone({ onReview }: { onReview: () => void }) {
  const next = useRef<HTMLButtonElement | null>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <div className={styles.guard}>
      <p role="alert">{guardText.goneNext}</p>
      <div>
        <Button variant="ink" size="dialog" onPress={onReview} ref={next}>
          {guardText.review}
        </Button>
      </div>
    </div>
  );
}

/** Stops before harm: whose unfinished work would go live, the very words of it, and three answers. */
export function DraftGuard({ run, work }: Props) {
  const { read, draft, author, reason } = work;
  const usual = useRef<HTMLButtonElement | null>(null);
  useEffect(() => usual.current?.focus(), []);
  const at = draft?.changedAt ?? draft?.since ?? reason?.since ?? null;
  return (
    <div className={styles.guard}>
      <div>
        <p>
          {guardText.edited(author, work.agentName)}
          {at !== null && (
            <>
              {" "}
              <Time at={at} words={spokenAgo} />
            </>
          )}
          . {guardText.consequence}
        </p>
        <p className={styles.safe}>{guardText.safe(run, reason?.joined === true)}</p>
      </div>
      {reason?.joined && (
        <Banner tone="warn" title={guardText.joined.title}>
          {guardText.joined.body(reason)}
        </Banner>
      )}
      <LiveText className={styles.moved}>{work.hasMoved && guardText.moved}</LiveText>
      {read.error !== null && work.error === null && (
        <ErrorBanner error={read.error} onRetry={() => void read.refetch()} retrying={read.isFetching} />
      )}
      <DraftContents draft={draft} author={author} isReading={read.isFetching && draft === null} />
      {draft !== null && draft.conflicts.length > 0 && (
        <section className={styles.guard} aria-label={guardText.both}>
          <p>{guardText.bothNote(author)}</p>
          {draft.conflicts.map((conflict) => (
            <ConflictChoice
              key={conflictName(conflict.key)}
              conflict={conflict}
              version={draftOf(author)}
              side={work.sides.get(conflictName(conflict.key)) ?? null}
              onChoose={(side) => work.choose(conflictName(conflict.key), side)}
            />
          ))}
        </section>
      )}
      <DraftDangers work={work} />
      <DraftWays work={work} usual={usual} />
      {work.error !== null && <ErrorBanner error={work.error} onDismiss={work.dismissError} />}
    </div>
  );
}

/** Beside the answers: telling the colleague, and leaving. */
export function GuardFooter({ work, onClose }: { work: GuardWork; onClose: () => void }) {
  return (
    <>
      <CopyNote
        author={work.author}
        note={guardText.note.ask(work.author, work.agentName, work.unpublished)}
      />
      <Button
        variant="secondary"
        size="dialog"
        disabledReason={work.pending === null || work.pending === "wait" ? null : guardText.underWay}
        onPress={onClose}
      >
        {guardText.cancel}
      </Button>
    </>
  );
}
