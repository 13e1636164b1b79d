import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Dialog } from "../../components/Dialog";
import { dismissPublish, type PublishView } from "../../host";
import { keys } from "../../host/queries";
import { isOpen as isOpenRun } from "../../host/runs";
import { publishText } from "../../text/publish";
import { SaveDraftDialog } from "../drafts/SaveDraftDialog";
import { requestBranch } from "../history/branchRequest";
import { ErrorBanner } from "../shell/ErrorState";
import { publishKey, usePublishState, useShowRun } from "./publishQueries";
import { ReviewFooter, ReviewForm, ReviewVersions } from "./ReviewForm";
import { runParts } from "./runParts";
import { useGuard } from "./useGuard";
import { useReviewForm } from "./useReviewForm";

interface Props {
  agentId: string;
  isOpen: boolean;
  onClose: () => void;
  onViewHistory: () => void;
  /** Begins with the changes: how an earlier publish ended stands on the page and not in the way. */
  beginsWithChanges?: boolean;
  /** Begins with this branch, which is not live, as what is published to. */
  beginsWith?: string | null;
}

/** Review, publish and its end in one dialog. What is typed and shown belongs to one agent. */
export function ReviewDialog(props: Props) {
  return <AgentReview key={props.agentId} {...props} />;
}

/** A publish that ended before the dialog was opened. */
function endedRun(run: PublishView | null | undefined): string | null {
  return run && !isOpenRun(run) ? run.runId : null;
}

/** Which part shows follows from where the publish stands. */
function AgentReview(props: Props) {
  const { agentId, isOpen, onClose, onViewHistory, beginsWithChanges = false, beginsWith = null } = props;
  const client = useQueryClient();
  const show = useShowRun(agentId);
  const state = usePublishState(agentId, isOpen);
  const [opening, setOpening] = useState({ isOpen, number: 0 });
  const [target, setTarget] = useState(beginsWith);
  if (opening.isOpen !== isOpen) {
    setOpening({ isOpen, number: opening.number + (isOpen ? 1 : 0) });
    if (isOpen) setTarget(beginsWith);
  }
  const earlier = useRef<{ opening: number; runId: string | null }>({ opening: 0, runId: null });
  // What was read for an earlier opening may have ended since.
  const isRead = state.isFetched && !state.isFetching;
  if (isOpen && isRead && earlier.current.opening !== opening.number)
    earlier.current = { opening: opening.number, runId: endedRun(state.data) };
  const isKnown = earlier.current.opening === opening.number;
  const hidden = beginsWithChanges ? earlier.current.runId : null;
  // While the dialog fades out it keeps what it showed.
  const shown = useRef<PublishView | null>(null);
  if (isOpen)
    shown.current =
      state.data && (isKnown || !beginsWithChanges) && state.data.runId !== hidden ? state.data : null;
  const run = shown.current;
  const work = useReviewForm(agentId, opening.number, isOpen && isKnown && run === null, target);
  const guard = useGuard(agentId, run, opening.number, isOpen);

  /** The person has seen how it ended; page and header forget it. */
  const forget = async () => {
    try {
      await dismissPublish(agentId);
      show(null);
    } finally {
      await client.invalidateQueries({ queryKey: publishKey(agentId) });
      await client.invalidateQueries({ queryKey: keys.agent(agentId) });
    }
  };
  const leave = (then?: () => void) => {
    onClose();
    then?.();
    // What could not be dismissed is still listed on the page, where it can be dismissed again.
    forget().catch(() => undefined);
  };
  const seen = () => leave();
  const toHistory = () => {
    if (run !== null && run.target !== null) requestBranch(agentId, run.target.id);
    leave(onViewHistory);
  };
  const [isSaving, setSaving] = useState(false);
  const back = useMutation({ mutationFn: forget });
  const toReview = () => {
    // Back to where it was to go; a branch that is live by now is the usual place.
    setTarget(run?.target?.isLive === false ? run.target.id : null);
    back.mutate();
  };

  const parts =
    run === null
      ? {
          title: publishText.title,
          size: "large" as const,
          close: onClose,
          content: <ReviewForm agentId={agentId} work={work} onTarget={setTarget} onClose={onClose} />,
          footer: (
            <ReviewFooter
              work={work}
              onClose={onClose}
              onSaveDraft={() => {
                onClose();
                setSaving(true);
              }}
            />
          ),
        }
      : runParts(run, { agentId, guard, onClose, seen, toReview, toHistory });

  return (
    <>
      <Dialog
        headerStart={null}
        {...parts}
        isOpen={isOpen}
        onClose={parts.close}
        headerEnd={
          run === null && work.view !== undefined && <ReviewVersions view={work.view} branch={work.branch} />
        }
      >
        {back.error !== null && <ErrorBanner error={back.error} onDismiss={back.reset} />}
        {parts.content}
      </Dialog>
      <SaveDraftDialog
        agentId={agentId}
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        onShowDrafts={null}
      />
    </>
  );
}
