import { ArrowRight, CircleCheck, Save, TriangleAlert, Upload } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { EmptyState } from "../../components/EmptyState";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { useKeyDown } from "../../components/useKeyDown";
import type { ReviewView } from "../../host";
import { draftsText } from "../../text/drafts";
import { publishText, versionName } from "../../text/publish";
import { ErrorBanner, ErrorState } from "../shell/ErrorState";
import { LabelFields } from "./LabelFields";
import { ReviewBody } from "./ReviewBody";
import { ReviewDangers } from "./ReviewDangers";
import styles from "./ReviewForm.module.css";
import type { ReviewWork } from "./useReviewForm";

interface Props {
  agentId: string;
  work: ReviewWork;
  onClose: () => void;
}

/** Reads top to bottom as a person explains it: the sentence, each change, the label, the consequence. */
export function ReviewForm({ agentId, work, onClose }: Props) {
  const { review, view, label, labelRef, start } = work;
  const hasView = view !== undefined;
  useEffect(() => {
    if (hasView) labelRef.current?.focus();
  }, [hasView, labelRef]);

  useKeyDown(true, (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    work.press();
  });

  if (view === undefined)
    return review.isError ? (
      <ErrorState error={review.error} onRetry={() => void review.refetch()} retrying={review.isFetching} />
    ) : (
      <Skeleton rows={3} height={64} label={publishText.loading} />
    );
  if (work.isEmpty)
    return (
      <EmptyState icon={CircleCheck} title={publishText.nothing.title} body={publishText.nothing.body} />
    );
  return (
    <div className={styles.form}>
      <ReviewBody agentId={agentId} view={view} onClose={onClose} />
      {view.dangers.length > 0 && (
        <ReviewDangers
          agentId={agentId}
          dangers={view.dangers}
          isAnyway={work.isAnyway}
          onAnyway={work.setAnyway}
          onClose={onClose}
        />
      )}
      <LabelFields
        label={label.label}
        description={label.description}
        onChange={label.change}
        onLeft={() => void label.flush()}
        asksForLabel={work.asksForLabel}
        takesDescription={view.takesDescription}
        labelRef={labelRef}
      />
      {label.trouble !== null && <ErrorBanner error={label.trouble} onRetry={() => label.change({})} />}
      {start.error !== null && (
        <div>
          <ErrorBanner error={start.error} onDismiss={start.reset} />
          <p className={styles.note}>{publishText.notStarted}</p>
        </div>
      )}
      <p className={styles.consequence}>
        <Icon of={TriangleAlert} />
        <span>
          <strong>{publishText.consequence}</strong>{" "}
          {publishText.consequenceBody(view.agentName, versionName(view.nextNumber, publishText.thisVersion))}
        </span>
      </p>
    </div>
  );
}

/** What is live now, and what will be. */
export function ReviewVersions({ view }: { view: ReviewView }) {
  return (
    <>
      {view.live !== null && (
        <Chip tone="live" dot>
          {publishText.live(view.live.number)}
        </Chip>
      )}
      <Icon of={ArrowRight} size={14} />
      <Chip tone="you" dot>
        {versionName(view.nextNumber, publishText.newVersion)}
      </Chip>
    </>
  );
}

type FooterProps = { work: ReviewWork; onClose: () => void; onSaveDraft: () => void };

export function ReviewFooter({ work, onClose, onSaveDraft }: FooterProps) {
  const live = work.view?.live ?? null;
  return (
    <>
      <span className={styles.note}>
        {live !== null && publishText.staysInHistory(versionName(live.number, publishText.liveVersion))}
      </span>
      {work.view !== undefined && !work.isEmpty && (
        <Button variant="ghost" size="dialog" icon={Save} onPress={onSaveDraft}>
          {draftsText.save.button}
        </Button>
      )}
      <Button variant="secondary" size="dialog" onPress={onClose}>
        {publishText.cancel}
      </Button>
      <Button
        variant="publish"
        size="dialog"
        icon={Upload}
        pending={work.start.isPending}
        disabledReason={work.blocked}
        onPress={work.press}
      >
        {publishText.publish}
      </Button>
    </>
  );
}
