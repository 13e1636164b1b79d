import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { CopyDetails } from "../../components/CopyDetails";
import { LiveText } from "../../components/LiveText";
import {
  dismissPublish,
  type PublishView,
  publish,
  removeLeftover,
  review,
  type StopReason,
  toHostError,
} from "../../host";
import { keys } from "../../host/queries";
import { guardText } from "../../text/guard";
import { type StopWords, stoppedText } from "../../text/stopped";
import { ErrorBanner } from "../shell/ErrorState";
import { described } from "./description";
import { publishKey, useShowRun } from "./publishQueries";
import styles from "./RunStopped.module.css";
import { Steps } from "./Steps";

interface Props {
  run: PublishView;
  reason: StopReason;
  words: StopWords;
  onClose: () => void;
  /** Back to the changes, with label and description as they were. */
  onReview: () => void;
  onHistory: () => void;
}

/** What happened, what is safe, what to do next. */
export function RunStopped({ run, reason, words: said, onClose, onReview, onHistory }: Props) {
  const client = useQueryClient();
  const first = useRef<HTMLButtonElement | null>(null);
  useEffect(() => first.current?.focus(), []);
  const words = stoppedText;
  const show = useShowRun(run.agentId);
  const again = useMutation({
    mutationFn: async () => {
      // The description is kept with the changes, not with the run; what was accepted, with the run.
      const view = await review(run.agentId);
      const accepted = view.dangers.filter((danger) => run.anyway.includes(danger.identifier));
      await dismissPublish(run.agentId);
      return publish(
        run.agentId,
        run.label,
        described(view.description, view),
        accepted.map((danger) => danger.metric),
      );
    },
    onSuccess: show,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: publishKey(run.agentId) });
      void client.invalidateQueries({ queryKey: keys.agent(run.agentId) });
    },
  });

  const [tidied, setTidied] = useState<string | null>(null);
  const tidy = useMutation({
    mutationFn: () => removeLeftover(run.agentId, run.runId),
    // Whose it is may be known better now.
    onError: () => void client.invalidateQueries({ queryKey: publishKey(run.agentId) }),
    onSuccess: (removal) => {
      setTidied(removal.published ? guardText.left.published(removal.number) : words.tidied);
      show(removal.publish);
      void client.invalidateQueries({ queryKey: keys.agent(run.agentId) });
    },
  });

  const onward = {
    again: (
      <Button variant="publish" size="dialog" pending={again.isPending} onPress={() => again.mutate()}>
        {words.again}
      </Button>
    ),
    review: (
      <Button variant="ink" size="dialog" onPress={onReview} ref={first}>
        {words.review}
      </Button>
    ),
    metrics: (
      <Button variant="ink" size="dialog" onPress={onClose} ref={first}>
        {words.metrics}
      </Button>
    ),
    history: (
      <Button variant="ink" size="dialog" onPress={onHistory} ref={first}>
        {words.history}
      </Button>
    ),
  }[said.next];

  return (
    <div className={styles.stopped}>
      <div role="alert">
        <p>{said.what}</p>
        <p className={styles.safe}>{said.safe}</p>
      </div>
      {reason.kind === "differs" && reason.paths.length > 0 && (
        <section aria-label={words.differs}>
          <h3 className={styles.caption}>{words.differs}</h3>
          <ul className={styles.paths}>
            {[...new Set(reason.paths.map(words.path))].map((where) => (
              <li key={where}>{where}</li>
            ))}
          </ul>
        </section>
      )}
      <Steps run={run} seconds={null} />
      <LiveText className={styles.safe}>{tidied}</LiveText>
      {run.canRemoveDraft && (
        <div>
          <Button variant="secondary" size="row" pending={tidy.isPending} onPress={() => tidy.mutate()}>
            {words.tidy}
          </Button>
        </div>
      )}
      {tidy.error !== null &&
        (toHostError(tidy.error).code === "conflict" ? (
          <Banner tone="warn" title={guardText.left.theirs} onDismiss={tidy.reset} />
        ) : (
          <ErrorBanner error={tidy.error} onDismiss={tidy.reset} />
        ))}
      {again.error !== null && <ErrorBanner error={again.error} onDismiss={again.reset} />}
      <div className={styles.buttons}>
        <span className={styles.details}>
          {again.error === null &&
            tidy.error === null &&
            (reason.kind === "failed" || reason.kind === "givenUp") &&
            reason.error !== null && <CopyDetails error={reason.error} />}
        </span>
        <Button
          variant="secondary"
          size="dialog"
          onPress={onClose}
          {...(said.next === "again" ? { ref: first } : {})}
        >
          {words.close}
        </Button>
        {onward}
      </div>
    </div>
  );
}
