import { ArrowRight, CircleCheck, Save, Upload } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { EmptyState } from "../../components/EmptyState";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { useKeyDown } from "../../components/useKeyDown";
import type { BranchReview, ReviewView } from "../../host";
import { draftsText } from "../../text/drafts";
import { publishText, versionName } from "../../text/publish";
import { targetText } from "../../text/target";
import { ErrorBanner, ErrorState } from "../shell/ErrorState";
import { GoesLive, StaysAside } from "./GoesLive";
import { LabelFields } from "./LabelFields";
import { ReviewBody } from "./ReviewBody";
import { ReviewDangers } from "./ReviewDangers";
import styles from "./ReviewForm.module.css";
import { TargetField } from "./TargetField";
import { TargetNotes } from "./TargetNotes";
import { nothingWords, type ReviewWork } from "./useReviewForm";

interface Props {
  agentId: string;
  work: ReviewWork;
  onTarget: (target: string | null) => void;
  onClose: () => void;
}

/** Where it leads, and what that changes. */
export function ReviewForm(props: Props) {
  return (
    <div className={styles.form}>
      <TargetField target={props.work.target} onChange={props.onTarget} />
      <Changes {...props} />
    </div>
  );
}

/** Reads top to bottom as a person explains it: the sentence, each change, the label, the consequence. */
function Changes({ agentId, work, onClose }: Props) {
  const { review, view, branch, label, labelRef, start } = work;
  const hasView = view !== undefined;
  // Once: who goes from branch to branch stays in the field that chooses them.
  const focused = useRef(false);
  useEffect(() => {
    if (!hasView || focused.current) return;
    focused.current = true;
    labelRef.current?.focus();
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
      <Skeleton
        rows={3}
        height={64}
        label={work.target.id === null ? publishText.loading : targetText.loading}
      />
    );
  if (work.isEmpty)
    return (
      <EmptyState icon={CircleCheck} title={nothingWords(branch).title} body={nothingWords(branch).body} />
    );
  return (
    <>
      <ReviewBody agentId={agentId} view={view} branch={branch?.branch.name ?? null} onClose={onClose} />
      {branch && <TargetNotes view={branch} target={work.target} />}
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
      <Consequence view={view} branch={branch} />
    </>
  );
}

type Shown = { view: ReviewView; branch: BranchReview | undefined };

/** What callers feel of it. */
function Consequence({ view, branch }: Shown) {
  if (branch) return <StaysAside>{targetText.consequenceBody(branch)}</StaysAside>;
  return (
    <GoesLive>
      {publishText.consequenceBody(view.agentName, versionName(view.nextNumber, publishText.thisVersion))}
    </GoesLive>
  );
}

/** What is live now, or the latest of the branch, and what will be. */
export function ReviewVersions({ view, branch }: Shown) {
  if (branch)
    return (
      <>
        <Chip tone="neutral">{targetText.head(view.live?.number, branch.branch.name)}</Chip>
        <Icon of={ArrowRight} size={14} />
        <Chip tone="you" dot>
          {versionName(view.nextNumber, publishText.newVersion)}
        </Chip>
      </>
    );
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
  const branch = work.branch?.branch.name;
  return (
    <>
      <span className={styles.note}>
        {live !== null &&
          publishText.staysInHistory(
            branch === undefined
              ? versionName(live.number, publishText.liveVersion)
              : targetText.head(live.number, branch),
          )}
      </span>
      {work.view !== undefined && work.target.id === null && !work.isEmpty && (
        <Button variant="ghost" size="dialog" icon={Save} onPress={onSaveDraft}>
          {draftsText.save.button}
        </Button>
      )}
      <Button variant="secondary" size="dialog" onPress={onClose}>
        {publishText.cancel}
      </Button>
      <Button
        variant={branch === undefined ? "publish" : "ink"}
        size="dialog"
        icon={Upload}
        pending={work.start.isPending}
        disabledReason={work.blocked}
        onPress={work.press}
      >
        {branch === undefined ? publishText.publish : targetText.press(branch)}
      </Button>
    </>
  );
}
