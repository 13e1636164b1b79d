import { useEffect, useRef } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { LiveText } from "../../components/LiveText";
import hidden from "../../components/visuallyHidden.module.css";
import { type DraftWait, type PublishView, waitForDraft } from "../../host";
import { errorText } from "../../text/errors";
import { guardText } from "../../text/guard";
import { clock, exactTime } from "../../text/time";
import { ErrorBanner } from "../shell/ErrorState";
import { CopyNote } from "./CopyNote";
import styles from "./DraftGuard.module.css";
import { useRunCommand } from "./publishQueries";
import stopped from "./RunStopped.module.css";

type Props = {
  run: PublishView;
  waiting: DraftWait;
  author: string | null;
  note: string;
  /** Forgets it. */
  onStop: () => void;
  onReview: () => void;
};

/** The person waits for the draft to go; how it went, once it has. */
export function DraftWaiting({ run, waiting, author, note, onStop, onReview }: Props) {
  const words = guardText.waiting;
  const check = useRunCommand(run.agentId, waitForDraft);
  const next = useRef<HTMLButtonElement | null>(null);
  const isGone = waiting.gone !== null;
  // The button that had the focus is gone with what it was about.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more when the draft is gone
  useEffect(() => next.current?.focus(), [isGone]);
  const at = new Date(waiting.checkedAt);
  if (waiting.gone !== null) {
    const ended = guardText.ended(waiting.gone, author);
    return (
      <div className={stopped.stopped}>
        <div role="alert">
          <p className={hidden.hidden}>{ended.title}</p>
          <p>{ended.body}</p>
        </div>
        <div className={stopped.buttons}>
          <Button variant="ink" size="dialog" onPress={onReview} ref={next}>
            {ended.press}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={stopped.stopped}>
      <div>
        <LiveText className={styles.news}>{words.title(author)}</LiveText>
        <p>
          {words.looked}{" "}
          <time dateTime={waiting.checkedAt} title={exactTime(at)}>
            {clock(at)}
          </time>
          {words.andAgain}
        </p>
        <LiveText className={styles.safe}>
          {check.isPending ? words.checking : check.isSuccess && waiting.trouble === null && words.stillOpen}
        </LiveText>
      </div>
      {waiting.trouble !== null && (
        <Banner tone="warn" title={words.trouble(clock(at))}>
          {errorText(waiting.trouble).title}. {words.goesOn}
        </Banner>
      )}
      {check.error !== null && <ErrorBanner error={check.error} onDismiss={check.reset} />}
      <div className={stopped.buttons}>
        <CopyNote author={author} note={note} />
        <Button variant="secondary" size="dialog" onPress={onStop}>
          {words.stop}
        </Button>
        <Button
          variant="ink"
          size="dialog"
          pending={check.isPending}
          onPress={() => check.mutate()}
          ref={next}
        >
          {words.check}
        </Button>
      </div>
    </div>
  );
}
